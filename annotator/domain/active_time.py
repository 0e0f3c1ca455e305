"""How long somebody worked on an article, as far as signs of work tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

IDLE_SECONDS = 90.0
"""A longer pause than this counts nothing: whoever made it may have been away all the time."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """One stretch of somebody's work on one article.

    ``began`` is UTC in ISO 8601; ``seconds`` is active time, pauses left out.
    """

    id: str
    article_id: str
    annotator: str
    began: str
    seconds: float


def active_seconds(moments: Iterable[float]) -> float:
    """Return the active time between signs of work, given as seconds on one clock, in order.

    A sign is a key, a movement of the mouse over the article, scrolling, or a step of the
    journal. The time between two signs counts unless it is longer than ``IDLE_SECONDS``.
    """
    stopwatch = Stopwatch()
    for moment in moments:
        stopwatch.sign(moment)
    return stopwatch.seconds


class Stopwatch:
    """``active_seconds`` as the signs come in."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._last: float | None = None

    def sign(self, moment: float) -> None:
        if self._last is not None and 0 < moment - self._last <= IDLE_SECONDS:
            self.seconds += moment - self._last
        self._last = moment

    def pause(self, moment: float) -> None:
        """Take note that the editor turned away: what comes until the next sign does not count."""
        self.sign(moment)
        self._last = None
