"""The foot of a list: how much is undecided and hidden, with the keys for what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.article import marks
from annotator.ui.panels.delegate import cap_width, paint_cap
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_ACCEPT = ("Shift", "A")
_SHOW = ("H",)
_MARGIN = 16.0
_LINE, _SECOND = 44, 30


class Foot(QWidget):
    """``sure`` is the confidence, 0 to 1, from which the key accepts."""

    def __init__(self, theme: Theme, sure: float) -> None:
        super().__init__()
        self._theme = theme
        self._words = f"accept the rest above {sure:.2f}".replace("0.", ".")
        self._undecided = 0
        self._hidden = ""
        self._show = ""
        self.setFixedHeight(_LINE)
        theme.changed.connect(self.update)

    def show_count(
        self, undecided: int, hidden: int = 0, percent: int = 0, is_showing: bool = False
    ) -> None:
        """Say how many are undecided, and how many are hidden under so many percent.

        With ``is_showing``, those that would be hidden are shown for the moment.
        """
        self._undecided = undecided
        self._hidden, self._show = "", ""
        if is_showing:
            self._hidden, self._show = f"Those under {percent} % are shown", "hide"
        elif hidden:
            self._hidden, self._show = f"{hidden:,} hidden under {percent} %", "show"
        self.setFixedHeight(_LINE + _SECOND if self._hidden else _LINE)
        says = [
            f"{self._told()}. {'+'.join(_ACCEPT)}: {self._words}" if undecided else self._told()
        ]
        if self._hidden:
            says.append(f"{self._hidden}. {'+'.join(_SHOW)}: {self._show}")
        self.setAccessibleName(". ".join(says))
        self.update()

    def _told(self) -> str:
        if self._undecided:
            return f"{self._undecided:,} undecided"
        return "Nothing shown is undecided" if self._hidden else "Everything is decided"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self._theme.colour("hair"))
            painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
            left = self._count(painter)
            if self._undecided:
                self._key(painter, left, _LINE / 2, _ACCEPT, self._words)
            if self._hidden:
                middle = _LINE + _SECOND / 2 - 5
                left = self._told_hidden(painter, middle)
                self._key(painter, left, middle, _SHOW, self._show)
        finally:
            painter.end()

    def _count(self, painter: QPainter) -> float:
        """Write how many are undecided, and return where the words end."""
        tokens, middle = self._theme.tokens, QPointF(_MARGIN + 5, _LINE / 2)
        if self._undecided:
            painter.setPen(marks.dashed_pen(tokens.accent, 1.6))
            painter.drawEllipse(middle, 5.5, 5.5)
        else:
            marks.tick(painter, middle, tokens.ok)
        painter.setFont(ui_font(12.5, 600))
        painter.setPen(self._theme.colour("text"))
        return self._write(painter, _LINE / 2, self._told())

    def _told_hidden(self, painter: QPainter, middle: float) -> float:
        icon = self._theme.icons.pixmap(
            "eye", self._theme.tokens.text2, 14, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(_MARGIN - 2, middle - 7), icon)
        painter.setFont(ui_font(12))
        painter.setPen(self._theme.colour("text2"))
        return self._write(painter, middle, self._hidden)

    def _write(self, painter: QPainter, middle: float, words: str) -> float:
        """Write words behind the mark, and return where they end."""
        advance = painter.fontMetrics().horizontalAdvance(words)
        box = QRectF(_MARGIN + 17, middle - _LINE / 2, advance + 2, _LINE)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)
        return box.right()

    def _key(
        self, painter: QPainter, left: float, middle: float, caps: tuple[str, ...], words: str
    ) -> None:
        """Paint a key and what it does at the right, shortened where ``left`` comes too near."""
        font = ui_font(12)
        width = sum(cap_width(cap) + 4 for cap in caps) + 3
        x = max(
            left + 10, self.width() - 12 - QFontMetricsF(font).horizontalAdvance(words) - 1 - width
        )
        for cap in caps:
            x = paint_cap(painter, self._theme, x, middle - 9.5, cap) + 4
        painter.setFont(font)
        painter.setPen(self._theme.colour("text2"))
        box = QRectF(x + 3, middle - _LINE / 2, max(0.0, self.width() - 12 - x - 3), _LINE)
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
