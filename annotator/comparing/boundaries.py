"""Where segments end: boundary similarity, and the older window measures.

A segmentation is a set of boundaries among ``places`` candidate places (the ends of lines and
sentences, not characters), numbered from 0. Two segmentations are compared place by place.

* C. Fournier (2013), Evaluating text segmentation using boundary edit distance: B, and π_B.
* L. Pevzner, M. Hearst (2002), A critique and improvement of an evaluation metric for text
  segmentation: WindowDiff. D. Beeferman, A. Berger, J. Lafferty (1999), Statistical models for text
  segmentation: Pk. Both depend on which side is the reference.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import partial
from itertools import accumulate, combinations

import numpy as np

from annotator.comparing.measured import Measure, Undefined
from annotator.comparing.resampling import Array, Formula
from annotator.domain.boundaries import boundary_edits

NEAR = 2
"""n_t: boundaries less than so many places apart are a near miss, not two errors."""
_NO_BOUNDARY = "Nobody placed a boundary."


def boundaries_of(masses: Sequence[int]) -> frozenset[int]:
    """Return the boundaries of segments given by their masses, the places between the units."""
    return frozenset(end - 1 for end in list(accumulate(masses))[:-1])


def boundary_similarity(one: Set[int], other: Set[int], near: int = NEAR) -> Measure:
    """Return B: 1 where all boundaries are the same, 0 where none is."""
    edits = boundary_edits(one, other, near)
    return SIMILARITY.of(np.array([edits.similarity, edits.total]))


def boundary_pi(
    segmentations: Sequence[Sequence[Set[int]]], places: Sequence[int], near: int = NEAR
) -> Measure:
    """Return π_B: Fleiss’ π with B as observed agreement, over texts and their annotators.

    ``segmentations`` holds the annotators' boundaries of each text, ``places`` how many candidate
    places each text has.
    """
    if any(len(of_text) < 2 for of_text in segmentations):
        return Undefined("It takes two annotators.")
    counts = [
        pair_counts(one, other, count, near)
        for of_text, count in zip(segmentations, places, strict=True)
        for one, other in combinations(of_text, 2)
    ]
    return PI.of(np.sum(counts, axis=0)) if counts else Undefined(_NO_BOUNDARY)


def window_difference(reference: Set[int], other: Set[int], places: int) -> Measure:
    """Return WindowDiff, the share of windows with another number of boundaries; 0 is best."""
    return WINDOWS.of(np.array(_windows(reference, other, places)[:2]))


def pk(reference: Set[int], other: Set[int], places: int) -> Measure:
    """Return Pk, the share of windows whose ends are together in one of the two only; 0 is best."""
    _, windows, apart = _windows(reference, other, places)
    return WINDOWS.of(np.array([apart, windows]))


def _windows(reference: Set[int], other: Set[int], places: int) -> tuple[int, int, int]:
    """Return windows that differ in number, all windows, and those that differ in being cut.

    A window spans half the reference's mean segment, at least two units, as in segeval.
    """
    units = places + 1
    width = max(2, round(units / (len(reference) + 1) / 2))
    windows = max(0, units - width)
    before, other_before = _running(reference, places), _running(other, places)
    wrong = apart = 0
    for start in range(windows):
        count = before[start + width] - before[start]
        others = other_before[start + width] - other_before[start]
        wrong += count != others
        apart += (count > 0) != (others > 0)
    return wrong, windows, apart


def _running(boundaries: Set[int], places: int) -> list[int]:
    return list(accumulate((place in boundaries for place in range(places)), initial=0))


# As formulas of counts that add up


def pair_counts(one: Set[int], other: Set[int], places: int, near: int = NEAR) -> Array:
    """Return what one text contributes for two annotators.

    In order: similarity weight, edits, shares of places that are boundaries (summed), how many
    shares, exact matches, boundaries of one, of the other, windows wrong, windows apart, windows.
    """
    edits = boundary_edits(one, other, near)
    there, back = _windows(one, other, places), _windows(other, one, places)
    share = (len(one) + len(other)) / places if places else 0.0
    return np.array(
        [
            edits.similarity,
            edits.total,
            share,
            2.0 if places else 0.0,
            edits.matches,
            len(one),
            len(other),
            there[0] + back[0],
            there[2] + back[2],
            there[1] + back[1],
        ]
    )


NO_COUNTS = np.zeros(10)


def _share(counts: Array, over: int, under: int) -> Array:
    return np.asarray(counts[..., over] / counts[..., under])


def _pi(counts: Array) -> Array:
    by_chance = (counts[..., 2] / counts[..., 3]) ** 2
    return np.asarray((_share(counts, 0, 1) - by_chance) / (1 - by_chance))


def _exact(counts: Array) -> Array:
    return np.asarray(2 * counts[..., 4] / (counts[..., 5] + counts[..., 6]))


SIMILARITY = Formula(partial(_share, over=0, under=1), _NO_BOUNDARY)
PI = Formula(_pi, "Nobody placed a boundary, or everybody placed all.")
EXACT_F1 = Formula(_exact, _NO_BOUNDARY)
WINDOWS = Formula(partial(_share, over=0, under=1), "The text is shorter than a window.")
WINDOW_DIFFERENCE = Formula(partial(_share, over=7, under=9), WINDOWS.undefined)
PK = Formula(partial(_share, over=8, under=9), WINDOWS.undefined)
