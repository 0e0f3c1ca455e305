"""What a grammar of dates and times is, and what all languages write alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORD = re.compile(r"(?P<figure>(?<![\w.])['’]?\d+)|[^\W\d_]+")


class Grammar(NamedTuple):
    """What one language calls dates and times; matches of a group ``unsure`` are only probably so.

    ``first`` are the words that either begins with, in small letters, beside figures: every word
    would have to be held against all of both without them.
    """

    first: frozenset[str]
    date: re.Pattern[str]
    time: re.Pattern[str]

    def matches(self, text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
        """Yield label and match of every date and time, in order; a time wins over a date."""
        done = start
        for word in _WORD.finditer(text, start, end):
            at = word.start()
            if at < done or not (word["figure"] or word.group().lower() in self.first):
                continue
            for label, pattern in (("TIME", self.time), ("DATE", self.date)):
                match = pattern.match(text, at, end)
                if match is not None:
                    yield label, match
                    done = match.end()
                    break


def grammar(first: str, date: str, time: str) -> Grammar:
    return Grammar(
        frozenset(first.split()), re.compile(date, re.VERBOSE), re.compile(time, re.VERBOSE)
    )


def any_of(*words: str) -> str:
    """Return a pattern of these words, also in capitals, as headlines and datelines have them."""
    both = dict.fromkeys(form for word in words for form in (word, word.upper()))
    return "(?:" + "|".join(map(_escaped, sorted(both, key=len, reverse=True))) + ")"


def _escaped(word: str) -> str:
    return word.replace(".", r"\.").replace(" ", r"\s")


def after(*words: str) -> str:
    """Return a pattern that holds behind one of these words."""
    both = (form for word in words for form in (word, word.capitalize()))
    return "(?:" + "|".join(rf"(?<=\b{_escaped(word)}\s)" for word in both) + ")"


YEAR = r"(?:1[5-9]|20)\d{2}(?![\d.,]\d|\d)"
YEARS = rf"(?:{YEAR}\s?[-–/]\s?(?:{YEAR}|\d{{2}}\b)|{YEAR}\b)"
DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
DAYS = rf"{DAY_NUMBER}(?:\s?[-–]\s?{DAY_NUMBER})?"
HOUR = r"(?:2[0-4]|1\d|0?\d)"
NUMERIC = (
    rf"{DAY_NUMBER}\.\s?{DAY_NUMBER}\.(?:\s?{YEAR}|\d\d\b)|{DAY_NUMBER}/{DAY_NUMBER}/(?:{YEAR}|\d\d\b)"
    rf"|{YEAR}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])"
)
_ZONE = r"(?:GMT|UTC|BST|WET|CES?T|MES?Z|EES?T|MSK|IST|JST|SGT|A[EWC][SD]T|[ECMP][SD]?T)\b"
_OFFSET = r"(?:\s?[+−-]\d{1,2}(?::?[0-5]\d)?(?!\d))"
ZONED = rf"(?:\s?{_ZONE}{_OFFSET}?)"
CLOCK = rf"{HOUR}:[0-5]\d(?::[0-5]\d)?"
