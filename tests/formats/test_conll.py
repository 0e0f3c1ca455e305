"""CoNLL: our files in the reader that the field uses, others' tags in ours."""

from pathlib import Path
from tempfile import TemporaryDirectory

import conllu
import pytest
from hypothesis import given
from nervaluate.loaders import ConllLoader

from annotator.formats.conll_2003 import CONLL_2003
from annotator.formats.conllu_plus import COLUMNS, CONLLU_PLUS
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle, Format, Reads, Refusal
from annotator.formats.tokens import sentences_of
from tests.formats.round_trips import assert_comes_back, golden_record, write
from tests.strategies import annotated_articles

BOTH = pytest.mark.parametrize("form", [CONLL_2003, CONLLU_PLUS], ids=lambda form: form.name)


@BOTH
@given(record=annotated_articles())
def test_it_comes_back_but_for_the_declared_losses(form: Format, record: AnnotatedArticle) -> None:
    assert_comes_back(form, record)


@given(annotated_articles())
def test_tokens_hold_all_that_is_not_blank(record: AnnotatedArticle) -> None:
    text = record.article.text
    tokens = [token for sentence in sentences_of(record.article) for token in sentence]
    assert all(token.of(text).strip() == token.of(text) for token in tokens)
    assert "".join("".join(token.of(text) for token in tokens).split()) == "".join(text.split())
    assert tokens == sorted(tokens)


@given(annotated_articles())
def test_the_conllu_library_finds_every_token_and_column(record: AnnotatedArticle) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "out.conllup"
        write(CONLLU_PLUS, [record, record], path)
        content = path.read_text(encoding="utf-8")
    parsed = conllu.parse(content)
    forms = [token["form"] for sentence in parsed for token in sentence]
    text = record.article.text
    tokens = [token.of(text) for sentence in sentences_of(record.article) for token in sentence]
    assert forms == tokens * 2
    columns = {key for sentence in parsed for token in sentence for key in token}
    assert columns == {column.lower() for column in COLUMNS}
    annotations = kept(record, CONLLU_PLUS.carries).annotations
    assert annotations is not None
    begun = {
        mark
        for sentence in parsed
        for token in sentence
        for mark in (token["annotator:mention"] or "_").split(";")
        if ":" in mark
    }
    assert len(begun) == len(annotations.mentions)


@given(annotated_articles())
def test_nervaluate_finds_every_mention(record: AnnotatedArticle) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "out.conll"
        write(CONLL_2003, [record], path)
        lines = path.read_text(encoding="utf-8").splitlines()[2:]
    # It wants a word and its tag with a tab between, where the shared task has four columns.
    columns = [line.split(" ") for line in lines]
    content = "\n".join(f"{one[0]}\t{one[-1]}" if len(one) > 1 else "" for one in columns)
    found = [entity for sentence in ConllLoader().load(content) for entity in sentence]
    annotations = kept(record, CONLL_2003.carries).annotations
    assert annotations is not None
    labels = [mention.label for mention in annotations.mentions]
    assert [entity.label for entity in found] == labels


def test_a_tagger_finds_the_entities(tmp_path: Path) -> None:
    write(CONLL_2003, [golden_record()], tmp_path / "out.conll")
    lines = (tmp_path / "out.conll").read_text(encoding="utf-8").splitlines()
    tagged = [line.split(" ") for line in lines[2:] if line]
    assert all(len(columns) == 4 for columns in tagged)
    assert [(word, tag) for word, _, _, tag in tagged if tag != "O"] == [
        ("Ada", "B-PERSON"),
        ("Brandt", "I-PERSON"),
    ]


def _found(form: Reads, path: Path, content: str) -> list[list[tuple[str, str]]]:
    path.write_text(content, encoding="utf-8")
    found = []
    for record in form.read(path):
        assert isinstance(record, AnnotatedArticle)
        assert record.annotations is not None
        text = record.article.text
        found.append([(one.span.of(text), one.label) for one in record.annotations.mentions])
    return found


@pytest.mark.parametrize(
    "tags",
    [
        "B-PER I-PER O B-ORG B-ORG",
        "I-PER I-PER O I-ORG B-ORG",
        "B-PER E-PER O S-ORG S-ORG",
        "B-PER L-PER O U-ORG U-ORG",
    ],
)
def test_all_ways_to_tag_are_read(tmp_path: Path, tags: str) -> None:
    words = ["Edda", "Lind", "leads", "Norvik", "Meridian"]
    lines = "".join(f"{word} NN O {tag}\n" for word, tag in zip(words, tags.split(), strict=True))
    expected = [("Edda Lind", "PER"), ("Norvik", "ORG"), ("Meridian", "ORG")]
    content = f"-DOCSTART- -X- O O\n\n{lines}\n-DOCSTART- -X- O O\n\n{lines}"
    assert _found(CONLL_2003, tmp_path / "a.conll", content) == [expected] * 2


def test_a_mention_ends_with_its_sentence(tmp_path: Path) -> None:
    content = "Edda\tB-PER\n\nLind\tI-PER\n"
    found = _found(CONLL_2003, tmp_path / "a.bio", content)
    assert found == [[("Edda", "PER"), ("Lind", "PER")]]


def test_the_sign_is_a_token_and_begins_comments(tmp_path: Path) -> None:
    content = "# id = 3\n# # B-NP O\n700 CD I-NP O\nOslo NNP I-NP I-LOC\n"
    path = tmp_path / "a.conll"
    path.write_text(content, encoding="utf-8")
    (found,) = CONLL_2003.read(path)
    assert isinstance(found, AnnotatedArticle)
    assert found.article.text == "# 700 Oslo\n"


def test_conllu_of_others_comes_in_with_its_text(tmp_path: Path) -> None:
    rows = [
        "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_",
        "1\tDo\tdo\t_\t_\t_\t_\t_\t_\t_",
        "2\tn't\tnot\t_\t_\t_\t_\t_\t_\t_",
        "3\tgo\tgo\t_\t_\t_\t_\t_\t_\tSpaceAfter=No",
        "3.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_",
        "4\t!\t!\t_\t_\t_\t_\t_\t_\t_",
    ]
    path = tmp_path / "a.conllu"
    path.write_text("# text = Don't go!\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    (found,) = CONLLU_PLUS.read(path)
    assert isinstance(found, AnnotatedArticle)
    assert found.article.text.strip() == "Don't go!"
    plus = "# global.columns = ID FORM NER\n1\tEdda\tB-PER\n2\tLind\tI-PER\n3\tspoke\tO\n"
    assert _found(CONLLU_PLUS, tmp_path / "a.conllup", plus) == [[("Edda Lind", "PER")]]


@BOTH
@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\xff", b"1-x\ta\tb\tc\n", b"a\tb\n"])
def test_rubbish_never_raises(form: Reads, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad"
    path.write_bytes(content)
    for found in form.read(path):
        assert isinstance(found, AnnotatedArticle | Refusal)
