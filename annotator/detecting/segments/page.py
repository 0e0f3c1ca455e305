"""What the lines of an article tell together: where its text begins, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.ties import Ties, ties_of

_BLANK_SHARE = 0.3
_ENDS = (".", "!", "?", "”", '"', "…")
_LONG, _SOME, _SHORT, _SEVERAL, _ITEM = 15, 10, 4, 2, 24
_AGENCY = r"\(\s*[\p{Lu}\d][^()]{1,40}\)"
_PLACE = r"[\p{Lu}][\p{Lu}’'.\-]+(?:[ /][\p{Lu}][\p{Lu}’'.\-]+){0,3}"
_REGION = r"(?:,\s*[\p{Lu}][\p{L}.]+(?: [\p{Lu}][\p{L}.]+)?)?"
_DAY = r"(?:,?\s*\p{Lu}\p{Ll}+\.?\s+\d{1,2}(?:,?\s*\d{4})?)?"
_MIXED_PLACE = r"[\p{Lu}][\p{L}’'\-]+(?:[ /][\p{Lu}][\p{L}’'\-]+){0,3}(?:,\s*[^().]{3,24})?"
_DASH = r"\s*[–—-](?=\s)"
# A place in capitals may do without its agency; a place in small letters may not.
DATELINE = regex.compile(
    rf"{_PLACE}{_REGION}{_DAY}\s*(?:{_AGENCY})?{_DASH}"
    rf"|{_MIXED_PLACE}\s*(?:{_AGENCY}|\(\w{{2,12}}(?:/\w{{2,12}})*\)){_DASH}"
)
TICKER = regex.compile(
    r"\[?\d{1,2}[:.]\d{2}\]?(?: ?(?:a\.?m\.?|p\.?m\.?|Uhr|GMT|BST|CET))?(?=[ \t:–—-]+\S)"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What cues ask about the article as a whole."""

    lines: Sequence[Line]
    text: str
    has_blank_lines: bool
    ties: Sequence[Ties]
    dateline: int
    """The number of the line that begins with a dateline; -1 where none does."""
    text_begins: int = 0
    """The number of the first line that is long enough for running text and ends like it."""
    first_sentence: int = -1
    """The number of the first line of some words that ends like a sentence; -1 where none does."""
    tail: int = 10**9
    """The number of the first of the short lines that the article ends with, if it does."""

    listed: frozenset[int] = frozenset()
    """The numbers of the lines that a colon announces as a list."""

    def ties_with(self, line: Line) -> Ties:
        return self.ties[line.number]

    def before(self, line: Line) -> Line | None:
        return self.lines[line.number - 1] if line.number else None

    def after(self, line: Line) -> Line | None:
        return self.lines[line.number + 1] if not line.is_last else None


def page_of(text: str, lines: Sequence[Line]) -> Page:
    """Look at the lines together."""
    with_blanks = sum(line.blank_before for line in lines[1:])
    dateline = next((n for n, line in enumerate(lines) if DATELINE.match(line.head)), -1)
    has_blank_lines = with_blanks >= _BLANK_SHARE * (len(lines) - 1) and len(lines) > 2
    first = next((n for n, one in enumerate(lines) if one.words >= _SOME and one.has_end), -1)
    ties = ties_of(text, lines)
    begins = _text_begins(lines)
    return Page(
        lines, text, has_blank_lines, ties, dateline, begins, first, _tail(lines), _listed(lines)
    )


def _text_begins(lines: Sequence[Line]) -> int:
    for line in lines:
        if line.words >= _LONG and line.tail.endswith(_ENDS):
            return line.number
    return 0


def _tail(lines: Sequence[Line]) -> int:
    """Return where the last lines begin that are all short, if there are several."""
    first = len(lines)
    while first and lines[first - 1].words <= _SHORT and not lines[first - 1].tail.endswith(_ENDS):
        first -= 1
    return first if len(lines) - first >= _SEVERAL and first else len(lines)


def _listed(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines behind a colon that have no end, where several follow it."""
    listed: set[int] = set()
    for line in lines:
        if line.tail.endswith(":") and line.words >= _SHORT:
            last = line.number + 1
            while last < len(lines) and not lines[last].has_end and lines[last].words <= _ITEM:
                last += 1
            if last - line.number > _SEVERAL:
                listed.update(range(line.number + 1, last))
    return frozenset(listed)
