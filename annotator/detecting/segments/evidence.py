"""The words of a line that a cue spoke from; where a cue is about layout, what that layout is."""

from __future__ import annotations

from annotator.detecting.segments.cues import CUES
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import Page
from annotator.domain.annotation import Evidence
from annotator.domain.span import Span

_STRONGEST = 3
_FEW = 5


def evidence_of(line: Line, page: Page, label: str) -> Evidence:
    """Return what speaks for ``label``: the strongest cues' words, then the line's layout.

    The words are the line's own where it has few of them.
    """
    cues = [one for one in CUES if one.weights.get(label, 0) > 0 and one.holds(line, page)]
    cues.sort(key=lambda one: -one.weights[label])
    named = tuple(one.name for one in cues[:_STRONGEST])
    words = (Span(line.start, line.end),) if line.words <= _FEW else ()
    return (*words, *named)
