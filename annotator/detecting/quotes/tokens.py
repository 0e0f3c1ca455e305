"""The words of a passage with their part in the sentence, as far as a closed list can tell it.

A quotation is one token, so that what stands around it reads like any other sentence (the masking
that the Guardian's quote extraction uses).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import regex

from annotator.detecting.lexicon import words
from annotator.detecting.quotes.marks import Quoted


class Kind(IntEnum):
    """What a token does in its sentence."""

    WORD = 0
    NAME = 1
    NUMBER = 2
    ARTICLE = 3
    POSSESSIVE = 4
    QUANTITY = 5
    SUBJECT = 6
    OBJECT = 7
    RELATIVE = 8
    THAT = 9
    CLAUSE = 10
    AND = 11
    BUT = 12
    OF = 13
    PREPOSITION = 14
    BE = 15
    HAVE = 16
    DO = 17
    MODAL = 18
    NOT = 19
    ADVERB = 20
    TIME = 21
    OWNER = 22
    """The possessive ending of the word before."""
    STOP = 23
    COMMA = 24
    COLON = 25
    DASH = 26
    OPEN = 27
    CLOSE = 28
    MARK = 29
    QUOTED = 30
    VERB = 31
    """A common verb that attributes nothing."""


@dataclass(frozen=True, slots=True)
class Token:
    """``word`` is in lower case; ``quoted`` is the quotation that this token stands for."""

    start: int
    end: int
    word: str
    kind: Kind
    quoted: Quoted | None = None

    def __len__(self) -> int:
        return self.end - self.start


_WORD = (
    r"(?:\p{Lu}-)?(?:Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Sens|Rep|Reps|Lt|Col|Capt|Sgt|Maj|Rev|Hon|St|Jr|Sr|No|vs|Inc|Ltd|Co|"
    r"Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|bzw|ca|usw|Nr|Bros|Dept|Ala|Ariz|Calif|"
    r"Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Miss|Mich|Minn|Mo|Mont|N\.[CDHJMY]|Neb|Nev|Okla|Ore|Pa|R\.I|S\.[CD]|Tenn|Tex|Va|Vt|W\.Va|Wash|Wis|Wyo)\."
    r"|(?:\p{L}\.){2,}|\p{Lu}\.(?=[ \u00a0]\p{Lu})"
    r"|(?:qu|lorsqu|puisqu|jusqu|[ldnsjcmt])[’'](?=\p{L}{2})"
    r"|[’'](?:s|S|re|ve|ll|d|m)\b"
    r"|-(?:t-)?(?:ils?|elles?|on)\b"
    r"|\p{L}[\p{L}\p{M}\p{N}]*(?:-(?!(?:t-)?(?:ils?|elles?|on)\b)[\p{L}\p{N}]+|[.&/](?=\p{L})[\p{L}\p{N}]+|"
    r"[’'](?!(?:s|S|re|ve|ll|d|m)\b)[\p{L}\p{N}]+)*"
    r"|\d+(?:-\p{L}+)+"
    r"|[$€£¥#@]?\d[\d.,:/-]*(?<![.,:-])\p{L}*%?|…|\.{2,}|--+|\S"
)
_TOKEN = regex.compile(_WORD)
_PUNCTUATION = {
    mark: kind
    for marks, kind in (
        (". ! ? … ...", Kind.STOP), (",", Kind.COMMA), ("; :", Kind.COLON),
        ("– — ― -- -", Kind.DASH), ("( [", Kind.OPEN), (") ]", Kind.CLOSE),
    )
    for mark in marks.split()
}  # fmt: skip


class Words:
    """The closed word classes of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._kinds: dict[str, Kind] = {}
        for line in sorted(words(f"function_words_{language}")):
            name, _, listed = line.partition(":")
            for word in listed.split():
                self._kinds.setdefault(word, Kind[name.upper()])

    def tokens(self, text: str, start: int, end: int, quoted: Sequence[Quoted]) -> list[Token]:
        """Return the tokens of ``text[start:end]``, each of ``quoted`` as one of them."""
        found: list[Token] = []
        place = start
        goes_on = False
        for one in quoted:
            found += self._plain(text, place, one.start, goes_on=goes_on)
            found.append(Token(one.start, one.end, "", Kind.QUOTED, one))
            place, goes_on = one.end, _last_inside(text, one) == ","
        return found + self._plain(text, place, end, goes_on=goes_on)

    def _plain(self, text: str, start: int, end: int, *, goes_on: bool) -> list[Token]:
        """Return the tokens of a stretch without quotations; one may ``goes_on`` a sentence."""
        found: list[Token] = []
        for match in _TOKEN.finditer(text, start, end):
            word = match.group()
            lower = word.lower()
            kind = self._kinds.get(lower)
            if lower in ("’s", "'s"):
                kind = Kind.BE if found and found[-1].kind in _SHORTENED else Kind.OWNER
            elif kind is Kind.MODAL and word[0].isupper() and (found or goes_on):
                kind = Kind.TIME if lower == "may" and found else Kind.NAME
            elif word == "US":
                kind = Kind.NAME
            first, last = match.span()
            if word[0] == "-" and len(word) > 1 and word[1].isalpha():
                # French puts the pronoun behind the verb: “dit-elle”, “a-t-elle dit”.
                kind, lower = Kind.SUBJECT, lower.rpartition("-")[2]
                first = last - len(lower)
            if kind is None:
                is_first = not found or found[-1].kind is Kind.STOP
                kind = _open_kind(
                    word[0].lower() + word[1:] if is_first and _is_bent(word) else word
                )
            found.append(Token(first, last, lower, kind))
        return found


