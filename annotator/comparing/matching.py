"""Matching: which annotation of one owner corresponds to which of another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from annotator.domain.span import Span


class Extent:
    """What is matched: one or several spans in order, and a value that breaks ties."""

    # Not a dataclass: there are very many, and a frozen one takes three times as long to make.
    __slots__ = ("end", "size", "spans", "start", "value")

    def __init__(self, spans: tuple[Span, ...], value: Hashable = "") -> None:
        self.spans = spans
        self.value = value
        self.start = spans[0].start
        self.end = spans[-1].end
        self.size = sum([span.end - span.start for span in spans])

    def __repr__(self) -> str:
        return f"Extent({self.spans!r}, {self.value!r})"


def shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Return how many positions two lists of spans, each in order, both cover."""
    if one == other:
        return sum([span.end - span.start for span in one])
    total = i = j = 0
    while i < len(one) and j < len(other):
        total += max(0, min(one[i].end, other[j].end) - max(one[i].start, other[j].start))
        if one[i].end <= other[j].end:
            i += 1
        else:
            j += 1
    return total


def overlap(one: Extent, other: Extent) -> float:
    """Return intersection over union (the Jaccard index) of two extents, 0 to 1."""
    if one.start >= other.end or other.start >= one.end:
        return 0.0
    common = shared(one.spans, other.spans)
    return common / (one.size + other.size - common)


def matched(one: Sequence[Extent], other: Sequence[Extent]) -> list[tuple[int, int]]:
    """Return pairs of indices that overlap, such that their overlaps add up to the most.

    Each extent is in one pair at most. Among equal sums the same spans go together, and then the
    same values.
    """
    pairs, rest, others = _identical(one, other)
    for left, right in _groups(one, other, rest, others):
        pairs += _best(one, other, left, right)
    return sorted(pairs)


def _identical(
    one: Sequence[Extent], other: Sequence[Extent]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair what is identical in spans and value, and return the rest of both.

    This loses nothing: the Jaccard distance is a metric, so that by the triangle inequality no
    assignment that parts two identical extents adds up to more.
    """
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index in range(len(other) - 1, -1, -1):
        places[other[index].spans, other[index].value].append(index)
    pairs: list[tuple[int, int]] = []
    rest: list[int] = []
    for index, extent in enumerate(one):
        found = places.get((extent.spans, extent.value))
        if found:
            pairs.append((index, found.pop()))
        else:
            rest.append(index)
    taken = {right for _, right in pairs}
    return pairs, rest, [index for index in range(len(other)) if index not in taken]


def _groups(
    one: Sequence[Extent], other: Sequence[Extent], rest: list[int], others: list[int]
) -> list[tuple[list[int], list[int]]]:
    """Return the stretches of text in which extents of both sides overlap, directly or not."""
    if not rest or not others:
        return []
    marks = [(one[index].start, one[index].end, 0, index) for index in rest]
    marks += [(other[index].start, other[index].end, 1, index) for index in others]
    groups: list[tuple[list[int], list[int]]] = []
    reach = -1
    for start, end, side, index in sorted(marks):
        if start >= reach:
            groups.append(([], []))
        groups[-1][side].append(index)
        reach = max(reach, end)
    return [group for group in groups if group[0] and group[1]]


def _best(
    one: Sequence[Extent], other: Sequence[Extent], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    if len(left) == len(right) == 1:
        return [(left[0], right[0])] if overlap(one[left[0]], other[right[0]]) > 0 else []
    # Late: scipy takes longer to import than most articles take to match.
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    weights = np.array([[overlap(one[i], other[j]) for j in right] for i in left])
    # Too small to outweigh a difference of overlaps, large enough to break ties.
    exact = np.array([[one[i].spans == other[j].spans for j in right] for i in left])
    same = np.array([[one[i].value == other[j].value for j in right] for i in left])
    ties = np.where(weights > 0, 1e-8 * exact + 1e-11 * same, 0)
    rows, columns = linear_sum_assignment(weights + ties, maximize=True)
    return [
        (left[row], right[column])
        for row, column in zip(rows, columns, strict=True)
        if weights[row, column] > 0
    ]
