"""Annotation sets: one owner's annotations of one article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from annotator.domain.annotation import Annotation, Layer, Mention, Note, Quote, Segment
from annotator.domain.decision import Decision
from annotator.domain.partition import Partition
from annotator.domain.step import Change, Progress, Record, SetProgress


class OwnerKind(StrEnum):
    ANNOTATOR = "annotator"
    DETECTOR = "detector"
    GOLD = "gold"


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """Whose an annotation set is; ``name`` is unique within its kind."""

    kind: OwnerKind
    name: str


DETECTOR = Owner(OwnerKind.DETECTOR, "detector")
"""The owner of what the project's detectors found, each suggestion with its own origin."""
GOLD = Owner(OwnerKind.GOLD, "gold")


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """All annotations of one article by one owner; mentions and quotes in text order.

    ``guidelines`` is the version of the project's guidelines that it was last worked on under.
    ``decisions`` are of gold alone: where its annotations come from.
    """

    id: str
    article_id: str
    owner: Owner
    partition: Partition
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    progress: Progress = Progress.TODO
    guidelines: int = 0
    decisions: tuple[Decision, ...] = ()

    def annotations(self) -> tuple[Annotation, ...]:
        return (*self.partition.segments, *self.mentions, *self.quotes)

    def of_layer(self, layer: Layer) -> tuple[Annotation, ...]:
        match layer:
            case Layer.SEGMENTS:
                return self.partition.segments
            case Layer.ENTITIES:
                return self.mentions
            case Layer.QUOTES:
                return self.quotes

    def with_changes(self, changes: Iterable[Change]) -> AnnotationSet:
        """Return the set as it stands after ``changes``; those of other sets are passed over."""
        lists: dict[type[Record], list[Any]] = {}
        progress = self.progress
        for change in changes:
            if change.set_id != self.id:
                continue
            if isinstance(change.record, SetProgress):
                progress = change.record.progress
                continue
            kind = type(change.record)
            if kind not in lists:
                lists[kind] = list(self._of_kind(kind))
            _swap(lists[kind], change, _PLACES[kind])
        segments = lists.get(Segment)
        return replace(
            self,
            # Made anew only where it changed: a partition checks itself from end to end.
            partition=self.partition
            if segments is None
            else Partition(self.partition.length, tuple(segments)),
            mentions=tuple(lists.get(Mention, self.mentions)),
            quotes=tuple(lists.get(Quote, self.quotes)),
            notes=tuple(lists.get(Note, self.notes)),
            decisions=tuple(lists.get(Decision, self.decisions)),
            progress=progress,
        )

    def _of_kind(self, kind: type[Record]) -> Iterable[Record]:
        kinds: dict[type[Record], Iterable[Record]] = {
            Segment: self.partition.segments,
            Mention: self.mentions,
            Quote: self.quotes,
            Note: self.notes,
            Decision: self.decisions,
        }
        return kinds[kind]


_Place = tuple[int, int, str]


def _swap(records: list[Any], change: Change, place: Callable[[Any], _Place]) -> None:
    """Take out what was before and put in what is after, keeping ``records`` in order."""
    if change.before is not None:
        index = bisect_left(records, place(change.before), key=place)
        if index == len(records) or records[index].id != change.before.id:
            raise LookupError(f"{change.before.id} is not in the annotation set")
        del records[index]
    if change.after is not None:
        index = bisect_left(records, place(change.after), key=place)
        records.insert(index, change.after)


def _segment_place(segment: Segment) -> _Place:
    return segment.start, 0, segment.id


def _mention_place(mention: Mention) -> _Place:
    return mention.span.start, mention.span.end, mention.id


def _quote_place(quote: Quote) -> _Place:
    return quote.content[0].start, quote.content[0].end, quote.id


def _note_place(note: Note) -> _Place:
    return 0, 0, note.id


def _decision_place(decision: Decision) -> _Place:
    return decision.span.start, decision.span.end, decision.id


_PLACES: Mapping[type[Record], Callable[[Any], _Place]] = {
    Segment: _segment_place,
    Mention: _mention_place,
    Quote: _quote_place,
    Note: _note_place,
    Decision: _decision_place,
}
