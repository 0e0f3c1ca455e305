"""Merging two states of a set: alike from either side, by field, with nothing lost unasked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.comparing.merging import (
    WHOLE,
    Bases,
    Question,
    Side,
    bases_of,
    merged_record,
    merged_sets,
)
from annotator.domain.annotation import Mention, Quote, QuoteType, Segment, State
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.partition import Partition
from annotator.domain.span import Span
from annotator.domain.step import Change, Progress, SetProgress

LENGTH = 40
INES = Owner(OwnerKind.ANNOTATOR, "Ines")


def _never(question: Question) -> Side:
    raise AssertionError(f"asked about {question}")


def _larger(question: Question) -> Side:
    """An answer that follows from the values, not from which side has them."""
    ours, theirs = (repr(question.value(side)) for side in (Side.OURS, Side.THEIRS))
    return Side.OURS if ours > theirs else Side.THEIRS


def _mention(start: int, label: str = "PERSON", state: State = State.SUGGESTED) -> Mention:
    return Mention("m", Span(start, start + 5), label, state)


def test_each_side_may_change_a_field_of_its_own() -> None:
    base = _mention(3)
    ours, theirs = replace(base, label="ORG"), replace(base, span=Span(4, 8))
    merged = merged_record(base, ours, theirs, _never)
    assert merged == replace(base, label="ORG", span=Span(4, 8))
    assert merged_record(base, base, theirs, _never) == theirs
    assert merged_record(base, ours, base, _never) == ours
    assert merged_record(base, None, base, _never) is None
    assert merged_record(None, None, theirs, _never) == theirs


def test_a_field_that_both_changed_is_asked_about() -> None:
    base = _mention(3)
    ours, theirs = replace(base, label="ORG"), replace(base, label="GPE", span=Span(4, 8))
    asked: list[Question] = []

    def answer(question: Question) -> Side:
        asked.append(question)
        return Side.THEIRS

    assert merged_record(base, ours, theirs, answer) == theirs
    assert [(one.field, one.value(Side.OURS), one.value(Side.THEIRS)) for one in asked] == [
        ("label", "ORG", "GPE")
    ]
    asked.clear()
    assert merged_record(base, None, theirs, answer) == theirs
    assert [one.field for one in asked] == [WHOLE]


def test_the_base_is_what_was_before_the_first_change() -> None:
    first, second, third = _mention(1), _mention(2), _mention(3)
    bases = bases_of(
        [
            Change("s", first, second),
            Change("s", second, third),
            Change("s", SetProgress("s", Progress.TODO), SetProgress("s", Progress.DOING)),
            Change("s", SetProgress("s", Progress.DOING), SetProgress("s", Progress.DONE)),
        ]
    )
    assert bases == Bases({"m": first}, Progress.TODO)


def test_two_cuts_in_one_place_are_one() -> None:
    first = Segment("a", 0, "headline")
    ours = _set((first, Segment("c", 10, "paragraph")))
    theirs = _set((first, Segment("b", 10, "caption")))
    bases = Bases({"b": None})
    asked: list[Question] = []

    def answer(question: Question) -> Side:
        asked.append(question)
        return Side.OURS

    merged = merged_sets(ours, theirs, bases, answer)
    assert merged.partition.segments == (first, Segment("b", 10, "paragraph"))
    assert [(one.value(Side.OURS), one.value(Side.THEIRS)) for one in asked] == [
        ("paragraph", "caption")
    ]


def test_what_both_made_alike_is_one() -> None:
    ours = _set(mentions=(Mention("b", Span(1, 4), "PERSON"),))
    theirs = _set(mentions=(Mention("a", Span(1, 4), "PERSON"), Mention("c", Span(1, 4), "ORG")))
    merged = merged_sets(ours, theirs, Bases({"a": None, "c": None}), _never)
    assert [one.id for one in merged.mentions] == ["a", "c"]


def _set(
    segments: tuple[Segment, ...] = (),
    mentions: tuple[Mention, ...] = (),
    progress: Progress = Progress.DOING,
) -> AnnotationSet:
    return AnnotationSet(
        "s", "article", INES, Partition(LENGTH, segments), mentions, (), (), progress
    )


# Any two histories from one base: the same comes out whichever comes in first.

labels = st.sampled_from(("PERSON", "ORG", "GPE"))
spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 9)
)
edits = st.one_of(
    st.tuples(st.just("label"), st.integers(0, 5), labels),
    st.tuples(st.just("span"), st.integers(0, 5), spans),
    st.tuples(st.just("reject"), st.integers(0, 5), st.none()),
    st.tuples(st.just("remove"), st.integers(0, 5), st.none()),
    st.tuples(st.just("add"), spans, labels),
    st.tuples(st.just("cut"), st.integers(1, LENGTH - 1), st.sampled_from(("caption", "tags"))),
    st.tuples(st.just("join"), st.integers(0, 5), st.none()),
    st.tuples(st.just("type"), st.none(), st.sampled_from(QuoteType)),
    st.tuples(st.just("done"), st.none(), st.none()),
)
Edit = tuple[str, object, object]
History = tuple[AnnotationSet, list[Change]]


def _base() -> AnnotationSet:
    mentions = tuple(Mention(f"m{n}", Span(n * 6, n * 6 + 4), "PERSON") for n in range(5))
    quote = Quote("q", QuoteType.DIRECT, (Span(2, 9),), (Span(10, 12),))
    segments = tuple(Segment(f"s{n}", n * 9, "paragraph") for n in range(4))
    return replace(_set(segments, mentions), quotes=(quote,))


def _history(base: AnnotationSet, edits: list[Edit], who: str) -> History:
    now, done = base, list[Change]()
    for number, (kind, first, second) in enumerate(edits):
        change = _change(now, kind, first, second, f"{who}{number}")
        if change is not None and change.before != change.after:
            now = now.with_changes([change])
            done.append(change)
    return now, done


def _change(
    now: AnnotationSet, kind: str, first: object, second: object, new: str
) -> Change | None:
    if kind in ("label", "span", "reject", "remove", "add"):
        return _mention_change(now, kind, first, second, new)
    if kind == "done":
        return Change("s", SetProgress("s", now.progress), SetProgress("s", Progress.DONE))
    if kind == "type":
        return Change("s", now.quotes[0], replace(now.quotes[0], type=QuoteType(str(second))))
    assert isinstance(first, int)
    if kind == "cut":
        if first in {one.start for one in now.partition.segments}:
            return None
        return Change("s", None, Segment(new, first, str(second)))
    joined = now.partition.segments[first % len(now.partition)]
    return Change("s", joined, None) if joined.start else None


def _mention_change(
    now: AnnotationSet, kind: str, first: object, second: object, new: str
) -> Change | None:
    if isinstance(first, Span):
        return Change("s", None, Mention(new, first, str(second)))
    assert isinstance(first, int)
    if not now.mentions:
        return None
    before = now.mentions[first % len(now.mentions)]
    after: Mention | None = None
    if isinstance(second, Span):
        after = replace(before, span=second)
    elif kind == "label":
        after = replace(before, label=str(second))
    elif kind == "reject":
        after = replace(before, state=State.REJECTED)
    return Change("s", before, after)


@given(st.lists(edits, max_size=8), st.lists(edits, max_size=8))
def test_either_side_first_comes_to_the_same(left: list[Edit], right: list[Edit]) -> None:
    base = _base()
    one, one_changes = _history(base, left, "x")
    other, other_changes = _history(base, right, "y")
    there = merged_sets(one, other, bases_of(other_changes), _larger)
    back = merged_sets(other, one, bases_of(one_changes), _larger)
    assert there == back


@given(st.lists(edits, max_size=8), st.lists(edits, max_size=8))
def test_twice_is_once(left: list[Edit], right: list[Edit]) -> None:
    base = _base()
    one, _ = _history(base, left, "x")
    other, changes = _history(base, right, "y")
    once = merged_sets(one, other, bases_of(changes), _larger)
    # The second time, none of their steps is new.
    assert merged_sets(once, other, Bases(), _never) == once


@given(st.lists(edits, max_size=8))
def test_one_sides_work_comes_in_as_it_is(right: list[Edit]) -> None:
    base = _base()
    other, changes = _history(base, right, "y")
    alone = merged_sets(base, other, bases_of(changes), _never)
    assert {(one.span, one.label, one.state) for one in alone.mentions} == {
        (one.span, one.label, one.state) for one in other.mentions
    }
    assert (alone.partition, alone.quotes) == (other.partition, other.quotes)
    assert merged_sets(other, base, Bases(), _never) == other
