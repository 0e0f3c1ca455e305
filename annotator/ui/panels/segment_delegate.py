"""How a segment's card is painted: two lines of a paragraph, one of any other, keys if focused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from annotator.domain.annotation import Layer, State
from annotator.ui.panels.delegate import AnnotationDelegate, draw_wrapped
from annotator.ui.panels.rows import Row
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

MIDDLE = 16
"""How far below its top a card has the middle of its first line, in pixels."""
_LOW, _MEDIUM, TALL = 32, 50, 66
_LINE = 16.0
_KEYS = 38
_LEFT = 18.0
_RIGHT = 64.0


@dataclass(frozen=True, slots=True)
class CardText:
    """What stands on a card: a segment, and the inline segments that share its lines."""

    row: Row
    inline: tuple[Row, ...]
    is_focused: bool
    has_room: bool
    """Whether the segment is high enough for a tall card beside it."""

    @property
    def line_count(self) -> int:
        """How many lines of text stand under the first line, which else holds the text."""
        if self.row.label == "paragraph" and (self.has_room or self.is_focused):
            return 2
        return 1 if self.is_focused else 0

    @property
    def height(self) -> int:
        lines = (_LOW, _MEDIUM, TALL)[self.line_count]
        return lines + (_KEYS if self.is_focused else 0)


class SegmentDelegate(AnnotationDelegate):
    """Paints the cards that ``SegmentCards`` places."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Layer.SEGMENTS)

    def paint_card(self, painter: QPainter, card: QRectF, text: CardText) -> None:
        self._card(painter, card, is_focused=text.is_focused)
        tokens, row = self._theme.tokens, text.row
        label = self._scheme_label(row)
        is_body = label is not None and label.is_body
        colour = tokens.seg if is_body else tokens.segq
        if text.is_focused:
            colour = tokens.accent
        self._bar(painter, card, colour, is_decided=row.state is not State.SUGGESTED)
        title = "text" if is_body else "text2"
        self._line(painter, card, _LEFT, 0, row.title, ui_font(12, 600), title, room=_RIGHT)
        self._mark(painter, card, row, colour if text.is_focused else self._label_colour(row))
        for note, box in zip(_notes(text.inline), self.note_boxes(card, text), strict=False):
            self._words(painter, box, note)
        painter.setPen(QColor(tokens.text2))
        if text.line_count:
            box = QRectF(card.left() + _LEFT, card.top() + 29, card.width() - _LEFT - 10, 0)
            draw_wrapped(painter, box, row.text, ui_font(12), _LINE, text.line_count)
        elif not text.inline:
            self._words(painter, self._behind_title(card, row), row.text)
        if text.is_focused:
            self._keys(painter, card)

    def note_boxes(self, card: QRectF, text: CardText) -> list[QRectF]:
        """Return where the inline segments are named behind the title, as far as there is room."""
        room, boxes = self._behind_title(card, text.row), []
        for note in _notes(text.inline):
            width = min(QFontMetricsF(ui_font(12)).horizontalAdvance(note) + 1, room.width())
            if width < _LEFT:
                break
            boxes.append(QRectF(room.left(), room.top(), width, room.height()))
            room.setLeft(room.left() + width + 8)
        return boxes

    def _behind_title(self, card: QRectF, row: Row) -> QRectF:
        title = QFontMetricsF(ui_font(12, 600)).horizontalAdvance(row.title)
        left = card.left() + _LEFT + title + 10
        return QRectF(left, card.top() + 5, max(0.0, card.right() - _RIGHT - left), 22)

    def _words(self, painter: QPainter, box: QRectF, words: str) -> None:
        painter.setFont(ui_font(12))
        painter.setPen(QColor(self._theme.tokens.text2))
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _bar(self, painter: QPainter, card: QRectF, colour: str, *, is_decided: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        for top, height in ((-7, 14),) if is_decided else ((-7, 6), (1, 6)):
            bar = QRectF(card.left() + 7, card.top() + MIDDLE + top, 3, height)
            painter.drawRoundedRect(bar, 1, 1)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _notes(inline: Sequence[Row]) -> list[str]:
    return [
        f"+ {row.title}{'?' if row.state is State.SUGGESTED else ''} “{row.text}”" for row in inline
    ]
