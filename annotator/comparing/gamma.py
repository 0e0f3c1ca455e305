"""γ: agreement on units and their labels at once, also where units nest and overlap.

* Y. Mathet, A. Widlöcher, J.-P. Métivier (2015), The unified and holistic method gamma (γ) for
  inter-annotator agreement measure and alignment.
* Y. Mathet (2017), The agreement measure γ_cat, a complement to γ focused on categorization of a
  continuum.

Two units differ by ``d = α·d_pos + β·d_cat`` with ``d_pos = ((|Δstart| + |Δend|) / (sum of the
lengths))² · Δ∅`` and ``d_cat = Δ∅`` where their labels differ; a unit against nothing by Δ∅. A
unitary alignment takes at most one unit of each annotator and costs the mean over the pairs of
annotators. The best alignment is the set of them that holds every unit once and costs least: a set
partition, solved as an integer programme by HiGHS. Its disorder is compared with that of continua
made by shuffling (each annotator's continuum cut at a random place and its halves swapped).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array

from annotator.comparing.measured import Measure, Measured, Undefined


@dataclass(frozen=True, slots=True)
class Unit:
    """A labelled stretch, half-open; never empty."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Costs:
    """α, β and Δ∅. Mathet's own program weighs positions with α = 3; 1 is pygamma's default."""

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0

    def positional(self, one: Unit, other: Unit) -> float:
        apart = abs(one.start - other.start) + abs(one.end - other.end)
        length = one.end - one.start + other.end - other.start
        return (apart / length) ** 2 * self.empty

    def categorical(self, one: Unit, other: Unit) -> float:
        return 0.0 if one.label == other.label else self.empty

    def of(self, one: Unit | None, other: Unit | None) -> float:
        if one is None or other is None:
            return self.empty
        return self.alpha * self.positional(one, other) + self.beta * self.categorical(one, other)


Continuum = Sequence[Sequence[Unit]]
"""One text's units by annotator."""
Unitary = tuple[Unit | None, ...]
MOST_ALIGNMENTS = 5_000
"""So many unitary alignments of one window are weighed; a larger window is cut."""
SAMPLES = 30


@dataclass(frozen=True, slots=True)
class Alignment:
    """The best alignment; ``cuts`` counts places where a window was too large and was cut."""

    unitary: tuple[Unitary, ...]
    cost: float
    cuts: int


@dataclass(frozen=True, slots=True)
class Gamma:
    """γ and γ-cat with what they were computed with; Monte Carlo, so the seed matters."""

    gamma: Measure
    gamma_cat: Measure
    disorder: float
    costs: Costs
    seed: int
    samples: int
    cuts: int


def uncancelled() -> None:
    """Go on; a function in its place may raise to cancel."""


def gamma(
    continua: Sequence[tuple[int, Continuum]],
    costs: Costs | None = None,
    *,
    seed: int = 0,
    samples: int = SAMPLES,
    check: Callable[[], None] = uncancelled,
) -> Gamma:
    """Return γ over texts, each given by its length and its units by annotator.

    Disorders of texts are weighed by their mean number of units. ``check`` is called often and
    may raise to cancel.
    """
    costs = costs or Costs()
    used = [(length, continuum) for length, continuum in continua if any(continuum)]
    if not used or any(len(continuum) < 2 for _, continuum in used):
        none = Undefined("It takes two annotators, one of whom annotated something.")
        return Gamma(none, none, math.nan, costs, seed, samples, 0)
    observed = _Total()
    for _, continuum in used:
        observed.add(best_alignment(continuum, costs, check), continuum, costs)
    chance = np.random.default_rng(seed)
    by_chance = _Total()
    for _ in range(samples):
        for length, continuum in used:
            shuffled = _shuffled(continuum, length, chance)
            by_chance.add(best_alignment(shuffled, costs, check), shuffled, costs)
    return Gamma(
        _corrected(observed.disorder, by_chance.disorder),
        _corrected(observed.categorical, by_chance.categorical),
        observed.disorder,
        costs,
        seed,
        samples,
        observed.cuts,
    )


def disorder(continuum: Continuum, costs: Costs | None = None) -> float:
    """Return the disorder of the best alignment: its cost by the mean number of units."""
    total = _Total()
    costs = costs or Costs()
    total.add(best_alignment(continuum, costs), continuum, costs)
    return total.disorder


class _Total:
    """Sums over texts, of which the disorders are ratios."""

    def __init__(self) -> None:
        self.cuts = 0
        self._cost = self._units = self._category = self._weight = 0.0

    def add(self, alignment: Alignment, continuum: Continuum, costs: Costs) -> None:
        self.cuts += alignment.cuts
        self._cost += alignment.cost
        self._units += sum(map(len, continuum)) / len(continuum)
        for unitary in alignment.unitary:
            units = [unit for unit in unitary if unit is not None]
            for one, other in combinations(units, 2):
                weight = max(0.0, 1 - costs.positional(one, other) / costs.empty)
                weight /= len(units) - 1
                self._category += weight * costs.categorical(one, other)
                self._weight += weight

    @property
    def disorder(self) -> float:
        return self._cost / self._units if self._units else math.nan

    @property
    def categorical(self) -> float:
        return self._category / self._weight if self._weight else math.nan


def _corrected(observed: float, by_chance: float) -> Measure:
    if math.isnan(observed) or math.isnan(by_chance) or by_chance == 0:
        return Undefined("No disorder can be expected by chance, as with a single label.")
    value = 1 - observed / by_chance
    return Measured(value, None, "γ would have to be computed anew for each sample of an interval.")


