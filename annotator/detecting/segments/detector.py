"""The segment detector: lines, cues, decoding, and the inline segments at their beginning."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.detecting.protocol import Suggestions
from annotator.detecting.segments.decoding import Labelled, labelled
from annotator.detecting.segments.evidence import evidence_of
from annotator.detecting.segments.lines import Line, lines_of
from annotator.detecting.segments.page import DATELINE, TICKER, page_of
from annotator.detecting.segments.profile import NO_PROFILE
from annotator.detecting.segments.timestamp import attributes_of
from annotator.domain.annotation import Evidence, Layer, Origin, Segment, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span


class SegmentDetector:
    name = "segments"
    version = "3"
    layer = Layer.SEGMENTS

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:
        lines = lines_of(article.text)
        if not lines:
            return Suggestions()
        page = page_of(article.text, lines)
        profile = known.profile or NO_PROFILE
        segments: list[Segment] = []
        for line, found in zip(lines, labelled(lines, page, profile), strict=True):
            begin = 0 if not segments else line.begin
            why = evidence_of(line, found, profile)
            segments.extend(self._of_line(article.text, line, found, begin, why))
        return Suggestions(segments=tuple(segments))

    def _of_line(
        self, text: str, line: Line, found: Labelled, begin: int, why: Evidence
    ) -> list[Segment]:
        segment = self._segment(begin, found.label, found.confidence, found.rule, why)
        if found.label == "timestamp":
            attributes = attributes_of(line.head, text)
            return [
                self._segment(begin, "timestamp", found.confidence, found.rule, why, attributes)
            ]
        inline = _inline(line) if found.label in ("paragraph", "list_item") else None
        if inline is None:
            return [segment]
        label, length = inline
        rest = line.start + length
        while rest < line.end and text[rest].isspace():
            rest += 1
        if rest >= line.end:
            return [segment]
        lead = self._segment(begin, label, 0.95, label, (Span(line.start, line.start + length),))
        return [lead, self._segment(rest, found.label, found.confidence, found.rule, why)]

    def _segment(
        self,
        start: int,
        label: str,
        confidence: float,
        rule: str,
        evidence: Evidence,
        attributes: Mapping[str, object] | None = None,
    ) -> Segment:
        origin = Origin(self.name, self.version, rule, confidence, evidence)
        return Segment(new_id(), start, label, State.SUGGESTED, origin, attributes or {})


def _inline(line: Line) -> tuple[str, int] | None:
    """Return the label and length of a segment at the beginning of a line of text."""
    for label, pattern in (("dateline", DATELINE), ("timestamp", TICKER)):
        match = pattern.match(line.head)
        if match is not None:
            return label, match.end()
    return None
