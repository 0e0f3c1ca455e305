"""Finding titles by a few typed letters, best first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """The title's index, and the places of the typed letters in it."""

    index: int
    places: tuple[int, ...] = ()


def ranked(typed: str, titles: Sequence[str]) -> list[Match]:
    """Return the titles in which the typed letters stand in order, best matches first.

    A run of letters counts more than scattered ones, and the start of a word more than its middle.
    """
    wanted = typed.casefold().replace(" ", "")
    if not wanted:
        return [Match(index) for index in range(len(titles))]
    scored = []
    for index, title in enumerate(titles):
        places = _places(wanted, title.casefold())
        if places is not None:
            scored.append((_cost(places, title), index, Match(index, places)))
    return [match for _, _, match in sorted(scored, key=lambda one: one[:2])]


def _places(wanted: str, title: str) -> tuple[int, ...] | None:
    whole = title.find(wanted)
    if whole >= 0:
        return tuple(range(whole, whole + len(wanted)))
    places: list[int] = []
    for letter in wanted:
        place = title.find(letter, places[-1] + 1 if places else 0)
        if place < 0:
            return None
        places.append(place)
    return tuple(places)


def _cost(places: tuple[int, ...], title: str) -> int:
    gaps = sum(right - left - 1 for left, right in itertools.pairwise(places))
    inside_words = sum(place > 0 and title[place - 1].isalnum() for place in places[:1])
    return gaps * 4 + inside_words * 6 + places[0]
