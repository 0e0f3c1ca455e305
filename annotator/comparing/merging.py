"""Bringing two states of one annotation set together: a three-way merge, record by record.

*Ours* is what the project has, *theirs* what a file brings. The base of a record is what it was
before they first changed it since both files had the same history; the journal tells. A field that
one side changed takes that side's value; where both changed it differently, somebody has to say.
The functions are pure, and treat both sides alike but for the answers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar, cast

from annotator.domain.annotation import Mention, Note, Quote, Segment, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.decision import Decision
from annotator.domain.partition import Partition
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.domain.step import Change, Progress, Record, SetProgress

R = TypeVar("R", Segment, Mention, Quote, Note, Entity)
_P = TypeVar("_P", Mention, Quote)
WHOLE = ""
"""Names no field: one side removed what the other changed."""
_FURTHER = (Progress.TODO, Progress.DOING, Progress.SKIPPED, Progress.DONE)


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Question:
    """A field of one record that both sides changed; ``None`` is a record that a side removed."""

    field: str
    ours: Record | None
    theirs: Record | None

    @property
    def record(self) -> Record:
        record = self.ours if self.ours is not None else self.theirs
        assert record is not None
        return record

    def value(self, side: Side) -> object:
        """What a side says: the field's value, the record, or ``None`` where it was removed."""
        record = self.ours if side is Side.OURS else self.theirs
        return record if self.field == WHOLE or record is None else getattr(record, self.field)


Answering = Callable[[Question], Side]
"""Says which side a question goes to; whoever calls collects the questions by it."""


@dataclass(frozen=True, slots=True)
class Bases:
    """What their changed records were before, by id; ``None`` for one that they made.

    ``progress`` is the set's progress before, ``None`` where they did not change it.
    """

    records: Mapping[str, Record | None] = field(default_factory=dict)
    progress: Progress | None = None

    def of(self, record_id: str, theirs: Record | None) -> Record | None:
        return self.records.get(record_id, theirs)


def bases_of(changes: Iterable[Change]) -> Bases:
    """Return the bases that their changes, oldest first, tell."""
    records: dict[str, Record | None] = {}
    progress: Progress | None = None
    for change in changes:
        match change.before:
            case SetProgress(progress=before):
                progress = progress or before
            case before:
                records.setdefault(change.record.id, before)
    return Bases(records, progress)


def merged_record(base: R | None, ours: R | None, theirs: R | None, answer: Answering) -> R | None:
    """Merge one record by field; ``None`` is one that is not there."""
    if ours == theirs or base == theirs:
        return ours
    if base == ours:
        return theirs
    if ours is None or theirs is None:
        return ours if answer(Question(WHOLE, ours, theirs)) is Side.OURS else theirs
    values: dict[str, object] = {}
    for name in (one.name for one in dataclasses.fields(ours)):
        own, other = getattr(ours, name), getattr(theirs, name)
        before = getattr(base, name) if base is not None else _NEITHER
        if own != other and own == before:
            values[name] = other
        elif own != other and other != before:
            side = answer(Question(name, ours, theirs))
            values[name] = own if side is Side.OURS else other
    return replace(ours, **values)  # type: ignore[arg-type]


_NEITHER = object()


def is_untouched(annotations: AnnotationSet) -> bool:
    """Tell whether nobody worked on the set since it was begun from suggestions."""
    return annotations.progress is Progress.TODO and not annotations.notes


def merged_sets(
    ours: AnnotationSet, theirs: AnnotationSet, bases: Bases, answer: Answering
) -> AnnotationSet:
    """Merge two states of one owner's set of one article; the result is ours in identity.

    A set that nobody worked on gives way whole to one that somebody did. What both sides made
    alike, in the same place, becomes one; where both begin a segment in one place, it is one.
    """
    if is_untouched(theirs):
        return ours
    if is_untouched(ours):
        return replace(theirs, id=ours.id)
    segments = _merged(ours.partition.segments, theirs.partition.segments, bases, answer)
    mentions = _without_twins(
        _merged(ours.mentions, theirs.mentions, bases, answer), ours.mentions, theirs.mentions
    )
    quotes = _without_twins(
        _merged(ours.quotes, theirs.quotes, bases, answer), ours.quotes, theirs.quotes
    )
    notes = _merged(ours.notes, theirs.notes, bases, answer)
    decisions, overruled = _merged_decisions(ours.decisions, theirs.decisions, bases, answer)
    segments = [one for one in segments if one.id not in overruled or not one.start]
    mentions = [one for one in mentions if one.id not in overruled]
    quotes = [one for one in quotes if one.id not in overruled]
    return replace(
        ours,
        partition=Partition(ours.partition.length, _one_a_place(segments, ours.partition, answer)),
        mentions=tuple(sorted(mentions, key=lambda one: (one.span.start, one.span.end, one.id))),
        quotes=tuple(sorted(quotes, key=lambda one: (one.content[0], one.id))),
        notes=tuple(sorted(notes, key=lambda one: one.id)),
        progress=_merged_progress(ours.progress, theirs.progress, bases.progress),
        guidelines=max(ours.guidelines, theirs.guidelines),
        decisions=tuple(sorted(decisions, key=lambda one: (one.span.start, one.span.end, one.id))),
    )


