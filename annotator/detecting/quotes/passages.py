"""Passages: the stretches of an article in which people are quoted."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.detecting.protocol import Suggestions
from annotator.domain.partition import Partition

_SPOKEN_IN = {"paragraph", "standfirst", "list_item", "editor_note", "pull_quote"}


@dataclass(frozen=True, slots=True)
class Passage:
    """The code points of one paragraph's words.

    ``follows`` is false where something other than captions and the like stands between it and the
    passage before, so that a quotation does not go on over it.
    """

    start: int
    end: int


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
