"""A share between nought and one as a short bar with its figure, for the cells of tables."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_LENGTH = 54


def paint_share(
    painter: QPainter, theme: Theme, box: QRectF, share: float, text: str, *, is_loud: bool = False
) -> None:
    """Paint the bar at the left of ``box`` and ``text`` behind it; ``is_loud`` sets it in bold."""
    bar = QRectF(box.left() + 8, box.center().y() - 3, _LENGTH, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("inset"))
    painter.drawRoundedRect(bar, 3, 3)
    painter.setBrush(theme.colour("quantity"))
    share = min(1.0, max(0.0, share))
    if share > 0:
        bar.setWidth(max(6.0, _LENGTH * share))
        painter.drawRoundedRect(bar, 3, 3)
    painter.setPen(theme.colour("text"))
    painter.setFont(ui_font(12.5, 600 if is_loud else 400))
    painter.drawText(QPointF(box.left() + 70, box.center().y() + 4.5), text)
