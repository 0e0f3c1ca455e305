"""Dates, times, money and percentages: closed expressions, found by their grammars."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from annotator.detecting.entities.amounts import amounts
from annotator.detecting.entities.calendar import grammar_of
from annotator.detecting.entities.found import Found
from annotator.detecting.segments.timestamp import glued_parts

_SURE = {"MONEY": 0.93, "PERCENT": 0.95, "TIME": 0.85, "DATE": 0.9}
_UNSURE = 0.6


def expressions(
    text: str, start: int, end: int, language: str, *, is_timestamp: bool = False
) -> Iterator[Found]:
    """Yield what a stretch of the text holds; of two that overlap, the first kind wins.

    In a timestamp, a clock and a day that have grown together are taken apart first.
    """
    taken: list[tuple[int, int]] = []  # in order, and apart

    def take(first: int, last: int) -> bool:
        """Take a stretch, unless some of it is taken."""
        place = bisect_left(taken, (first, last))
        is_free = (place == 0 or taken[place - 1][1] <= first) and (
            place == len(taken) or last <= taken[place][0]
        )
        if is_free:
            taken.insert(place, (first, last))
        return is_free

    for clock, day, last in glued_parts(text, start, end) if is_timestamp else ():
        take(clock, last)
        yield Found(clock, day, "TIME", "time pattern", _SURE["TIME"])
        yield Found(day, last, "DATE", "date pattern", _SURE["DATE"])
    for label, match in chain(
        amounts(text, start, end), grammar_of(language).matches(text, start, end)
    ):
        if take(*match.span()):
            sure = _UNSURE if match.lastgroup == "unsure" else _SURE[label]
            yield Found(*match.span(), label, f"{label.lower()} pattern", sure)
