"""The lines of an article as sequences of tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.detecting.entities.tokens import Token, token_lines
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Segment
from annotator.domain.span import Span

_WHOLE = (Segment("", 0, ""),)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The tokens of a line, where they start and end, and the label of the segment it is in."""

    label: str
    tokens: tuple[Token, ...]
    starts: Sequence[int]
    ends: Sequence[int]

    def covered(self, span: Span) -> range:
        """Return which tokens have a part in ``span``."""
        return range(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))

    def span(self, first: int, behind: int) -> Span:
        """Return the code points from one token up to, and without, another."""
        return Span(self.tokens[first].start, self.tokens[behind - 1].end)


class Stretches:
    """The lines with words of all segments, or of the whole text where there are none."""

    def __init__(self, text: str, known: Suggestions) -> None:
        self.all = [
            Stretch(
                one.label,
                one.tokens,
                [token.start for token in one.tokens],
                [token.end for token in one.tokens],
            )
            for one in (token_lines(text, known.segments or _WHOLE) if text else ())
        ]
        self._starts = [one.tokens[0].start for one in self.all]

    def places(self, span: Span) -> Iterator[tuple[int, range]]:
        """Yield the number of each line that has tokens of ``span``, and which tokens."""
        line = max(0, bisect_right(self._starts, span.start) - 1)
        while line < len(self.all) and self._starts[line] < span.end:
            if covered := self.all[line].covered(span):
                yield line, covered
            line += 1
