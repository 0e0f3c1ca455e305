"""How grave a disagreement is, as bars."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from annotator.ui.theme.theme import Theme

_TOKENS = {3: "bad", 2: "warn", 1: "text3"}


def paint_severity(painter: QPainter, theme: Theme, corner: QPointF, severity: int) -> None:
    """Paint three, two or one bars, as severity goes down, in a row's upper left ``corner``."""
    painter.setPen(Qt.PenStyle.NoPen)
    for bar in range(3):
        is_on = bar < severity
        token = _TOKENS[severity] if is_on else "inset"
        painter.setBrush(theme.colour(token))
        height = 5 + 4 * bar
        place = QRectF(corner.x() + 14 + 5 * bar, corner.y() + 25 - height, 3.5, height)
        painter.drawRoundedRect(place, 1, 1)
