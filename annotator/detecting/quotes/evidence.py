"""The words that made a quote: its cue, and the marks around what was said."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.annotation import Evidence
from annotator.domain.span import Span

_MARKS = frozenset("“”„\"＂«»‹›‘’‚'「」『』《》〈〉〝〞〟")


def evidence_of(text: str, content: Sequence[Span], cue: Span | None) -> Evidence:
    """Return the cue, then each quotation mark at an edge of the content, in text order."""
    edges = dict.fromkeys(edge for part in content for edge in (part.start, part.end - 1))
    marks = tuple(Span(one, one + 1) for one in edges if text[one] in _MARKS)
    return (*((cue,) if cue else ()), *marks)
