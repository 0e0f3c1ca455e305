"""What a model sees of tokens: their words, what is suggested of them, and the same beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class View:
    """What a token shows by itself, and what its neighbours see of it, one and two places off.

    Made once for tokens that are alike, since an article says most words again.
    """

    own: tuple[str, ...]
    first: str
    before: tuple[str, ...]
    behind: tuple[str, ...]
    far_before: tuple[str, ...]
    far_behind: tuple[str, ...]


def view(own: tuple[str, ...], near: tuple[str, ...]) -> View:
    """Return the view of a token; those two places off see only the first two of ``near``."""
    before, behind, far_before, far_behind = (
        tuple(sign + one for one in seen)
        for sign, seen in (("-1", near), ("+1", near), ("-2", near[:2]), ("+2", near[:2]))
    )
    return View(own, near[0], before, behind, far_before, far_behind)


def around(views: Sequence[View], more: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """Return each token's features with those of its neighbours; ``more`` are its alone."""
    features = []
    last = len(views) - 1
    for n, mine in enumerate(views):
        line = [*mine.own, *more[n], "any"]
        if n:
            before = views[n - 1]
            line += before.before
            line.append(f"{before.first}&{mine.first}")
        else:
            line.append("first")
        if n < last:
            line += views[n + 1].behind
        else:
            line.append("last")
        if n > 1:
            line += views[n - 2].far_before
        if n + 1 < last:
            line += views[n + 2].far_behind
        features.append(line)
    return features
