"""Hits: what lies under a point of the viewport, and where the caret goes up and down."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from annotator.domain.annotation import Layer, Mention, Quote
from annotator.domain.span import Span
from annotator.ui.article.pages import Pages
from annotator.ui.article.paint_gutter import BRACKET
from annotator.ui.article.scene import Edge, Scene

_NEAR = 6.0


class Hits:
    """Answers for one scroll position; points are in viewport pixels."""

    def __init__(self, scene: Scene, pages: Pages, left: float, scroll: float) -> None:
        self._scene = scene
        self._pages = pages
        self._left = left
        self._scroll = scroll

    def position(self, point: QPointF) -> int:
        """Return the code point nearest to ``point``."""
        number = self._pages.number_at(point.y() + self._scroll)
        layout = self._pages.layout(number)
        return layout.position_at(point.x() - self._x(number), self._y(number, point.y()))

    def box(self, position: int) -> QRectF | None:
        """Return where the code point stands, in viewport pixels; a blank may stand nowhere."""
        number = self._pages.number_of(position)
        boxes = self._pages.layout(number).rectangles(position, position + 1)
        y = self._pages.top(number) - self._scroll
        return boxes[0][1].translated(self._x(number), y) if boxes else None

    def annotation(self, point: QPointF, after: str | None) -> str | None:
        """Return the annotation of the active layer under ``point``, the innermost first.

        Where ``after`` is one of them, the next one out comes, so that clicks go round.
        """
        if self._scene.layer is Layer.SEGMENTS:
            return self._segment(point)
        found = [one.id for one in self._touched(point)]
        if after in found:
            return found[(found.index(after) + 1) % len(found)]
        return found[0] if found else None

    def _segment(self, point: QPointF) -> str | None:
        segments = self._scene.annotations.partition
        if not len(segments):
            return None
        position = min(self.position(point), segments.length - 1)
        return segments.segments[segments.index_at(position)].id

    def _touched(self, point: QPointF) -> list[Mention] | list[Quote]:
        if self._scene.layer is Layer.ENTITIES:
            mentions = [
                one
                for one in self._scene.index.mentions_touching(*self._near(point))
                if self._covers(one.span.start, one.span.end, point)
            ]
            return sorted(mentions, key=lambda one: len(one.span))
        quotes = [
            one
            for one in self._scene.quotes_touching(*self._near(point))
            if any(
                self._covers(part.start, part.end, point)
                for part in (*one.content, *one.cue, *one.source)
            )
        ]
        return sorted(quotes, key=lambda one: sum(map(len, one.content)))

    def _near(self, point: QPointF) -> tuple[int, int]:
        block = self._pages.blocks[self._pages.number_at(point.y() + self._scroll)]
        return block.start, block.end

    def _covers(self, start: int, end: int, point: QPointF) -> bool:
        number = self._pages.number_at(point.y() + self._scroll)
        spot = QPointF(point.x() - self._x(number), self._y(number, point.y()))
        # A chip hangs below its line and belongs to it.
        return any(
            box.adjusted(-1, 0, 1, 12).contains(spot)
            for _, box in self._pages.layout(number).rectangles(start, end)
        )

    def boundary(self, point: QPointF) -> str | None:
        """Return the segment whose beginning, in the gutter, is at ``point``."""
        if self._scene.layer is not Layer.SEGMENTS:
            return None
        if abs(point.x() - (self._left - BRACKET)) > 10:
            return None
        number = self._pages.number_at(point.y() + self._scroll + _NEAR)
        block = self._pages.blocks[number]
        top = self._pages.top(number) - self._scroll
        if block.segment <= 0 or not block.opens or abs(point.y() - top + 4) > _NEAR:
            return None
        return self._scene.annotations.partition.segments[block.segment].id

    def boundary_at(self, point: QPointF) -> int:
        """Return where a boundary dropped at ``point`` goes: a line's start, or a word's."""
        number = self._pages.number_at(point.y() + self._scroll)
        block = self._pages.blocks[number]
        if point.x() < self._left:
            middle = (self._pages.top(number) + self._pages.bottom(number)) / 2
            if point.y() + self._scroll > middle and number + 1 < len(self._pages.blocks):
                return self._pages.blocks[number + 1].start
            return block.start
        return self.position(point)

    def edge(self, point: QPointF) -> tuple[Span, Edge] | None:
        """Return the part of the focused annotation that has an edge at ``point``, and which."""
        number = self._pages.number_at(point.y() + self._scroll)
        x, y = point.x() - self._x(number), self._y(number, point.y())
        block = self._pages.blocks[number]
        # Cue and source often stand right beside content, and are selected from their first letter.
        near = 3.0 if self._scene.layer is Layer.QUOTES else _NEAR
        for part in self._scene.parts_with_edges:
            is_here = {Edge.START: part.start >= block.start, Edge.END: part.end <= block.end}
            for edge in Edge:
                brink = self._pages.layout(number).brink(
                    part.start, part.end, is_start=edge is Edge.START
                )
                if brink is None or not is_here[edge]:
                    continue
                if abs(x - brink.x) < near and brink.box.top() <= y <= brink.box.bottom() + 4:
                    return part, edge
        return None

    def extent(self, span: Span) -> QRectF:
        """Return what ``span`` takes up, on the screen or beyond it; null where it shows nothing.

        Where it is longer than a block, its first and last blocks count.
        """
        found = QRectF()
        first, last = self._pages.number_of(span.start), self._pages.number_of(span.end - 1)
        for number in sorted({first, last}):
            layout = self._pages.layout(number)
            for _, box in layout.rectangles(span.start, span.end):
                found |= box.translated(self._x(number), self._pages.top(number) - self._scroll)
        return found

    def vertical(self, position: int, lines: int) -> int:
        """Return the code point one line above (-1) or below (1), at about the same x."""
        number = self._pages.number_of(position)
        layout = self._pages.layout(number)
        line = layout.line_at(position)
        if line is None:
            return position
        x = layout.x_of(position, line) + self._x(number)
        index = layout.lines.index(line) + lines
        if not 0 <= index < len(layout.lines):
            number += lines
            if not 0 <= number < len(self._pages.blocks):
                return position
            layout = self._pages.layout(number)
            index = 0 if lines > 0 else len(layout.lines) - 1
        return layout.position_at(x - self._x(number), layout.lines[index].top + 1)

    def end(self, position: int, *, is_start: bool, is_whole: bool) -> int:
        """Return where the line of ``position`` starts or ends; with ``is_whole``, the text."""
        if is_whole:
            return 0 if is_start else len(self._scene.article.text)
        layout = self._pages.layout(self._pages.number_of(position))
        line = layout.line_at(position)
        if line is None:
            return position
        return line.start if is_start else max(line.start, line.end - (line.end < layout.block.end))

    def _x(self, number: int) -> float:
        return self._left + self._pages.indent(number)

    def _y(self, number: int, y: float) -> float:
        return y + self._scroll - self._pages.top(number)
