"""Painting the gutter: each segment's bracket, label and boundary, and inline segments."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from annotator.domain.annotation import Layer, Segment, State
from annotator.ui.article import marks
from annotator.ui.article.block_layout import BlockLayout, Brink
from annotator.ui.article.scene import Edge, Scene
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

BRACKET = 24.0
LABEL_MIDDLE = 12.0
"""How far below the top of a segment the middle of its label is, in pixels."""
_LABEL_WIDTH = 98.0


class GutterPainter:
    """Paints what stands at the left of the text; x is measured from the text's left edge."""

    def __init__(self, painter: QPainter, scene: Scene, theme: Theme) -> None:
        self._painter = painter
        self._scene = scene
        self._tokens = theme.tokens
        self._labels = {label.name: label for label in scene.scheme.of_layer(Layer.SEGMENTS)}
        self._is_active = scene.layer is Layer.SEGMENTS

    def segment(self, segment: Segment, x: float, top: float, bottom: float) -> None:
        """Paint the bracket and label of a segment shown between ``top`` and ``bottom``."""
        is_focused = self._is_active and segment.id == self._scene.focused
        colour = self._tokens.accent if is_focused else self._colour(segment)
        is_decided = segment.state is not State.SUGGESTED
        weight = 1.8 if self._is_active else 1.3
        pen = marks.solid_pen(colour, weight) if is_decided else marks.dashed_pen(colour, weight)
        marks.bracket(self._painter, pen, x - BRACKET, top + 2, bottom - 2)
        self._label(segment, x, top, is_focused=is_focused)
        if self._is_active and segment.start > 0:
            self._painter.setPen(marks.solid_pen(self._colour(segment), 1.2))
            self._painter.setBrush(QColor(self._tokens.page))
            self._painter.drawEllipse(QPointF(x - BRACKET, top - 4), 3, 3)

    def focus_band(self, x: float, top: float, bottom: float, width: float) -> None:
        """Paint the band behind the text of the focused segment."""
        box = QRectF(x - 14, top, width + 28, bottom - top)
        marks.fill(self._painter, box, self._tokens.accentbg)

    def _label(self, segment: Segment, x: float, top: float, *, is_focused: bool) -> None:
        title = self._labels[segment.label].title if segment.label in self._labels else ""
        is_decided = segment.state is not State.SUGGESTED
        text = title if is_decided else f"{title}?"
        ink = self._tokens.accent if is_focused else self._tokens.text2
        self._painter.setPen(QColor(ink))
        self._painter.setFont(ui_font(12, 600 if self._is_active else 500))
        box = QRectF(x - BRACKET - 8 - _LABEL_WIDTH, top + LABEL_MIDDLE - 9, _LABEL_WIDTH, 18)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(box, right, text)
        if self._is_active and not segment.origin.is_by_hand:
            left_of_title = box.right() - self._painter.fontMetrics().horizontalAdvance(text) - 7
            self._confidence(segment, QRectF(left_of_title - 40, box.top(), 40, 18))

    def _confidence(self, segment: Segment, box: QRectF) -> None:
        self._painter.setFont(ui_font(11, 600 if segment.state is State.SUGGESTED else 400))
        self._painter.setPen(QColor(self._tokens.text3))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(box, right, f"{segment.origin.confidence:.2f}".lstrip("0"))

    def edge(
        self, segment: Segment, edge: Edge, x: float, top: float, bottom: float, width: float
    ) -> None:
        """Paint the chosen boundary of a segment: a pill, a dashed line, and which edge it is."""
        y = top - 4 if edge is Edge.START else bottom + 4
        accent = self._tokens.accent
        marks.line(self._painter, marks.dashed_pen(accent, 1.8), x - BRACKET, x + width + 14, y)
        pill = QRectF(x - BRACKET - 15, y - 6.5, 30, 13)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(accent))
        self._painter.drawRoundedRect(pill, 6.5, 6.5)
        self._painter.setBrush(QColor(self._tokens.onaccent))
        for dot in (-5, 0, 5):
            self._painter.drawEllipse(pill.center() + QPointF(dot, 0), 1.3, 1.3)
        self._tag(segment, edge, x + width + 14, y)

    def _tag(self, segment: Segment, edge: Edge, right: float, y: float) -> None:
        title = self._labels[segment.label].title if segment.label in self._labels else "segment"
        words = f"{'[' if edge is Edge.START else ']'}  {edge.value} of {title}"
        self._painter.setFont(ui_font(11, 600))
        width = self._painter.fontMetrics().horizontalAdvance(words) + 20
        box = QRectF(right - width, y - 9, width, 18)
        marks.fill(self._painter, box, self._tokens.accent)
        self._painter.setPen(QColor(self._tokens.onaccent))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def inline(self, layout: BlockLayout, origin: QPointF, segment: Segment, end: int) -> None:
        """Paint a segment that shares its line: a bracket over its text, and its label beneath."""
        colour = self._colour(segment)
        is_decided = segment.state is not State.SUGGESTED
        pen = marks.solid_pen(colour, 1.5) if is_decided else marks.dashed_pen(colour, 1.5)
        boxes = [box.translated(origin) for _, box in layout.rectangles(segment.start, end)]
        for box in boxes:
            y = box.top() + 1.5
            marks.line(self._painter, pen, box.left(), box.right(), y)
            self._painter.drawLine(QPointF(box.left(), y), QPointF(box.left(), y + 5))
            self._painter.drawLine(QPointF(box.right(), y), QPointF(box.right(), y + 5))
        if boxes and self._is_active:
            text = segment.label.upper() if is_decided else f"{segment.label.upper()}?"
            if segment.id == self._scene.focused:
                marks.ring(self._painter, boxes[0].adjusted(-3, 0, 3, 3), self._tokens.accent)
            page, top = self._tokens.page, boxes[0].bottom() + 1.5
            if segment.id == self._scene.focused and self._scene.edge is not None:
                brink = layout.brink(segment.start, end, is_start=self._scene.edge is Edge.START)
                if brink is not None:
                    self._inline_edge(segment, self._scene.edge, brink, origin)
            begin = layout.brink(segment.start, end, is_start=True)
            left = origin.x() + (begin.hang(marks.chip_width(text)) if begin else 0.0)
            marks.chip(self._painter, left, top, text, colour, page, is_filled=False)

    def _inline_edge(self, segment: Segment, edge: Edge, brink: Brink, origin: QPointF) -> None:
        box = brink.box.translated(origin)
        x = origin.x() + brink.x + 2 * brink.side
        self._painter.setPen(marks.solid_pen(self._tokens.accent, 3))
        self._painter.drawLine(QPointF(x, box.top() - 2), QPointF(x, box.bottom() + 4))
        self._tag(segment, edge, x + 60, box.top() - 9)

    def _colour(self, segment: Segment) -> str:
        label = self._labels.get(segment.label)
        return self._tokens.seg if label and label.is_body else self._tokens.segq
