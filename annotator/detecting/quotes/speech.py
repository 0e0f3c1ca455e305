"""Telling speech from scare quotes, titles and terms."""

from __future__ import annotations

import regex

from annotator.detecting.quotes.marks import Quoted
from annotator.detecting.quotes.passages import Passage

_LEAST_WORDS = 4
_MARKS = " \u00a0\u202f“”„\"＂«»‹›‘’‚'`「」『』《》〈〉〝〞〟"
_MOST_TITLE_WORDS = 8
_NAMED_BEFORE = regex.compile(
    r"\b(?:so-called|dubbed|(?:en)?titled|known as|called|named|nicknamed|branded|headlined|"
    r"sogenannten?|surnommée?|intitulée?|song|film|movie|book|novel|series|show|album|documentary|"
    r"episode|poem|play|musical|podcast|magazine|article|essay|(?:the|das|le) (?:words?|term|"
    r"phrase|hashtag|Wort|mot)|(?:NBC|ABC|CBS|CNN|BBC|ITV)[’']s)[ \u00a0,]*$"
)
_WORD = regex.compile(r"\p{L}[\p{L}’'\-]*")
_SMALL = frozenset((
    "a", "an", "the", "of", "and", "in", "on", "for", "to", "with", "at", "by", "from", "is",
    "or", "der", "die", "das", "und", "im", "von", "le", "la", "les", "de", "du", "et", "à",
))  # fmt: skip
_SPEAKS_INSIDE = regex.compile(r"\b(?:I|we|my|our|me|us|you|your|ich|wir|mein|je|nous|notre)\b")


def is_speech(text: str, one: Quoted, passage: Passage) -> bool:
    """Tell whether a quotation is what someone said, by its words and what stands before it."""
    inside = text[one.start : one.end].strip(_MARKS)
    words = _WORD.findall(inside[:200])
    if not words:
        return False
    ends_spoken = inside[-1:] in ",.!?…—" or text[one.end : one.end + 1] == ","
    if (
        _is_title(words, inside)
        and len(words) <= _MOST_TITLE_WORDS
        and not _SPEAKS_INSIDE.search(inside)
    ):
        return False
    if _NAMED_BEFORE.search(text[max(passage.start, one.start - 24) : one.start]):
        return len(words) > 6
    return len(words) >= _LEAST_WORDS or (ends_spoken and len(words) > 1)


def _is_title(words: list[str], inside: str) -> bool:
    if len(words) < 2 or inside[-1:] in ".!?":
        return False
    return all(word[0].isupper() or word.lower() in _SMALL for word in words)
