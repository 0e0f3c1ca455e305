"""Noun phrases: what both ways of looking for them share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.detecting.quotes.tokens import Kind, Token, index_at
from annotator.domain.annotation import Mention

NOUNS = frozenset((Kind.WORD, Kind.NAME, Kind.NUMBER))
DETERMINERS = frozenset((Kind.ARTICLE, Kind.POSSESSIVE, Kind.QUANTITY))
LINKS = frozenset((Kind.OF, Kind.PREPOSITION))
MOST_IN_BRACKETS = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """The tokens ``[start:end]`` of a sentence that name who speaks."""

    start: int
    end: int
    is_pronoun: bool = False


class Reader:
    """The tokens of one sentence.

    ``titles`` are mentions in text order, such as “Minister of Economy, Trade and Industry”, which
    is taken whole, whatever commas it holds. ``verbs`` are the places of cues. Where nouns have
    capitals, as in German, a small word behind one is no part of its phrase.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        titles: Sequence[Mention],
        verbs: frozenset[int],
        *,
        has_capital_nouns: bool = False,
    ) -> None:
        self.has_capital_nouns = has_capital_nouns
        self.tokens = tokens
        self.verbs = verbs
        self.title_start: dict[int, int] = {}
        self.title_end: dict[int, int] = {}
        for one in titles:
            first, last = index_at(tokens, one.span.start), index_at(tokens, one.span.end)
            if last - first > 1:
                for index in range(first, last):
                    self.title_start[index] = min(first, self.title_start.get(index, first))
                self.title_end[first] = last
