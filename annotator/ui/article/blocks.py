"""Blocks: the lines of an article as the view shows them, each a stretch of its text.

In the tidy view, indentation and blank lines are left out; every block still knows its code points.
"""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.annotation import Segment
from annotator.domain.partition import Partition
from annotator.domain.step import Change

_LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Block:
    """The code points ``start`` to ``end`` of the article, shown as one paragraph.

    ``segment`` is the index of the segment that most of it belongs to (-1 where there is none);
    ``inline`` holds the indexes of the others. ``opens`` and ``closes`` tell whether the main
    segment begins and ends here.
    """

    start: int
    end: int
    segment: int
    inline: tuple[int, ...] = ()
    opens: bool = True
    closes: bool = True


def blocks_of(text: str, partition: Partition, *, raw: bool = False) -> list[Block]:
    """Cut an article into blocks; with ``raw``, white space is shown as it stands."""
    stretches = _stretches(text, raw)
    starts = [segment.start for segment in partition.segments]
    ends = [*starts[1:], partition.length]
    within: list[tuple[int, tuple[int, ...]]] = []
    first = 0
    for start, end in stretches:
        while first + 1 < len(starts) and ends[first] <= start:
            first += 1
        within.append(_segments_in(start, end, first, starts, ends))
    mains = [None, *(main for main, _ in within), None]
    return [
        Block(
            start,
            end,
            main,
            inline,
            opens=main < 0 or main != before,
            closes=main < 0 or main != after,
        )
        for (start, end), (main, inline), before, after in zip(
            stretches, within, mains, mains[2:], strict=False
        )
    ]


def _stretches(text: str, raw: bool) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    line_start = 0
    for line in text.split("\n"):
        start, end = line_start, line_start + len(line)
        line_start = end + 1
        if not raw:
            end = start + len(line.rstrip())
            start += len(line) - len(line.lstrip())
        if raw or start < end:
            found.extend(_pieces(text, start, end))
    return found


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a very long line at blanks, since a layout's cost grows with its length."""
    pieces = []
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST) + 1
        cut = blank or start + _LONGEST
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _segments_in(
    start: int, end: int, first: int, starts: list[int], ends: list[int]
) -> tuple[int, tuple[int, ...]]:
    if not starts:
        return -1, ()
    last = first
    while last + 1 < len(starts) and starts[last + 1] < end:
        last += 1
    inside = range(first, last + 1)
    main = max(inside, key=lambda one: min(end, ends[one]) - max(start, starts[one]))
    return main, tuple(one for one in inside if one != main)


def changes_blocks(change: Change) -> bool:
    """Tell whether blocks change: a segment that is only decided looks as before in the column."""
    before, after = change.before, change.after
    if isinstance(before, Segment) and isinstance(after, Segment):
        return (before.start, before.label) != (after.start, after.label)
    return isinstance(change.record, Segment)
