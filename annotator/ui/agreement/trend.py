"""Agreement over time, as a line of batches of articles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.comparing.trend import Batch, levels
from annotator.ui.article import marks
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 16, 20, 26
_REACH = 14


class TrendPlot(QWidget):
    """Each point opens what lies behind it: ``opened`` carries the ids of its articles."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._batches: Sequence[Batch] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(160, 110))
        self.setAccessibleName("Agreement over time")
        theme.changed.connect(self.update)

    def show_batches(self, batches: Sequence[Batch]) -> None:
        self._batches = batches
        self._go_to(len(batches) - 1)

    def _go_to(self, number: int) -> None:
        self._current = max(0, min(number, len(self._batches) - 1))
        said = self._said(self._current) if self._batches else "No article has a value."
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def _said(self, number: int) -> str:
        return f"{self._batches[number].in_words}. Enter shows what they disagree about."

    # Going through the points

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._go_to(self._current + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._batches:
            self.opened.emit(self._batches[self._current].article_ids)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        places = self._places()
        for number, place in enumerate(places):
            if (place - event.position()).manhattanLength() <= _REACH:
                self._go_to(number)
                self.opened.emit(self._batches[number].article_ids)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # Painting

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)

    def _y(self, value: float) -> float:
        area, low = self._area(), levels(self._batches)[0]
        return area.bottom() - (value - low) / (1.0 - low) * area.height()

    def _places(self) -> list[QPointF]:
        area, count = self._area(), len(self._batches)
        step = area.width() / max(1, count - 1)
        left = area.left() if count > 1 else area.center().x()
        return [
            QPointF(left + number * step, self._y(one.value))
            for number, one in enumerate(self._batches)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._batches:
                self._paint_levels(painter)
                self._paint_line(painter)
                self._paint_ends(painter)
        finally:
            painter.end()

    def _paint_levels(self, painter: QPainter) -> None:
        area, tokens = self._area(), self._theme.tokens
        painter.setFont(ui_font(11))
        for value in levels(self._batches):
            painter.setPen(marks.solid_pen(tokens.hair, 1))
            painter.drawLine(
                QPointF(area.left(), self._y(value)), QPointF(area.right(), self._y(value))
            )
            painter.setPen(self._theme.colour("text2"))
            box = QRectF(0, self._y(value) - 8, _LEFT - 8, 16)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, f"{value:.1f}".removeprefix("0"))

    def _paint_line(self, painter: QPainter) -> None:
        places, colour = self._places(), self._theme.colour("quantity")
        painter.setPen(QPen(colour, 2))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(self._theme.colour("card"), 1.5))
        painter.setBrush(colour)
        for place in places:
            painter.drawEllipse(place, 4.5, 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        current = places[self._current]
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawEllipse(current, 8, 8)
        painter.setFont(ui_font(12, 600))
        painter.setPen(self._theme.colour("text"))
        words = f"{self._batches[self._current].value:.2f}".removeprefix("0")
        box = QRectF(current.x() - 24, current.y() - 26, 48, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_ends(self, painter: QPainter) -> None:
        area = self._area()
        painter.setFont(ui_font(11))
        painter.setPen(self._theme.colour("text2"))
        box = QRectF(area.left(), area.bottom() + 6, area.width(), 18)
        first, last = self._batches[0].first[:10], self._batches[-1].last[:10]
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, first or "first")
        if len(self._batches) > 1:
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, last or "last")
