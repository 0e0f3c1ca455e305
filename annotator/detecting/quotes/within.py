"""Attributions within the marks, as in « Le port, dit-elle, est prêt » of French papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.detecting.quotes.cues import Lexicon
from annotator.detecting.quotes.marks import Quoted
from annotator.detecting.quotes.phrases import Phrases
from annotator.detecting.quotes.tokens import Kind, Token, Words

_LONGEST = 3_000


def parted(text: str, quoted: Sequence[Quoted], words: Words, lexicon: Lexicon) -> Iterator[Quoted]:
    """Yield the quotations, those with an attribution between commas within them as two."""
    for one in quoted:
        aside = None
        if one.end - one.start <= _LONGEST:
            aside = _aside(words.tokens(text, one.start + 1, one.end - 1, []), lexicon)
        if aside is None:
            yield one
        else:
            yield Quoted(one.start, aside[0])
            yield Quoted(aside[1], one.end, one.is_closed)


def _aside(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, int] | None:
    """Return where the words before ``, dit-elle,`` end and those behind it begin."""
    cues = lexicon.cues(tokens)
    phrases = Phrases(tokens, (), frozenset(cue.head for cue in cues))
    for cue in cues:
        before = cue.start - 1
        while before > 0 and tokens[before].kind in (Kind.SUBJECT, Kind.HAVE):
            before -= 1  # “a-t-elle ajouté”
        if before <= 0 or tokens[before].kind is not Kind.COMMA:
            continue
        source = phrases.after(cue.end, len(tokens))
        end = cue.end if before < cue.start - 1 else source.end if source is not None else 0
        if 0 < end < len(tokens) - 1 and tokens[end - 1].kind is Kind.COMMA:
            end -= 1
        if 0 < end < len(tokens) - 1 and tokens[end].kind is Kind.COMMA:
            return tokens[before - 1].end, tokens[end + 1].start
    return None
