"""Pairing quotation marks within one paragraph.

Marks are often unbalanced, and the closing single mark is the apostrophe too, so nothing here
counts on pairs: a mark opens or closes by what stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

_BLANKS = " \u00a0\u202f\u2009\t\n"
# For each mark that can open, the marks that can close it. German opens low and closes with what
# opens in English, some German papers point guillemets inwards, Swedish uses one mark for both,
# typists mix straight and curly ones, and agencies type two apostrophes for a mark.
_CLOSERS = {
    "“": ("”", '"', "“"),
    "„": ("“", "”", '"'),
    "”": ("”",),
    '"': ('"', "”"),
    "＂": ("＂",),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "›": ("‹",),
    "‘": ("’", "'"),
    "‚": ("‘", "’"),
    "'": ("'", "’"),
    "''": ("''",),
    "``": ("''",),
    "「": ("」",),
    "『": ("』",),
    "《": ("》",),
    "〈": ("〉",),
    "〝": ("〞", "〟"),
}
# Two apostrophes are one mark; of three behind a word, the first closes what stands within.
_MARK = regex.compile(r"(?<=\w)'(?=''(?!'))|''|``|[“”„\"＂«»‹›‘’‚'「」『』《》〈〉〝〞〟]")
_ALNUM = regex.compile(r"[\p{L}\p{N}]")
_SINGLE = frozenset("‘‚‹›'")
_DOUBLE = frozenset(("“", "„", "«", '"', "''"))
_BY_SHAPE = frozenset("「『《〈〝„‚")
# What orders the directions of writing has no width, and is a blank here.
_OPENS_AFTER = frozenset(_BLANKS + "([{—–-/:…\u200b\u200e\u200f\u202a\u202b\u202c\ufeff")
# Marks that may stand, in pairs, within a quotation that another one opened.
_INNER = {'"': "“„«", "“": "«", "„": "«", "''": '"“'}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch with its marks; ``is_closed`` is false where the closing one is missing."""

    start: int
    end: int
    is_closed: bool = True


def quoted_in(text: str, start: int, end: int) -> list[Quoted]:
    """Pair the marks in ``text[start:end]``; what stands within a quotation belongs to it.

    A quotation that is never closed reaches to the end, but a single mark without its partner is an
    apostrophe. Linear in the length: the text is read once, and again from behind each kind of
    single mark that stays open.
    """
    pairing = _Pairing(text, start, end)
    place = start
    while place < end:
        for match in _MARK.finditer(text, place, end):
            pairing.take(match.start(), match.group())
        if pairing.opening not in _SINGLE:
            break
        # An apostrophe after all: look again behind it, and open no more of its kind.
        place = pairing.give_up() + 1
    return pairing.finished()


class _Pairing:
    """The marks of one stretch, taken one after the other."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._found: list[Quoted] = []
        self._opened_at = -1
        self.opening = ""
        """The mark that is open, and the one within it."""
        self._inner = ""
        self._hopeless: set[str] = set()

    def take(self, place: int, mark: str) -> None:
        text, end = self._text, self._end
        if not self.opening:
            if mark not in self._hopeless and self._can_open(place, mark):
                self._opened_at, self.opening = place, mark
        elif self._inner:
            if mark in _CLOSERS[self._inner] and _closes(text, self._inner, place, mark, end):
                self._inner = ""
        elif mark in _INNER.get(self.opening, "") and self._can_open(place, mark):
            self._inner = mark if self._is_ahead(_CLOSERS[mark][0], place) else ""
        elif mark in _CLOSERS[self.opening] and _closes(text, self.opening, place, mark, end):
            self._found.append(Quoted(self._opened_at, place + len(mark)))
            self.opening = ""
        elif self._opens_anew(place, mark):
            # The closing mark was forgotten: a new quotation begins all the same.
            last = _before_blank(text, place)
            self._found.append(Quoted(self._opened_at, last, is_closed=False))
            self._opened_at = place

    def give_up(self) -> int:
        """Take the open mark for no mark, and return where it stands."""
        self._hopeless.add(self.opening)
        self.opening = self._inner = ""
        return self._opened_at

    def finished(self) -> list[Quoted]:
        if self.opening:
            self._found.append(Quoted(self._opened_at, self._end, is_closed=False))
        return [one for one in self._found if _has_word(self._text, one)]

    def _can_open(self, place: int, mark: str) -> bool:
        return _can_open(self._text, place, mark, self._start, self._end)

    def _opens_anew(self, place: int, mark: str) -> bool:
        is_same = mark == self.opening and mark in _DOUBLE
        return is_same and self._text[place - 1] in _BLANKS and self._can_open(place, mark)

    def _is_ahead(self, closer: str, place: int) -> bool:
        """Tell whether a closing mark is still to come; what was not found is not sought again."""
        if closer in self._hopeless:
            return False
        if self._text.find(closer, place, self._end) < 0:
            self._hopeless.add(closer)
            return False
        return True


def _has_word(text: str, one: Quoted) -> bool:
    return _ALNUM.search(text, one.start, one.end) is not None


def _before_blank(text: str, place: int) -> int:
    while text[place - 1] in _BLANKS:
        place -= 1
    return place


def _can_open(text: str, place: int, mark: str, start: int, end: int) -> bool:
    if mark not in _CLOSERS:
        return False
    if mark in _BY_SHAPE:
        return True
    behind = place + len(mark)
    after = text[behind] if behind < end else " "
    before = text[place - 1] if place > start else " "
    if mark in "«»" and after in _BLANKS:
        return before in _OPENS_AFTER and mark == "«"  # French puts a blank inside the marks.
    if after in _BLANKS:
        # ” … as she said”: words were left out at the beginning.
        return before in _OPENS_AFTER and text[behind + 1 : behind + 2] in ("…", ".")
    if mark == "'":
        return before in _OPENS_AFTER and after.isalnum() and not _is_elision(text, place, end)
    if before in _OPENS_AFTER or before in "‘'“\"":
        return True
    if mark in ('"', "”") and before in ".,!?" and after.isupper():
        return True  # A blank was forgotten.
    return (mark in "“«‘" and not before.isalnum()) or (mark == "“" and after.isupper())


def _closes(text: str, opening: str, place: int, mark: str, end: int) -> bool:
    """Tell whether a mark that can close ``opening`` does so here."""
    behind = place + len(mark)
    after = text[behind] if behind < end else " "
    before = text[place - 1]
    if mark in "’'":
        # An apostrophe stands before a letter, or ends a plural possessive within the quotation.
        return not after.isalnum() and not (before == "s" and after in _BLANKS)
    if mark in ('"', "''") or mark == opening:
        return before not in _BLANKS or not (after.isalnum() or after in "‘'")
    return True


def _is_elision(text: str, place: int, end: int) -> bool:
    """Tell ``'90s``, ``'em`` and ``'tis`` from an opening mark."""
    word = text[place + 1 : min(end, place + 6)].lower()
    return word[:1].isdigit() or word.startswith(("em ", "tis ", "til ", "cause", "n' "))
