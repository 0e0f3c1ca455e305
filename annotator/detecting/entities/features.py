"""What the starter model sees of a token: its form, its lists, its neighbours, the rules.

The names of features are part of the trained model: whoever changes what they say trains it again
with ``tools/train_entities.py``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from annotator.detecting.entities.elsewhere import Elsewhere
from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import Lists
from annotator.detecting.entities.runs import is_loud, runs_of
from annotator.detecting.entities.tokens import Token

_LONG = 3
_OUTSIDE = "-"
_MOST_KEPT = 8_000
"""Words whose features are kept from article to article; some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Own:
    """A token's own features, and what its neighbours see of it."""

    word: str
    shape: str
    listed: tuple[str, ...]
    """The lists that have it, and what the gazetteer knows it as."""
    features: tuple[str, ...]
    before: tuple[str, ...]
    """What the token behind sees."""
    behind: tuple[str, ...]
    """What the token before sees."""


class Features:
    """Makes the features of the tokens of a stretch."""

    def __init__(self, lists: Lists) -> None:
        self._small = lists.small
        self._gazetteer = lists.gazetteer
        self._listed = _by_entry(
            country=lists.countries,
            region=lists.regions,
            city=lists.cities,
            landscape=lists.landscapes,
            group=lists.groups,
            body=lists.bodies,
            first=lists.first_names,
            surname=lists.surnames,
        )
        self._heads = _by_entry(
            org=lists.organisations,
            fac=lists.facilities,
            loc=lists.locations,
            event=lists.events,
            work=lists.works,
            role=lists.roles,
        )
        self._plain = lru_cache(_MOST_KEPT)(self._of_word)

    def of(
        self,
        tokens: Sequence[Token],
        found: Sequence[Found],
        elsewhere: Elsewhere,
        seen: dict[tuple[str, str], Own],
    ) -> list[list[str]]:
        """Return the features of each token.

        ``found`` is what the rules say of the stretch; ``seen`` keeps what was made for a word of
        this article before.
        """
        rules = _rules(tokens, found)
        own = []
        for token, rule in zip(tokens, rules, strict=True):
            key = token.text, rule
            if key not in seen:
                seen[key] = self._own(token.text, rule, elsewhere)
            own.append(seen[key])
        around = ("b", "loud") if is_loud(tokens) else ("b",)
        features = [[*one.features, *around, *_beside(own, rules, n)] for n, one in enumerate(own)]
        for begin, end, known in self._gazetteer.phrases(tokens):
            for n in range(begin, end):
                features[n] += (f"p{_side(n, begin, end)}{one}" for one in known)
        for begin, end in runs_of(tokens):
            of_run = _of_run(own, begin, end)
            for n in range(begin, end):
                features[n] += (*of_run, f"Rp{min(n - begin, 3)}{min(end - n, 3)}")
        return features

    def _own(self, word: str, rule: str, elsewhere: Elsewhere) -> Own:
        """Add to what a word always has what this article says of it."""
        plain = self._plain(word, rule)
        if not word[0].isalpha():
            return plain
        seen = plain.features + elsewhere.of(word)
        return Own(plain.word, plain.shape, plain.listed, seen, plain.before, plain.behind)

    def _of_word(self, word: str, rule: str) -> Own:
        lowered = word.lower()
        titled = word.title() if word.isupper() and len(word) > _LONG else word
        listed = self._listed.get(titled, ()) + self._heads.get(lowered, ())
        known = self._gazetteer.of_word(word)
        form = shape(word)
        shown = [f"w={lowered}", f"s={form}", f"r={rule}"]
        if listed:
            shown.append(f"l={'|'.join(listed)}")
        if known:
            shown.append(f"k={''.join(known)}")
        features = shown[:]
        if word[0].isalpha():
            features += (f"3={lowered[-3:]}", f"2={lowered[-2:]}", f"p={lowered[:3]}")
            features += [f"i={name}" for name in listed]
            features += [f"g={one}" for one in known]
            features.append("small" if lowered in self._small else "rare")
        before, behind = (tuple(sign + one for one in shown) for sign in ("-1", "+1"))
        return Own(lowered, form, (*listed, *known), tuple(features), before, behind)


def _beside(own: Sequence[Own], rules: Sequence[str], n: int) -> list[str]:
    """Return what a token sees of the two before it and the two behind."""
    one, last = own[n], len(own) - 1
    seen: list[str] = []
    if n:
        before = own[n - 1]
        seen += before.before
        seen += (f"-1{before.shape}{one.shape}", f"-1{before.word}|{one.shape}")
    else:
        seen.append("first")
    if n > 1:
        seen += (f"-2{own[n - 2].word}", f"-2{rules[n - 2]}")
    if n < last:
        behind = own[n + 1]
        seen += behind.behind
        seen += (f"+1{one.shape}{behind.shape}", f"+1{behind.word}|{one.shape}")
    else:
        seen.append("last")
    if n + 1 < last:
        seen += (f"+2{own[n + 2].word}", f"+2{rules[n + 2]}")
    return seen


def _of_run(own: Sequence[Own], begin: int, end: int) -> tuple[str, ...]:
    """Return what all words of a run of capitals see: its edges, its length, what is around it."""
    before = own[begin - 1].word if begin else ""
    behind = own[end].word if end < len(own) else ""
    first, head = own[begin], own[end - 1]
    return (
        f"R<{before}", f"R>{behind}", f"Rn{min(end - begin, 4)}", f"Rh{head.word}",
        *(f"RF{one}" for one in first.listed), *(f"RL{one}" for one in head.listed),
    )  # fmt: skip


def _side(n: int, begin: int, end: int) -> str:
    return "B" if n == begin else "E" if n == end - 1 else "I"


def _by_entry(**lists: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return for each entry the names of the lists that have it."""
    names: dict[str, tuple[str, ...]] = {}
    for name, entries in lists.items():
        for entry in entries:
            names[entry] = (*names.get(entry, ()), name)
    return names


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
