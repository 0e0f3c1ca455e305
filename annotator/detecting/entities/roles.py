"""Roles: titles before and behind names, with the commas inside ministerial ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.lexicon import words


class RoleGrammar:
    """Finds ``Japanese Minister of Economy, Trade and Industry`` and ``mayor`` alike."""

    def __init__(self) -> None:
        heads, departments, groups = map(_any_of, ("roles", "departments", "groups"))
        department = (
            rf"(?:\p{{Lu}}\p{{Ll}}+[ \u00a0])?(?:{departments})(?:[ \u00a0](?:{departments}))*"
        )
        with_whom = r"(?:[ \u00a0](?:with|in)[ \u00a0]\p{Lu}\p{L}+)?"
        further = rf"(?:,[ \u00a0]{department})*(?:,?[ \u00a0]and[ \u00a0]{department})?"
        field = rf"{department}{with_whom}{further}"
        before = (
            r"(?:(?:Acting|Assistant|Associate|Chief|Co|Deputy|Executive|Federal|First|"
            r"Former|Junior|Prime|"
            rf"Senior|Shadow|State|Vice|Managing|Union|Team|Club|Party|{department})[ \u00a0-])*"
        )
        self._capital = regex.compile(
            rf"\b(?=\p{{Lu}})(?:(?:{groups})[ \u00a0])?{before}"
            rf"(?i:(?<=\b)(?=\p{{Lu}})(?:{heads}))\b"
            rf"(?:[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?{field})?"
        )
        # The standard library's expressions are four times as fast where it needs no classes.
        self._small = re.compile(
            rf"(?<![^\W\d_])(?<!-)(?:(?:acting|assistant|chief|co-|deputy|executive|former|"
            rf"senior|vice|head|team|"
            rf"club|prime|foreign|transport|finance|health|sports|political|"
            rf"chief)[ \u00a0])*(?:{heads})(?![^\W\d_]|-)"
        )
        self._name = regex.compile(r"\]?[ \u00a0]\[?\p{Lu}[\p{L}’'\-]+")

    def roles(self, text: str, start: int, end: int) -> Iterator[Found]:
        """Yield the roles in a stretch of the text."""
        found_until = start
        for match in self._capital.finditer(text, start, end):
            if match.start() < found_until or not match.group()[0].isupper():
                continue
            found_until = match.end()
            is_before_name = self._name.match(text, match.end()) is not None
            is_long = " " in match.group()
            if is_before_name or is_long:
                confidence = 0.92 if is_before_name else 0.75
                yield Found(match.start(), match.end(), "ROLE", "title", confidence)
        for small in self._small.finditer(text, start, end):
            if small.group()[0].islower():
                yield Found(small.start(), small.end(), "ROLE", "role word", 0.65)


def _any_of(lexicon: str) -> str:
    """Return a pattern for the entries of a lexicon, longer ones first."""
    return "|".join(regex.escape(one) for one in sorted(words(lexicon), key=len, reverse=True))
