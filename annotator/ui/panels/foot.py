"""The foot of a list: how much is undecided, and the key that accepts what is sure."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.article import marks
from annotator.ui.panels.delegate import cap_width, paint_cap
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_CAPS = ("Shift", "A")
_MARGIN = 16.0


class Foot(QWidget):
    """``sure`` is the confidence, 0 to 1, from which the key accepts."""

    def __init__(self, theme: Theme, sure: float) -> None:
        super().__init__()
        self._theme = theme
        self._words = f"accept the rest above {sure:.2f}".replace("0.", ".")
        self._undecided = 0
        self.setFixedHeight(44)
        theme.changed.connect(self.update)

    def show_count(self, undecided: int) -> None:
        self._undecided = undecided
        self.setAccessibleName(
            f"{self._told()}. {'+'.join(_CAPS)}: {self._words}" if undecided else self._told()
        )
        self.update()

    def _told(self) -> str:
        return f"{self._undecided:,} undecided" if self._undecided else "Everything is decided"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._theme.colour("hair"))
            painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
            left = self._count(painter)
            if self._undecided:
                self._key(painter, left)
        finally:
            painter.end()

    def _count(self, painter: QPainter) -> float:
        """Write how many are undecided, and return where the words end."""
        tokens, middle = self._theme.tokens, QPointF(_MARGIN + 5, self.height() / 2)
        if self._undecided:
            painter.setPen(marks.dashed_pen(tokens.accent, 1.6))
            painter.drawEllipse(middle, 5.5, 5.5)
        else:
            marks.tick(painter, middle, tokens.ok)
        painter.setFont(ui_font(12.5, 600))
        painter.setPen(self._theme.colour("text"))
        advance = painter.fontMetrics().horizontalAdvance(self._told())
        box = QRectF(_MARGIN + 17, 0, advance + 2, self.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._told())
        return box.right()

    def _key(self, painter: QPainter, left: float) -> None:
        font = ui_font(12)
        caps = sum(cap_width(cap) + 4 for cap in _CAPS) + 3
        words = QFontMetricsF(font).horizontalAdvance(self._words) + 1
        x = max(left + 10, self.width() - 12 - words - caps)
        for cap in _CAPS:
            x = paint_cap(painter, self._theme, x, self.height() / 2 - 9.5, cap) + 4
        painter.setFont(font)
        painter.setPen(self._theme.colour("text2"))
        box = QRectF(x + 3, 0, max(0.0, self.width() - 12 - x - 3), self.height())
        shown = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
