"""Small marks that painting shares: chips, dashed and dotted lines, brackets."""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from annotator.ui.theme.fonts import ui_font

CHIP_HEIGHT = 11.0


@cache
def solid_pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


@cache
def dashed_pen(colour: str, width: float) -> QPen:
    # Dashes count in pen widths, and any other cap would close the gaps.
    pen = QPen(solid_pen(colour, width))
    pen.setDashPattern([4 / width, 3 / width])
    return pen


@cache
def dotted_pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setDashPattern([0.1, 2])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def line(painter: QPainter, pen: QPen, left: float, right: float, y: float) -> None:
    painter.setPen(pen)
    painter.drawLine(QPointF(left, y), QPointF(right, y))


def seam(painter: QPainter, colour: str, spot: QRectF) -> None:
    """Draw a thin I-beam where the caret would stand."""
    x, top, bottom = spot.center().x(), spot.top() + 2, spot.bottom() - 2
    painter.setPen(solid_pen(colour, 1.2))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    for y in (top, bottom):
        painter.drawLine(QPointF(x - 3, y), QPointF(x + 3, y))


@cache
def chip_width(text: str) -> float:
    return QFontMetricsF(ui_font(8.5, 700)).horizontalAdvance(text) + 8


def chip(
    painter: QPainter,
    left: float,
    top: float,
    text: str,
    colour: str,
    ground: str,
    *,
    is_filled: bool,
) -> float:
    """Draw a chip and return its right edge; ``ground`` is the page, or the ink on a fill."""
    ratio = painter.device().devicePixelRatioF()
    picture = _chip(text, colour, ground, is_filled=is_filled, ratio=ratio)
    painter.drawImage(QPointF(left, top), picture)
    return left + chip_width(text)


@lru_cache(1000)  # a screen has dozens of the same
def _chip(text: str, colour: str, ground: str, *, is_filled: bool, ratio: float) -> QImage:
    box = QRectF(0, 0, chip_width(text), CHIP_HEIGHT)
    picture = QImage(
        ceil(box.width() * ratio),
        ceil(box.height() * ratio),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(ui_font(8.5, 700))
    if is_filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(ground))
    else:
        painter.setPen(solid_pen(colour, 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QColor(colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture


def bracket(painter: QPainter, pen: QPen, x: float, top: float, bottom: float) -> None:
    """Draw the bracket at the left of a segment."""
    path = QPainterPath(QPointF(x + 7, top))
    path.lineTo(x + 2, top)
    path.quadTo(x, top, x, top + 2)
    path.lineTo(x, bottom - 2)
    path.quadTo(x, bottom, x + 2, bottom)
    path.lineTo(x + 7, bottom)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def ring(painter: QPainter, box: QRectF, colour: str, width: float = 2) -> None:
    """Draw the ring round what is focused."""
    painter.setPen(solid_pen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 5, 5)


def fill(painter: QPainter, box: QRectF, colour: str, radius: float = 3) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(box, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def tick(painter: QPainter, middle: QPointF, colour: str) -> None:
    painter.setPen(solid_pen(colour, 1.8))
    offsets = (QPointF(-4, 0), QPointF(-1, 3), QPointF(4.5, -3.5))
    painter.drawPolyline([middle + offset for offset in offsets])
