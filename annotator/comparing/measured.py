"""What a measure comes to: a number, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % percentile interval from ``samples`` bootstrap samples of whole articles."""

    low: float
    high: float
    samples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's value; ``why_no_interval`` is a plain sentence where there is no interval."""

    value: float
    interval: Interval | None = None
    why_no_interval: str = ""


@dataclass(frozen=True, slots=True)
class Undefined:
    """A measure that has no value here; ``reason`` is a plain sentence."""

    reason: str


Measure = Measured | Undefined


def shown(measure: Measure | None) -> str:
    """Return a measure as it is written in tables: two digits, or a dash."""
    return f"{measure.value:.2f}" if isinstance(measure, Measured) else "–"
