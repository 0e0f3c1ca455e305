"""The orders of the queue, and how useful an article is to be decided next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from annotator.domain.annotation import Annotation, State

UNSURE = 0.6
"""Suggestions under this confidence, 0 to 1, are counted as unsure."""


class QueueOrder(StrEnum):
    """In which order articles are worked on."""

    IMPORTED = "imported"
    DATE = "date"
    USEFUL = "useful"

    @property
    def says(self) -> str:
        match self:
            case QueueOrder.IMPORTED:
                return "As imported"
            case QueueOrder.DATE:
                return "Newest first"
            case QueueOrder.USEFUL:
                return "Most useful first"


@dataclass(frozen=True, slots=True)
class Doubt:
    """How unsure the detectors are of what is undecided in an article.

    ``undecided`` and ``unsure`` count suggestions; ``total`` is the sum of what each one lacks to
    full confidence, in thousandths.
    """

    undecided: int = 0
    unsure: int = 0
    total: int = 0

    def usefulness(self, words: int) -> float:
        """Return how useful the article is to be decided next; 0 where nothing is undecided.

        The mean least confidence of its suggestions (``1 - c``: section 3.1 of Settles, *Active
        Learning Literature Survey*, 2009) times the density of what is undecided to the power of
        β, as information density weighs an uncertainty (section 3.6, equation 4 there). Density
        here is suggestions a word: how many decisions come from reading so much. β is ½, so that
        a text of one line does not come first for being short.
        """
        if not self.undecided:
            return 0.0
        return self.total / 1000 / self.undecided * sqrt(self.undecided / max(1, words))

    @property
    def reason(self) -> str:
        """What speaks for the article, in words; empty where nothing is undecided."""
        if not self.undecided:
            return ""
        noun = "suggestion" if self.undecided == 1 else "suggestions"
        if not self.unsure:
            sure = 1 - self.total / 1000 / self.undecided
            return f"{self.undecided:,} {noun}, {sure:.0%} sure".replace("%", " %")
        return f"{self.unsure:,} of {self.undecided:,} {noun} under {UNSURE:.0%}".replace("%", " %")


NO_DOUBT = Doubt()


def doubt_of(annotation: Annotation) -> Doubt:
    """Return what one annotation adds to the doubt about its article."""
    if annotation.state is not State.SUGGESTED:
        return NO_DOUBT
    confidence = annotation.origin.confidence
    return Doubt(1, int(confidence < UNSURE), round(1000 * (1 - confidence)))
