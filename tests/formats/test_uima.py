"""UIMA CAS: our files in dkpro-cassis, CASes of others in our reader."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cassis
import pytest
from hypothesis import given, settings

from annotator.formats.protocol import AnnotatedArticle, Format, Refusal
from annotator.formats.uima import UIMA_JSON, UIMA_XMI
from annotator.formats.uima_types import MENTION, QUOTE, SEGMENT
from tests.formats.round_trips import assert_comes_back, golden_record, write
from tests.strategies import annotated_articles

BOTH = pytest.mark.parametrize("form", [UIMA_XMI, UIMA_JSON], ids=lambda form: form.name)
TEXT = "👍 Edda Lind said 👩\u200d👩\u200d👧 all is well."


@BOTH
@settings(max_examples=50)
@given(record=annotated_articles())
def test_it_comes_back_but_for_the_declared_losses(form: Format, record: AnnotatedArticle) -> None:
    assert_comes_back(form, record)


def _load(form: Format, record: AnnotatedArticle) -> Any:  # noqa: ANN401
    """Return the CAS of one article as dkpro-cassis reads it, by the type system beside it."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "out"
        write(form, [record], folder)
        (file,) = folder.glob(f"*{form.suffixes[0]}")
        with (folder / "TypeSystem.xml").open("rb") as types, file.open("rb") as content:
            if form is UIMA_JSON:
                return cassis.load_cas_from_json(content)
            return cassis.load_cas_from_xmi(content, cassis.load_typesystem(types))


@BOTH
def test_cassis_finds_the_words_behind_emoji(form: Format) -> None:
    cas = _load(form, golden_record())
    assert not list(cas.typecheck())
    assert [(one.get_covered_text(), one.value) for one in cas.select(MENTION)] == [
        ("Ada Brandt", "PERSON"),
        ("Monday", "DATE"),
    ]
    assert [one.label for one in cas.select(SEGMENT)] == ["headline", "paragraph"]
    (quote,) = cas.select(QUOTE)
    assert [(one.role, one.target.get_covered_text()) for one in quote.parts.elements] == [
        ("content", "“We are ready,”"),
        ("cue", "said"),
        ("source", "Ada Brandt"),
    ]


def test_xmi_counts_as_java_does(tmp_path: Path) -> None:
    write(UIMA_XMI, [golden_record()], tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.xmi")
    text = golden_record().article.text
    before = text[: text.index("Ada Brandt")]
    assert f'begin="{len(before.encode("utf-16-le")) // 2}"' in file.read_text(encoding="utf-8")


SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"


def _theirs(folder: Path) -> Path:
    """Make a CAS as INCEpTION has it: DKPro's types, sentences, and a layer of theirs."""
    types = cassis.TypeSystem()
    sentence, entity = types.create_type(SENTENCE), types.create_type(MENTION)
    for feature in ("value", "identifier"):
        types.create_feature(entity, feature, "uima.cas.String")
    types.create_type("webanno.custom.Irony")
    cas = cassis.Cas(types, sofa_string=TEXT, document_language="en")
    start = TEXT.index("Edda")
    cas.add(sentence(begin=0, end=len(TEXT)))
    cas.add(entity(begin=start, end=start + 9, value="PER", identifier="http://example.org/Q1"))
    cas.add(entity(begin=0, end=1))
    cas.add(types.get_type("webanno.custom.Irony")(begin=0, end=5))
    types.to_xml(folder / "TypeSystem.xml")
    cas.to_xmi(folder / "theirs.xmi")
    return folder / "theirs.xmi"


def test_an_export_of_inception_comes_in(tmp_path: Path) -> None:
    (found,) = UIMA_XMI.read(_theirs(tmp_path))
    assert isinstance(found, AnnotatedArticle)
    assert found.article.text == TEXT
    assert found.annotations is not None
    labels = {one.span.of(TEXT): one.label for one in found.annotations.mentions}
    assert labels == {"👍": "unlabelled", "Edda Lind": "PER"}
    assert [entity.id for entity in found.register] == ["http://example.org/Q1"]
    assert any("webanno.custom.Irony" in remark for remark in found.remarks)
    assert any("without a label" in remark for remark in found.remarks)


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
)
SPY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]><x>&f;</x>'


@pytest.mark.parametrize(
    "content", [b"", b"rubbish", b"<x/>", BOMB, SPY, BOMB.decode().encode("utf-16")]
)
def test_bad_xmi_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.xmi").write_bytes(content)
    (found,) = UIMA_XMI.read(tmp_path / "bad.xmi")
    assert isinstance(found, Refusal)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"%TYPES": {}, "%VIEWS": {}}', "[" * 100_000])
def test_bad_json_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.json").write_text(content)
    (found,) = UIMA_JSON.read(tmp_path / "bad.json")
    assert isinstance(found, Refusal)


def test_a_type_system_is_read_as_carefully(tmp_path: Path) -> None:
    path = _theirs(tmp_path)
    (tmp_path / "TypeSystem.xml").write_bytes(BOMB)
    (found,) = UIMA_XMI.read(path)
    assert isinstance(found, Refusal)
    assert "not safe" in found.reason


@BOTH
def test_control_characters_stay_or_are_told(form: Format) -> None:
    record = golden_record()
    text = record.article.text.replace(" reopens", "\x07reopens")
    assert record.annotations is not None
    odd = replace(record, article=replace(record.article, text=text))
    assert_comes_back(form, odd)
