"""Word, sentence and grapheme edges in canonical text, for snapping and moving by keyboard.

Qt's own word steps break ``co-op`` and ``U.S.`` and take a Chinese sentence for one word, so the
rules are ours. All positions are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import regex

from annotator.domain.span import Span

# A word: letters, digits and marks, joined by an apostrophe, hyphen, dot or comma between them.
# Ideographs and kana count one by one, since those scripts put no space between words.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]\p{M}*"
    r"|[\p{L}\p{N}\p{M}_--\p{Han}--\p{Hiragana}--\p{Katakana}]+"
    r"(?:['’\-‐‑.,:/&@\u200c\u200d][\p{L}\p{N}\p{M}_--\p{Han}--\p{Hiragana}--\p{Katakana}]+)*",
    regex.V1,
)
_CLUSTER = regex.compile(r"\X")
_SENTENCE_END = regex.compile(r"""(?<=[.!?…。！？]["”’»)\]]*)\s+(?=["“‘«(\[]*[\p{Lu}\p{N}])|\n+""")


class TextEdges:
    """Edges of words, sentences, lines and grapheme clusters of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: list[Span] | None = None
        self._sentences: list[int] | None = None

    @property
    def words(self) -> list[Span]:
        if self._words is None:
            self._words = [Span(*match.span()) for match in _WORD.finditer(self._text)]
        return self._words

    def snapped_to_words(self, span: Span) -> Span:
        """Widen ``span`` to whole words, after dropping white space at its ends."""
        span = span.trimmed(self._text)
        start, end = self.word_at(span.start), self.word_at(span.end - 1)
        return Span(start.start if start else span.start, end.end if end else span.end)

    def word_at(self, position: int) -> Span | None:
        """Return the word that holds the code point at ``position``."""
        index = bisect_right(self.words, position, key=lambda word: word.start) - 1
        if index >= 0 and position in self.words[index]:
            return self.words[index]
        return None

    def snapped_to_clusters(self, span: Span) -> Span:
        """Widen ``span`` so that it cuts no grapheme cluster (Unicode Standard Annex 29)."""
        return Span(self.cluster_start(span.start), self.cluster_end(span.end))

    def cluster_start(self, position: int) -> int:
        """Return the last cluster edge at or before ``position``."""
        return self._cluster_edges(position)[0]

    def cluster_end(self, position: int) -> int:
        """Return the first cluster edge at or after ``position``."""
        return self._cluster_edges(position)[1]

    def next_cluster(self, position: int) -> int:
        return self.cluster_end(min(position + 1, len(self._text)))

    def previous_cluster(self, position: int) -> int:
        return self.cluster_start(max(position - 1, 0))

    def _cluster_edges(self, position: int) -> tuple[int, int]:
        text = self._text
        if position <= 0 or position >= len(text):
            edge = max(0, min(position, len(text)))
            return edge, edge
        # Two ASCII characters are never one cluster (canonical text has no CR), so scanning can
        # begin between the nearest two before the position.
        begin = position
        while begin > 0 and not (text[begin - 1].isascii() and text[begin].isascii()):
            begin -= 1
        for match in _CLUSTER.finditer(text, begin):
            if match.end() > position:
                return (position, position) if match.start() == position else match.span()
        return position, position

    def next_word(self, position: int) -> int:
        """Return the first word end after ``position``, or the end of the text."""
        index = bisect_right(self.words, position, key=lambda word: word.end)
        return self.words[index].end if index < len(self.words) else len(self._text)

    def previous_word(self, position: int) -> int:
        """Return the last word start before ``position``, or 0."""
        index = bisect_left(self.words, position, key=lambda word: word.start) - 1
        return self.words[index].start if index >= 0 else 0

    def next_sentence(self, position: int) -> int:
        starts = self._sentence_starts()
        index = bisect_right(starts, position)
        return starts[index] if index < len(starts) else len(self._text)

    def previous_sentence(self, position: int) -> int:
        starts = self._sentence_starts()
        index = bisect_left(starts, position) - 1
        return starts[index] if index >= 0 else 0

    def next_line(self, position: int) -> int:
        """Return the start of the next line of the text, or its end."""
        newline = self._text.find("\n", position)
        return len(self._text) if newline < 0 else newline + 1

    def previous_line(self, position: int) -> int:
        """Return the start of this line, or of the one before where it is there already."""
        return self._text.rfind("\n", 0, max(position - 1, 0)) + 1

    def _sentence_starts(self) -> list[int]:
        if self._sentences is None:
            ends = (match.end() for match in _SENTENCE_END.finditer(self._text))
            self._sentences = [0, *ends]
        return self._sentences
