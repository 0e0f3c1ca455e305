"""How two sets of boundaries differ: by the edits that make one of the other.

Boundaries are places numbered from 0. C. Fournier (2013), Evaluating text segmentation using
boundary edit distance, ACL: boundaries near each other are one that was moved, not two errors.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoundaryEdits:
    """What both have, what is a near miss, and what only one has.

    ``near`` is Fournier’s n_t: boundaries less than so many places apart are a near miss.
    """

    matches: int
    near_misses: tuple[tuple[int, int], ...]
    misses: int
    near: int

    @property
    def total(self) -> int:
        return self.matches + len(self.near_misses) + self.misses

    @property
    def similarity(self) -> float:
        """What of ``total`` is the same: 1 for each match, less for a near miss the further it is.

        Divided by ``total`` it is boundary similarity B.
        """
        moved = sum(abs(left - right) for left, right in self.near_misses)
        return self.total - self.misses - moved / self.near


def boundary_edits(one: Set[int], other: Set[int], near: int) -> BoundaryEdits:
    """Pair boundaries that are near each other, the nearest and then the leftmost first."""
    only_one, only_other = sorted(one - other), set(other - one)
    pairs: list[tuple[int, int]] = []
    for distance in range(1, near):
        rest = []
        for place in only_one:
            found = next((p for p in (place - distance, place + distance) if p in only_other), None)
            if found is None:
                rest.append(place)
            else:
                only_other.remove(found)
                pairs.append((place, found))
        only_one = rest
    return BoundaryEdits(len(one & other), tuple(pairs), len(only_one) + len(only_other), near)
