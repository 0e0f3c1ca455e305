"""What is taken away is taken once, told in full, and leaves a sound record."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Mention, Quote, QuoteType, State
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.article import Article
from annotator.domain.partition import Partition
from annotator.domain.span import Span
from annotator.formats.features import Carries, Feature, changed, left_out
from annotator.formats.losses import LossReport, kept
from annotator.formats.protocol import AnnotatedArticle
from annotator.formats.tokens import sentences_of
from tests.projects_for_tests import TEXT, span
from tests.strategies import annotated_articles

NOTHING = Carries(dict.fromkeys(Feature, left_out()), sentences_of)


def _record(*mentions: Mention, quotes: tuple[Quote, ...] = ()) -> AnnotatedArticle:
    annotations = AnnotationSet("s", "a", GOLD, Partition(len(TEXT)), mentions, quotes)
    return AnnotatedArticle(Article("a", TEXT, "Harbour reopens"), annotations)


@given(annotated_articles())
def test_taking_away_twice_is_taking_away_once(record: AnnotatedArticle) -> None:
    for feature in Feature:
        features = {feature}
        if feature is Feature.WHITE_SPACE:
            features.add(Feature.TOKEN_EDGES)  # spans have to fit the tokens that make the text
        carries = Carries(dict.fromkeys(features, changed("")), sentences_of)
        once = kept(record, carries)
        assert kept(once, carries) == once


@given(annotated_articles())
def test_a_report_tells_whatever_is_taken(record: AnnotatedArticle) -> None:
    for feature in Feature:
        carries = Carries({feature: left_out()}, sentences_of)
        if feature is Feature.WHITE_SPACE:
            continue
        report = LossReport("Some format", carries)
        report.add(record)
        assert bool(report.losses) == (kept(record, carries) != record)


@given(annotated_articles())
def test_nothing_is_left_of_a_record_whose_format_carries_nothing(record: AnnotatedArticle) -> None:
    annotations = kept(record, NOTHING).annotations
    assert annotations is not None
    assert not annotations.annotations()


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), max_size=8))
def test_mentions_are_flat_without_nested_and_crossing_ones(pairs: list[tuple[int, int]]) -> None:
    spans = sorted(Span(start, start + length) for start, length in pairs)
    mentions = (Mention(f"{n:02}", one, "PERSON") for n, one in enumerate(spans))
    loses = dict.fromkeys((Feature.NESTED, Feature.CROSSING), left_out())
    annotations = kept(_record(*mentions), Carries(loses)).annotations
    assert annotations is not None
    flat = [one.span for one in annotations.mentions]
    assert all(left.end <= right.start for left, right in pairwise(flat))
    assert bool(flat) == bool(spans)


def test_the_outer_of_nested_and_the_first_of_crossing_mentions_stay() -> None:
    outer, inner = Mention("1", span("Ada Brandt"), "PERSON"), Mention("2", span("Brandt"), "ORG")
    crossing = Mention("3", Span(outer.span.start + 4, outer.span.end + 5), "ORG")
    record = _record(outer, inner, crossing)
    losses = {Feature.NESTED: left_out("the outer one is kept"), Feature.CROSSING: left_out()}
    report = LossReport("Flat", Carries(losses))
    report.add(record)
    assert kept(record, Carries(losses)) == _record(outer)
    counts = {loss.feature: [one.words for one in loss.examples] for loss in report.losses}
    assert counts == {Feature.NESTED: ["Brandt"], Feature.CROSSING: ["Brandt said"]}
    assert "Brandt said" in report.to_text()
    assert "the outer one is kept" in report.to_text()


def test_spans_within_words_are_widened_and_listed() -> None:
    part = Mention("1", span("dt sai"), "PERSON")
    blank = Mention("2", Span(TEXT.index("\n\n"), TEXT.index("\n\n") + 2), "PERSON")
    carries = Carries({Feature.TOKEN_EDGES: changed("widened to whole tokens")}, sentences_of)
    report = LossReport("Tokens", carries)
    report.add(_record(part, blank))
    annotations = kept(_record(part, blank), carries).annotations
    assert annotations is not None
    assert [one.span.of(TEXT) for one in annotations.mentions] == ["Brandt said"]
    assert [loss.count for loss in report.losses] == [2]


def test_what_is_left_out_comes_before_what_is_changed() -> None:
    quote = Quote("q", QuoteType.DIRECT, (span("“It is ready,”"),), state=State.SUGGESTED)
    mentions = (Mention(str(n), span("Ada"), "PERSON", State.SUGGESTED) for n in range(5))
    losses = {Feature.STATES: changed("they become accepted"), Feature.QUOTES: left_out()}
    report = LossReport("Some format", Carries(losses))
    report.add(_record(*mentions, quotes=(quote,)))
    assert [(loss.feature, loss.count) for loss in report.losses] == [
        (Feature.QUOTES, 1),
        (Feature.STATES, 6),
    ]
    assert report.summary == "2 losses"