def merged_entities(
    ours: Mapping[str, Entity], theirs: Mapping[str, Entity], bases: Bases, answer: Answering
) -> dict[str, Entity]:
    """Merge two registers by id."""
    merged = _merged(tuple(ours.values()), tuple(theirs.values()), bases, answer)
    return {one.id: one for one in merged}


def _merged(ours: tuple[R, ...], theirs: tuple[R, ...], bases: Bases, answer: Answering) -> list[R]:
    own, other = {one.id: one for one in ours}, {one.id: one for one in theirs}
    merged = []
    for record_id in {**own, **other}:
        mine, brought = own.get(record_id), other.get(record_id)
        if mine == brought:
            found = mine
        else:
            base = cast("R | None", bases.of(record_id, brought))
            found = merged_record(base, mine, brought, answer)
        if found is not None:
            merged.append(found)
    return merged


def _merged_decisions(
    ours: tuple[Decision, ...], theirs: tuple[Decision, ...], bases: Bases, answer: Answering
) -> tuple[list[Decision], set[str]]:
    """Merge decisions, each as a whole, and name the annotations that only overruled ones made.

    What a person decided counts before what a rule did. Where two people decided one place
    differently, somebody has to say.
    """
    own, other = {one.id: one for one in ours}, {one.id: one for one in theirs}
    kept: list[Decision] = []
    made: set[str] = set()
    for decision_id in {**own, **other}:
        mine, brought = own.get(decision_id), other.get(decision_id)
        made |= {one for side in (mine, brought) if side for one in side.made}
        found = _merged_decision(bases.of(decision_id, brought), mine, brought, answer)
        if found is not None:
            kept.append(found)
    return kept, made - {one for decision in kept for one in decision.made}


def _merged_decision(
    base: Record | None, ours: Decision | None, theirs: Decision | None, answer: Answering
) -> Decision | None:
    if ours == theirs or base == theirs:
        return ours
    if base == ours:
        return theirs
    if ours is not None and theirs is not None:
        if ours.is_by_person is not theirs.is_by_person:
            return ours if ours.is_by_person else theirs
        if not ours.is_by_person:
            return min(ours, theirs, key=lambda one: (one.at, one.fingerprint))
        if _said(ours) == _said(theirs):
            return min(ours, theirs, key=lambda one: (one.at, one.by))
    return ours if answer(Question(WHOLE, ours, theirs)) is Side.OURS else theirs


def _said(decision: Decision) -> tuple[object, ...]:
    return decision.ruling, decision.made


def _merged_progress(ours: Progress, theirs: Progress, base: Progress | None) -> Progress:
    """Both sides moved on: the further of the two counts, since no work is lost by it."""
    if base is None or base is theirs:
        return ours
    return theirs if base is ours else max(ours, theirs, key=_FURTHER.index)


def _one_a_place(
    segments: list[Segment], ours: Partition, answer: Answering
) -> tuple[Segment, ...]:
    """Make segments that begin in one place one, which keeps the smaller id."""
    own = {one.id for one in ours.segments}
    by_start: dict[int, Segment] = {}
    for segment in sorted(segments, key=lambda one: (one.start, one.id)):
        first = by_start.setdefault(segment.start, segment)
        if first is segment:
            continue
        label = first.label
        if first.label != segment.label:
            mine, brought = (first, segment) if first.id in own else (segment, first)
            side = answer(Question("label", mine, brought))
            label = mine.label if side is Side.OURS else brought.label
        is_decided = State.ACCEPTED in (first.state, segment.state)
        state = State.ACCEPTED if is_decided else first.state
        by_start[segment.start] = replace(first, label=label, state=state)
    return tuple(by_start.values())


def _without_twins(records: list[_P], ours: tuple[_P, ...], theirs: tuple[_P, ...]) -> list[_P]:
    """Where each side made the same by hand, keep the one with the smaller id."""
    own, other = ({one.id for one in side} for side in (ours, theirs))
    found: list[_P] = []
    made: dict[Span, list[_P]] = {}
    for record in sorted(records, key=lambda one: one.id):
        is_new = record.origin.is_by_hand and (record.id in own) != (record.id in other)
        alike = made.setdefault(record.span, []) if is_new else []
        if any(
            (record.id in own) != (twin.id in own) and replace(record, id=twin.id) == twin
            for twin in alike
        ):
            continue
        alike.append(record)
        found.append(record)
    return found
