"""How a row of an annotation list is painted; the focused one is a card with its keys."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.annotation import Layer, State
from annotator.domain.scheme import Label, Scheme
from annotator.ui.article import marks
from annotator.ui.offsets import OffsetMap
from annotator.ui.panels.model import ROW, AnnotationModel, Index
from annotator.ui.panels.rows import Row
from annotator.ui.theme.fonts import reading_font, ui_font
from annotator.ui.theme.theme import Theme

_HEADING = 34
_LINE = 18
_KEYS = {
    Layer.SEGMENTS: (("Space", "accept"), ("1–0", "label"), ("M", "merge up"), ("/", "split")),
    Layer.ENTITIES: (("Space", "accept"), ("X", "reject"), ("[ ]", "edges"), ("L", "link")),
    Layer.QUOTES: (("S", "speaker"), ("T", "type"), ("+", "part"), ("Enter", "open")),
}


class AnnotationDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, layer: Layer) -> None:
        super().__init__()
        self._theme = theme
        self._layer = layer
        self.scheme: Scheme | None = None
        self.focused_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        model = index.model()
        assert isinstance(row, Row)
        assert isinstance(model, AnnotationModel)
        width = option.widget.viewport().width() if isinstance(option.widget, QListView) else 360
        height = self._card_height(row, width, is_focused=index.row() == self.focused_row)
        heading = _HEADING if model.heading(index.row()) else 0
        return QSize(100, height + heading + (6 if self._layer is Layer.QUOTES else 2))

    def _card_height(self, row: Row, width: int, *, is_focused: bool) -> int:
        keys = 34 if is_focused else 0
        if self._layer is Layer.ENTITIES:
            return 32 + keys + (_LINE if is_focused and row.detail else 0)
        if self._layer is Layer.SEGMENTS:
            is_body = row.label in ("paragraph", "headline", "standfirst")
            return 32 + keys + (_LINE if is_body and len(row.text) > 34 else 0)
        lines = _quote_lines(row, width - 20, is_focused=is_focused)
        return 54 + _LINE * len(lines) + keys

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, model = index.data(ROW), index.model()
        if not isinstance(row, Row) or not isinstance(model, AnnotationModel):
            return
        box: QRect = option.rect
        is_focused = index.row() == self.focused_row
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            heading = model.heading(index.row())
            if heading:
                self._heading(painter, box, heading, model.count(row.state))
                box = box.adjusted(0, _HEADING, 0, 0)
            card = QRectF(box.adjusted(10, 1, -10, -1))
            self._card(painter, card, is_focused=is_focused)
            if self._layer is Layer.ENTITIES:
                self._entity(painter, card, row, is_focused=is_focused)
            elif self._layer is Layer.SEGMENTS:
                self._segment(painter, card, row)
            else:
                self._quote(painter, card, row, is_focused=is_focused)
            if is_focused:
                self._keys(painter, card)
        finally:
            painter.restore()

    def _heading(self, painter: QPainter, box: QRect, title: str, count: int) -> None:
        painter.setFont(ui_font(12.5, 600))
        painter.setPen(self._theme.colour("text2"))
        line = QRectF(box.left() + 18, box.top() + 6, box.width() - 36, 24)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, title)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(line, right, f"{count:,}")

    def _card(self, painter: QPainter, card: QRectF, *, is_focused: bool) -> None:
        tokens = self._theme.tokens
        if is_focused or self._layer is not Layer.ENTITIES:
            painter.setBrush(QColor(tokens.card))
            colour = tokens.quote if self._layer is Layer.QUOTES else tokens.accent
            pen = marks.solid_pen(colour if is_focused else tokens.hair, 2 if is_focused else 1)
            painter.setPen(pen)
            painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), 8, 8)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _entity(self, painter: QPainter, card: QRectF, row: Row, *, is_focused: bool) -> None:
        colour = self._label_colour(row)
        is_filled = row.state is State.ACCEPTED
        ground = self._theme.tokens.chipfg if is_filled else self._theme.tokens.side
        marks.chip(
            painter,
            card.left() + 9,
            card.top() + 10,
            row.label,
            colour,
            ground,
            is_filled=is_filled,
        )
        self._line(painter, card, 74, 0, row.text, ui_font(13), "text", mark=row)
        if is_focused and row.detail:
            self._line(painter, card, 74, 1, row.detail, ui_font(12), "text2")

    def _segment(self, painter: QPainter, card: QRectF, row: Row) -> None:
        tokens = self._theme.tokens
        label = self._scheme_label(row)
        colour = tokens.seg if label and label.is_body else tokens.segq
        pen = marks.solid_pen(colour, 3)
        if row.state is State.SUGGESTED:
            pen = marks.dashed_pen(colour, 3)
        painter.setPen(pen)
        x = card.left() + 9
        painter.drawLine(QPointF(x, card.top() + 9), QPointF(x, card.top() + 23))
        font = ui_font(12.5, 600)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(row.title)
        self._line(painter, card, 18, 0, row.title, font, "text", mark=row)
        if self._card_height(row, 0, is_focused=False) > 40:
            self._line(painter, card, 18, 1, row.text, ui_font(12.5), "text2", room=12)
        else:
            self._line(painter, card, 28 + width, 0, row.text, ui_font(12.5), "text2", room=64)

    def _quote(self, painter: QPainter, card: QRectF, row: Row, *, is_focused: bool) -> None:
        tokens = self._theme.tokens
        disc = QRectF(card.left() + 12, card.top() + 10, 26, 26)
        marks_colour = tokens.warnbg if row.title.endswith(("yet", "speaker")) else tokens.accentbg
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(marks_colour))
        painter.drawEllipse(disc)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(tokens.accent))
        painter.setFont(ui_font(10.5, 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, _initials(row.title))
        self._line(painter, card, 48, 0, row.title, ui_font(13, 600), "text", mark=row)
        self._line(painter, card, 48, 0.95, row.detail, ui_font(12), "text2")
        y = card.top() + 44
        for line in _quote_lines(row, card.width(), is_focused=is_focused):
            if line.number:
                badge = QRectF(card.left() + 13, y + 1, 16, 16)
                marks.fill(painter, badge, tokens.qsel, 4)
                painter.setFont(ui_font(10, 600))
                painter.setPen(QColor(tokens.quote))
                painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(line.number))
            painter.setFont(reading_font(13.5))
            painter.setPen(QColor(tokens.text if is_focused else tokens.text2))
            painter.drawText(QRectF(card.left() + line.left, y, card.width(), _LINE), 0, line.text)
            y += _LINE

    def _line(
        self,
        painter: QPainter,
        card: QRectF,
        left: float,
        line: float,
        text: str,
        font: QFont,
        token: str,
        *,
        mark: Row | None = None,
        room: float = 70,
    ) -> None:
        """Write one line of text from ``left`` on; ``mark`` adds confidence and state behind it."""
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        box = QRectF(card.left() + left, card.top() + 5 + line * _LINE, 0, 22)
        box.setRight(card.right() - room)
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(max(10, box.width()))
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        if mark is not None:
            self._mark(painter, card, mark)

    def _mark(self, painter: QPainter, card: QRectF, row: Row) -> None:
        tokens = self._theme.tokens
        middle = QPointF(card.right() - 17, card.top() + 16)
        if row.confidence is not None:
            painter.setFont(ui_font(11.5, 600 if row.state is State.SUGGESTED else 400))
            painter.setPen(QColor(tokens.text2))
            box = QRectF(middle.x() - 50, middle.y() - 10, 36, 20)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box, right, f"{row.confidence:.2f}".lstrip("0"))
        match row.state:
            case State.SUGGESTED:
                painter.setPen(marks.dashed_pen(self._label_colour(row), 1.6))
                painter.drawEllipse(middle, 5.5, 5.5)
            case State.ACCEPTED:
                painter.setPen(marks.solid_pen(tokens.ok, 1.8))
                offsets = (QPointF(-4, 0), QPointF(-1, 3), QPointF(4.5, -3.5))
                painter.drawPolyline([middle + offset for offset in offsets])
            case State.REJECTED:
                painter.setPen(marks.solid_pen(tokens.text3, 1.6))
                painter.drawLine(middle + QPointF(-3.5, -3.5), middle + QPointF(3.5, 3.5))
                painter.drawLine(middle + QPointF(-3.5, 3.5), middle + QPointF(3.5, -3.5))

    def _keys(self, painter: QPainter, card: QRectF) -> None:
        tokens = self._theme.tokens
        y = card.bottom() - 33
        painter.setPen(marks.solid_pen(tokens.hair, 1))
        painter.drawLine(QPointF(card.left() + 2, y), QPointF(card.right() - 2, y))
        x = card.left() + 12
        for key, word in _KEYS[self._layer]:
            x = paint_key(painter, self._theme, x, y + 7, key, word)

    def _label_colour(self, row: Row) -> str:
        label = self._scheme_label(row)
        if label is None:
            return self._theme.tokens.text2
        return self._theme.label_colour(label)

    def _scheme_label(self, row: Row) -> Label | None:
        labels = self.scheme.of_layer(self._layer) if self.scheme else ()
        return next((label for label in labels if label.name == row.label), None)


def paint_key(painter: QPainter, theme: Theme, x: float, y: float, key: str, word: str) -> float:
    """Paint a key cap and what it does; return where the next one begins."""
    painter.setFont(ui_font(10.5, 600))
    width = max(18.0, painter.fontMetrics().horizontalAdvance(key) + 9.0)
    painter.setPen(marks.solid_pen(theme.tokens.hair2, 1))
    painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, width - 1, 18), 4, 4)
    painter.setPen(QColor(theme.tokens.text2))
    painter.drawText(QRectF(x, y, width, 19), Qt.AlignmentFlag.AlignCenter, key)
    painter.setFont(ui_font(12))
    advance = painter.fontMetrics().horizontalAdvance(word)
    spot = QRectF(x + width + 6, y, advance + 2, 19)
    painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, word)
    return spot.right() + 10


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()


class _QuoteLine(NamedTuple):
    """A line of a quote's card; ``number`` is its content part's where that begins, else 0."""

    text: str
    left: float
    number: int


@lru_cache(maxsize=500)  # measured for every row whenever the list is laid out
def _quote_lines(row: Row, width: float, *, is_focused: bool) -> tuple[_QuoteLine, ...]:
    """Return what was said in lines; the focused card numbers the content parts."""
    if not is_focused or len(row.parts) < 2:
        lines = _wrapped(row.text, width - 28, 4)
        return tuple(_QuoteLine(line, 14, 0) for line in lines)
    return tuple(
        _QuoteLine(line, 36, 0 if place else number)
        for number, part in enumerate(row.parts, start=1)
        for place, line in enumerate(_wrapped(part, width - 36 - 14, 3))
    )


def _wrapped(text: str, width: float, most_lines: int) -> list[str]:
    """Break text into at most so many lines, the last one shortened."""
    font = reading_font(13.5)
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    offsets, metrics = OffsetMap(text), QFontMetricsF(font)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most_lines and (line := layout.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
        start = offsets.from_qt(line.textStart())
        end = offsets.from_qt(line.textStart() + line.textLength())
        lines.append(text[start:end].rstrip())
        if len(lines) == most_lines:
            lines[-1] = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width)
    layout.endLayout()
    return lines
