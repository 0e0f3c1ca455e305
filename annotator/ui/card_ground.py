"""The ground of a card that can be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton

from annotator.ui.theme.theme import Theme


def paint_card(painter: QPainter, theme: Theme, card: QAbstractButton) -> None:
    """Paint a card, with a strong edge where it is chosen or has the focus."""
    is_loud = card.isChecked() or card.hasFocus()
    width = 2.0 if is_loud else 1.0
    painter.setPen(QPen(theme.colour("accent" if is_loud else "hair"), width))
    painter.setBrush(theme.colour("card"))
    inset = width / 2
    painter.drawRoundedRect(QRectF(card.rect()).adjusted(inset, inset, -inset, -inset), 9, 9)
