"""Telling speech from scare quotes, titles and terms."""

from __future__ import annotations

from enum import Enum, auto

import regex

from annotator.detecting.quotes.marks import Quoted
from annotator.detecting.quotes.passages import Passage

_MARKS = " \u00a0\u202f“”„\"＂«»‹›‘’‚'`「」『』《》〈〉〝〞〟"
_LEAST_WORDS = 4
_MOST_TITLE_WORDS = 8
_MOST_SUBHEAD_WORDS = 5
_LOOKED_AT = 200
_NAMED_BEFORE = regex.compile(
    r"\b(?:so-called|dubbed|(?:en)?titled|known as|called|named|nicknamed|branded|headlined|"
    r"sogenannten?|surnommée?|intitulée?|song|film|movie|book|novel|series|show|album|documentary|"
    r"episode|poem|play|musical|podcast|magazine|article|essay|memoir|(?:the|das|le) (?:words?|"
    r"term|phrase|hashtag|Wort|mot)|(?:NBC|ABC|CBS|CNN|BBC|ITV)[’']s)[ \u00a0,]*$"
)
# What is on a programme, or somebody’s, is its name.
_TITLE_AFTER = regex.compile(r"(?:[’']s|\b(?:on|in|of|from|author|with))[ \u00a0]$")
_WORD = regex.compile(r"\p{L}[\p{L}’'\-]*")
_SMALL = frozenset((
    "a", "an", "the", "of", "and", "in", "on", "for", "to", "with", "at", "by", "from", "is",
    "or", "der", "die", "das", "und", "im", "von", "le", "la", "les", "de", "du", "et", "à",
))  # fmt: skip
_SPEAKS_INSIDE = regex.compile(r"\b(?:I|we|my|our|me|us|you|your|ich|wir|mein|je|nous|notre)\b")


class Speech(Enum):
    """Whether a quotation is what someone said.

    ``BESIDE_CUE`` means only right beside a cue, ``FRAGMENT`` a few words that may be someone's.
    """

    YES = auto()
    BESIDE_CUE = auto()
    FRAGMENT = auto()
    NO = auto()


def speech_of(text: str, one: Quoted, passage: Passage) -> Speech:
    """Tell speech by its words, what stands before it, and where it stands."""
    inside = text[one.start : one.end].strip(_MARKS)
    words = _WORD.findall(inside[:_LOOKED_AT])
    if not words:
        return Speech.NO
    is_line = one.start == passage.start and one.end >= passage.end
    ends_sentence = inside[-1:] in ".!?…"
    if is_line and len(words) <= _MOST_SUBHEAD_WORDS and not ends_sentence:
        return Speech.NO  # A subhead in marks.
    if _NAMED_BEFORE.search(text[max(passage.start, one.start - 24) : one.start]):
        is_own = len(words) >= _LEAST_WORDS and _SPEAKS_INSIDE.search(inside) is not None
        return Speech.YES if is_own or len(words) > _MOST_TITLE_WORDS else Speech.NO
    ends_spoken = ends_sentence or inside[-1:] in ",—" or text[one.end : one.end + 1] == ","
    if _is_title(words) and not _SPEAKS_INSIDE.search(inside):
        is_named = _TITLE_AFTER.search(text[max(passage.start, one.start - 8) : one.start])
        return Speech.BESIDE_CUE if ends_spoken and not is_named else Speech.NO
    if len(words) >= _LEAST_WORDS or (ends_spoken and len(words) > 1):
        return Speech.YES
    return Speech.BESIDE_CUE if ends_spoken else Speech.FRAGMENT


def _is_title(words: list[str]) -> bool:
    if len(words) > _MOST_TITLE_WORDS or not words[-1][0].isupper():
        return False
    return len(words) > 1 and all(one[0].isupper() or one.lower() in _SMALL for one in words)
