"""Carrying names through an article: what is known of a name in one place holds in all others.

A surname that stood behind a first name once is that person's everywhere, an acronym behind its
expansion is bound to it, and a name found surely in one place is found wherever it stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.tokens import Token, tokens_of

_NAMES = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "WORK", "PRODUCT"))
_SURE = 0.7
_KNOWN = 3.0
"""The weight of what a full name says of a surname, and an expansion of its acronym."""
_ACRONYM = regex.compile(r"[ \u00a0]\((\p{Lu}[\p{L}&]{1,7})\)")
_BRACKETS = frozenset("[]")
_SMALL = frozenset(("of", "the", "and", "for", "de", "la", "du", "des", "in", "on", "&"))

Key = tuple[str, ...]


def carried_through(
    text: str, found: Sequence[Found], stretches: Sequence[Sequence[Token]], common: frozenset[str]
) -> list[Found]:
    """Return the mentions with their labels made to agree, and the ones that were overlooked.

    ``stretches`` are the tokens of the lines in which names are looked for; ``common`` are words
    that begin sentences with a capital.
    """
    keys = [_key(text, one.start, one.end) for one in found]
    votes = _votes(text, found, keys)
    best = {key: max(labels, key=labels.__getitem__) for key, labels in votes.items()}
    mended = [_mended(one, key, votes, best) for one, key in zip(found, keys, strict=True)]
    small = {token.text for tokens in stretches for token in tokens if token.text.islower()}
    small |= {word.lower() for word in common}
    known = {
        key: (label, votes[key][label])
        for key, label in best.items()
        if votes[key][label] >= _SURE
        and not (len(key) == 1 and (key[0] in small or len(key[0]) < 3))
    }
    covered = sorted((one.start, one.end) for one in mended if one.label != "ROLE")
    by_first: dict[str, list[Key]] = {}
    for key in sorted(known, key=len, reverse=True):
        by_first.setdefault(key[0], []).append(key)
    for tokens in stretches:
        mended += _overlooked(tokens, known, by_first, covered)
    return mended


def _votes(text: str, found: Sequence[Found], keys: Sequence[Key]) -> dict[Key, dict[str, float]]:
    """Return how much speaks for each label of each name."""
    votes: dict[Key, dict[str, float]] = {}

    def vote(key: Key, label: str, weight: float) -> None:
        labels = votes.setdefault(key, {})
        labels[label] = labels.get(label, 0.0) + weight

    for one, key in zip(found, keys, strict=True):
        if one.label not in _NAMES:
            continue
        vote(key, one.label, one.confidence)
        if one.label == "PERSON" and len(key) > 1 and one.confidence >= _SURE:
            vote(key[-1:], "PERSON", _KNOWN)
        if acronym := acronym_behind(text, one):
            vote((acronym.casefold(),), one.label, _KNOWN)
    return votes


def acronym_behind(text: str, one: Found) -> str:
    """Return the acronym that stands in brackets behind a name and stands for it, if one does."""
    acronym = _ACRONYM.match(text, one.end)
    if acronym is None or not _stands_for(acronym[1], text[one.start : one.end]):
        return ""
    return acronym[1]


def _key(text: str, start: int, end: int) -> Key:
    tokens = tokens_of(text, start, end)
    return tuple(token.text.casefold() for token in tokens if token.text not in _BRACKETS)


def _stands_for(acronym: str, name: str) -> bool:
    """Tell whether an acronym's capitals are the initials of a name, small words aside."""
    words = [word for word in regex.split(r"[\s\-]+", name) if word and word not in _SMALL]
    initials = "".join(word[0].upper() for word in words)
    capitals = "".join(letter for letter in acronym if letter.isupper())
    return len(capitals) > 1 and (initials.startswith(capitals) or capitals.startswith(initials))


def _mended(
    one: Found, key: Key, votes: dict[Key, dict[str, float]], best: dict[Key, str]
) -> Found:
    if one.label not in _NAMES:
        return one
    label = best.get(key, one.label)
    if label == one.label or votes[key][label] < 1.5 * votes[key][one.label]:
        return one
    is_surname = len(key) == 1 and label == "PERSON"
    rule = "surname" if is_surname else "as elsewhere"
    return replace(one, label=label, rule=rule, evidence=())


def _overlooked(
    tokens: Sequence[Token],
    known: Mapping[Key, tuple[str, float]],
    by_first: Mapping[str, Sequence[Key]],
    covered: Sequence[tuple[int, int]],
) -> Iterator[Found]:
    """Find known names in a line, longer ones first, where nothing was found yet."""
    # A mention lies within its line, so that the line's are those that begin in it.
    low, high = (bisect_left(covered, (edge,)) for edge in (tokens[0].start, tokens[-1].end))
    taken = covered[low:high]
    folded = [token.text.casefold() for token in tokens]
    reached = 0
    for n, token in enumerate(tokens):
        if token.start < reached or not token.text[0].isupper():
            continue
        for key in by_first.get(folded[n], ()):
            if tuple(folded[n : n + len(key)]) != key:
                continue
            start, end = token.start, tokens[n + len(key) - 1].end
            if any(a < end and start < b for a, b in taken):
                continue
            label, weight = known[key]
            rule = "surname" if weight >= _KNOWN and label == "PERSON" else "as elsewhere"
            yield Found(start, end, label, rule, 0.9 if weight >= _KNOWN else 0.8)
            reached = end
            break
