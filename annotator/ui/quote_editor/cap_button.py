"""A flat button with its key's cap at the left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from annotator.ui.article import marks
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.ui.theme.tokens import Tokens

CAP = 18
LABEL_WIDTH = 94
"""How wide the keys and titles at the left of the editor's rows are."""


class CapButton(QPushButton):
    """``does`` says what the button does, for who cannot see where it stands."""

    def __init__(self, theme: Theme, key: str, text: str, does: str, *, weight: int = 500) -> None:
        super().__init__(text)
        self._theme = theme
        self._key = key
        self._works = True
        self._font = ui_font(13, weight)
        self.setAccessibleName(does)
        self.setAccessibleDescription(f"Key {key}")
        self.setToolTip(f"{does} ({key})")
        self.setAutoDefault(False)
        self.setFlat(True)
        theme.changed.connect(self.update)

    def show_working(self, works: bool) -> None:
        """Show whether the key means this just now, or something else."""
        self._works = works
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(self._font).horizontalAdvance(self.text())
        return QSize(int(width) + CAP + 8 + 14, 30)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens, box = self._theme.tokens, QRectF(self.rect())
            if self.isChecked() or self.underMouse():
                ground = tokens.accentbg if self.isChecked() else tokens.hover
                marks.fill(painter, box.adjusted(0, 1, 0, -1), ground, 6)
            if self.hasFocus():
                marks.ring(painter, box.adjusted(1, 2, -1, -2), tokens.accent)
            cap = QRectF(6, box.center().y() - CAP / 2, CAP, CAP)
            paint_cap(
                painter, tokens, cap, self._key, is_filled=self.isChecked(), works=self._works
            )
            painter.setFont(self._font)
            painter.setPen(QColor(tokens.text if self.isCheckable() else tokens.text2))
            words = box.adjusted(6 + CAP + 7, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        finally:
            painter.end()


def paint_cap(
    painter: QPainter,
    tokens: Tokens,
    cap: QRectF,
    key: str,
    *,
    is_filled: bool,
    works: bool = True,
) -> None:
    """Paint the cap of a key: filled where its choice is made, bare where it does not work now."""
    painter.setFont(ui_font(10.5, 600))
    if is_filled:
        marks.fill(painter, cap, tokens.accent, 4)
        painter.setPen(QColor(tokens.onaccent))
    else:
        painter.setPen(marks.solid_pen(tokens.hair2 if works else tokens.hair, 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(tokens.text2 if works else tokens.text3))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
