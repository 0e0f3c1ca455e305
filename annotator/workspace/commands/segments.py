"""Commands on segments. Each moves or retypes starts, so that the partition stays whole."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Segment
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet, accepted


@dataclass(frozen=True, slots=True)
class SplitSegment(OnSet):
    """Begin a new segment at ``position``, of the same label where none is given."""

    position: int
    label: str = ""
    title: ClassVar[str] = "Split segment"

    def run(self, tx: Transaction) -> None:
        segment = tx.segment_at(self.set_id, self.position)
        if segment.start == self.position:
            raise RefusedError("A segment begins here already. Put the caret inside it.")
        tx.put(self.set_id, accepted(segment))
        tx.put(self.set_id, Segment(new_id(), self.position, self.label or segment.label))


@dataclass(frozen=True, slots=True)
class MergeWithPrevious(OnSet):
    """Let the segment before reach over this one."""

    segment_id: str
    title: ClassVar[str] = "Merge with previous segment"

    def run(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        if segment.start == 0:
            raise RefusedError("This is the first segment. Merge it with the next one.")
        previous = tx.segment_at(self.set_id, segment.start - 1)
        tx.remove(self.set_id, segment)
        tx.put(self.set_id, accepted(previous))


@dataclass(frozen=True, slots=True)
class MergeWithNext(OnSet):
    """Let this segment reach over the one behind it."""

    segment_id: str
    title: ClassVar[str] = "Merge with next segment"

    def run(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        following = tx.segment_after(self.set_id, segment.start)
        if following is None:
            raise RefusedError("This is the last segment. Merge it with the previous one.")
        tx.remove(self.set_id, following)
        tx.put(self.set_id, accepted(segment))


@dataclass(frozen=True, slots=True)
class RetypeSegment(OnSet):
    segment_id: str
    label: str
    title: ClassVar[str] = "Change segment label"

    def run(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        tx.put(self.set_id, accepted(replace(segment, label=self.label)))


@dataclass(frozen=True, slots=True)
class MoveBoundary(OnSet):
    """Let the segment start at ``start``, and the one before it end there."""

    segment_id: str
    start: int
    title: ClassVar[str] = "Move boundary"

    def run(self, tx: Transaction) -> None:
        segment = tx.find(Segment, self.segment_id)
        if segment.start == 0:
            raise RefusedError("The first segment begins with the text and cannot begin later.")
        previous = tx.segment_at(self.set_id, segment.start - 1)
        following = tx.segment_after(self.set_id, segment.start)
        end = following.start if following else tx.length(self.set_id)
        if not previous.start < self.start < end:
            raise RefusedError("A boundary cannot pass the next one. Merge the segments instead.")
        tx.put(self.set_id, accepted(replace(segment, start=self.start)))
