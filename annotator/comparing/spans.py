"""Entities: precision, recall and F1 of one owner's mentions against another's.

The categories of SemEval-2013 task 9.1 (after MUC-5), micro-averaged. A mention is paired with at
most one of the other side (``matching``), and a pair is right

* strict: where span and label are the same,
* exact: where the span is the same, whatever the label,
* partial: as exact, and a pair that only overlaps is half right,
* type: where the label is the same, and they overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np

from annotator.comparing.matching import Extent, matched
from annotator.comparing.measured import Measure
from annotator.comparing.resampling import Array, Formula


class Match(StrEnum):
    """When a pair of mentions is right."""

    STRICT = "strict"
    EXACT = "exact"
    PARTIAL = "partial"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Score:
    """Of ``other`` against ``one``: swapping the sides swaps precision and recall."""

    precision: Measure
    recall: Measure
    f1: Measure


def score(one: Sequence[Extent], other: Sequence[Extent], match: Match) -> Score:
    """Score mentions against ``one``; an extent's value is the mention's label."""
    counts = span_counts(one, other, matched(one, other))
    return Score(PRECISION[match].of(counts), RECALL[match].of(counts), F1[match].of(counts))


def span_counts(
    one: Sequence[Extent], other: Sequence[Extent], pairs: Sequence[tuple[int, int]]
) -> Array:
    """Return right pairs as in ``Match``, then how many mentions one has, and the other."""
    strict = exact = same = 0
    for i, j in pairs:
        is_same = one[i].value == other[j].value
        is_exact = one[i].spans == other[j].spans
        strict += is_same and is_exact
        exact += is_exact
        same += is_same
    half = exact + 0.5 * (len(pairs) - exact)
    return np.array([strict, exact, half, same, len(one), len(other)], dtype=np.float64)


def _share(counts: Array, right: int, side: int) -> Array:
    return np.asarray(counts[..., right] / counts[..., side])


def _f1(counts: Array, right: int) -> Array:
    return np.asarray(2 * counts[..., right] / (counts[..., 4] + counts[..., 5]))


_NOTHING = "Nobody annotated anything."
RECALL = {
    match: Formula(partial(_share, right=n, side=4), "One side annotated nothing.")
    for n, match in enumerate(Match)
}
PRECISION = {
    match: Formula(partial(_share, right=n, side=5), "The other side annotated nothing.")
    for n, match in enumerate(Match)
}
F1 = {match: Formula(partial(_f1, right=n), _NOTHING) for n, match in enumerate(Match)}
