"""Placing cards beside what they are about: in order, apart from each other, moved least."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate


def placed(
    wanted: Sequence[float],
    heights: Sequence[float],
    gap: float,
    *,
    focused: int | None = None,
    highest: float | None = None,
) -> list[float]:
    """Return the tops of cards that would have ``wanted`` tops, ``gap`` or more apart.

    The sum of the squared moves is the least there is in which the ``focused`` card keeps its
    place. No card lies above ``highest``, unless the focused one leaves too little room below it.
    All in pixels, growing downwards.
    """
    # With all cards above it taken away, a card may lie anywhere not above the one before: what is
    # left is isotonic regression, whose solution under bounds is the free one cut off at them.
    stacked = list(accumulate((height + gap for height in heights), initial=0.0))[:-1]
    free = [top - above for top, above in zip(wanted, stacked, strict=True)]
    bound = float("-inf") if highest is None else highest
    if focused is None:
        fitted = isotonic(free)
    else:
        place = free[focused]
        before = [min(one, place) for one in isotonic(free[:focused])]
        behind = [max(one, place) for one in isotonic(free[focused + 1 :])]
        fitted = [*before, place, *behind]
        bound = min(bound, place)
    return [max(one, bound) + above for one, above in zip(fitted, stacked, strict=True)]


def isotonic(values: Sequence[float]) -> list[float]:
    """Return the never falling sequence with the least squared distance to ``values``.

    Pool adjacent violators: Ayer, Brunk, Ewing, Reid and Silverman, "An empirical distribution
    function for sampling with incomplete information", Annals of Mathematical Statistics 26 (1955).
    """
    pools: list[tuple[float, int]] = []
    for value in values:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            other, size = pools.pop()
            mean = (mean * count + other * size) / (count + size)
            count += size
        pools.append((mean, count))
    return [mean for mean, count in pools for _ in range(count)]
