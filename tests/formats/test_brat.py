"""brat standoff: our files in brat's own parser, others' files in our reader."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bratsubset.annotation import TextAnnotations
from hypothesis import given

from annotator.domain.annotation import Quote, QuoteType
from annotator.domain.errors import MendableError
from annotator.formats.brat import BRAT
from annotator.formats.protocol import AnnotatedArticle, Refusal
from tests.formats.round_trips import assert_comes_back, cancelled_after, golden_record, write
from tests.strategies import annotated_articles

SAID = "Edda Lind said 👍 that\nall is well.\n"


@given(annotated_articles())
def test_it_comes_back_but_for_the_declared_losses(record: AnnotatedArticle) -> None:
    assert_comes_back(BRAT, record)


@given(annotated_articles())
def test_brats_own_parser_takes_every_line(record: AnnotatedArticle) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "out"
        write(BRAT, [record], folder)
        (file,) = folder.glob("*.ann")
        parsed = TextAnnotations(str(file.with_suffix("")))
        assert parsed.failed_lines == []
        lines = file.read_text(encoding="utf-8").split("\n")
        assert len(list(parsed)) == len([line for line in lines if line])


def _read(folder: Path, standoff: str, text: str = SAID) -> AnnotatedArticle | Refusal:
    (folder / "one.txt").write_bytes(text.encode())
    (folder / "one.ann").write_text(standoff, encoding="utf-8")
    (found,) = BRAT.read(folder / "one.ann")
    return found


def _quotes(found: AnnotatedArticle | Refusal) -> tuple[Quote, ...]:
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    return found.annotations.quotes


def test_an_attribution_of_polnear_becomes_a_quote(tmp_path: Path) -> None:
    standoff = (
        "T1\tSource 0 9\tEdda Lind\nT2\tCue 10 14\tsaid\n"
        "T3\tContent 17 21;22 33\tthat all is well\nT4\tAttribution 10 14\tsaid\n"
        "E1\tAttribution:T4 Content:T3 Source:T1 Cue:T2\n"
    )
    (quote,) = _quotes(_read(tmp_path, standoff))
    assert [span.of(SAID) for span in quote.content] == ["that\nall is well"]
    assert [span.of(SAID) for span in (*quote.cue, *quote.source)] == ["said", "Edda Lind"]
    assert quote.type is QuoteType.INDIRECT


def test_words_may_hold_a_line_end_and_an_event_may_say_what_it_lacks(tmp_path: Path) -> None:
    text = "The port opens, it was\n\nreported on Monday.\n"
    lines = (
        "T1\tContent 0 14\tThe port opens\n"
        "T2\tCue 19 32\twas\n\nreported\n"
        "T3\tAttribution-no-source 19 32\twas\n\nreported\n"
        "E1\tAttribution-no-source:T3 Content:T1 Cue:T2\n"
        f"T4\tDATE 36 42{'0' * 5000}\tMonday\n"
    )
    found = _read(tmp_path, lines, text)
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    (quote,) = found.annotations.quotes
    parts = [part.of(text) for part in (*quote.content, *quote.cue, *quote.source)]
    assert parts == ["The port opens", "was\n\nreported"]
    assert found.remarks == ("A line that begins with “T” was left out.",)


def test_offsets_count_a_windows_line_end_once_or_twice(tmp_path: Path) -> None:
    text = SAID.replace("\n", "\r\n")
    for start in (22, 23):
        found = _read(tmp_path, f"T1\tPERSON {start} {start + 3}\tall\n", text)
        assert isinstance(found, AnnotatedArticle)
        assert found.article.text == SAID
        assert found.annotations is not None
        (mention,) = found.annotations.mentions
        assert mention.span.of(SAID) == "all"


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("T2\tORG 0 900\tEdda", "outside the text"),
        ("T2\tORG 0 4\tLind", "not what stands"),
        ("T2\tORG 0 4;5 9\tEdda Lind", "in several parts"),
        ("T2\tContent 0 4\tEdda", "belongs to no quote"),
        ("E1\tAttribution:T9 Content:T9", "without content"),
        ("E1\tMeeting:T1", "event of type “Meeting”"),
        ("R1\tKnows Arg1:T1 Arg2:T1", "begins with “R”"),
        ("rubbish", "begins with “r”"),
    ],
)
def test_what_does_not_fit_is_told_and_the_rest_comes_in(
    tmp_path: Path, line: str, remark: str
) -> None:
    found = _read(tmp_path, f"T1\tPERSON 5 9\tLind\n{line}\nT3\tPERSON 17 21\tthat\n")
    assert isinstance(found, AnnotatedArticle)
    assert any(remark in one for one in found.remarks)
    assert found.annotations is not None
    words = {mention.span.of(SAID) for mention in found.annotations.mentions}
    assert "that" in words


def test_annotations_without_their_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "one.ann").write_text("T1\tPERSON 0 4\tEdda\n")
    (found,) = BRAT.read(tmp_path / "one.ann")
    assert isinstance(found, Refusal)


def test_only_an_earlier_export_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out"
    write(BRAT, [golden_record()], path)
    write(BRAT, [golden_record()] * 2, path)
    assert len(list(path.glob("*.ann"))) == 2
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter.txt").write_text("years of work")
    with pytest.raises(MendableError, match="other things"):
        write(BRAT, [golden_record()], other)
    assert [one.name for one in other.iterdir()] == ["chapter.txt"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "thesis"]


def test_a_cancelled_export_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        BRAT.write(cancelled_after([golden_record()]), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
