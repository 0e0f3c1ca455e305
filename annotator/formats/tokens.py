"""The tokens of formats that are made of tokens: words, and every other visible character alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import regex

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.domain.words import TextEdges
from annotator.formats.features import Sentences

_CLUSTER = regex.compile(r"\X")


def sentences_of(article: Article) -> Sentences:
    """Return the tokens of an article by sentences; together they hold all that is not blank."""
    text = article.text
    edges, sentences, end = TextEdges(text), [list[Span]()], 0
    for token in _tokens(text, edges.words):
        while end <= token.start and end < len(text):
            end = edges.next_sentence(end)
            if sentences[-1]:
                sentences.append([])
        sentences[-1].append(token)
    return [sentence for sentence in sentences if sentence]


def _tokens(text: str, words: Sequence[Span]) -> Iterator[Span]:
    done = 0
    for word in [*words, Span(len(text), len(text) + 1)]:
        for match in _CLUSTER.finditer(text, done, word.start):
            if match.group().strip():
                yield Span(*match.span()).trimmed(text)
        if word.end <= len(text):
            yield word
        done = word.end


class TokenRow:
    """Tokens in text order, asked which of them a span touches."""

    def __init__(self, tokens: Sequence[Span]) -> None:
        self.tokens = tokens
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]

    def touched(self, span: Span) -> range:
        """Return the indices of the tokens that ``span`` overlaps; empty where there are none."""
        first = bisect_right(self._ends, span.start)
        return range(first, max(first, bisect_left(self._starts, span.end)))

    def widened(self, span: Span) -> Span | None:
        """Return ``span`` with whole tokens at its ends, ``None`` where it touches no token."""
        touched = self.touched(span)
        if not touched:
            return None
        return Span(self.tokens[touched[0]].start, self.tokens[touched[-1]].end)
