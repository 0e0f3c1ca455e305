"""Chance-corrected coefficients for labels: Cohen, Scott, Fleiss, Krippendorff.

* J. Cohen (1960), A coefficient of agreement for nominal scales: two fixed annotators.
* W. A. Scott (1955), Reliability of content analysis: two annotators, one shared distribution.
* J. L. Fleiss (1971), Measuring nominal scale agreement among many raters: the same number of
  annotators for every item.
* K. Krippendorff (2011), Computing Krippendorff's alpha-reliability: any number of annotators, also
  another one for each item; nominal, ordinal, interval and ratio data.

Each is undefined where only one value was used, since then nothing could have disagreed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from functools import partial

import numpy as np

from annotator.comparing.measured import Measure, Undefined
from annotator.comparing.resampling import Array, Formula

_ONE_VALUE = "Only one value was used, so that nothing could have disagreed."
_NO_ITEMS = "No item was rated by two or more."


class Level(StrEnum):
    """What values mean: names, ranks, numbers, or numbers with a true zero."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


# By name


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Measure:
    """Return κ of two annotators' values of the same items, in pairs."""
    return COHEN.of(_confusion(pairs)) if pairs else Undefined(_NO_ITEMS)


def scotts_pi(pairs: Sequence[tuple[Hashable, Hashable]]) -> Measure:
    """Return π of two annotators' values of the same items, in pairs."""
    return SCOTT.of(_confusion(pairs)) if pairs else Undefined(_NO_ITEMS)


def fleiss_kappa(items: Sequence[Sequence[Hashable]]) -> Measure:
    """Return κ of items that were each rated by the same number of annotators."""
    rated = [len(item) for item in items]
    if not items or rated[0] < 2:
        return Undefined(_NO_ITEMS)
    if len(set(rated)) > 1:
        return Undefined("Items have different numbers of annotators. Krippendorff’s α allows it.")
    return FLEISS.of(fleiss_counts(_tallies(items)))


def krippendorffs_alpha(
    items: Iterable[Sequence[Hashable]],
    level: Level = Level.NOMINAL,
    order: Sequence[Hashable] = (),
) -> Measure:
    """Return α of items with the values that they were given; ``None`` stands for a missing one.

    Ordinal values rank as in ``order``, or in their own order where it is empty. Values of an
    interval or ratio are numbers.
    """
    rated = [[value for value in item if value is not None] for item in items]
    rated = [item for item in rated if len(item) > 1]
    if not rated:
        return Undefined(_NO_ITEMS)
    values = list(order) or _ordered({value for item in rated for value in item})
    counts = coincidences(_tallies(rated, values))
    return alpha(level, values).of(counts.ravel())


def _ordered(values: set[Hashable]) -> list[Hashable]:
    numbers = [value for value in values if isinstance(value, int | float)]
    return [*sorted(numbers), *sorted(values.difference(numbers), key=str)]


def _tallies(items: Sequence[Sequence[Hashable]], values: Sequence[Hashable] = ()) -> Array:
    """Return how often each item was given each value: shape (items, values)."""
    values = values or _ordered({value for item in items for value in item})
    index = {value: number for number, value in enumerate(values)}
    tallies = np.zeros((len(items), len(values)))
    for row, item in enumerate(items):
        for value in item:
            tallies[row, index[value]] += 1
    return tallies


def _confusion(pairs: Sequence[tuple[Hashable, Hashable]]) -> Array:
    values = _ordered({value for pair in pairs for value in pair})
    index = {value: number for number, value in enumerate(values)}
    confusion = np.zeros((len(values), len(values)))
    for one, other in pairs:
        confusion[index[one], index[other]] += 1
    return confusion.ravel()


# As formulas of counts that add up


