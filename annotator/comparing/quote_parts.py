"""Quotes as tokens: what they are matched by and compared in; quick to import."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.annotation import Quote, Role, Speaker
from annotator.domain.span import Span


class Tokens:
    """The words of a text; spans become ranges of word numbers."""

    def __init__(self, words: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in words]
        self._ends = [end for _, end in words]

    def __len__(self) -> int:
        return len(self._starts)

    def range(self, span: Span) -> Span | None:
        """Return the words that ``span`` touches, as a span of numbers; ``None`` where none."""
        first = bisect_left(self._ends, span.start + 1)
        last = bisect_left(self._starts, span.end)
        return Span(first, last) if first < last else None

    def ranges(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Return the words that ``spans`` touch, in order, each once."""
        found: list[Span] = []
        for span in spans:
            words = self.range(span)
            if words is None:
                continue
            if found and words.start < found[-1].end:
                if words.end <= found[-1].end:
                    continue
                words = Span(found[-1].end, words.end)
            found.append(words)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Parts:
    """A quote's parts as ranges of tokens, and what it is matched by: those of its content.

    Content without a word, such as a lone dash, is matched by ranges behind the text, which the
    same content alone has.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    matched_by: tuple[Span, ...]

    def of(self, role: Role) -> tuple[Span, ...]:
        match role:
            case Role.CONTENT:
                return self.content
            case Role.CUE:
                return self.cue
            case Role.SOURCE:
                return self.source


def parts_of(quote: Quote, tokens: Tokens) -> Parts:
    content, behind = tokens.ranges(quote.content), len(tokens)
    apart = tuple(Span(behind + one.start, behind + one.end) for one in quote.content)
    return Parts(content, tokens.ranges(quote.cue), tokens.ranges(quote.source), content or apart)


def speaker_key(speaker: Speaker) -> tuple[str, str | None]:
    """Return what makes two speakers the same: the register entry, else why there is none."""
    return speaker.kind.value, speaker.entity


def token_values(quotes: Sequence[Parts], tokens: int) -> list[int]:
    """Return what each of so many tokens is: 0 nothing, 1 content, 2 source, 3 cue.

    Where quotes lie within each other, cue goes before source and source before content, so that
    every token is one thing; PolNeAR's agreement is computed over these.
    """
    values = [0] * tokens
    for number, role in enumerate((Role.CONTENT, Role.SOURCE, Role.CUE), start=1):
        for parts in quotes:
            for words in parts.of(role):
                values[words.start : words.end] = [number] * len(words)
    return values
