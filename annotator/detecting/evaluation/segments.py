"""Segments against gold: the label of each line, and where segments begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from annotator.detecting.evaluation.mistakes import Mistake, context_of
from annotator.detecting.evaluation.tallies import Measure, Tally
from annotator.domain.annotation import Layer, Segment
from annotator.domain.boundaries import boundary_edits
from annotator.domain.partition import Partition
from annotator.domain.span import Span

LINES, BOUNDARIES = "lines", "boundary similarity"
_NEAR = 3
"""Boundaries less than so many words apart are one that was moved."""
_WORD = regex.compile(r"\S+")


def segment_tallies(
    text: str, wanted: Sequence[Segment], found: Sequence[Segment]
) -> dict[Measure, Tally]:
    """Count the lines of one article by label, and its boundaries.

    A line has the label that most of it has; lines that gold does not label are left out. Accuracy
    per line is the F1 of ``lines``.
    """
    tallies = {Measure(Layer.SEGMENTS, LINES): Tally()}

    def add(by: str, of: str, tally: Tally) -> None:
        measure = Measure(Layer.SEGMENTS, LINES, by, of)
        tallies[measure] = tallies.get(measure, Tally()) + tally

    for _, gold, one in _labelled_lines(text, wanted, found):
        right = float(gold == one.label)
        add("", "", Tally(right, 1, 1))
        add("label", gold, Tally(right, 0, 1))
        add("label", one.label, Tally(0, 1, 0))
        add("rule", one.origin.rule, Tally(right, 1, 0))
    if wanted and all(segment.label for segment in wanted):
        similarity = boundary_similarity(text, _starts(wanted), _starts(found))
        tallies[Measure(Layer.SEGMENTS, BOUNDARIES)] = similarity
    return tallies


def segment_mistakes(
    article: str, text: str, wanted: Sequence[Segment], found: Sequence[Segment]
) -> Iterator[Mistake]:
    for line, gold, one in _labelled_lines(text, wanted, found):
        if gold != one.label:
            yield Mistake(
                article, Layer.SEGMENTS, "label", gold, one.label, one.origin.rule,
                context_of(text, line),
            )  # fmt: skip


def boundary_similarity(text: str, wanted: Sequence[int], found: Sequence[int]) -> Tally:
    """Return Fournier's boundary similarity as a tally whose F1 is the similarity.

    Units are words; a boundary that lies up to two words off is a near miss and counts by its
    distance (Fournier, Evaluating Text Segmentation using Boundary Edit Distance, ACL 2013,
    section 4). Starts are code points.
    """
    words = [match.start() for match in _WORD.finditer(text)]
    left = {bisect_left(words, start) for start in wanted if start > 0}
    right = {bisect_left(words, start) for start in found if start > 0}
    edits = boundary_edits(left, right, _NEAR)
    return Tally(edits.similarity, edits.total, edits.total)


def _starts(segments: Sequence[Segment]) -> list[int]:
    return [segment.start for segment in segments]


def _labelled_lines(
    text: str, wanted: Sequence[Segment], found: Sequence[Segment]
) -> Iterator[tuple[Span, str, Segment]]:
    """Yield each line that gold labels, with gold's label and the segment found there."""
    if not wanted or not found:
        return
    gold, ours = Partition(len(text), tuple(wanted)), Partition(len(text), tuple(found))
    start = 0
    for line in text.split("\n"):
        if line.strip():
            span = Span(start, start + len(line)).trimmed(text)
            segment = _most_of(gold, span)
            if segment.label:
                yield span, segment.label, _most_of(ours, span)
        start += len(line) + 1


def _most_of(partition: Partition, line: Span) -> Segment:
    index = partition.index_at(line.start)
    best, most = index, 0
    while index < len(partition) and partition.span_at(index).start < line.end:
        span = partition.span_at(index)
        shared = min(span.end, line.end) - max(span.start, line.start)
        if shared > most:
            best, most = index, shared
        index += 1
    return partition.segments[best]
