"""The lines of an article as sequences of tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.detecting.entities.tokens import Token, tokens_of
from annotator.detecting.protocol import Suggestions
from annotator.domain.partition import Partition
from annotator.domain.span import Span

_LONGEST = 20_000
"""A longer line is cut, as no span is so long."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens of a line, and the label of the segment that it is in."""

    label: str
    tokens: tuple[Token, ...]

    def covered(self, span: Span) -> range:
        """Return which tokens have a part in ``span``."""
        first = bisect_right(self.tokens, span.start, key=lambda one: one.end)
        return range(first, bisect_left(self.tokens, span.end, key=lambda one: one.start))

    def span(self, first: int, behind: int) -> Span:
        """Return the code points from one token up to, and without, another."""
        return Span(self.tokens[first].start, self.tokens[behind - 1].end)


class Stretches:
    """The lines with words of all segments, or of the whole text where there are none."""

    def __init__(self, text: str, known: Suggestions) -> None:
        self.all = [
            Stretch(label, tuple(tokens))
            for label, start, end in _lines(text, known)
            if (tokens := tokens_of(text, start, end))
        ]
        self._starts = [one.tokens[0].start for one in self.all]

    def places(self, span: Span) -> Iterator[tuple[int, range]]:
        """Yield the number of each line that has tokens of ``span``, and which tokens."""
        line = max(0, bisect_right(self._starts, span.start) - 1)
        while line < len(self.all) and self._starts[line] < span.end:
            if covered := self.all[line].covered(span):
                yield line, covered
            line += 1


def _lines(text: str, known: Suggestions) -> Iterator[tuple[str, int, int]]:
    parts = [(one.label, span) for one, span in Partition(len(text), known.segments)]
    for label, span in parts or ([("", Span(0, len(text)))] if text else []):
        start = span.start
        for line in span.of(text).split("\n"):
            for begin in range(0, len(line), _LONGEST):
                yield label, start + begin, start + min(begin + _LONGEST, len(line))
            start += len(line) + 1
