"""What a model sees of tokens: their words, what is suggested of them, and the same beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from annotator.detecting.entities.features import shape
from annotator.detecting.learning.places import Features, Places
from annotator.domain.annotation import Origin

_LONGEST = 40
"""So much of a name or word is looked at: what is longer is no word."""


MOST_KEPT = 4_000
"""Words whose features a learner keeps from article to article; some five megabytes."""


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
    return _SOME[count] if count < len(_SOME) else "many"


_SOME = (*"0123", *["<7"] * 3, *["<15"] * 8, *["<40"] * 25)


def word_features(word: str) -> tuple[str, ...]:
    """Return what can be seen of a word by itself, the word and its shape first."""
    lowered = short(word)
    seen = (f"w={lowered}", f"s={shape(word)}")
    if len(word) > 2 and word[0].isalpha():
        return (*seen, f"3={lowered[-3:]}", f"2={lowered[-2:]}", f"p={lowered[:3]}")
    return seen


def line_of(
    shown: Sequence[Features], near: int, paired: Iterable[str], more: Iterable[Features]
) -> Places:
    """Return the tokens of a line; of two neighbours, what is ``paired`` is seen together."""
    pairs = ["first", *(f"{before}&{mine}" for before, mine in pairwise(paired))]
    alone = [(*one, "any", pair) for one, pair in zip(more, pairs, strict=True)]
    return Places(shown, near, [*alone[:-1], (*alone[-1], "last")])
