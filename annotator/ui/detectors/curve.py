"""The learning curve: how good a layer is by the number of corrected articles."""

from __future__ import annotations

from math import ceil, floor, log

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.detecting.learning.findings import Findings
from annotator.ui.detectors.standing import short
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 26, 20, 30
_STEP = 0.1
_CLOSE = 34
"""Figures that would stand nearer to each other than this are left out, the last one never."""


class CurvePlot(QWidget):
    """Paints F1 over articles, these on a logarithmic scale, and the rules alone as a level."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._findings: Findings | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(280, 150))
        self.setAccessibleName("Learning curve")
        theme.changed.connect(self.update)

    def show_findings(self, findings: Findings | None) -> None:
        self._findings = findings
        self.setAccessibleDescription(said_of(findings) if findings else "")
        self.setToolTip(self.accessibleDescription())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._findings is not None and self._findings.curve:
                self._paint(painter, self._findings)
            else:
                painter.setFont(ui_font(12.5))
                painter.setPen(self._theme.colour("text2"))
                words = "This model came from a file; it has no curve here."
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
        finally:
            painter.end()

    def _paint(self, painter: QPainter, findings: Findings) -> None:
        place = QRectF(self.rect()).adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM)
        values = [findings.before.f1, *(one.f1 for one in findings.curve)]
        low = max(0.0, floor((min(values) - 0.02) / _STEP) * _STEP)
        high = min(1.0, ceil((max(values) + 0.02) / _STEP) * _STEP)
        counts = [one.articles for one in findings.curve]
        width = log(counts[-1] / counts[0]) or 1.0

        def x(articles: int) -> float:
            share = log(articles / counts[0]) / width if len(counts) > 1 else 0.5
            return place.left() + 8 + share * (place.width() - 16)

        def y(value: float) -> float:
            return place.bottom() - (value - low) / (high - low) * place.height()

        self._paint_levels(painter, place, low, high)
        level = y(findings.before.f1)
        self._paint_rules(painter, place, level, findings.before.f1)
        points = [QPointF(x(one.articles), y(one.f1)) for one in findings.curve]
        self._paint_line(painter, points)
        self._paint_figures(painter, findings, points, place, level)

    def _paint_levels(self, painter: QPainter, place: QRectF, low: float, high: float) -> None:
        painter.setFont(ui_font(11))
        for number in range(round((high - low) / _STEP) + 1):
            value = low + number * _STEP
            height = place.bottom() - (value - low) / (high - low) * place.height()
            painter.setPen(QPen(self._theme.colour("hair"), 1))
            painter.drawLine(QPointF(place.left(), height), QPointF(place.right(), height))
            painter.setPen(self._theme.colour("text2"))
            box = QRectF(0, height - 8, _LEFT - 8, 16)
            words = f"{value:.1f}"
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )

    def _paint_rules(self, painter: QPainter, place: QRectF, level: float, value: float) -> None:
        pen = QPen(self._theme.colour("text2"), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(place.left(), level), QPointF(place.right(), level))
        painter.setFont(ui_font(11.5))
        words = f"rules alone {short(value)}"
        length = painter.fontMetrics().horizontalAdvance(words)
        painter.setPen(self._theme.colour("text2"))
        baseline = level + 15 if place.bottom() - level > _BOTTOM else level - 6
        painter.drawText(QPointF(place.right() - length, baseline), words)

    def _paint_line(self, painter: QPainter, points: list[QPointF]) -> None:
        colour = self._theme.colour("quantity")
        painter.setPen(QPen(colour, 2.2))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(self._theme.colour("card"), 1.5))
        painter.setBrush(colour)
        for point in points:
            painter.drawEllipse(point, 4.5, 4.5)

    def _paint_figures(
        self,
        painter: QPainter,
        findings: Findings,
        points: list[QPointF],
        place: QRectF,
        level: float,
    ) -> None:
        free = float("inf")
        for number in range(len(points) - 1, -1, -1):
            point, one = points[number], findings.curve[number]
            if free - point.x() < _CLOSE:
                continue
            free = point.x()
            painter.setPen(self._theme.colour("text"))
            painter.setFont(ui_font(12, 600))
            above = point.y() - 10
            if abs(above - 4 - level) < 10:
                above = level - 8
            self._centred(painter, short(one.f1), point.x(), above)
            painter.setFont(ui_font(11))
            painter.setPen(self._theme.colour("text2"))
            last = number == len(points) - 1
            words = f"{one.articles:,} articles" if last else f"{one.articles:,}"
            half = painter.fontMetrics().horizontalAdvance(words) / 2
            middle = min(point.x(), self.width() - half - 2)
            self._centred(painter, words, middle, place.bottom() + 20)

    def _centred(self, painter: QPainter, words: str, middle: float, baseline: float) -> None:
        width = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(QPointF(middle - width / 2, baseline), words)


def said_of(findings: Findings) -> str:
    """Return the curve in words, or what the model comes to where it has none."""
    if not findings.curve:
        return f"Rules alone {findings.before.f1:.3f}, with the model {findings.after.f1:.3f}."
    points = ", ".join(f"{one.articles:,} articles {one.f1:.3f}" for one in findings.curve)
    return f"Rules alone {findings.before.f1:.3f}. Learnt from {points}. F1, cross-validated."
