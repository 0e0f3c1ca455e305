"""Tokens of a stretch of text: words, and each other character by itself."""

from __future__ import annotations

from dataclasses import dataclass

import regex

# A full stop stays with initials and abbreviations (U.S., J.), as nothing else tells them apart;
# a possessive ending goes, for it is no part of a name.
_TOKEN = regex.compile(
    r"(?:\p{L}\.){2,}|\p{Lu}\.(?=[ \u00a0]\p{Lu})"
    r"|[\p{L}\p{M}\p{N}]+(?:[&.\-‐‑’'](?!s\b)[\p{L}\p{M}\p{N}]+)*+"
    r"|[’']s\b|[^\s\p{L}\p{M}\p{N}]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token's words and its extent in code points of the article."""

    text: str
    start: int
    end: int


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    return [Token(match[0], *match.span()) for match in _TOKEN.finditer(text, start, end)]
