"""Values and bootstrap intervals of measures whose counts add up over articles.

Every measure here is a formula of counts: what one article contributes is a vector, and a project's
value is the formula of the vectors' sum. Drawing articles anew is then only weighing the vectors,
so that a thousand samples cost one product of matrices.

Articles are drawn whole (a cluster bootstrap), since annotations in one article depend on each
other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from annotator.comparing.measured import Interval, Measure, Measured, Undefined

Array = NDArray[np.float64]
SAMPLES = 1000
FEWEST_ARTICLES = 10
_MOST_UNDEFINED = 0.05
_LEVEL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Formula:
    """A measure as a function of counts.

    ``compute`` takes an array of shape (…, K) and returns one of shape (…), NaN where the measure
    is undefined; ``undefined`` says in a plain sentence when that is so.
    """

    compute: Callable[[Array], Array]
    undefined: str

    def of(self, counts: Array) -> Measure:
        """Return the measure of counts of shape (K,), without an interval."""
        with np.errstate(divide="ignore", invalid="ignore"):
            value = float(self.compute(np.asarray(counts, dtype=np.float64)))
        return Measured(value) if np.isfinite(value) else Undefined(self.undefined)


class Bootstrap:
    """Draws ``samples`` times as many articles as there are, with the stored ``seed``."""

    def __init__(self, articles: int, seed: int, samples: int = SAMPLES) -> None:
        self.articles = articles
        self.seed = seed
        self.samples = samples
        self._weights: Array | None = None
        if articles >= FEWEST_ARTICLES:
            chance = np.random.default_rng(seed)
            even = np.full(articles, 1 / articles)
            # As floats, for which the product of matrices is many times faster.
            self._weights = chance.multinomial(articles, even, size=samples).astype(np.float64)

    def draw(self, counts: Array) -> Drawn:
        """Return the sums of ``counts``, of shape (articles, K), over all and over each sample."""
        drawn = None if self._weights is None else self._weights @ counts
        return Drawn(self, counts.sum(axis=0), drawn)

    def measure(self, counts: Array, formula: Formula) -> Measure:
        """Return one measure of ``counts``, of shape (articles, K), with its interval."""
        return self.draw(counts).measure(formula)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Summed counts: of all articles, shape (K,), and of each sample, shape (samples, K)."""

    bootstrap: Bootstrap
    total: Array
    samples: Array | None

    def measure(self, formula: Formula) -> Measure:
        """Return a measure of these counts, with its interval."""
        measure = formula.of(self.total)
        if isinstance(measure, Undefined):
            return measure
        bootstrap = self.bootstrap
        if self.samples is None:
            few = f"{bootstrap.articles} articles are too few for an interval."
            return Measured(measure.value, None, few)
        with np.errstate(divide="ignore", invalid="ignore"):
            values = formula.compute(self.samples)
        values = values[np.isfinite(values)]
        if len(values) < (1 - _MOST_UNDEFINED) * bootstrap.samples:
            rare = "It is undefined in too many samples for an interval."
            return Measured(measure.value, None, rare)
        low, high = np.percentile(values, _LEVEL)
        interval = Interval(float(low), float(high), bootstrap.samples, bootstrap.seed)
        return Measured(measure.value, interval)
