"""Pairing quotation marks within paragraphs, and over them where a quote goes on."""

from __future__ import annotations

from dataclasses import dataclass

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "‘": "’"}
_CLOSING = frozenset("”“»«›」』’")
_STRAIGHT = '"'
_OPENS_AFTER = frozenset(" \u00a0\t\n([—–-/:")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch with its marks; ``is_closed`` is false where the closing one is missing."""

    start: int
    end: int
    is_closed: bool = True


def quoted_in(text: str, start: int, end: int) -> list[Quoted]:
    """Pair the marks of one paragraph; what stands within a quote belongs to the outer one.

    An apostrophe never closes, unless a single mark was opened and no letter follows. A mark that
    is never closed reaches to the end of the paragraph.
    """
    found: list[Quoted] = []
    opened_at, closers = -1, ""
    for place in range(start, end):
        character = text[place]
        if opened_at >= 0:
            if character in closers and _can_close(text, place, end, character):
                found.append(Quoted(opened_at, place + 1))
                opened_at = -1
        elif character == _STRAIGHT and _can_open(text, place, start, end):
            opened_at, closers = place, _STRAIGHT + "”"
        elif character in _PAIRS and _can_open(text, place, start, end):
            opened_at, closers = place, _PAIRS[character] + ('"' if character == "“" else "")
    if opened_at >= 0 and text[opened_at] != "‘":
        found.append(Quoted(opened_at, end, is_closed=False))
    return [one for one in found if one.end - one.start > 2]


def _can_open(text: str, place: int, start: int, end: int) -> bool:
    after = text[place + 1] if place + 1 < end else " "
    before = text[place - 1] if place > start else " "
    if text[place] in "«»" and after in " \u00a0\u202f":
        return before in _OPENS_AFTER  # French puts a blank inside the marks.
    if text[place] == _STRAIGHT and before.isdigit():
        return False  # Inches.
    return not after.isspace() and (before in _OPENS_AFTER or not before.isalnum())


def _can_close(text: str, place: int, end: int, character: str) -> bool:
    after = text[place + 1] if place + 1 < end else " "
    if character == "’":
        return not after.isalnum()
    if character == _STRAIGHT:
        return not after.isalnum()
    return True
