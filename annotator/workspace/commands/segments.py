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
_HEAD = 20_000
"""As far into an article, in code points, a title is looked for."""


@dataclass(frozen=True, slots=True)
class _OnSegments(OnSet, ABC):
    """What is told about the article follows where it was taken from the segments."""

    def run(self, tx: Transaction) -> None:
        read_before = _moment(tx, self.set_id)
        self.change(tx)
        details, read = tx.find(ArticleDetails, self.article_id), _moment(tx, self.set_id)
        if read and details.published == read_before:
            details = replace(details, published=read)
        tx.put("", replace(details, title=_title(tx, self.set_id, details.title)))

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
        begun = Segment(new_id(), self.position, self.label or segment.label)
        _put(tx, self.set_id, begun)
        _put(tx, self.set_id, segment)


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
        tx.remove(self.set_id, segment)
        _put(tx, self.set_id, previous)


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
        tx.remove(self.set_id, following)
        _put(tx, self.set_id, segment)


@dataclass(frozen=True, slots=True)
class RetypeSegment(_OnSegments):
    segment_id: str
    label: str
    title: ClassVar[str] = "Change segment label"

    def change(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        _put(tx, self.set_id, replace(segment, label=self.label))


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
        end = _end(tx, self.set_id, segment)
        if not previous.start < self.start < end:
            raise RefusedError("A boundary cannot pass the next one. Merge the segments instead.")
        _put(tx, self.set_id, replace(segment, start=self.start))
        tx.put(self.set_id, _read(tx, self.set_id, previous))


@dataclass(frozen=True, slots=True)
class ReadTimestamp(_OnSegments):
    """Say what moment a timestamp means: ``value`` is ISO 8601, a date or a date with a time."""

    segment_id: str
    value: str
    title: ClassVar[str] = "Read timestamp"

    def change(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        value = as_moment(self.value)
        read = {"value": value, "alternatives": _others(segment.attributes, value)}
        changed = replace(segment, attributes={**segment.attributes, **read})
        tx.put(self.set_id, accepted(changed))


def _moment(tx: Transaction, set_id: str) -> str:
    """Return what the set's first timestamp is read as; empty where there is none."""
    stamp = tx.first_labelled(set_id, _TIMESTAMP)
    return str(stamp.attributes.get("value", "")) if stamp else ""


def _title(tx: Transaction, set_id: str, title: str) -> str:
    """Return the set's headline in place of a title that is taken from the text as well."""
    headline = tx.first_labelled(set_id, "headline")
    words = " ".join(_words(tx, set_id, headline).split()) if headline else ""
    if words in ("", title):
        return title
    text = " ".join(tx.words(set_id, Span(0, _HEAD)).split())
    return words if title in text else title


def _words(tx: Transaction, set_id: str, segment: Segment) -> str:
    return tx.words(set_id, Span(segment.start, _end(tx, set_id, segment)))


def _others(attributes: Mapping[str, object], value: str) -> list[object]:
    """Return the readings that are not ``value``, with the one that was chosen before first."""
    alternatives = attributes.get("alternatives")
    rest = alternatives if isinstance(alternatives, list) else []
    before = [attributes["value"]] if attributes.get("value") else []
    return [one for one in (*before, *rest) if one != value]


def _end(tx: Transaction, set_id: str, segment: Segment) -> int:
    following = tx.segment_after(set_id, segment.start)
    return following.start if following else tx.length(set_id)


def _put(tx: Transaction, set_id: str, segment: Segment) -> None:
    """Put a segment as decided; the one behind it has to stand already."""
    tx.put(set_id, accepted(_read(tx, set_id, segment)))


def _read(tx: Transaction, set_id: str, segment: Segment) -> Segment:
    """Return a segment with what its words say if it is a timestamp."""
    attributes = dict(segment.attributes)
    chosen = attributes.pop("value", None)
    attributes.pop("alternatives", None)
    if segment.label == _TIMESTAMP:
        words = _words(tx, set_id, segment)
        attributes |= attributes_of(words, tx.words(set_id, Span(0, CONTEXT)), chosen)
    return replace(segment, attributes=attributes)
