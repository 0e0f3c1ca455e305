"""What the starter model sees of a token: its form, its lists, its neighbours, the rules.

The names of features are part of the trained model: whoever changes what they say trains it again
with ``tools/train_entities.py``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import Lists
from annotator.detecting.entities.tokens import Token

NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "NORP"))
_SURE = 0.8
_LONG = 3
_OUTSIDE = "-"


class Features:
    """Makes the features of the tokens of a stretch."""

    def __init__(self, lists: Lists) -> None:
        self._lists: tuple[tuple[str, frozenset[str]], ...] = (
            ("country", lists.countries),
            ("region", lists.regions),
            ("city", lists.cities),
            ("landscape", lists.landscapes),
            ("group", lists.groups),
            ("body", lists.bodies),
            ("first", lists.first_names),
            ("surname", lists.surnames),
        )
        self._small = lists.small
        self._lowered: tuple[tuple[str, frozenset[str]], ...] = (
            ("org", lists.organisations),
            ("fac", lists.facilities),
            ("loc", lists.locations),
            ("event", lists.events),
            ("work", lists.works),
            ("role", lists.roles),
        )

    def of(
        self, tokens: Sequence[Token], found: Sequence[Found], usual: Mapping[str, str]
    ) -> list[list[str]]:
        """Return the features of each token.

        ``found`` is what the rules say of the stretch; ``usual`` what they say of a word wherever
        the article has it.
        """
        is_loud = _is_loud(tokens)
        rules = _rules(tokens, found)
        own = [
            self._own(token.text, rule, usual) for token, rule in zip(tokens, rules, strict=True)
        ]
        words = [token.text.lower() for token in tokens]
        shapes = [one[1] for one in own]
        features = []
        last = len(tokens) - 1
        for n, one in enumerate(own):
            line = list(one)
            line.append("b")
            if is_loud:
                line.append("loud")
            if n:
                line += [f"-1{value}" for value in own[n - 1][:4]]
                line.append(f"-1{shapes[n - 1]}{shapes[n]}")
                line.append(f"-1{words[n - 1]}|{shapes[n]}")
            else:
                line.append("first")
            if n > 1:
                line += (f"-2{words[n - 2]}", f"-2{rules[n - 2]}")
            if n < last:
                line += [f"+1{value}" for value in own[n + 1][:4]]
                line.append(f"+1{shapes[n]}{shapes[n + 1]}")
                line.append(f"+1{words[n + 1]}|{shapes[n]}")
            else:
                line.append("last")
            if n + 1 < last:
                line += (f"+2{words[n + 2]}", f"+2{rules[n + 2]}")
            features.append(line)
        return features

    def _own(self, word: str, rule: str, usual: Mapping[str, str]) -> list[str]:
        """Return a token's own features; the first four are shown to its neighbours too."""
        lowered = word.lower()
        titled = word.title() if word.isupper() and len(word) > _LONG else word
        listed = [name for name, entries in self._lists if titled in entries]
        listed += [name for name, entries in self._lowered if lowered in entries]
        features = [f"w={lowered}", f"s={shape(word)}", f"r={rule}", f"l={'|'.join(listed)}"]
        if word[0].isalpha():
            features += (f"3={lowered[-3:]}", f"2={lowered[-2:]}", f"p={lowered[:3]}")
            features += [f"i={name}" for name in listed]
            features.append(f"u={usual.get(lowered, _OUTSIDE)}")
            features.append("small" if lowered in self._small else "rare")
        return features


_RUNS = (
    (regex.compile(r"\p{Lu}"), "X"),
    (regex.compile(r"\p{L}|\p{M}"), "x"),
    (regex.compile(r"\p{N}"), "9"),
    (regex.compile(r"(.)\1+"), r"\1\1"),
)


def shape(word: str) -> str:
    """Return a word's shape, such as ``Xxx``, with runs cut to two: ``Brenholm`` is ``Xxx``."""
    if word.isascii() and word.isalpha():
        if word.islower():
            return "xx" if len(word) > 1 else "x"
        if word.isupper():
            return "XX" if len(word) > 1 else "X"
        if word[1:].islower():
            return "Xxx" if len(word) > _LONG - 1 else "Xx"
    for pattern, replacement in _RUNS:
        word = pattern.sub(replacement, word)
    return word[:8]


def _is_loud(tokens: Sequence[Token]) -> bool:
    """Tell whether most words have capitals throughout, or at their beginning, as in headlines."""
    words = [token.text for token in tokens if token.text[0].isalpha() and len(token.text) > _LONG]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _rules(tokens: Sequence[Token], found: Sequence[Found]) -> list[str]:
    """Return for each token what rule marks it, and as what; roles give way to names."""
    rules = [_OUTSIDE] * len(tokens)
    starts = [token.start for token in tokens]
    for one in sorted(found, key=lambda one: (one.label != "ROLE", one.start)):
        first = max(0, bisect_right(starts, one.start) - 1)
        if tokens and tokens[first].end <= one.start:
            first += 1
        for n in range(first, bisect_left(starts, one.end)):
            rules[n] = f"{'B' if n == first else 'I'}{one.label}:{one.rule}"
    return rules


def usual_labels(words: Iterable[str], text: str, found: Sequence[Found]) -> dict[str, str]:
    """Return what each word of the article most likely is, by its surest mention.

    ``small`` says that the article has the word in small letters too.
    """
    usual = {word: "small" for word in words if word.islower()}
    for one in sorted(found, key=lambda one: one.confidence):
        if one.label in NAMED and one.confidence >= _SURE:
            usual |= dict.fromkeys(text[one.start : one.end].lower().split(), one.label)
    return usual
