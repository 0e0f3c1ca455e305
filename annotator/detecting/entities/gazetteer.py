"""What a name is known as in the world: surname, given name, city, club, firm, and how common.

``tools/make_gazetteer.py`` derives the entries from openly licensed data. They are hints to the
starter model, which weighs them, since Paris is a city, a given name and a club. Rules decide by
them only where little speaks against it: a large city’s name that is nothing else’s, and a given
name before a surname.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from annotator.detecting.entities.tokens import Token, tokens_of
from annotator.shipped import resource

Known = tuple[str, ...]
"""What something is known as, each a letter for the kind and a digit: ``s3`` a common surname."""

KINDS: Mapping[str, str] = {
    "s": "a surname",
    "g": "a given name",
    "c": "a city",
    "k": "a club",
    "f": "a firm",
}
_CITY = frozenset((("c2",), ("c3",)))


def folded(word: str) -> str:
    """Return a word in small letters without accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.replace("’", "'"))
    return "".join(one for one in parts if not unicodedata.combining(one)).lower()


def key_of(name: str) -> str:
    """Return the words of a name as the gazetteer has them."""
    return " ".join(folded(token.text) for token in tokens_of(name, 0, len(name)))


class Gazetteer:
    def __init__(self) -> None:
        self._known, self._longest = _entries()

    def of_word(self, word: str) -> Known:
        """Return what a word by itself is known as; nothing where it has no capital."""
        return self._known.get(folded(word), ()) if word[0].isupper() else ()

    def is_surname(self, word: str) -> bool:
        return any(one[0] == "s" for one in self.of_word(word))

    def is_given_name(self, word: str) -> bool:
        """Tell whether a word is a given name and no city’s of some size."""
        known = self.of_word(word)
        return any(one[0] == "g" for one in known) and not {"c2", "c3"}.intersection(known)

    def is_city(self, name: str) -> bool:
        """Tell whether a name is a city’s of some size and nothing else’s."""
        return name[0].isupper() and self._known.get(key_of(name)) in _CITY

    def phrases(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Known]]:
        """Yield each name of several tokens, the longest: begin, end and what it is known as."""
        n, last = 0, len(tokens)
        while n < last:
            begin, n = n, n + 1
            word = tokens[begin].text
            longest = self._longest.get(folded(word), 0) if word[0].isupper() else 0
            for end in range(min(last, begin + longest), begin + 1, -1):
                words = [token.text for token in tokens[begin:end]]
                known = self._known.get(" ".join(map(folded, words)))
                if known and words[-1][0].isupper():
                    yield begin, end, known
                    n = end
                    break


@cache
def _entries() -> tuple[Mapping[str, Known], Mapping[str, int]]:
    """Return the entries, and how many tokens those that begin with a word have at most."""
    known: dict[str, Known] = {}
    longest: dict[str, int] = {}
    grades: dict[str, Known] = {}
    with resource("lexicons/gazetteer.txt").open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            name, _, coded = line.rstrip("\n").partition("\t")
            if coded not in grades:
                grades[coded] = tuple(coded[n : n + 2] for n in range(0, len(coded), 2))
            known[name] = grades[coded]
            first, *others = name.split(" ")
            if others:
                longest[first] = max(longest.get(first, 0), 1 + len(others))
    return known, longest
