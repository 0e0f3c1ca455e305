"""How a row of an annotation list is painted; the focused one is a card with its keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

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
_ENTITY = 34
_KEY_ROW = 34
_NUMBER = 22
_KEPT = 200
_TITLES = {
    State.SUGGESTED: "Undecided",
    State.ACCEPTED: "Accepted",
    State.REJECTED: "Rejected",
}
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
        self._pictures: dict[object, QImage] = {}

    def heights(self, model: AnnotationModel) -> list[int]:
        """Return the heights of all rows with their headings, as if none were focused."""
        count = model.rowCount()
        if self._layer is Layer.ENTITIES:
            heights = [_ENTITY] * count
        else:
            heights = [56 + _LINE * _line_count(model.row(number)) for number in range(count)]
        for number in model.headings():
            heights[number] += _HEADING
        return heights

    def growth(self, row: Row, width: int) -> int:
        """Return how much higher a row of that width is when it is focused."""
        if self._layer is Layer.ENTITIES:
            return _KEY_ROW + (_LINE if row.detail else 0)
        lines = sum(lines for _, lines in _numbered(row, width - 20))
        return _KEY_ROW + _LINE * max(0, lines - _line_count(row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, model = index.data(ROW), index.model()
        if not isinstance(row, Row) or not isinstance(model, AnnotationModel):
            return
        box: QRect = option.rect
        is_focused = index.row() == self.focused_row
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            heading = model.headings().get(index.row())
            if heading is not None:
                self._heading(painter, box, _TITLES[heading], model.count(heading))
                box = box.adjusted(0, _HEADING, 0, 0)
            ratio = painter.device().devicePixelRatioF()
            picture = self._picture(row, box.size(), ratio, is_focused=is_focused)
            painter.drawImage(box.topLeft(), picture)
        finally:
            painter.restore()

    def _picture(self, row: Row, size: QSize, ratio: float, *, is_focused: bool) -> QImage:
        """Return the row painted, without its heading: an edit moves most rows as they are."""
        is_dark = self._theme.tokens.is_dark
        key = (row, self._label_colour(row), is_dark, size.toTuple(), ratio, is_focused)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) > _KEPT:
                self._pictures.clear()
            picture = QImage(size * ratio, QImage.Format.Format_RGB32)
            picture.setDevicePixelRatio(ratio)
            picture.fill(self._theme.colour("side"))
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, QRect(QPoint(), size), row, is_focused=is_focused)
            painter.end()
            self._pictures[key] = picture
        return picture

    def _paint(self, painter: QPainter, box: QRect, row: Row, *, is_focused: bool) -> None:
        card = QRectF(box.adjusted(10, 1, -10, -1))
        self._card(painter, card, is_focused=is_focused)
        if self._layer is Layer.ENTITIES:
            self._entity(painter, card, row, is_focused=is_focused)
        else:
            self._quote(painter, card, row, is_focused=is_focused)
        if is_focused:
            self._keys(painter, card)

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
        box = card.adjusted(14, 44, -14, 0)
        numbered = _numbered(row, card.width()) if is_focused else []
        for number, (part, lines) in enumerate(numbered, start=1):
            self._number(painter, QRectF(box.left(), box.top() + 1, 16, 16), number)
            painter.setPen(QColor(tokens.text))
            words = box.adjusted(_NUMBER, 0, 0, 0)
            draw_wrapped(painter, words, part, reading_font(13.5), _LINE, lines)
            box.adjust(0, lines * _LINE, 0, 0)
        if not numbered:
            painter.setPen(QColor(tokens.text if is_focused else tokens.text2))
            draw_wrapped(painter, box, row.text, reading_font(13.5), _LINE, _line_count(row))

    def _number(self, painter: QPainter, box: QRectF, number: int) -> None:
        marks.fill(painter, box, self._theme.tokens.qsel, 4)
        painter.setFont(ui_font(10, 600))
        painter.setPen(QColor(self._theme.tokens.quote))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))

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
            self._mark(painter, card, mark, self._label_colour(mark))

    def _mark(self, painter: QPainter, card: QRectF, row: Row, colour: str) -> None:
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
                painter.setPen(marks.dashed_pen(colour, 1.6))
                painter.drawEllipse(middle, 5.5, 5.5)
            case State.ACCEPTED:
                marks.tick(painter, middle, tokens.ok)
            case State.REJECTED:
                painter.setPen(marks.solid_pen(tokens.text3, 1.6))
                painter.drawLine(middle + QPointF(-3.5, -3.5), middle + QPointF(3.5, 3.5))
                painter.drawLine(middle + QPointF(-3.5, 3.5), middle + QPointF(3.5, -3.5))

    def _keys(self, painter: QPainter, card: QRectF) -> None:
        tokens = self._theme.tokens
        y = card.bottom() - 33
        painter.setPen(marks.solid_pen(tokens.hair, 1))
        painter.drawLine(QPointF(card.left() + 2, y), QPointF(card.right() - 2, y))
        x = card.left() + 10
        for key, word in _KEYS[self._layer]:
            if x + key_width(key, word) > card.right():
                break
            x = paint_key(painter, self._theme, x, y + 7, key, word)

    def _label_colour(self, row: Row) -> str:
        label = self._scheme_label(row)
        if label is None:
            return self._theme.tokens.text2
        return self._theme.label_colour(label)

    def _scheme_label(self, row: Row) -> Label | None:
        labels = self.scheme.of_layer(self._layer) if self.scheme else ()
        return next((label for label in labels if label.name == row.label), None)


def cap_width(key: str) -> float:
    return max(18.0, QFontMetricsF(ui_font(10.5, 600)).horizontalAdvance(key) + 9.0)


def key_width(key: str, word: str) -> float:
    return cap_width(key) + 6 + QFontMetricsF(ui_font(12)).horizontalAdvance(word)


def paint_cap(painter: QPainter, theme: Theme, x: float, y: float, key: str) -> float:
    """Paint a key cap, 19 pixels high, and return its right edge."""
    width = cap_width(key)
    painter.setFont(ui_font(10.5, 600))
    painter.setPen(marks.solid_pen(theme.tokens.hair2, 1))
    painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, width - 1, 18), 4, 4)
    painter.setPen(QColor(theme.tokens.text2))
    painter.drawText(QRectF(x, y, width, 19), Qt.AlignmentFlag.AlignCenter, key)
    return x + width


def paint_key(painter: QPainter, theme: Theme, x: float, y: float, key: str, word: str) -> float:
    """Paint a key cap and what it does; return where the next one begins."""
    left = paint_cap(painter, theme, x, y, key) + 6
    painter.setFont(ui_font(12))
    advance = painter.fontMetrics().horizontalAdvance(word)
    spot = QRectF(left, y, advance + 2, 19)
    painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, word)
    return spot.right() + 10


def _line_count(row: Row) -> int:
    """Return on how many lines a quote's words are written, by their length."""
    return min(4, 1 + len(row.text) // 44)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(
        word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)
    ).upper()


def _numbered(row: Row, width: float) -> list[tuple[str, int]]:
    """Return the content parts with their lines, at most three each, where there are several."""
    if len(row.parts) < 2:
        return []
    room = width - 28 - _NUMBER
    return [(part, min(3, _count_of_lines(part, reading_font(13.5), room))) for part in row.parts]


def _count_of_lines(text: str, font: QFont, width: float) -> int:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40.0, width))
    layout.endLayout()
    return layout.lineCount()


def draw_wrapped(
    painter: QPainter, box: QRectF, text: str, font: QFont, pitch: float, most_lines: int
) -> None:
    """Write text in at most so many lines, the last one shortened, with the pen there is."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    painter.setFont(font)
    y = box.top()
    for number in range(most_lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        if number < most_lines - 1:
            line.draw(painter, QPointF(box.left(), y))
        else:
            rest = text[OffsetMap(text).from_qt(line.textStart()) :]
            width = int(box.width())
            shown = painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRectF(box.left(), y, box.width(), pitch), 0, shown)
        y += pitch
    layout.endLayout()
