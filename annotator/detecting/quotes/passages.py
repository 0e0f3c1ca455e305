"""Passages: the stretches of an article in which people are quoted."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from annotator.detecting.protocol import Suggestions
from annotator.domain.partition import Partition

_SPOKEN_IN = {"paragraph", "standfirst", "list_item", "editor_note", "pull_quote"}
_MASK = "█"
_ABBREVIATION = regex.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|Lt|Col|Capt|St|Jr|Sr|No|vs|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec|bzw|ca|usw)|\b\p{Lu}|\b\d{1,2})$"
)
_STOP = regex.compile(r"[.!?](?=[\s█]|$)|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """The code points of one paragraph's words."""

    start: int
    end: int

    def masked(self, text: str, taken: list[tuple[int, int]]) -> str:
        """Return the passage with the stretches ``taken`` blotted out, of the same length.

        So a comma or full stop inside a quotation does not end the sentence around it.
        """
        pieces, place = [], self.start
        for start, end in taken:
            pieces += [text[place:start], _MASK * (end - start)]
            place = end
        return "".join([*pieces, text[place : self.end]])

    def sentence_end(self, masked: str, position: int, until: int) -> int:
        """Return where the sentence around ``position`` ends, at ``until`` at the latest."""
        for match in _STOP.finditer(masked, position - self.start, until - self.start):
            if not _ABBREVIATION.search(masked, max(0, match.start() - 12), match.start()):
                return self.start + match.start()
        return until

    def sentence_start(self, masked: str, position: int, begin: int) -> int:
        start = begin
        for match in _STOP.finditer(masked, begin - self.start, position - self.start):
            if not _ABBREVIATION.search(masked, max(0, match.start() - 12), match.start()):
                start = self.start + match.end()
        while start < position and masked[start - self.start].isspace():
            start += 1
        return start

    def sentences(self, masked: str) -> list[tuple[int, int]]:
        """Return the sentences' extents, without the full stop and the blanks around."""
        found = []
        start = self.start
        while start < self.end:
            end = self.sentence_end(masked, start, self.end)
            first = start
            while first < end and masked[first - self.start].isspace():
                first += 1
            if first < end:
                found.append((first, end))
            start = end + 1
        return found


def passages_of(text: str, known: Suggestions) -> list[Passage]:
    """Return the paragraphs; captions, teasers, tags and the like quote nobody."""
    found: list[Passage] = []
    for segment, span in Partition(len(text), known.segments):
        if segment.label not in _SPOKEN_IN:
            continue
        start = span.start
        for line in span.of(text).split("\n"):
            words = line.strip()
            if words:
                begin = start + len(line) - len(line.lstrip())
                found.append(Passage(begin, begin + len(words)))
            start += len(line) + 1
    return found
