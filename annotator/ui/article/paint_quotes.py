"""Painting quotes: content, cue, source, and the links of the selected one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from annotator.domain.annotation import Layer, Quote, SpeakerKind, State
from annotator.domain.span import Span
from annotator.ui.article import marks
from annotator.ui.article.block_layout import BlockLayout, Brink
from annotator.ui.article.scene import Edge, Scene
from annotator.ui.theme.theme import Theme

_UNDER = 3.0


class Chip(NamedTuple):
    """A chip under a line of text; chips sort by line and then by place."""

    bottom_of_line: float
    left: float
    text: str
    state: State


class QuotePainter:
    """Paints the quotes of one block after the other."""

    def __init__(self, painter: QPainter, scene: Scene, theme: Theme) -> None:
        self._painter = painter
        self._scene = scene
        self._tokens = theme.tokens
        self._is_active = scene.layer is Layer.QUOTES

    def behind(self, layout: BlockLayout, origin: QPointF, quotes: list[Quote]) -> None:
        """Paint the tint behind content; suggestions have an outline instead."""
        for quote in quotes:
            if self._is_active and quote.state is State.SUGGESTED and not self._is_focused(quote):
                continue
            is_selected = self._is_active and self._is_focused(quote)
            colour = self._tokens.qsel if is_selected else self._tokens.qband
            for part in quote.content:
                for box in self._boxes(layout, origin, part):
                    marks.fill(self._painter, box.adjusted(-2, 2, 2, 2), colour)

    def beneath(self, layout: BlockLayout, origin: QPointF, quotes: list[Quote]) -> None:
        if not self._is_active:
            return
        chips: list[Chip] = []
        for quote in quotes:
            if quote.state is State.SUGGESTED:
                self._outline(layout, origin, quote)
            chips += self._cue(layout, origin, quote)
            chips += self._source(layout, origin, quote)
            if self._is_focused(quote):
                self._edge(layout, origin)
        self._chips(chips)

    def _outline(self, layout: BlockLayout, origin: QPointF, quote: Quote) -> None:
        """Outline suggested content, open where a line breaks."""
        for part in quote.content:
            boxes = self._boxes(layout, origin, part)
            pen = marks.dashed_pen(self._tokens.quote, 1)
            for box in boxes:
                box = box.adjusted(-2, 2, 2, 2)
                marks.line(self._painter, pen, box.left(), box.right(), box.top())
                marks.line(self._painter, pen, box.left(), box.right(), box.bottom())
            for is_start in (True, False):
                brink = self._brink(layout, part, is_start=is_start)
                if brink is not None:
                    x = origin.x() + brink.x + 2 * brink.side
                    y = origin.y() + brink.box.top() + 2
                    self._painter.drawLine(QPointF(x, y), QPointF(x, y + brink.box.height()))

    def _cue(self, layout: BlockLayout, origin: QPointF, quote: Quote) -> Iterator[Chip]:
        for part in quote.cue:
            boxes = self._boxes(layout, origin, part)
            for box in boxes:
                y = box.bottom() - 6 + _UNDER
                pen = marks.dotted_pen(self._tokens.quote, 2)
                marks.line(self._painter, pen, box.left() + 1, box.right() - 1, y)
            if boxes and part.start >= layout.block.start:
                left = self._chip_left(layout, origin, part, "CUE")
                yield Chip(boxes[0].bottom(), left, "CUE", quote.state)

    def _source(self, layout: BlockLayout, origin: QPointF, quote: Quote) -> Iterator[Chip]:
        for part in quote.source:
            boxes = self._boxes(layout, origin, part)
            for box in boxes:
                if self._is_focused(quote):
                    ring = box.adjusted(-3, 2, 3, 2)
                    marks.ring(self._painter, ring, self._tokens.quote, 1.8)
                else:
                    y = box.bottom() - 6 + _UNDER
                    pen = marks.solid_pen(self._tokens.quote, 1.6)
                    marks.line(self._painter, pen, box.left(), box.right(), y)
            if boxes and part.start >= layout.block.start:
                text = self._source_text(quote, part)
                left = self._chip_left(layout, origin, part, text)
                yield Chip(boxes[0].bottom(), left, text, quote.state)

    def _source_text(self, quote: Quote, part: Span) -> str:
        said = part.of(self._scene.article.text)
        name = self._scene.names.get(quote.speaker.entity or "", quote.speaker.name)
        if quote.speaker.kind is SpeakerKind.ENTITY and name and name not in said:
            return f"→ {name.upper()}"
        return "SOURCE"

    def _chips(self, chips: list[Chip]) -> None:
        for chip, left in beside_each_other(chips):
            # Below the descenders of the text.
            top = chip.bottom_of_line + 1.5
            is_filled = chip.state is State.ACCEPTED
            ground = self._tokens.chipfg if is_filled else self._tokens.page
            marks.chip(
                self._painter, left, top, chip.text, self._tokens.quote, ground, is_filled=is_filled
            )

    def _edge(self, layout: BlockLayout, origin: QPointF) -> None:
        """Paint the handle of the edge that the arrow keys move."""
        part = self._scene.part_with_edge
        if part is None:
            return
        brink = self._brink(layout, part, is_start=self._scene.edge is Edge.START)
        if brink is not None:
            handle = QRectF(brink.x + 2 * brink.side - 3, brink.box.top() + 3, 6, 0)
            handle.setHeight(brink.box.height() - 2)
            marks.fill(self._painter, handle.translated(origin), self._tokens.quote)

    def _brink(self, layout: BlockLayout, part: Span, *, is_start: bool) -> Brink | None:
        """Return where a part begins or ends; ``None`` where that is in another block."""
        block = layout.block
        if part.start < block.start if is_start else part.end > block.end:
            return None
        return layout.brink(part.start, part.end, is_start=is_start)

    def _chip_left(self, layout: BlockLayout, origin: QPointF, part: Span, text: str) -> float:
        brink = layout.brink(part.start, part.end, is_start=True)
        return origin.x() + (brink.hang(marks.chip_width(text)) if brink else 0.0)

    def _is_focused(self, quote: Quote) -> bool:
        return quote.id == self._scene.focused

    def _boxes(self, layout: BlockLayout, origin: QPointF, part: Span) -> list[QRectF]:
        return [box.translated(origin) for _, box in layout.rectangles(part.start, part.end)]


def beside_each_other(chips: Iterable[Chip]) -> Iterator[tuple[Chip, float]]:
    """Place the chips of each line from left to right, none over another; yields the left edges."""
    free_from: dict[float, float] = {}
    for chip in sorted(chips):
        left = max(chip.left, free_from.get(chip.bottom_of_line, 0.0))
        free_from[chip.bottom_of_line] = left + marks.chip_width(chip.text) + 2
        yield chip, left


def paint_links(
    painter: QPainter,
    colour: str,
    source: list[QRectF],
    contents: list[list[QRectF]],
    margin: float,
) -> None:
    """Draw arrows from the source's box to each content part of the selected quote.

    ``margin`` is an x at the left of the text, where a link goes down or up several lines.
    """
    if not source:
        return
    start = source[0]
    for boxes in contents:
        if boxes:
            nearest = min(boxes, key=lambda box: _distance(start, box))
            _link(painter, colour, start, nearest, margin)


def _distance(one: QRectF, other: QRectF) -> float:
    return abs(one.center().y() - other.center().y())


def _link(painter: QPainter, colour: str, source: QRectF, content: QRectF, margin: float) -> None:
    """Draw one link: straight where the boxes lie over each other, else round in the line gaps."""
    painter.setPen(marks.solid_pen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left, right = max(source.left(), content.left()), min(source.right(), content.right())
    is_above = content.bottom() <= source.top() + 4
    is_same_line = _distance(source, content) <= 4
    is_next = _distance(source, content) < 2 * source.height() + 8
    if is_next and not is_same_line and left + 12 < right:
        x = (left + min(right, left + 120)) / 2
        begin = QPointF(x, source.top() + 1 if is_above else source.bottom() + 3)
        tip = QPointF(x, content.bottom() + 3 if is_above else content.top() + 2)
        painter.drawLine(begin, tip)
        _arrow_head(painter, colour, tip, is_up=is_above)
        return
    # At the right of the source: its chip hangs at the left.
    begin = QPointF(max(source.center().x(), source.right() - 10), source.bottom() + 3)
    if is_same_line:
        under = source.bottom() + 13
        tip = QPointF(content.center().x(), content.bottom() + 3)
        corners = [QPointF(begin.x(), under), QPointF(tip.x(), under)]
    elif is_next:
        under = content.bottom() + 12 if is_above else source.bottom() + 9
        tip = QPointF(content.left() + 8, content.bottom() + 3 if is_above else content.top() + 1)
        corners = [QPointF(begin.x(), under), QPointF(tip.x(), under)]
    else:
        under, before = source.bottom() + 13, content.bottom() + 10
        tip = QPointF(content.left() + 8, content.bottom() + 3)
        corners = [
            QPointF(begin.x(), under),
            QPointF(margin, under),
            QPointF(margin, before),
            QPointF(tip.x(), before),
        ]
    path = QPainterPath(begin)
    for corner in (*corners, tip):
        path.lineTo(corner)
    painter.drawPath(path)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(begin, 3, 3)
    _arrow_head(painter, colour, tip, is_up=tip.y() < corners[-1].y())


def _arrow_head(painter: QPainter, colour: str, tip: QPointF, *, is_up: bool) -> None:
    back = 5 if is_up else -5
    head = [tip, tip + QPointF(-3.5, back), tip + QPointF(3.5, back)]
    painter.setBrush(QColor(colour))
    painter.setPen(marks.solid_pen(colour, 1))
    painter.drawPolygon(QPolygonF(head))
