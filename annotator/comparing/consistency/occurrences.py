"""Finding many strings in a text at once, as whole words, in time linear in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

LONGEST = 100
"""Longer strings, in code points, are not looked for: they hardly occur twice."""

# Ideographs and kana count one by one, since those scripts put no space between words.
_PIECE = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]\p{M}*"
    r"|[\p{L}\p{N}\p{M}_--\p{Han}--\p{Hiragana}--\p{Katakana}]+",
    regex.V1,
)
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_LAST_WORD = regex.compile(r"[\p{L}\p{N}]+(?=[^\p{L}\p{N}]*$)")
_JOINERS = frozenset("-‐‑&@.,:")
_APOSTROPHES = frozenset("'’")


class Strings:
    """Strings to look for, each as it stands, upper and lower case told apart.

    An occurrence begins and ends with a word and is no part of a longer one: “Ekholm” is found in
    “Ekholm’s” and “d’Ekholm”, but not in “Ekholm-Varga” or “ekholm.example”.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        self._strings: set[str] = set()
        self._shapes: dict[str, set[tuple[int, int, int]]] = {}
        for string in strings:
            pieces = list(_PIECE.finditer(string)) if len(string) <= LONGEST else []
            if pieces:
                shape = (pieces[0].start(), len(string), pieces[-1].end())
                self._shapes.setdefault(pieces[0].group(), set()).add(shape)
                self._strings.add(string)

    def found_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every occurrence, in order of where its first word starts."""
        pieces = [match.span() for match in _PIECE.finditer(text)]
        ends = {end for _, end in pieces}
        for start, end in pieces:
            for lead, length, last in self._shapes.get(text[start:end], ()):
                begin = start - lead
                if (
                    begin >= 0
                    and begin + length <= len(text)
                    and begin + last in ends
                    and text[begin : begin + length] in self._strings
                    and is_apart(text, start, begin + last)
                ):
                    yield begin, begin + length


def is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether the words ``text[start:end]`` are no part of a longer word."""
    return not (_is_joined_before(text, start) or _is_joined_after(text, end))


def _is_joined_before(text: str, start: int) -> bool:
    if start < 2 or not text[start - 2].isalnum():
        return False
    if text[start - 1] in _APOSTROPHES:
        # An elided article, as in “l’” and “qu’”, is a word of its own.
        return start >= 4 and text[start - 3].isalnum() and text[start - 4].isalnum()
    return text[start - 1] in _JOINERS


def _is_joined_after(text: str, end: int) -> bool:
    following = text[end : end + 3]
    if len(following) < 2 or not following[1].isalnum():
        return False
    if following[0] in _APOSTROPHES:
        return following[1] != "s" or following[2:].isalnum()
    return following[0] in _JOINERS


def neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before and after ``text[start:end]``; empty at the ends of the text."""
    before = _LAST_WORD.search(text[max(0, start - 40) : start])
    after = _WORD.search(text[end : end + 40])
    return before.group() if before else "", after.group() if after else ""


def is_lower(string: str) -> bool:
    """Tell whether a string has small letters and neither capitals nor digits."""
    return string.islower() and not any(one.isdigit() for one in string)


def is_several(string: str) -> bool:
    """Tell whether a string has two words or more."""
    return len(_PIECE.findall(string)) > 1
