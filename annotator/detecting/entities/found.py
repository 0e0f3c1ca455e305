"""A mention being made: where, what, why, how sure."""

from dataclasses import dataclass

from annotator.domain.annotation import Evidence


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    label: str
    rule: str
    confidence: float
    evidence: Evidence = ()
