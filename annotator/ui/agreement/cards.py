"""A headline figure: its value, its interval drawn on a scale, and from how much it comes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from annotator.comparing.measured import Measured, Undefined, shown
from annotator.comparing.report import Figure
from annotator.domain.annotation import Layer
from annotator.ui.card_ground import paint_card
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_ICONS = {Layer.SEGMENTS: "segments", Layer.ENTITIES: "tag", Layer.QUOTES: "quote"}
_SCALE_FROM = 0.5
"""The scale goes from here to 1, where people's agreement lies; lower values stay at its end."""
_MARGIN = 15


class FigureCard(QAbstractButton):
    """Choosing it chooses its layer; ``opened`` asks for the disagreements behind the figure."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._figure: Figure | None = None
        self._title = ""
        self._number = QRectF()
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(150)
        theme.changed.connect(self.update)

    @property
    def figure(self) -> Figure | None:
        return self._figure

    def show_figure(self, figure: Figure, title: str) -> None:
        self._figure, self._title = figure, title
        self.setAccessibleName(_says(figure, title))
        measure = figure.measure
        why = measure.reason if isinstance(measure, Undefined) else measure.why_no_interval
        self.setToolTip(why or f"{figure.meaning}. Click the number for the disagreements.")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(250, 132)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._figure is not None and self._number.contains(event.position()):
            self.opened.emit(self._figure.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._figure is not None:
            self.opened.emit(self._figure.key)
        else:
            super().keyPressEvent(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_card(painter, self._theme, self)
            if self._figure is not None:
                self._paint_words(painter, self._figure)
                self._paint_value(painter, self._figure)
                self._paint_scale(painter, self._figure)
        finally:
            painter.end()

    def _paint_words(self, painter: QPainter, figure: Figure) -> None:
        ratio = self.devicePixelRatioF()
        colour = self._theme.tokens.text2
        icon = self._theme.icons.pixmap(_ICONS[figure.layer], colour, 16, ratio)
        painter.drawPixmap(QPointF(_MARGIN, 14), icon)
        painter.setPen(self._theme.colour("text"))
        painter.setFont(ui_font(13.5, 600))
        painter.drawText(QPointF(_MARGIN + 23, 27), self._title)
        painter.setPen(self._theme.colour("text2"))
        painter.setFont(ui_font(12))
        room = self.width() - 2 * _MARGIN
        meaning = painter.fontMetrics().elidedText(
            figure.meaning, Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(QPointF(_MARGIN, 45), meaning)
        painter.setPen(self._theme.colour("text2"))
        painter.setFont(ui_font(11.5))
        count = f"{figure.count:,} {figure.unit}"
        painter.drawText(QPointF(_MARGIN, self.height() - 12), count)
        interval = isinstance(figure.measure, Measured) and figure.measure.interval
        note = "95 %" if interval else "no interval"
        width = painter.fontMetrics().horizontalAdvance(note)
        painter.drawText(QPointF(self.width() - _MARGIN - width, self.height() - 12), note)

    def _paint_value(self, painter: QPainter, figure: Figure) -> None:
        font = ui_font(30, 600)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        text = shown(figure.measure)
        width = QFontMetricsF(font).horizontalAdvance(text)
        painter.drawText(QPointF(_MARGIN, 83), text)
        self._number = QRectF(_MARGIN, 54, width, 36)
        dots = QPen(self._theme.colour("text2"), 1.2)
        dots.setDashPattern([0.1, 2.2])
        dots.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(dots)
        painter.drawLine(QPointF(_MARGIN, 89.5), QPointF(_MARGIN + width, 89.5))
        painter.setFont(ui_font(12.5))
        painter.setPen(self._theme.colour("text2"))
        left = _MARGIN + width + 8
        room = max(0, int(self.width() - left - _MARGIN))
        said = painter.fontMetrics().elidedText(_beside(figure), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, 83), said)

    def _paint_scale(self, painter: QPainter, figure: Figure) -> None:
        left, right, middle = _MARGIN, self.width() - _MARGIN, 101.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("inset"))
        painter.drawRoundedRect(QRectF(left, middle - 2, right - left, 4), 2, 2)
        measure = figure.measure
        if not isinstance(measure, Measured):
            return

        def x(value: float) -> float:
            share = (value - _SCALE_FROM) / (1 - _SCALE_FROM)
            return left + min(1.0, max(0.0, share)) * (right - left)

        accent = QColor(self._theme.colour("accent"))
        if measure.interval is not None:
            band = QColor(accent)
            band.setAlphaF(0.45)
            painter.setBrush(band)
            low, high = x(measure.interval.low), x(measure.interval.high)
            painter.drawRoundedRect(QRectF(low, middle - 3.5, max(3.0, high - low), 7), 3.5, 3.5)
        painter.setBrush(accent)
        painter.drawRoundedRect(QRectF(x(measure.value) - 1.5, middle - 6.5, 3, 13), 1.5, 1.5)


def _beside(figure: Figure) -> str:
    measure = figure.measure
    if isinstance(measure, Undefined):
        return measure.reason
    if measure.interval is None:
        return ""
    return f"{measure.interval.low:.2f}–{measure.interval.high:.2f}"


def _says(figure: Figure, title: str) -> str:
    measure = figure.measure
    if isinstance(measure, Undefined):
        return f"{title}, {figure.meaning}: undefined. {measure.reason}"
    interval = f", 95 percent interval {_beside(figure)}" if measure.interval else ""
    return f"{title}, {figure.meaning}: {shown(measure)}{interval}, {figure.count:,} {figure.unit}"
