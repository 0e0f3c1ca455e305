"""The sample articles and their gold are what they say, and the detectors come close to them."""

from collections.abc import Iterable, Iterator

import pytest

from annotator.detecting.pipeline import detect, load_detectors
from annotator.domain.annotation import Annotation, Mention, Quote, Segment, SpeakerKind, State
from annotator.domain.annotation_set import GOLD
from annotator.domain.step import Progress
from annotator.formats.canonical import decode
from annotator.formats.jsonl import JSON_LINES
from annotator.formats.protocol import AnnotatedArticle
from annotator.shipped import sample_articles

FOLDER = sample_articles() / "sample"


def _gold() -> list[AnnotatedArticle]:
    records = list(JSON_LINES.read(FOLDER / "gold.jsonl"))
    assert all(isinstance(one, AnnotatedArticle) for one in records)
    return [one for one in records if isinstance(one, AnnotatedArticle)]


def test_every_raw_article_has_its_gold() -> None:
    raw = {decode(path.read_bytes()).text for path in FOLDER.glob("*.txt")}
    assert raw == {one.article.text for one in _gold()}
    assert len(raw) >= 12


@pytest.mark.parametrize("record", _gold(), ids=lambda record: record.article.title[:20])
def test_gold_is_decided(record: AnnotatedArticle) -> None:
    annotations = record.annotations
    assert annotations is not None
    assert annotations.owner == GOLD
    assert annotations.progress is Progress.DONE
    assert {one.state for one in annotations.annotations()} == {State.ACCEPTED}
    assert all(one.speaker.kind is not SpeakerKind.UNKNOWN for one in annotations.quotes)
    assert record.article.language in ("en", "de", "fr")


def test_the_detectors_come_close_to_gold() -> None:
    # Floors a little below what was measured, so that a step back shows.
    detectors = load_detectors()
    hits = {"segments": 0, "mentions": 0, "quotes": 0}
    gold, found = dict(hits), dict(hits)
    for record in _gold():
        suggested = detect(record.article, detectors)
        assert record.annotations is not None
        wanted = record.annotations
        for kind, right, said in (
            ("segments", _keys(wanted.partition.segments), _keys(suggested.segments)),
            ("mentions", _keys(wanted.mentions), _keys(suggested.mentions)),
            ("quotes", _keys(wanted.quotes), _keys(suggested.quotes)),
        ):
            right_ones, said_ones = set(right), set(said)
            hits[kind] += len(right_ones & said_ones)
            gold[kind] += len(right_ones)
            found[kind] += len(said_ones)
    scores = {kind: 2 * hits[kind] / (gold[kind] + found[kind]) for kind in hits}
    assert scores["segments"] > 0.9, scores
    assert scores["mentions"] > 0.7, scores
    assert scores["quotes"] > 0.85, scores


def _keys(annotations: Iterable[Annotation]) -> Iterator[object]:
    for one in annotations:
        match one:
            case Segment():
                yield one.start, one.label
            case Mention():
                yield one.span, one.label
            case Quote():
                yield one.content
