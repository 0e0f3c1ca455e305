"""Segments as tags of lines: a label where one begins, and ``+`` where it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.detecting.learning.crf import Tagged
from annotator.detecting.learning.places import Features, Places
from annotator.detecting.learning.revising import Applied, Seen, confirmed
from annotator.detecting.learning.seeing import rule_of, short, some, tenth
from annotator.detecting.protocol import Suggestions
from annotator.detecting.segments.lines import Line, lines_of
from annotator.domain.annotation import Annotation, Layer, Segment, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition

GOES_ON = "+"
_NEAR = 2
_ENDS = (".", "!", "?", "…", "”", '"', "»", ":")
_MARKS = '“”„"«»'


class SegmentLearner:
    layer = Layer.SEGMENTS
    settings: Mapping[str, float] = {"c1": 0.05, "c2": 0.2, "max_iterations": 100}

    def seen(self, article: Article, known: Suggestions) -> Seen:
        lines = lines_of(article.text)
        if not lines or not known.segments:
            return Seen(())
        partition = Partition(len(article.text), known.segments)
        mains = [_main(partition, line) for line in lines]
        shown = [
            _shown(line, main, article.source) for line, main in zip(lines, mains, strict=True)
        ]
        return Seen([Places(shown, _NEAR, list(_alone([main.label for main in mains])))])

    def tags(
        self,
        article: Article,
        known: Suggestions,
        seen: Seen,
        truth: Sequence[Annotation],
    ) -> list[list[str]]:
        lines = lines_of(article.text)
        segments = tuple(one for one in truth if isinstance(one, Segment))
        if not seen.features or not segments:
            return []
        partition = Partition(len(article.text), segments)
        suggested = Partition(len(article.text), known.segments)
        found, before = [], -1
        for line in lines:
            main = _main(partition, line)
            # What nobody says anything of is as suggested.
            label = main.label or _main(suggested, line).label
            found.append(GOES_ON if main.start == before else label)
            before = main.start
        return [found]

    def revised(
        self,
        article: Article,
        known: Suggestions,
        seen: Seen,  # noqa: ARG002
        tagged: Sequence[Tagged],
        model: Applied,
    ) -> Suggestions:
        if not tagged:
            return known
        partition = Partition(len(article.text), known.segments)
        segments: list[Segment] = []
        lines = lines_of(article.text)
        for line, tag, sure in zip(lines, tagged[0].tags, tagged[0].chances, strict=True):
            begin = line.begin if segments else 0
            segments += self._of_line(partition, line, begin, tag, sure, model)
        return replace(known, segments=tuple(segments))

    def _of_line(
        self,
        partition: Partition,
        line: Line,
        begin: int,
        tag: str,
        sure: float,
        model: Applied,
    ) -> Iterator[Segment]:
        """Yield the segments that begin in a line: its own, and what stands before it in it."""
        if tag == GOES_ON and begin:
            return
        main = _main(partition, line)
        label = main.label if tag == GOES_ON else tag
        start = begin
        for one in _leads(partition, line, main):
            if one.label != label:
                yield replace(one, start=start)
                start = main.start
        is_own = main.start >= line.begin or not begin
        if is_own and main.label == label:
            yield replace(main, start=start, origin=confirmed(main.origin, sure))
        else:
            yield Segment(new_id(), start, label, State.SUGGESTED, model.origin(sure))


def _main(partition: Partition, line: Line) -> Segment:
    """Return the segment that has most of a line."""
    first, last = partition.index_at(line.start), partition.index_at(line.end - 1)

    def share(index: int) -> int:
        span = partition.span_at(index)
        return min(span.end, line.end) - max(span.start, line.start)

    return partition.segments[max(range(first, last + 1), key=share)]


def _leads(partition: Partition, line: Line, main: Segment) -> Sequence[Segment]:
    """Return the segment at a line's beginning where another one has most of the line."""
    first = partition.segments[partition.index_at(line.start)]
    is_lead = first.start < main.start and (first.start >= line.begin or line.number == 0)
    return (first,) if is_lead else ()


def _shown(line: Line, main: Segment, source: str) -> Features:
    """Return what can be seen of a line by itself; what a source does each time, with its name.

    Label and length come first, as the lines nearby see them too.
    """
    words = line.head.split()
    capitals = sum(word[0].isupper() for word in words) / len(words)
    indent = line.start - line.begin
    site = f"@{short(source)}" if source else "@"
    marked, form = f"b={main.label}", _form(line)
    return (
        marked,
        f"n={some(line.words)}",
        f"q={main.label}:{rule_of(main.origin)}",
        f"c={main.label}:{tenth(main.origin)}",
        f"{marked}&{form}",
        f"f={form}",
        f"C={int(capitals * 4)}",
        f"i={some(indent)}",
        f"top={some(line.number)}",
        f"end={some(line.total - line.number - 1)}",
        f"w={short(words[0])}",
        f"w2={short(' '.join(words[:2]))}",
        f"last={short(words[-1])}",
        f"m={any(mark in line.head for mark in _MARKS)}",
        f"d={any(letter.isdigit() for letter in line.head)}",
        "goes on" if main.start < line.begin else "begins",
        f"{site}{marked}",
        f"{site}{form}",
        f"{site}w={short(words[0])}",
        f"{site}top={some(line.number)}",
        f"{site}n={some(line.words)}",
    )


def _form(line: Line) -> str:
    """Return a line's layout: blank lines about it, how it begins and how it ends."""
    first, last = line.head[0], line.tail[-1]
    begins = "A" if first.isupper() else "a" if first.isalpha() else "9" if first.isdigit() else "."
    ends = "." if line.tail.endswith(_ENDS) else "a" if last.isalnum() else last
    loud = "!" if line.head.isupper() else ""
    return f"{int(line.blank_before)}{int(line.blank_after)}{begins}{ends}{loud}"


def _alone(labels: Sequence[str]) -> Iterator[Features]:
    """Yield what is seen of each line alone: the article's edges nearby, and the label above."""
    for n, label in enumerate(labels):
        edges = [f"{off:+d}edge" for off in (-2, -1, 1, 2) if not 0 <= n + off < len(labels)]
        above = (f"-1b={labels[n - 1]}&b={label}",) if n else ()
        yield ("any", *edges, *above)
