"""Commands on segments. Each moves or retypes starts, so that the partition stays whole."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.detecting.segments.timestamp import CONTEXT, attributes_of
from annotator.domain.annotation import Segment
from annotator.domain.article import ArticleDetails
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.moment import as_moment
from annotator.domain.span import Span
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet, accepted

_TIMESTAMP = "timestamp"
_LONGEST_TITLE = 300
_HEAD = 20_000
"""As far into an article, in code points, a title is looked for."""


@dataclass(frozen=True, slots=True)
class _OnSegments(OnSet, ABC):
    """What is told about the article follows where it was taken from the segments."""

    def run(self, tx: Transaction) -> None:
        headline, moment = _headline(tx, self.set_id), _moment(tx, self.set_id)
        self.change(tx)
        details, read = tx.find(ArticleDetails, self.article_id), _moment(tx, self.set_id)
        if read and details.published == moment:
            details = replace(details, published=read)
        now = _headline(tx, self.set_id)
        if now not in ("", headline) and _is_taken(tx, self.set_id, details.title, headline):
            details = replace(details, title=now)
        tx.put("", details)

    @abstractmethod
    def change(self, tx: Transaction) -> None:
        """Change segments of the set."""


@dataclass(frozen=True, slots=True)
class SplitSegment(_OnSegments):
    """Begin a new segment at ``position``, of the same label where none is given."""

    position: int
    label: str = ""
    title: ClassVar[str] = "Split segment"

    def change(self, tx: Transaction) -> None:
        segment = tx.segment_at(self.set_id, self.position)
        if segment.start == self.position:
            raise RefusedError("A segment begins here already. Put the caret inside it.")
        whole = _span(tx, self.set_id, segment)
        first, second = Span(whole.start, self.position), Span(self.position, whole.end)
        begun = Segment(new_id(), self.position, self.label or segment.label)
        tx.put(self.set_id, accepted(_read(tx, self.set_id, segment, whole, first)))
        tx.put(self.set_id, _read(tx, self.set_id, begun, None, second))


@dataclass(frozen=True, slots=True)
class MergeWithPrevious(_OnSegments):
    """Let the segment before reach over this one."""

    segment_id: str
    title: ClassVar[str] = "Merge with previous segment"

    def change(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        if segment.start == 0:
            raise RefusedError("This is the first segment. Merge it with the next one.")
        previous = tx.segment_at(self.set_id, segment.start - 1)
        _merge(tx, self.set_id, previous, segment)


@dataclass(frozen=True, slots=True)
class MergeWithNext(_OnSegments):
    """Let this segment reach over the one behind it."""

    segment_id: str
    title: ClassVar[str] = "Merge with next segment"

    def change(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        following = tx.segment_after(self.set_id, segment.start)
        if following is None:
            raise RefusedError("This is the last segment. Merge it with the previous one.")
        _merge(tx, self.set_id, segment, following)


@dataclass(frozen=True, slots=True)
class RetypeSegment(_OnSegments):
    segment_id: str
    label: str
    title: ClassVar[str] = "Change segment label"

    def change(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        changed = replace(segment, label=self.label)
        if self.label == segment.label:
            tx.put(self.set_id, accepted(segment))
        elif segment.label == _TIMESTAMP:
            tx.put(self.set_id, accepted(replace(changed, attributes=_without_reading(segment))))
        else:
            span = _span(tx, self.set_id, segment)
            tx.put(self.set_id, accepted(_read(tx, self.set_id, changed, None, span)))


@dataclass(frozen=True, slots=True)
class MoveBoundary(_OnSegments):
    """Let the segment start at ``start``, and the one before it end there."""

    segment_id: str
    start: int
    title: ClassVar[str] = "Move boundary"

    def change(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        if segment.start == 0:
            raise RefusedError("The first segment begins with the text and cannot begin later.")
        previous = tx.segment_at(self.set_id, segment.start - 1)
        was = _span(tx, self.set_id, segment)
        if not previous.start < self.start < was.end:
            raise RefusedError("A boundary cannot pass the next one. Merge the segments instead.")
        moved = replace(segment, start=self.start)
        before, now = Span(previous.start, was.start), Span(previous.start, self.start)
        tx.put(
            self.set_id,
            accepted(_read(tx, self.set_id, moved, was, Span(self.start, was.end))),
        )
        tx.put(self.set_id, _read(tx, self.set_id, previous, before, now))


@dataclass(frozen=True, slots=True)
class ReadTimestamp(_OnSegments):
    """Say what moment a timestamp means: ``value`` is ISO 8601, a date or a date with a time."""

    segment_id: str
    value: str
    title: ClassVar[str] = "Read timestamp"

    def change(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        # What a file told may stay, whatever it is.
        is_new = self.value != segment.attributes.get("value")
        value = as_moment(self.value) if is_new else self.value
        read = {"value": value, "alternatives": _others(segment.attributes, value)}
        changed = replace(segment, attributes={**segment.attributes, **read})
        tx.put(self.set_id, accepted(changed))


def _merge(tx: Transaction, set_id: str, kept: Segment, gone: Segment) -> None:
    """Let ``kept`` reach over the segment behind it."""
    end = _span(tx, set_id, gone).end
    tx.remove(set_id, gone)
    was, now = Span(kept.start, gone.start), Span(kept.start, end)
    tx.put(set_id, accepted(_read(tx, set_id, kept, was, now)))


def _span(tx: Transaction, set_id: str, segment: Segment) -> Span:
    following = tx.segment_after(set_id, segment.start)
    return Span(segment.start, following.start if following else tx.length(set_id))


# Timestamps


def _read(tx: Transaction, set_id: str, segment: Segment, was: Span | None, now: Span) -> Segment:
    """Return a segment with what its words say if it is a timestamp.

    It reached over ``was``, unless it is new as a timestamp, and reaches over ``now``. A moment
    that somebody wrote, which no reading of its words gave, stays.
    """
    if segment.label != _TIMESTAMP or was == now:
        return segment
    context, chosen = tx.words(set_id, Span(0, CONTEXT)), segment.attributes.get("value")
    read = attributes_of(tx.words(set_id, now), context, chosen)
    if was is not None and chosen:
        before = attributes_of(tx.words(set_id, was), context, chosen)
        if before.get("value") != chosen:
            read = {"value": chosen, "alternatives": _others(read, chosen)}
    return replace(segment, attributes={**_without_reading(segment), **read})


def _without_reading(segment: Segment) -> dict[str, object]:
    of_reading = ("value", "alternatives")
    return {name: told for name, told in segment.attributes.items() if name not in of_reading}


def _others(attributes: Mapping[str, object], value: object) -> list[object]:
    """Return the readings that are not ``value``, with the one that was chosen before first."""
    alternatives = attributes.get("alternatives")
    rest = alternatives if isinstance(alternatives, list) else []
    before = [attributes["value"]] if attributes.get("value") else []
    return [one for one in (*before, *rest) if one != value]


# What is told about the article


def _moment(tx: Transaction, set_id: str) -> str:
    """Return what the set's first timestamp is read as; empty where there is none."""
    stamp = tx.first_labelled(set_id, _TIMESTAMP)
    return str(stamp.attributes.get("value", "")) if stamp else ""


def _headline(tx: Transaction, set_id: str) -> str:
    """Return the words of the set's first headline; empty where they are none, or too many."""
    headline = tx.first_labelled(set_id, "headline")
    if headline is None or len(span := _span(tx, set_id, headline)) > _LONGEST_TITLE:
        return ""
    return " ".join(tx.words(set_id, span).split())


def _is_taken(tx: Transaction, set_id: str, title: str, headline: str) -> bool:
    """Tell whether a title is what the headline was, or a line of the text where none was."""
    if headline or not title:
        return title in ("", headline)
    lines = tx.words(set_id, Span(0, _HEAD)).split("\n")
    return title in (" ".join(line.split()) for line in lines)
