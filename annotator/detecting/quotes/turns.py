"""Turns of interviews and transcripts: paragraphs that begin with who speaks and a colon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from annotator.detecting.quotes.passages import Passage
from annotator.domain.span import Span

_LABEL = regex.compile(
    r"[\"“„«]?(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.[ \u00a0])?\p{Lu}[\p{L}’'\-]*\.?"
    r"(?:[ \u00a0]\p{Lu}[\p{L}.’'\-]*){0,3})(?P<colon>:)[ \u00a0]+"
)
_LONGEST_LABEL = 60
_LEAST_TURNS, _LEAST_SPEAKERS, _LEAST_LABELS = 2, 2, 3
_NO_NAMES = regex.compile(
    r"(?:read|related|see|watch|more|update|editor|note|photo|video|source|also|listen|correction|"
    r"warning|lesen|mehr|lire|voir)\b",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    name: Span
    colon: Span
    content: Span


def turns_of(text: str, passages: Sequence[Passage]) -> dict[int, Turn]:
    """Return the turns by the start of their passages.

    A label counts where it comes back, as in a conversation; a single “Note:” is none.
    """
    labels = {}
    for passage in passages:
        end = min(passage.end, passage.start + _LONGEST_LABEL)
        match = _LABEL.match(text, passage.start, end)
        if match is None or match.end() >= passage.end:
            continue
        if not _NO_NAMES.match(match["name"]):
            labels[passage] = match
    times = Counter(match["name"] for match in labels.values())
    speakers = {name for name, number in times.items() if number >= _LEAST_TURNS or name.isupper()}
    if len(speakers) < _LEAST_SPEAKERS or len(labels) < _LEAST_LABELS:
        return {}
    return {
        passage.start: Turn(
            Span(*match.span("name")), Span(*match.span("colon")), Span(match.end(), passage.end)
        )
        for passage, match in labels.items()
        if match["name"] in speakers
    }
