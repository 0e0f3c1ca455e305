"""Spans: half-open ranges of code points in an article's canonical text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.errors import RefusedError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points ``text[start:end]``; never empty, never reversed."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise RefusedError(f"A span cannot be empty or reversed: {self.start}–{self.end}.")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and self.start <= position < self.end

    def of(self, text: str) -> str:
        """Return the covered part of ``text``; raise ``RefusedError`` where it ends too early."""
        if self.end > len(text):
            raise RefusedError(f"The span {self.start}–{self.end} lies outside the article's text.")
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def trimmed(self, text: str) -> Span:
        """Return the span without white space at either end; itself where nothing else is in it."""
        covered = self.of(text)
        stripped = covered.strip()
        if not stripped:
            return self
        start = self.start + len(covered) - len(covered.lstrip())
        return Span(start, start + len(stripped))


def hull(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all ``spans``; there must be at least one."""
    ordered = list(spans)
    return Span(min(span.start for span in ordered), max(span.end for span in ordered))
