"""The words that are disagreed about, with a line for each choice under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextLine
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.span import Span
from annotator.ui.article.block_layout import extents, is_bidi, wrapping
from annotator.ui.offsets import OffsetMap
from annotator.ui.review.choices import ShownChoice
from annotator.ui.theme.fonts import reading_font, ui_font
from annotator.ui.theme.theme import Theme

_MARGIN = 28.0
_ROW = 12.0
_LINE = 30.0
_GAP = 14.0
_LETTERS = 36.0
_MOST_BLOCKS = 200
_MOST_SAID = 160
_NEIGHBOURS = 2


@dataclass(slots=True)
class _Block:
    """A paragraph of the excerpt, ``start`` code points into the article."""

    start: int
    text: str
    is_meant: bool
    layout: QTextLayout
    offsets: OffsetMap
    is_bidi: bool
    top: float = 0.0
    bottom: float = 0.0

    def qt_range(self, span: Span) -> tuple[int, int]:
        """Return what of a span of the article lies here, as Qt's positions."""
        start = min(len(self.text), max(0, span.start - self.start))
        end = min(len(self.text), max(0, span.end - self.start))
        return self.offsets.to_qt(start), self.offsets.to_qt(end)


class PlaceView(QWidget):
    """Paints the paragraphs round a place; all offsets are the article's."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._blocks: list[_Block] = []
        self._choices: Sequence[ShownChoice] = ()
        self._chosen: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self.update)

    def show_place(self, text: str, span: Span, choices: Sequence[ShownChoice]) -> None:
        """Show the paragraphs of ``span`` with the one before and the one behind."""
        self._choices, self._chosen = choices, None
        self._blocks = [
            _Block(start, words, is_meant, QTextLayout(words), OffsetMap(words), is_bidi(words))
            for start, words, is_meant in _excerpt(text, span)
        ]
        said = ". ".join(f"{', '.join(one.letters)}: {one.in_words}" for one in choices)
        words = " ".join(text[span.start : min(span.end, span.start + _MOST_SAID)].split())
        self.setAccessibleName(f"“{words}{'…' if len(span) > _MOST_SAID else ''}”. {said}")
        self._lay_out()

    def mark_chosen(self, number: int | None) -> None:
        self._chosen = number
        self.update()

    @property
    def focus_rows(self) -> tuple[int, int]:
        """From where to where, in pixels, the meant paragraphs reach."""
        meant = [one for one in self._blocks if one.is_meant]
        return (round(meant[0].top), round(meant[-1].bottom)) if meant else (0, 0)

    def sizeHint(self) -> QSize:
        return QSize(400, round(self._blocks[-1].bottom + 16) if self._blocks else 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def _lay_out(self) -> None:
        width = max(120.0, self.width() - 2 * _MARGIN)
        y = 16.0
        for block in self._blocks:
            block.layout.setFont(reading_font(17))
            block.layout.setTextOption(wrapping(block.text))
            block.layout.beginLayout()
            block.top = y
            while (line := block.layout.createLine()).isValid():
                line.setLineWidth(width - _LETTERS)
                line.setPosition(QPointF(_MARGIN, y))
                y += _LINE
                if block.is_meant and self._rows_in(block, line.textStart(), line.textLength()):
                    y += _ROW * len(self._choices) + 4
            block.layout.endLayout()
            block.bottom = y
            y += _GAP
        self.updateGeometry()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()

    def _rows_in(self, block: _Block, qt_start: int, qt_length: int) -> bool:
        start = block.start + block.offsets.from_qt(qt_start)
        end = block.start + block.offsets.from_qt(qt_start + qt_length)
        return any(
            span.start < end and start < span.end
            for one in self._choices
            for said in one.said
            for span in said.spans
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        seen = QRectF(event.rect())
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(seen, self._theme.colour("page"))
            for block in self._blocks:
                if block.bottom < seen.top() or seen.bottom() < block.top:
                    continue
                if block.is_meant:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(self._theme.colour("focusline"))
                    height = block.bottom - block.top + 4
                    box = QRectF(
                        _MARGIN - 12, block.top - 4, self.width() - 2 * _MARGIN + 24, height
                    )
                    painter.drawRoundedRect(box, 8, 8)
                painter.setPen(self._theme.colour("text" if block.is_meant else "text2"))
                block.layout.draw(painter, QPointF(0, 0), [], seen)
                if block.is_meant:
                    self._paint_rows(painter, block, seen)
        finally:
            painter.end()

    def _paint_rows(self, painter: QPainter, block: _Block, seen: QRectF) -> None:
        room = _LINE + _ROW * len(self._choices)
        for number in range(block.layout.lineCount()):
            line = block.layout.lineAt(number)
            if line.y() + room < seen.top() or seen.bottom() < line.y():
                continue
            for row, choice in enumerate(self._choices):
                y = line.y() + _LINE - 2 + row * _ROW
                right = 0.0
                for left, end, colour in _marks(block, line, choice):
                    self._paint_mark(painter, left, end, y, colour, row)
                    right = max(right, end)
                if right:
                    self._paint_letters(painter, right + 8, y, choice, row)

    def _paint_mark(
        self, painter: QPainter, left: float, right: float, y: float, colour: str, row: int
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        height = 3.5 if row == self._chosen else 2.0
        painter.drawRect(QRectF(left, y - height / 2, right - left, height))
        for x in (left, right - 2):
            painter.drawRect(QRectF(x, y - 4, 2, 8))

    def _paint_letters(
        self, painter: QPainter, x: float, y: float, choice: ShownChoice, row: int
    ) -> None:
        painter.setFont(ui_font(9, 700))
        for letter in choice.letters:
            box = QRectF(x, y - 5.5, 13 if len(letter) == 1 else 18, 11)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent" if row == self._chosen else "text2"))
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(self._theme.colour("page"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
            x = box.right() + 3


def _marks(
    block: _Block, line: QTextLine, choice: ShownChoice
) -> Iterator[tuple[float, float, str]]:
    """Yield the lines that a choice has under a line of text: left, right, colour."""
    first, last = line.textStart(), line.textStart() + line.textLength()
    for said in choice.said:
        for span in said.spans:
            start, end = block.qt_range(span)
            start, end = max(start, first), min(end, last)
            if start < end:
                for left, right in extents(line, start, end, is_bidi=block.is_bidi):
                    yield left, right, said.colour


def _excerpt(text: str, span: Span) -> list[tuple[int, str, bool]]:
    """Return the paragraphs of a span and their neighbours: start, words, whether it is meant.

    Where they are too many, “…” stands for the rest.
    """
    start = text.rfind("\n", 0, span.start) + 1
    for _ in range(_NEIGHBOURS):
        start = text.rfind("\n", 0, len(text[:start].rstrip())) + 1
    found: list[tuple[int, str, bool]] = []
    behind = 0
    while start < len(text) and behind < _NEIGHBOURS and len(found) < _MOST_BLOCKS:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        words = text[start:end]
        if words.strip():
            is_meant = start < span.end and span.start < max(end, start + 1)
            behind += start >= span.end
            # Indentation of the raw text is nothing to decide about.
            shown = words.lstrip()
            found.append((end - len(shown), shown, is_meant))
        start = end + 1
    if start < span.end:
        found.append((start, "…", False))
    return found
