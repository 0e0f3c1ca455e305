"""Runs of capitalised words, which a name may reach over, and lines that are full of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.detecting.entities.tokens import Token

_LONG = 4
_LINKS = frozenset(("of", "for", "and", "&", "de", "del", "la", "du", "des", "von", "van"))


def runs_of(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each run; a full stop within one may be an abbreviation’s."""
    n, last = 0, len(tokens)
    while n < last:
        begin, n = n, n + 1
        if not tokens[begin].text[0].isupper():
            continue
        end = n
        while n < last:
            word = tokens[n].text
            if word[0].isupper():
                end = n + 1
            elif word != "." and word not in _LINKS:
                break
            n += 1
        n = end
        yield begin, end


def is_loud(tokens: Sequence[Token]) -> bool:
    """Tell whether most words have capitals throughout, or at their beginning, as in headlines."""
    words = [token.text for token in tokens if token.text[0].isalpha() and len(token.text) >= _LONG]
    return len(words) > 1 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
