"""The words of a line that a cue spoke from; where a cue is about layout, what that layout is."""

from __future__ import annotations

from annotator.detecting.segments.cues import CUES
from annotator.detecting.segments.decoding import PROFILE_RULE, Labelled
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import Page
from annotator.detecting.segments.profile import SourceProfile
from annotator.domain.annotation import Evidence
from annotator.domain.span import Span

_STRONGEST = 3
_FEW = 5


def evidence_of(line: Line, page: Page, found: Labelled, profile: SourceProfile) -> Evidence:
    """Return what speaks for a line's label: the source's other articles, then the strongest cues.

    The words are the line's own where it has few of them.
    """
    label = found.label
    cues = [one for one in CUES if one.weights.get(label, 0) > 0 and one.holds(line, page)]
    cues.sort(key=lambda one: -one.weights[label])
    source = (profile.told,) if found.rule == PROFILE_RULE else ()
    named = tuple(one.name for one in cues[:_STRONGEST])
    words = (Span(line.start, line.end),) if line.words <= _FEW else ()
    return (*words, *source, *named)
