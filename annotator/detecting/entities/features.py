"""What the starter model sees of a token: its form, its lists, its neighbours, the rules.

The names of features are part of the trained model: whoever changes what they say trains it again
with ``tools/train_entities.py``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import Lists
from annotator.detecting.entities.tokens import Token

NAMED = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "NORP"))
_SURE = 0.8
_LONG = 3
_OUTSIDE = "-"
_MOST_COMPANY = 9
_MOST_KEPT = 8_000
"""Words whose features are kept from article to article; some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Own:
    """A token's own features, and what its neighbours see of it."""

    word: str
    shape: str
    features: tuple[str, ...]
    before: tuple[str, ...]
    """What the token behind sees."""
    behind: tuple[str, ...]
    """What the token before sees."""


class Features:
    """Makes the features of the tokens of a stretch."""

    def __init__(self, lists: Lists) -> None:
        self._small = lists.small
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
        usual: Mapping[str, str],
        company: Mapping[str, Sequence[str]],
        seen: dict[tuple[str, str], Own],
    ) -> list[list[str]]:
        """Return the features of each token.

        ``found`` is what the rules say of the stretch; ``usual`` what they say of a word wherever
        the article has it, ``company`` what stands beside it there; ``seen`` keeps what was made
        for a word of this article before.
        """
        rules = _rules(tokens, found)
        own = []
        for token, rule in zip(tokens, rules, strict=True):
            key = token.text, rule
            if key not in seen:
                seen[key] = self._own(token.text, rule, usual, company)
            own.append(seen[key])
        around = ("b", "loud") if is_loud(tokens) else ("b",)
        features = []
        last = len(tokens) - 1
        for n, one in enumerate(own):
            line = [*one.features, *around]
            if n:
                before = own[n - 1]
                line += before.before
                line += (f"-1{before.shape}{one.shape}", f"-1{before.word}|{one.shape}")
            else:
                line.append("first")
            if n > 1:
                line += (f"-2{own[n - 2].word}", f"-2{rules[n - 2]}")
            if n < last:
                behind = own[n + 1]
                line += behind.behind
                line += (f"+1{one.shape}{behind.shape}", f"+1{behind.word}|{one.shape}")
            else:
                line.append("last")
            if n + 1 < last:
                line += (f"+2{own[n + 2].word}", f"+2{rules[n + 2]}")
            features.append(line)
        return features

    def _own(
        self,
        word: str,
        rule: str,
        usual: Mapping[str, str],
        company: Mapping[str, Sequence[str]],
    ) -> Own:
        """Add to what a word always has what this article says of it."""
        plain = self._plain(word, rule)
        if not word[0].isalpha():
            return plain
        here = f"u={usual.get(plain.word, _OUTSIDE)}", *company.get(plain.word, ())
        return Own(plain.word, plain.shape, plain.features + here, plain.before, plain.behind)

    def _of_word(self, word: str, rule: str) -> Own:
        lowered = word.lower()
        titled = word.title() if word.isupper() and len(word) > _LONG else word
        listed = self._listed.get(titled, ()) + self._heads.get(lowered, ())
        form = shape(word)
        shown = (f"w={lowered}", f"s={form}", f"r={rule}", f"l={'|'.join(listed)}")
        features = list(shown)
        if word[0].isalpha():
            features += (f"3={lowered[-3:]}", f"2={lowered[-2:]}", f"p={lowered[:3]}")
            features += [f"i={name}" for name in listed]
            features.append("small" if lowered in self._small else "rare")
        before, behind = (tuple(sign + one for one in shown) for sign in ("-1", "+1"))
        return Own(lowered, form, tuple(features), before, behind)


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


def is_loud(tokens: Sequence[Token]) -> bool:
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


def company_of(stretches: Iterable[Sequence[Token]]) -> dict[str, tuple[str, ...]]:
    """Return for each capitalised word what stands beside it anywhere in the article.

    A name unknown to the lists shows what it is where it is said most plainly: “in Vell” and
    “Anna Brenholm told” speak for every other Vell and Brenholm (context aggregation; Ratinov and
    Roth, CoNLL 2009).
    """
    beside: dict[str, Counter[str]] = {}
    for tokens in stretches:
        is_headline = is_loud(tokens)
        for n, token in enumerate(tokens):
            if not token.text[0].isupper():
                continue
            seen = beside.setdefault(token.text.lower(), Counter())
            seen["met"] += 1
            if n and not is_headline:
                before = tokens[n - 1].text
                seen[f"<{_sort_of(before)}"] += 1
                if before[-1].isalpha() or before == ",":
                    seen["inner"] += 1
            if n + 1 < len(tokens) and not is_headline:
                seen[f">{_sort_of(tokens[n + 1].text)}"] += 1
    return {
        word: tuple(f"c{one}" for one, _ in seen.most_common(_MOST_COMPANY) if one != "met")
        for word, seen in beside.items()
        if seen["met"] > 1
    }


def _sort_of(word: str) -> str:
    """Return a small word as it is, and of others only that they are names or numbers."""
    if word[0].isupper():
        return "Name"
    return "9" if word[0].isdigit() else word
