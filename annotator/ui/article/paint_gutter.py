"""Painting the gutter: each segment's bracket, label and boundary, and inline segments."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from annotator.domain.annotation import Layer, Segment, State
from annotator.ui.article import marks
from annotator.ui.article.block_layout import BlockLayout
from annotator.ui.article.scene import Edge, Scene
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

BRACKET = 24.0
_LABEL_WIDTH = 98.0


class GutterPainter:
    """Paints what stands at the left of the text; x is measured from the text's left edge."""

    def __init__(self, painter: QPainter, scene: Scene, theme: Theme) -> None:
        self._painter = painter
        self._scene = scene
        self._tokens = theme.tokens
        self._labels = {label.name: label for label in scene.scheme.of_layer(Layer.SEGMENTS)}
        self._is_active = scene.layer is Layer.SEGMENTS

    def segment(self, segment: Segment, x: float, top: float, bottom: float, width: float) -> None:
        """Paint the bracket and label of a segment shown between ``top`` and ``bottom``."""
        is_focused = self._is_active and segment.id == self._scene.focused
        colour = self._colour(segment)
        is_decided = segment.state is not State.SUGGESTED
        weight = 1.8 if self._is_active else 1.3
        pen = marks.solid_pen(colour, weight) if is_decided else marks.dashed_pen(colour, weight)
        marks.bracket(self._painter, pen, x - BRACKET, top + 2, bottom - 2)
        self._label(segment, x, top, is_focused=is_focused)
        if self._is_active and segment.start > 0:
            self._painter.setPen(marks.solid_pen(colour, 1.2))
            self._painter.setBrush(QColor(self._tokens.page))
            self._painter.drawEllipse(QPointF(x - BRACKET, top - 4), 3, 3)
        if is_focused and self._scene.edge is not None:
            self._edge(segment, x, top, bottom, width)

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
        box = QRectF(x - BRACKET - 8 - _LABEL_WIDTH, top + 3, _LABEL_WIDTH, 18)
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

    def _edge(self, segment: Segment, x: float, top: float, bottom: float, width: float) -> None:
        is_start = self._scene.edge is Edge.START
        y = top - 4 if is_start else bottom + 4
        accent = self._tokens.accent
        pen = marks.dashed_pen(accent, 1.6)
        marks.line(self._painter, pen, x - BRACKET, x + width + 12, y)
        pill = QRectF(x - BRACKET - 14, y - 6, 28, 12)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(accent))
        self._painter.drawRoundedRect(pill, 6, 6)
        title = self._labels[segment.label].title if segment.label in self._labels else "segment"
        tag = f"[ start of {title}" if is_start else f"] end of {title}"
        self._painter.setFont(ui_font(11, 600))
        tag_width = self._painter.fontMetrics().horizontalAdvance(tag) + 16
        box = QRectF(x + width + 12 - tag_width, y - 9, tag_width, 18)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.drawRoundedRect(box, 4, 4)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QColor(self._tokens.onaccent))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)

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
            page = self._tokens.page
            box = boxes[0]
            marks.chip(
                self._painter, box.left(), box.bottom() + 1.5, text, colour, page, is_filled=False
            )

    def _colour(self, segment: Segment) -> str:
        label = self._labels.get(segment.label)
        return self._tokens.seg if label and label.is_body else self._tokens.segq
