"""The alpha coefficients for unitizing: what stretches were marked, and as what.

K. Krippendorff, Y. Mathet, S. Bouvry, A. Widlöcher (2016), On the reliability of unitizing textual
continua: further developments. These are not the α_U of 1995 and 2004, whose values differ.

Each annotator's continuum is cut without rest into units with a value and gaps, which have value 0.
Counts of several continua add up, as if the texts stood one behind the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np

from annotator.comparing.measured import Measure, Undefined
from annotator.comparing.resampling import Array, Formula

GAP = 0
Stretch = tuple[int, int, int]
"""Start and end, half-open, and the value: a number from 1, or ``GAP``."""


@dataclass(frozen=True, slots=True)
class Unitizing:
    """The coefficients of one continuum; ``by_value`` holds (k)uα by value."""

    u: Measure
    bar_u: Measure
    cu: Measure
    by_value: dict[str, Measure]
    coverage: float


def unitizing(
    length: int, annotators: Sequence[Sequence[tuple[int, int, str]]], begin: int = 0
) -> Unitizing:
    """Return the coefficients of units (start, end, value) per annotator over [begin, length).

    Raises ``ValueError`` where one annotator's units overlap or leave the continuum.
    """
    values = sorted({value for units in annotators for _, _, value in units})
    number = {value: index for index, value in enumerate(values, start=1)}
    cut = [
        stretches([(start, end, number[value]) for start, end, value in units], length, begin)
        for units in annotators
    ]
    if len(cut) < 2:
        alone = Undefined("It takes two annotators.")
        return Unitizing(alone, alone, alone, dict.fromkeys(values, alone), 0.0)
    counts = unit_counts(cut, len(values))
    lengths = _parts(counts, len(values))[0]
    return Unitizing(
        u_alpha(len(values)).of(counts),
        bar_u_alpha(len(values)).of(counts),
        cu_alpha(len(values)).of(counts),
        {value: ku_alpha(len(values), index).of(counts) for value, index in number.items()},
        float(lengths[1:, 1:].sum() / lengths.sum()) if lengths.sum() else 0.0,
    )


def stretches(units: Sequence[Stretch], end: int, begin: int = 0) -> list[Stretch]:
    """Return units in order with the gaps between them over [begin, end)."""
    found: list[Stretch] = []
    position = begin
    for unit in sorted(units):
        if unit[0] < position or unit[1] > end or unit[0] >= unit[1]:
            raise ValueError(f"units overlap or leave the continuum at {unit[0]}–{unit[1]}")
        if unit[0] > position:
            found.append((position, unit[0], GAP))
        found.append(unit)
        position = unit[1]
    if position < end:
        found.append((position, end, GAP))
    return found


def unit_counts(annotators: Sequence[Sequence[Stretch]], values: int) -> Array:
    """Return what one continuum contributes, for m ≥ 2 annotators and ``values`` values.

    The vector holds ℓ (how long values c and k coincide, gaps included), s (squared lengths of
    units; plain lengths of gaps) and s* (squared lengths of units as far as the other covers them
    with units, for each ordered pair).
    """
    size = values + 1
    lengths = [[0.0] * size for _ in range(size)]
    squares, covered = [0.0] * size, [0.0] * size
    for annotator in annotators:
        for start, end, value in annotator:
            squares[value] += (end - start) if value == GAP else (end - start) ** 2
    for one, other in combinations(annotators, 2):
        _coincide(one, other, lengths, covered)
    matrix = np.array(lengths)
    others = len(annotators) - 1
    return np.concatenate(
        [((matrix + matrix.T) / others).ravel(), squares, np.array(covered) / others]
    )


def no_counts(values: int) -> Array:
    """Return what a text contributes that nobody marked: nothing, lest its gaps count as agreed."""
    size = values + 1
    return np.zeros(size * size + 2 * size)


def lengths_of(one: Sequence[Stretch], other: Sequence[Stretch], values: int) -> Array:
    """Return how long each value of ``one`` stands where each of ``other`` does, gaps first."""
    size = values + 1
    lengths = [[0.0] * size for _ in range(size)]
    _coincide(one, other, lengths, [0.0] * size)
    return np.array(lengths)


def _coincide(
    one: Sequence[Stretch],
    other: Sequence[Stretch],
    lengths: list[list[float]],
    covered: list[float],
) -> None:
    """Add how long values coincide, and the squared lengths of what is covered of each unit."""
    i = j = of_one = of_other = 0
    position = one[0][0] if one else 0
    while i < len(one) and j < len(other):
        _, end, value = one[i]
        _, other_end, other_value = other[j]
        until = min(end, other_end)
        lengths[value][other_value] += until - position
        if value and other_value:
            of_one += until - position
            of_other += until - position
        position = until
        if until == end:
            covered[value] += of_one * of_one
            of_one = 0
            i += 1
        if until == other_end:
            covered[other_value] += of_other * of_other
            of_other = 0
            j += 1


def u_alpha(values: int) -> Formula:
    """Return uα, over units and gaps of all values."""
    return Formula(
        partial(_u, values=values), "Everybody marked everything, or nothing, as the same."
    )


def bar_u_alpha(values: int) -> Formula:
    """Return ∣uα, which only tells units from gaps."""
    return Formula(partial(_bar_u, values=values), "There are no gaps beside units to tell apart.")


def cu_alpha(values: int) -> Formula:
    """Return cuα, over what two annotators both marked: whether they gave it the same value."""
    return Formula(partial(_cu, values=values), "Where units coincide there is only one value.")


def ku_alpha(values: int, value: int) -> Formula:
    """Return (k)uα of one value (from 1), among what two annotators both marked."""
    return Formula(
        partial(_ku, values=values, value=value),
        "This value coincides with no other annotator’s unit, or is the only one that does.",
    )


def _parts(counts: Array, values: int) -> tuple[Array, Array, Array]:
    size = values + 1
    shape = (*counts.shape[:-1], size, size)
    lengths = counts[..., : size * size].reshape(shape)
    return lengths, counts[..., size * size : -size], counts[..., -size:]


def _expected(lengths: Array, squares: Array) -> Array:
    """Return ε, the coincidences expected by chance, of the shape of ``lengths``."""
    of_value = lengths.sum(axis=-1)
    total = of_value.sum(axis=-1)
    pairs = of_value[..., :, None] * of_value[..., None, :]
    own = squares[..., :, None] * np.eye(squares.shape[-1])
    possible = total - squares.sum(axis=-1) / total
    return np.asarray((pairs - own) / possible[..., None, None])


def _ratio(observed: Array, expected: Array) -> Array:
    # Rounding must not make a disagreement of what was none.
    return np.asarray(1 - observed / np.where(expected > 1e-9, expected, np.nan))


def _disagreement(lengths: Array) -> Array:
    return np.asarray(lengths.sum(axis=(-1, -2)) - np.trace(lengths, axis1=-2, axis2=-1))


def _u(counts: Array, values: int) -> Array:
    lengths, squares, _ = _parts(counts, values)
    return _ratio(_disagreement(lengths), _disagreement(_expected(lengths, squares)))


def _bar_u(counts: Array, values: int) -> Array:
    lengths, squares, _ = _parts(counts, values)
    expected = _expected(lengths, squares)
    return _ratio(lengths[..., GAP, 1:].sum(axis=-1), expected[..., GAP, 1:].sum(axis=-1))


def _cu(counts: Array, values: int) -> Array:
    lengths, _, covered = _parts(counts, values)
    lengths, covered = lengths[..., 1:, 1:], covered[..., 1:]
    return _ratio(_disagreement(lengths), _disagreement(_expected(lengths, covered)))


def _ku(counts: Array, values: int, value: int) -> Array:
    lengths, _, covered = _parts(counts, values)
    lengths, covered, k = lengths[..., 1:, 1:], covered[..., 1:], value - 1
    expected = _expected(lengths, covered)
    observed = lengths[..., k, :].sum(axis=-1)
    by_chance = expected[..., k, :].sum(axis=-1)
    return _ratio(
        (observed - lengths[..., k, k]) / observed,
        (by_chance - expected[..., k, k]) / by_chance,
    )
