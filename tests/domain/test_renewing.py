"""Renewed suggestions: every human decision stays, the rest is what the detectors find now."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotation import Mention, Origin, Quote, QuoteType, Segment, State
from annotator.domain.annotation_set import DETECTOR, AnnotationSet, Owner, OwnerKind
from annotator.domain.partition import Partition
from annotator.domain.renewing import renewal
from annotator.domain.span import Span
from tests.strategies import spans, texts

INES = Owner(OwnerKind.ANNOTATOR, "Ines")
OLD, NEW = Origin("rules", "1", "old", 0.5), Origin("rules", "2", "new", 0.9)


@st.composite
def sets(draw: st.DrawFn, text: str, name: str, states: st.SearchStrategy[State]) -> AnnotationSet:
    """Return an annotation set of ``text`` whose ids begin with ``name``."""
    origin = OLD if name == "old" else NEW
    starts = sorted({0, *draw(st.lists(st.integers(0, len(text) - 1), max_size=5))})
    # A segment cannot be rejected.
    shown = states.filter(lambda state: state is not State.REJECTED)
    segments = [
        Segment(f"{name}{n}", start, draw(st.sampled_from("ab")), draw(shown), origin)
        for n, start in enumerate(starts)
    ]
    places = sorted({draw(spans(text)) for _ in range(draw(st.integers(0, 5)))})
    mentions = [
        Mention(f"{name}m{n}", one, draw(st.sampled_from("PQ")), draw(states), origin)
        for n, one in enumerate(places)
    ]
    quotes = [
        Quote(f"{name}q{n}", QuoteType.DIRECT, (one,), state=draw(states), origin=origin)
        for n, one in enumerate(places[:3])
    ]
    owner = INES if name == "old" else DETECTOR
    partition = Partition(len(text), tuple(segments))
    return AnnotationSet(name, "1", owner, partition, tuple(mentions), tuple(quotes))


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, AnnotationSet, AnnotationSet]:
    text = draw(texts)
    old = draw(sets(text, "old", st.sampled_from(State)))
    return text, old, draw(sets(text, "new", st.just(State.SUGGESTED)))


def _renewed(old: AnnotationSet, found: AnnotationSet, text: str) -> AnnotationSet:
    change = renewal(old, found, text)
    taken = {one.id for one in (*change.gone, *change.new)}
    kept = [one for one in old.annotations() if one.id not in taken]
    segments = [one for one in (*kept, *change.new) if isinstance(one, Segment)]
    return replace(
        old,
        partition=Partition(len(text), tuple(sorted(segments, key=lambda one: one.start))),
        mentions=tuple(one for one in (*kept, *change.new) if isinstance(one, Mention)),
        quotes=tuple(one for one in (*kept, *change.new) if isinstance(one, Quote)),
    )


@given(cases())
def test_what_was_decided_is_untouched_and_all_else_is_new(
    case: tuple[str, AnnotationSet, AnnotationSet],
) -> None:
    text, old, found = case
    new = _renewed(old, found, text)
    decided = {one for one in old.annotations() if one.state is not State.SUGGESTED}
    assert decided <= set(new.annotations())
    for one in set(new.annotations()) - decided:
        assert (one.state, one.origin) == (State.SUGGESTED, NEW)
    assert len({one.id for one in new.annotations()}) == len(new.annotations())


@given(cases())
def test_an_accepted_segment_keeps_its_words(
    case: tuple[str, AnnotationSet, AnnotationSet],
) -> None:
    text, old, found = case
    new = _renewed(old, found, text)
    for one, span in old.partition:
        if one.state is State.ACCEPTED:
            assert new.partition.span_of(one).of(text).rstrip() == span.of(text).rstrip()


@given(cases())
def test_renewing_twice_changes_nothing_more(
    case: tuple[str, AnnotationSet, AnnotationSet],
) -> None:
    text, old, found = case
    once = _renewed(old, found, text)
    again = renewal(once, found, text)
    assert not again.gone
    assert set(again.new) <= set(once.annotations())


def test_where_nothing_was_decided_it_is_as_the_detectors_have_it() -> None:
    text = "Ada Brandt spoke."
    span = Span(0, 10)
    old = AnnotationSet("s", "1", INES, Partition(len(text), (_segment("a", "x"),)))
    found = replace(
        old,
        partition=Partition(len(text), (_segment("b", "y"),)),
        mentions=(Mention("m", span, "PERSON", State.SUGGESTED, NEW),),
    )
    new = _renewed(old, found, text)
    assert [(one.id, one.label) for one in new.partition.segments] == [("a", "y")]
    assert [one.span for one in new.mentions] == [span]


def test_a_corrected_mention_is_not_suggested_again() -> None:
    text = "Dr Ada Brandt spoke."
    corrected = Mention("m", Span(3, 13), "PERSON", State.ACCEPTED, OLD)
    old = AnnotationSet("s", "1", INES, Partition(len(text)), (corrected,))
    short, crossing, inner = (
        Mention("1", Span(3, 6), "PERSON", State.SUGGESTED, NEW),
        Mention("2", Span(0, 6), "ROLE", State.SUGGESTED, NEW),
        Mention("3", Span(7, 13), "ORG", State.SUGGESTED, NEW),
    )
    found = replace(old, mentions=(crossing, short, inner))
    assert [one.span for one in _renewed(old, found, text).mentions] == [Span(3, 13), inner.span]


def _segment(name: str, label: str) -> Segment:
    return Segment(name, 0, label, State.SUGGESTED, OLD if name == "a" else NEW)
