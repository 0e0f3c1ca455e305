"""A line of words that ends in “…” where there is no room for it; its tool tip has the rest."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel


class ElidedLabel(QLabel):
    """A label of plain words, which may be as narrow as 60 pixels."""

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tool_tip(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            shown = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, self.width()
            )
            painter.setPen(self.palette().windowText().color())
            painter.drawText(self.rect(), self.alignment(), shown)
        finally:
            painter.end()


def tool_tip(text: str) -> str:
    """Return a tool tip that says ``text`` as it is: Qt would take what looks like HTML for it."""
    lines = (html.escape(line) for line in text.split("\n"))
    return f"<p>{'<br>'.join(lines)}</p>" if text else ""