def _is_bent(word: str) -> bool:
    """Tell “Holding” and “Immediately” from a name, where a sentence begins with them."""
    return len(word) > 6 and word.endswith(("ing", "ly")) and word[1:].islower()


def _open_kind(word: str) -> Kind:
    """Tell the kind of a word that no list has, by its shape."""
    first = word[0]
    if first.isalpha():
        if first.isupper():
            return Kind.NAME
        return Kind.ADVERB if word.endswith("ly") and len(word) > 4 else Kind.WORD
    if first.isdigit() or (first in "$€£¥" and len(word) > 1):
        return Kind.NUMBER
    return _PUNCTUATION.get(word, Kind.MARK)


_SHORTENED = frozenset((Kind.SUBJECT, Kind.RELATIVE, Kind.CLAUSE))
# No sentence that anyone wrote is longer; so a text without stops costs no more than others.
_MOST_TOKENS = 300
_SPEAKS_ON = 12
_BEFORE_ASIDE = frozenset((Kind.NAME, Kind.WORD, Kind.NUMBER, Kind.TIME))
_BEHIND_CUE = frozenset(
    (Kind.STOP, Kind.COMMA, Kind.COLON, Kind.TIME, Kind.PREPOSITION, Kind.ADVERB, Kind.BUT,
     Kind.DASH, Kind.OPEN, Kind.AND, Kind.OBJECT)
)  # fmt: skip


def sentences(
    text: str, tokens: Sequence[Token], cue_words: Mapping[str, object]
) -> list[list[Token]]:
    """Cut tokens into sentences; the stop that ends one belongs to it.

    A quotation that ends with a stop ends the sentence, unless its attribution follows.
    """
    found: list[list[Token]] = []
    begin = 0
    for index in range(len(tokens)):
        is_full = index + 1 - begin >= _MOST_TOKENS
        if index + 1 == len(tokens) or is_full or _ends(text, tokens, index, cue_words):
            found.append(list(tokens[begin : index + 1]))
            begin = index + 1
    return found


def _ends(text: str, tokens: Sequence[Token], index: int, cue_words: Mapping[str, object]) -> bool:
    token, following = tokens[index], tokens[index + 1]
    first = text[following.start]
    begins = following.kind is Kind.QUOTED or not first.islower()
    if "\n" in text[token.end : following.start]:
        return True
    if token.kind is Kind.STOP:
        return begins and following.kind not in (Kind.COMMA, Kind.STOP, Kind.CLOSE)
    if token.quoted is None:
        is_initials = token.word.count(".") > 1 and token.word[-1:] == "."
        return is_initials and first.isupper() and following.kind not in (Kind.NAME, Kind.WORD)
    last = _last_inside(text, token.quoted)
    if not begins or last not in ".!?…—" or following.kind in (Kind.COMMA, Kind.DASH, Kind.OPEN):
        return False
    return not _attributed(tokens, index + 1, cue_words, is_short=last == ".")


def _last_inside(text: str, quoted: Quoted) -> str:
    place = quoted.end - 1
    while place > quoted.start and (not text[place].isalnum() and text[place] not in ".,!?…—"):
        place -= 1
    return text[place]


def _attributed(
    tokens: Sequence[Token], index: int, cue_words: Mapping[str, object], *, is_short: bool
) -> bool:
    """Tell whether a cue comes soon, with nothing behind it that was said.

    With ``is_short`` there is nothing else in the sentence: “Brandt said.”
    """
    for place in range(index, min(index + _SPEAKS_ON, len(tokens))):
        token = tokens[place]
        following = tokens[place + 1].kind if place + 1 < len(tokens) else Kind.STOP
        if token.word in cue_words and token.kind is not Kind.NAME:
            if is_short:
                return following is Kind.STOP
            return following in _BEHIND_CUE or token.word in ("told", "tells")
        if token.kind in (Kind.STOP, Kind.COLON, Kind.QUOTED):
            return False
        if token.kind is Kind.COMMA and (is_short or tokens[place - 1].kind not in _BEFORE_ASIDE):
            return False
    return False


def index_at(tokens: Sequence[Token], position: int) -> int:
    """Return the index of the first token that starts at ``position`` or behind it."""
    return bisect_left(tokens, position, key=lambda token: token.start)
