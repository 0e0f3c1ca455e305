"""Partitions: an article's segments, gapless and without overlaps by construction."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.annotation import Segment
from annotator.domain.errors import RefusedError
from annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class Partition:
    """Segments in text order over ``length`` code points.

    The first starts at 0 and each ends where the next starts, so that a gap or an overlap
    cannot be expressed. An article not segmented yet, or without text, has no segments.
    """

    length: int
    segments: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        starts = [segment.start for segment in self.segments]
        if not starts:
            return
        increasing = all(left < right for left, right in pairwise(starts))
        if starts[0] != 0 or not increasing or starts[-1] >= self.length:
            raise RefusedError("Segments must start at 0 and follow each other within the text.")

    def __iter__(self) -> Iterator[tuple[Segment, Span]]:
        """Yield each segment with its span."""
        edges = [*(segment.start for segment in self.segments), self.length]
        for segment, (start, end) in zip(self.segments, pairwise(edges), strict=True):
            yield segment, Span(start, end)

    def __len__(self) -> int:
        return len(self.segments)

    def index_at(self, position: int) -> int:
        """Return the index of the segment that holds the code point at ``position``."""
        index = bisect_right(self.segments, position, key=lambda segment: segment.start) - 1
        if index < 0:
            raise RefusedError("There is no segment here.")
        return index

    def span_of(self, segment: Segment) -> Span:
        return self.span_at(self.index_at(segment.start))

    def span_at(self, index: int) -> Span:
        following = self.segments[index + 1 : index + 2]
        return Span(self.segments[index].start, following[0].start if following else self.length)


def settled(text: str, start: int) -> int:
    """Return where a segment whose first words stand at ``start`` begins.

    That is the beginning of the line where only white space comes before the words, so that
    indentation goes with them and the blank lines above with the segment before; else ``start``.
    """
    line = text.rfind("\n", 0, start) + 1
    return start if text[line:start].strip() else line
