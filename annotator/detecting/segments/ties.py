"""Ties: the words that a line has in common with the text around it.

A subhead announces what the paragraph behind it says, a caption and the tags name what the article
is about, and the title of another article has words that stand nowhere else. No list of words and
no language is needed to see that. Words are compared by their first letters, so that most
endings do not count, and short ones, which stand everywhere, are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotator.detecting.segments.lines import Line

_STEM, _SHORTEST = 6, 4
_WORD = regex.compile(rf"\p{{L}}[\p{{L}}\p{{N}}]{{{_SHORTEST - 1},}}+")
_RUNNING = 15
"""A line of so many words is running text."""


@dataclass(frozen=True, slots=True)
class Ties:
    """Which share of a line’s words stands elsewhere; 0 where the line has no word that counts."""

    words: int
    """How many different words count."""
    behind: float
    """The share of them in the next running text."""
    article: float
    """The share of them in any running text of the article but the line itself."""


_NONE = Ties(0, 0.0, 0.0)


def ties_of(text: str, lines: Sequence[Line]) -> list[Ties]:
    """Return the ties of each line; linear in the length of the text."""
    words = [_words(text[line.start : line.end]) for line in lines]
    is_running = [line.words >= _RUNNING for line in lines]
    counts: Counter[str] = Counter()
    for mine, runs in zip(words, is_running, strict=True):
        if runs:
            counts.update(mine)
    ties: list[Ties] = []
    behind: frozenset[str] = frozenset()
    for mine, runs in zip(reversed(words), reversed(is_running), strict=True):
        ties.append(_ties(mine, behind, counts, own=runs))
        if runs:
            behind = mine
    return ties[::-1]


def _words(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()))


def _ties(
    mine: frozenset[str],
    behind: frozenset[str],
    counts: Counter[str],
    *,
    own: bool,
) -> Ties:
    if not mine:
        return _NONE
    elsewhere = sum(counts[word] > own for word in mine)
    total = len(mine)
    return Ties(total, len(mine & behind) / total, elsewhere / total)
