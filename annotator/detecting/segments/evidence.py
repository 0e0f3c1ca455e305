"""The words of a line that a cue spoke from; where a cue is about layout, what that layout is."""

from __future__ import annotations

from annotator.detecting.segments.decoding import PROFILE_RULE, Labelled
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.profile import SourceProfile
from annotator.domain.annotation import Evidence
from annotator.domain.span import Span

_STRONGEST = 3
_FEW = 5


def evidence_of(line: Line, found: Labelled, profile: SourceProfile) -> Evidence:
    """Return what spoke most for a line's label, behind its words where it has few of them."""
    told = tuple(
        profile.told if reason == PROFILE_RULE else reason for reason in found.reasons[:_STRONGEST]
    )
    words = (Span(line.start, line.end),) if line.words <= _FEW else ()
    return (*words, *told)
