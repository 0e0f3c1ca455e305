"""What a model sees of tokens: their words, what is suggested of them, and the same beside them."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.detecting.entities.features import shape
from annotator.domain.annotation import Origin

_LONGEST = 40
"""So much of a name or word is looked at: what is longer is no word."""


def short(words: str) -> str:
    """Return words in small letters, cut where they are long."""
    return words[:_LONGEST].lower()


def rule_of(origin: Origin) -> str:
    return origin.rule[:_LONGEST]


def tenth(origin: Origin) -> str:
    """Return a suggestion's confidence in tenths."""
    return str(int(origin.confidence * 10))


def some(count: int) -> str:
    """Return a count, large ones roughly."""
    for edge in (4, 7, 15, 40):
        if count < edge:
            return str(count) if edge == 4 else f"<{edge}"
    return "many"


def word_features(word: str) -> tuple[str, ...]:
    """Return what can be seen of a word by itself, the word and its shape first."""
    lowered = short(word)
    seen = (f"w={lowered}", f"s={shape(word)}")
    if len(word) > 2 and word[0].isalpha():
        return (*seen, f"3={lowered[-3:]}", f"2={lowered[-2:]}", f"p={lowered[:3]}")
    return seen


def around(own: Sequence[tuple[str, ...]], near: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Return each token's features with those of its neighbours.

    ``own`` is what a token shows by itself. Its neighbours see ``near`` of it, and those two places
    off only the first two of these.
    """
    features = []
    last = len(own) - 1
    for n, mine in enumerate(own):
        line = [*mine, "any"]
        line += [f"-1{one}" for one in near[n - 1]] if n else ["first"]
        line += [f"+1{one}" for one in near[n + 1]] if n < last else ["last"]
        if n > 1:
            line += [f"-2{one}" for one in near[n - 2][:2]]
        if n + 1 < last:
            line += [f"+2{one}" for one in near[n + 2][:2]]
        if n:
            line.append(f"-1{near[n - 1][0]}&{near[n][0]}")
        features.append(line)
    return features
