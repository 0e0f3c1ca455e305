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
    """Edges of words, sentences, lines and grapheme clusters of one text.

    Works on the line that a position is in, so that a long text costs nothing to open.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = (-1, -1)
        self._words_of_line: list[Span] = []

    @property
    def words(self) -> list[Span]:
        """All words of the text, in order."""
        return [Span(*edges) for edges in self.word_edges]

    @property
    def word_edges(self) -> list[tuple[int, int]]:
        """Starts and ends of all words, for counting over many articles."""
        return [match.span() for match in _WORD.finditer(self._text)]

    def snapped_to_words(self, span: Span) -> Span:
        """Widen ``span`` to whole words, after dropping white space at its ends."""
        span = span.trimmed(self._text)
        start, end = self.word_at(span.start), self.word_at(span.end - 1)
        return Span(start.start if start else span.start, end.end if end else span.end)

    def word_at(self, position: int) -> Span | None:
        """Return the word that holds the code point at ``position``."""
        words = self._words_near(position)
        index = bisect_right(words, position, key=lambda word: word.start) - 1
        return words[index] if index >= 0 and position in words[index] else None

    def _words_near(self, position: int) -> list[Span]:
        """Return the words of the line that holds ``position``."""
        start = self._text.rfind("\n", 0, position) + 1
        end = self._text.find("\n", position)
        end = len(self._text) if end < 0 else end
        if self._line != (start, end):
            self._line = (start, end)
            found = _WORD.finditer(self._text, start, end)
            self._words_of_line = [Span(*match.span()) for match in found]
        return self._words_of_line

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
        while True:
            words = self._words_near(position)
            index = bisect_right(words, position, key=lambda word: word.end)
            if index < len(words):
                return words[index].end
            if self._line[1] >= len(self._text):
                return len(self._text)
            position = self._line[1] + 1

    def previous_word(self, position: int) -> int:
        """Return the last word start before ``position``, or 0."""
        while True:
            words = self._words_near(position)
            index = bisect_left(words, position, key=lambda word: word.start) - 1
            if index >= 0:
                return words[index].start
            if self._line[0] == 0:
                return 0
            position = self._line[0] - 1

    def next_word_start(self, position: int) -> int:
        """Return the first word start after ``position``, or the end of the text."""
        while True:
            words = self._words_near(position)
            index = bisect_right(words, position, key=lambda word: word.start)
            if index < len(words):
                return words[index].start
            if self._line[1] >= len(self._text):
                return len(self._text)
            position = self._line[1] + 1
            if self.word_at(position):
                return position

    def previous_word_end(self, position: int) -> int:
        """Return the last word end before ``position``, or 0."""
        while True:
            words = self._words_near(position)
            index = bisect_left(words, position, key=lambda word: word.end) - 1
            if index >= 0:
                return words[index].end
            if self._line[0] == 0:
                return 0
            position = self._line[0] - 1

    def next_sentence(self, position: int) -> int:
        """Return the first sentence start after ``position``, or the end of the text."""
        match = _SENTENCE_END.search(self._text, position)
        while match and match.end() <= position:
            match = _SENTENCE_END.search(self._text, match.end())
        return match.end() if match else len(self._text)

    def previous_sentence(self, position: int) -> int:
        """Return the last sentence start before ``position``, or 0."""
        begin = self._text.rfind("\n\n", 0, max(position - 1, 0)) + 2
        begin = begin if begin > 1 else 0
        starts = [match.end() for match in _SENTENCE_END.finditer(self._text, begin, position)]
        return max((start for start in starts if start < position), default=begin)

    def next_line(self, position: int) -> int:
        """Return the start of the next line of the text, or its end."""
        newline = self._text.find("\n", position)
        return len(self._text) if newline < 0 else newline + 1

    def previous_line(self, position: int) -> int:
        """Return the start of this line, or of the one before where it is there already."""
        return self._text.rfind("\n", 0, max(position - 1, 0)) + 1