def _shuffled(continuum: Continuum, length: int, chance: np.random.Generator) -> Continuum:
    """Cut every annotator's continuum at a random place and swap the halves.

    A unit across the cut stays whole behind the end, which only its own annotator sees.
    """
    end = max(length, max((unit.end for units in continuum for unit in units), default=1))
    shuffled = []
    for units in continuum:
        pivot = int(chance.integers(end))
        moved = [
            replace(unit, start=start, end=start + unit.end - unit.start)
            for unit in units
            for start in [(unit.start - pivot) % end]
        ]
        shuffled.append(sorted(moved, key=lambda unit: (unit.start, unit.end, unit.label)))
    return shuffled


# The best alignment


def best_alignment(
    continuum: Continuum, costs: Costs, check: Callable[[], None] = uncancelled
) -> Alignment:
    """Return the best alignment of one text's units.

    Units so far apart that aligning them costs more than leaving each alone are told apart first:
    that changes nothing, and keeps the programmes small.
    """
    unitary: list[Unitary] = []
    total, cuts = 0.0, 0
    for group in _apart(continuum, costs):
        for window in _windows(group, costs):
            check()
            solved, cost = _solved(window, costs)
            unitary += solved
            total += cost
            cuts += 1
        cuts -= 1
    return Alignment(tuple(unitary), total, cuts)


def _apart(continuum: Continuum, costs: Costs) -> list[list[list[Unit]]]:
    """Split a continuum into groups of units that no useful unitary alignment joins."""
    placed = sorted(
        (unit.start, unit.end, annotator, number)
        for annotator, units in enumerate(continuum)
        for number, unit in enumerate(units)
    )
    count = len(continuum)
    # A useful alignment costs at most n·Δ∅ in the mean over C(n, 2) pairs, so that no pair in it
    # may be further apart; starts g apart, with g > L for the longest unit's length L, make d_pos
    # at least (g / L)²·Δ∅.
    most = count * math.comb(count, 2) / costs.alpha if costs.alpha else math.inf
    longest = max((end - start for start, end, _, _ in placed), default=0)
    room = max(1.0, math.sqrt(most)) * longest
    groups: list[list[list[Unit]]] = []
    last = -math.inf
    for start, _, annotator, number in placed:
        if start > last + room:
            groups.append([[] for _ in range(count)])
        groups[-1][annotator].append(continuum[annotator][number])
        last = start
    return groups


def _windows(group: list[list[Unit]], costs: Costs) -> list[list[list[Unit]]]:
    """Cut a group in two, and again, until its unitary alignments can be weighed."""
    if math.prod(len(units) + 1 for units in group) <= MOST_ALIGNMENTS:
        return [group]
    if len(_unitary(group, costs, MOST_ALIGNMENTS)) <= MOST_ALIGNMENTS:
        return [group]
    starts = sorted(unit.start for units in group for unit in units)
    middle = starts[len(starts) // 2]
    before = [[unit for unit in units if unit.start < middle] for units in group]
    after = [[unit for unit in units if unit.start >= middle] for units in group]
    if not any(before) or not any(after):
        return [group]
    return [*_windows(before, costs), *_windows(after, costs)]


_Choice = tuple[tuple[int, ...], float]


def _unitary(group: list[list[Unit]], costs: Costs, most: float = math.inf) -> list[_Choice]:
    """Return the useful unitary alignments: a unit's number by annotator (−1 none), and the cost.

    One whose units would together cost less alone is never in a best alignment. Stops early, with
    more than ``most``, where there are more.
    """
    pairs = math.comb(len(group), 2)
    found: list[_Choice] = [((), 0.0)]
    for units in group:
        grown: list[_Choice] = []
        for chosen, cost in found:
            for number in range(-1, len(units)):
                unit = units[number] if number >= 0 else None
                more = sum(
                    costs.of(group[other][place] if place >= 0 else None, unit)
                    for other, place in enumerate(chosen)
                )
                if cost + more <= pairs * len(group) * costs.empty:
                    grown.append(((*chosen, number), cost + more))
        found = grown
        if len(found) > most:
            return found
    return [
        (chosen, cost / pairs)
        for chosen, cost in found
        if any(place >= 0 for place in chosen)
        and cost / pairs <= sum(place >= 0 for place in chosen) * costs.empty + 1e-12
    ]


def _solved(window: list[list[Unit]], costs: Costs) -> tuple[list[Unitary], float]:
    """Choose the unitary alignments that hold each unit once and cost least."""
    choices = _unitary(window, costs)
    rows = {
        (annotator, number): row
        for row, (annotator, number) in enumerate(
            (annotator, number)
            for annotator, units in enumerate(window)
            for number in range(len(units))
        )
    }
    entries = [
        (rows[annotator, number], column)
        for column, (chosen, _) in enumerate(choices)
        for annotator, number in enumerate(chosen)
        if number >= 0
    ]
    places = tuple(np.array(entries).T)
    matrix = csc_array((np.ones(len(entries)), places), shape=(len(rows), len(choices)))
    solution = milp(
        np.array([cost for _, cost in choices]),
        constraints=LinearConstraint(matrix, 1, 1),
        integrality=np.ones(len(choices), dtype=np.int64),
        bounds=Bounds(0, 1),
    )
    if solution.x is None:
        raise ArithmeticError(f"no alignment was found: {solution.message}")
    taken = [choices[column] for column in np.flatnonzero(solution.x > 0.5)]
    return [_units(window, chosen) for chosen, _ in taken], sum(cost for _, cost in taken)


def _units(window: list[list[Unit]], chosen: tuple[int, ...]) -> Unitary:
    return tuple(
        window[annotator][number] if number >= 0 else None
        for annotator, number in enumerate(chosen)
    )
