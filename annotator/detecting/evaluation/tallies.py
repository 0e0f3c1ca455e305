"""Counts of right, found and wanted, and the intervals that resampling articles gives."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Layer


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was right of what was found and of what was wanted.

    ``right`` counts one-to-one pairs, so that it is neither above ``found`` nor above ``wanted``; a
    pair that is half right counts half. Where nothing was wanted of a kind that can only be found
    (the suggestions of a rule), ``wanted`` is 0 and there is only a precision.
    """

    right: float = 0.0
    found: float = 0.0
    wanted: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        both = self.found + self.wanted
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """What a tally counts: a layer's measure, of all or of one label or rule.

    ``by`` is empty, ``label`` or ``rule``, and ``of`` the name of that label or rule.
    """

    layer: Layer
    name: str
    by: str = ""
    of: str = ""


Tallies = Mapping[Measure, Tally]
"""What was counted in one article."""


def summed(articles: Sequence[Tallies]) -> dict[Measure, Tally]:
    total: dict[Measure, Tally] = {}
    for tallies in articles:
        for measure, tally in tallies.items():
            total[measure] = total.get(measure, Tally()) + tally
    return total


def interval(
    tallies: Sequence[Sequence[Tally]],
    value: Callable[[Sequence[Tally]], float],
    samples: int = 1000,
) -> tuple[float, float]:
    """Return the 95 % percentile bootstrap interval of ``value``, resampling articles.

    ``tallies`` holds for each article one tally per label; ``value`` gets their sums. The same
    articles give the same interval. (Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
    chapter 13.)
    """
    if not tallies:
        return 0.0, 0.0
    draw = random.Random(20030601)
    columns = [
        [(tally.right, tally.found, tally.wanted) for tally in column]
        for column in zip(*tallies, strict=True)
    ]
    indices = range(len(tallies))
    values = []
    for _ in range(samples):
        chosen = draw.choices(indices, k=len(tallies))
        sums = []
        for column in columns:
            right, found, wanted = zip(*[column[index] for index in chosen], strict=True)
            sums.append(Tally(sum(right), sum(found), sum(wanted)))
        values.append(value(sums))
    values.sort()
    return values[round(0.025 * (samples - 1))], values[round(0.975 * (samples - 1))]