def coincidences(tallies: Array) -> Array:
    """Return the coincidence matrix of items rated by two or more, from how often each value was.

    ``tallies`` has shape (items, values). An item of m ratings adds its ordered pairs of values,
    each divided by m − 1.
    """
    tallies = tallies[tallies.sum(axis=1) > 1]
    weighted = tallies / (tallies.sum(axis=1, keepdims=True) - 1)
    return np.asarray(weighted.T @ tallies - np.diag(weighted.sum(axis=0)), dtype=np.float64)


def alpha(level: Level, values: Sequence[Hashable]) -> Formula:
    """Return Krippendorff's α as a formula of a coincidence matrix of ``values``, flattened."""
    return Formula(partial(_alpha, level=level, values=values), _ONE_VALUE)


def _alpha(counts: Array, level: Level, values: Sequence[Hashable]) -> Array:
    matrix = _square(counts)
    of_value = matrix.sum(axis=-1)
    distance = _distance(level, values, of_value)
    expected = np.einsum("...c,...k,...ck->...", of_value, of_value, distance)
    observed = np.einsum("...ck,...ck->...", matrix, np.broadcast_to(distance, matrix.shape))
    total = of_value.sum(axis=-1)
    return np.asarray(1 - (total - 1) * observed / np.where(expected > 0, expected, np.nan))


def _distance(level: Level, values: Sequence[Hashable], of_value: Array) -> Array:
    """Return the squared differences of values, of a shape that fits ``of_value``."""
    count = len(values)
    if level is Level.NOMINAL:
        plain = 1 - np.eye(count)
    elif level is Level.ORDINAL:
        middle = np.cumsum(of_value, axis=-1) - of_value / 2
        return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)
    else:
        numbers = np.array([float(str(value)) for value in values])
        plain = numbers[:, None] - numbers[None, :]
        if level is Level.RATIO:
            total = numbers[:, None] + numbers[None, :]
            plain = np.divide(plain, total, out=np.zeros_like(plain), where=total != 0)
        plain = plain**2
    return np.broadcast_to(plain, (*of_value.shape[:-1], count, count))


def _cohen(counts: Array) -> Array:
    matrix = _square(counts)
    total = matrix.sum(axis=(-1, -2))
    by_chance = (matrix.sum(axis=-1) * matrix.sum(axis=-2)).sum(axis=-1) / total**2
    return _corrected(np.trace(matrix, axis1=-2, axis2=-1) / total, by_chance)


def _scott(counts: Array) -> Array:
    matrix = _square(counts)
    total = matrix.sum(axis=(-1, -2))
    share = (matrix.sum(axis=-1) + matrix.sum(axis=-2)) / (2 * total[..., None])
    return _corrected(np.trace(matrix, axis1=-2, axis2=-1) / total, (share**2).sum(axis=-1))


def fleiss_counts(tallies: Array) -> Array:
    """Return items, their summed agreement, and how often each value was given."""
    raters = tallies.sum(axis=1)
    agreeing = ((tallies**2).sum(axis=1) - raters) / (raters * (raters - 1))
    return np.array([len(tallies), agreeing.sum(), *tallies.sum(axis=0)])


def _fleiss(counts: Array) -> Array:
    of_value = counts[..., 2:]
    share = of_value / of_value.sum(axis=-1, keepdims=True)
    return _corrected(counts[..., 1] / counts[..., 0], (share**2).sum(axis=-1))


def _corrected(observed: Array, by_chance: Array) -> Array:
    possible = np.where(by_chance < 1, 1 - by_chance, np.nan)
    return np.asarray((observed - by_chance) / possible)


def _square(counts: Array) -> Array:
    side = round(counts.shape[-1] ** 0.5)
    return counts.reshape(*counts.shape[:-1], side, side)


COHEN = Formula(_cohen, _ONE_VALUE)
SCOTT = Formula(_scott, _ONE_VALUE)
FLEISS = Formula(_fleiss, _ONE_VALUE)
"""The three formulas take a flattened confusion matrix, or ``fleiss_counts``."""
