"""The segment detector: lines, cues, decoding, and the inline segments at their beginning."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.detecting.protocol import Suggestions
from annotator.detecting.segments.cues import DATELINE, TICKER, Page
from annotator.detecting.segments.decoding import Labelled, labelled
from annotator.detecting.segments.lines import Line, lines_of
from annotator.detecting.segments.timestamp import readings
from annotator.domain.annotation import Layer, Origin, Segment, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id

_CONTEXT = 3000
_BLANK_SHARE = 0.3
_ENDS = (".", "!", "?", "”", '"', "…")
_LONG, _SHORT, _SEVERAL = 15, 4, 3


class SegmentDetector:
    name = "segments"
    version = "1"
    layer = Layer.SEGMENTS

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:  # noqa: ARG002
        lines = lines_of(article.text)
        if not lines:
            return Suggestions()
        page = _page(article.text, lines)
        segments: list[Segment] = []
        for line, found in zip(lines, labelled(lines, page), strict=True):
            begin = 0 if not segments else line.begin
            segments.extend(self._of_line(article.text, line, found, begin))
        return Suggestions(segments=tuple(segments))

    def _of_line(self, text: str, line: Line, found: Labelled, begin: int) -> list[Segment]:
        segment = self._segment(begin, found.label, found.confidence, found.rule)
        if found.label == "timestamp":
            attributes = _timestamp(line.head, text)
            return [self._segment(begin, "timestamp", found.confidence, found.rule, attributes)]
        inline = _inline(line) if found.label in ("paragraph", "list_item") else None
        if inline is None:
            return [segment]
        label, length = inline
        rest = line.start + length
        while rest < line.end and text[rest].isspace():
            rest += 1
        if rest >= line.end:
            return [segment]
        lead = self._segment(begin, label, 0.95, label)
        return [lead, self._segment(rest, found.label, found.confidence, found.rule)]

    def _segment(
        self,
        start: int,
        label: str,
        confidence: float,
        rule: str,
        attributes: Mapping[str, object] | None = None,
    ) -> Segment:
        origin = Origin(self.name, self.version, rule, confidence)
        return Segment(new_id(), start, label, State.SUGGESTED, origin, attributes or {})


def _page(text: str, lines: list[Line]) -> Page:
    with_blanks = sum(line.blank_before for line in lines[1:])
    dateline = next((n for n, line in enumerate(lines) if DATELINE.match(line.head)), -1)
    has_blank_lines = with_blanks >= _BLANK_SHARE * (len(lines) - 1) and len(lines) > 2
    return Page(lines, text, has_blank_lines, dateline, _text_begins(lines), _tail(lines))


def _text_begins(lines: list[Line]) -> int:
    for line in lines:
        if line.words >= _LONG and line.tail.endswith(_ENDS):
            return line.number
    return 0


def _tail(lines: list[Line]) -> int:
    """Return where the last lines begin that are all short, if there are several."""
    first = len(lines)
    while first and lines[first - 1].words <= _SHORT and not lines[first - 1].tail.endswith(_ENDS):
        first -= 1
    return first if len(lines) - first >= _SEVERAL and first else len(lines)


def _inline(line: Line) -> tuple[str, int] | None:
    """Return the label and length of a segment at the beginning of a line of text."""
    for label, pattern in (("dateline", DATELINE), ("timestamp", TICKER)):
        match = pattern.match(line.head)
        if match is not None:
            return label, match.end()
    return None


def _timestamp(line: str, text: str) -> dict[str, object]:
    found = [reading.value for reading in readings(line, text[:_CONTEXT])]
    return {"value": found[0], "alternatives": found[1:]} if found else {}
