"""spaCy's DocBin: our files in spaCy, spaCy's own files in our reader."""

import zlib
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from spacy.tokens import DocBin
from spacy.tokens import Span as DocSpan

from annotator.domain.annotation import Mention
from annotator.formats.features import Feature
from annotator.formats.losses import LossReport
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.spacy_docbin import SPACY_DOCBIN
from tests.formats.round_trips import (
    assert_comes_back,
    golden_record,
    read_one,
    write,
)
from tests.projects_for_tests import span
from tests.strategies import annotated_articles

TEXT = "👍 Edda Lind of Marland said all is well."


@given(annotated_articles())
def test_it_comes_back_but_for_the_declared_losses(record: AnnotatedArticle) -> None:
    assert_comes_back(SPACY_DOCBIN, record)


def test_spacy_finds_text_spans_and_entities(tmp_path: Path) -> None:
    record = golden_record()
    write(SPACY_DOCBIN, [record, record], tmp_path / "out.spacy")
    docs = list(DocBin().from_disk(tmp_path / "out.spacy").get_docs(spacy.blank("en").vocab))
    assert [doc.text for doc in docs] == [record.article.text] * 2
    doc = docs[0]
    assert [(one.text, one.label_) for one in doc.ents] == [
        ("Ada Brandt", "PERSON"),
        ("Monday", "DATE"),
    ]
    assert {one.label_: one.text for one in doc.spans["quotes"]} == {
        "content": "“We are ready,”",
        "cue": "said",
        "source": "Ada Brandt",
    }
    assert [one.label_ for one in doc.spans["segments"]] == ["headline", "paragraph"]


def test_a_span_within_a_token_is_widened_and_listed(tmp_path: Path) -> None:
    record = golden_record()
    assert record.annotations is not None
    part = Mention("m", span("ond", record.article.text), "DATE")
    odd = replace(record, annotations=replace(record.annotations, mentions=(part,)))
    report = LossReport(SPACY_DOCBIN.title, SPACY_DOCBIN.carries)
    report.add(odd)
    assert [(loss.feature, loss.count) for loss in report.losses] == [(Feature.TOKEN_EDGES, 1)]
    assert "ond" in report.to_text()
    write(SPACY_DOCBIN, [odd], tmp_path / "out.spacy")
    back = read_one(SPACY_DOCBIN, tmp_path / "out.spacy").annotations
    assert back is not None
    assert [one.span.of(record.article.text) for one in back.mentions] == ["Monday"]


def test_docs_that_spacy_made_come_in(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    first, second = nlp(TEXT), nlp(TEXT)
    first.ents = [DocSpan(first, 1, 3, "PERSON")]
    second.spans["sc"] = [DocSpan(second, 1, 5, "PERSON"), DocSpan(second, 4, 5, "GPE")]
    DocBin(docs=[first, second]).to_disk(tmp_path / "theirs.spacy")
    found = [
        [(one.span.of(TEXT), one.label) for one in record.annotations.mentions]
        for record in SPACY_DOCBIN.read(tmp_path / "theirs.spacy")
        if isinstance(record, AnnotatedArticle) and record.annotations is not None
    ]
    assert found == [
        [("Edda Lind", "PERSON")],
        [("Edda Lind of Marland", "PERSON"), ("Marland", "GPE")],
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"rubbish",
        zlib.compress(b"rubbish"),
        zlib.compress(b"\x80"),
        zlib.compress(b"\x91\x01"),
    ],
)
def test_rubbish_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.spacy"
    path.write_bytes(content)
    (found,) = SPACY_DOCBIN.read(path)
    assert isinstance(found, Refusal)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.spacy"
    path.write_bytes(zlib.compress(bytes(80 * 1024 * 1024), 9))
    (found,) = SPACY_DOCBIN.read(path)
    assert isinstance(found, Refusal)
    assert "unpacks to more" in found.reason
