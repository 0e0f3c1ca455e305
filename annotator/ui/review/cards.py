"""A choice as a card: its key, who made it, what it says, and how many say so."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from annotator.ui.article import marks
from annotator.ui.elided_label import tool_tip
from annotator.ui.panels.delegate import paint_cap
from annotator.ui.review.choices import Said, ShownChoice
from annotator.ui.theme.fonts import reading_font, ui_font
from annotator.ui.theme.theme import Theme

_PADDING = 12.0
_HEAD = 34.0
_FOOT = 27.0
_LINE = 19.0
_MOST_LINES = 5


class ChoiceCard(QAbstractButton):
    """Choosing it, by the mouse or its key, marks it as the reading that is right."""

    def __init__(self, theme: Theme, shown: ShownChoice, key: str, voters: int) -> None:
        super().__init__()
        self._theme, self._shown, self._key = theme, shown, key
        self._voters = voters
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        who = shown.names or ", ".join(shown.letters)
        self.setAccessibleName(f"{shown.in_words}. {self._votes}: {who}")
        told = [f"Key {key}"] if key else []
        self.setAccessibleDescription(". ".join([*told, *shown.marked]))
        self.setToolTip(tool_tip("\n".join([shown.in_words, self._votes, *shown.marked])))

    @property
    def _votes(self) -> str:
        count = len(self._shown.choice.owners)
        return f"{count} of {self._voters} annotators"

    def sizeHint(self) -> QSize:
        lines = min(_MOST_LINES, max(1, len(self._shown.said)))
        # A single line may be wrapped into two.
        return QSize(220, round(_HEAD + max(2, lines) * _LINE + 8 + _FOOT))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            is_strong = self.isChecked() or self.hasFocus()
            edge = self._theme.tokens.accent if is_strong else self._theme.tokens.hair2
            painter.setPen(marks.solid_pen(edge, 2 if self.isChecked() else 1))
            painter.setBrush(self._theme.colour("card"))
            painter.drawRoundedRect(box, 8, 8)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            self._paint_head(painter, box)
            self._paint_body(painter, box)
            self._paint_foot(painter, box)
        finally:
            painter.end()

    def _paint_head(self, painter: QPainter, box: QRectF) -> None:
        x = box.left() + _PADDING
        if self._key:
            x = paint_cap(painter, self._theme, x, box.top() + 9, self._key) + 8
        for letter in self._shown.letters:
            x = paint_letter(painter, self._theme, x, box.top() + 10, letter) + 4
        right = box.right() - _PADDING
        if self.isChecked():
            tick = QPointF(right - 6, box.top() + 18)
            marks.tick(painter, tick, self._theme.tokens.accent)
            right -= 18
        self._words(painter, QRectF(x + 4, box.top() + 9, right - x - 4, 18), self._shown.names)

    def _paint_body(self, painter: QPainter, box: QRectF) -> None:
        inside = box.adjusted(_PADDING, _HEAD, -_PADDING, -_FOOT)
        said = self._shown.said
        if not said:
            room = QRectF(inside.left(), inside.top(), inside.width(), _LINE)
            self._words(painter, room, "Nothing belongs here.", token="text")
            return
        top = inside.top()
        for one in said[:_MOST_LINES]:
            lines = 2 if len(said) == 1 else 1
            self._paint_said(painter, inside, top, one, lines)
            top += _LINE

    def _paint_said(
        self, painter: QPainter, inside: QRectF, top: float, one: Said, lines: int
    ) -> None:
        ground = self._theme.tokens.chipfg if one.spans else self._theme.tokens.card
        right = marks.chip(
            painter,
            inside.left(),
            top + 3,
            one.label,
            one.colour,
            ground,
            is_filled=bool(one.spans),
        )
        painter.setFont(reading_font(14))
        painter.setPen(self._theme.colour("text"))
        room = QRectF(right + 7, top, inside.right() - right - 7, _LINE * lines)
        metrics = painter.fontMetrics()
        if lines == 1 or metrics.horizontalAdvance(one.words) <= room.width():
            room.setHeight(_LINE)
            shown = metrics.elidedText(one.words, Qt.TextElideMode.ElideMiddle, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        else:
            wide = int(room.width() * 1.8)
            shown = metrics.elidedText(one.words, Qt.TextElideMode.ElideMiddle, wide)
            painter.drawText(room, int(Qt.TextFlag.TextWordWrap), shown)

    def _paint_foot(self, painter: QPainter, box: QRectF) -> None:
        top = box.bottom() - _FOOT
        painter.setPen(marks.solid_pen(self._theme.tokens.hair, 1))
        painter.drawLine(QPointF(box.left() + 1, top), QPointF(box.right() - 1, top))
        room = QRectF(box.left() + _PADDING, top, box.width() - 2 * _PADDING, _FOOT)
        painter.setFont(ui_font(12.5))
        took = painter.fontMetrics().horizontalAdvance(self._shown.took)
        painter.setPen(self._theme.colour("text2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, self._shown.took)
        self._words(painter, room.adjusted(0, 0, -took - 8, 0), self._votes)

    def _words(self, painter: QPainter, room: QRectF, words: str, *, token: str = "text2") -> None:
        painter.setFont(ui_font(12.5))
        painter.setPen(self._theme.colour(token))
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, max(0, int(room.width()))
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)


def paint_letter(painter: QPainter, theme: Theme, x: float, y: float, letter: str) -> float:
    """Paint an annotator's letter as a small square, 16 pixels high, and return its right edge."""
    box = QRectF(x, y, 16 if len(letter) == 1 else 22, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text2"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(ui_font(10, 700))
    painter.setPen(QColor(theme.tokens.page))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
    return box.right()
