"""Tokens of a stretch of text: words, and each other character by itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from annotator.domain.annotation import Segment
from annotator.domain.partition import Partition

# A full stop stays with initials and abbreviations (U.S., J.), as nothing else tells them apart;
# a possessive ending goes, for it is no part of a name.
_TOKEN = regex.compile(
    r"(?:\p{L}\.){2,}|\p{Lu}\.(?=[ \u00a0]\p{Lu})"
    r"|[\p{L}\p{M}\p{N}]+(?:[&.\-‐‑’'](?!s\b)[\p{L}\p{M}\p{N}]+)*+"
    r"|[’']s\b|[^\s\p{L}\p{M}\p{N}]"
)


_LONGEST = 20_000
"""A longer line is cut, as no mention is so long."""


class Token(NamedTuple):
    """A token's words and its extent in code points of the article."""

    text: str
    start: int
    end: int


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    return [Token(match[0], *match.span()) for match in _TOKEN.finditer(text, start, end)]


class TokenLine(NamedTuple):
    """The tokens of a line, or of a piece of a very long one, in a segment with a label."""

    label: str
    start: int
    end: int
    tokens: tuple[Token, ...]


@lru_cache(maxsize=1)
def token_lines(text: str, segments: tuple[Segment, ...]) -> tuple[TokenLine, ...]:
    """Return the lines of all segments that have tokens; those of the last article are kept.

    What is learnt of entities and quotes goes through the same lines as the detector.
    """
    return tuple(
        TokenLine(label, start, end, tokens)
        for label, start, end in _lines(text, segments)
        if (tokens := tuple(tokens_of(text, start, end)))
    )


def _lines(text: str, segments: tuple[Segment, ...]) -> Iterator[tuple[str, int, int]]:
    for segment, span in Partition(len(text), segments):
        start = span.start
        for line in span.of(text).split("\n"):
            for begin in range(0, len(line), _LONGEST):
                yield segment.label, start + begin, start + min(begin + _LONGEST, len(line))
            start += len(line) + 1
