"""One block laid out: its lines, and where code points are on them. x and y in block pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import regex
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from annotator.ui.article.blocks import Block
from annotator.ui.article.styles import SegmentStyle
from annotator.ui.offsets import OffsetMap

_RIGHT_TO_LEFT = regex.compile(r"[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\u200f\u202b\u2067]")
_STRONG = regex.compile(r"\p{L}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: its code points, and where it lies."""

    start: int
    end: int
    top: float
    baseline: float
    left: float
    right: float


class BlockLayout:
    """The text of a block in lines of ``style``, ``width`` pixels wide."""

    def __init__(
        self, text: str, block: Block, style: SegmentStyle, width: float, scale: float
    ) -> None:
        self.block = block
        self._text = text[block.start : block.end]
        self._offsets = OffsetMap(self._text)
        self._is_bidi = is_bidi(self._text)
        pitch = style.pitch * scale
        self._layout = QTextLayout(self._text, style.font(scale))
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(wrapping(self._text))
        self.lines = self._break(width, pitch)
        self.height = max(len(self.lines), 1) * pitch

    def _break(self, width: float, pitch: float) -> list[Line]:
        lines: list[Line] = []
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            top = len(lines) * pitch
            # The text sits a little above the middle, so that chips fit beneath it.
            baseline = top + line.ascent() + max(0.0, (pitch - line.height()) * 0.36)
            line.setPosition(QPointF(0, baseline - line.ascent()))
            natural = line.naturalTextRect()
            start = self.block.start + self._offsets.from_qt(line.textStart())
            end = self.block.start + self._offsets.from_qt(line.textStart() + line.textLength())
            lines.append(Line(start, end, top, baseline, natural.left(), natural.right()))
        self._layout.endLayout()
        return lines

    def draw(self, painter: QPainter, origin: QPointF, colour: QColor) -> None:
        plain = QTextLayout.FormatRange()
        plain.start, plain.length = 0, max(1, len(self._layout.text()) * 2)
        form = QTextCharFormat()
        form.setForeground(colour)
        plain.format = form
        self._layout.draw(painter, origin, [plain])

    def line_at(self, position: int) -> Line | None:
        """Return the line that holds the code point; at the block's end, the last one."""
        for line in self.lines:
            if position < line.end:
                return line
        return self.lines[-1] if self.lines else None

    def x_of(self, position: int, line: Line) -> float:
        qt_line = self._layout.lineAt(self.lines.index(line))
        return _x(qt_line, self._offsets.to_qt(position - self.block.start))

    def rectangles(self, start: int, end: int) -> list[tuple[Line, QRectF]]:
        """Return what the code points cover, line by line, without blanks at a line's end."""
        found: list[tuple[Line, QRectF]] = []
        for number, line in enumerate(self.lines):
            first, last = max(start, line.start), min(end, line.end)
            while last > first and self._text[last - 1 - self.block.start].isspace():
                last -= 1
            if first >= last:
                continue
            qt_first = self._offsets.to_qt(first - self.block.start)
            qt_last = self._offsets.to_qt(last - self.block.start)
            qt_line = self._layout.lineAt(number)
            for left, right in extents(qt_line, qt_first, qt_last, is_bidi=self._is_bidi):
                height = line.baseline - line.top + 6
                found.append((line, QRectF(left, line.top, right - left, height)))
        return found

    def position_at(self, x: float, y: float) -> int:
        """Return the code point nearest to a place."""
        if not self.lines:
            return self.block.start
        line = next((one for one in reversed(self.lines) if y >= one.top), self.lines[0])
        qt_line = self._layout.lineAt(self.lines.index(line))
        found = self.block.start + self._offsets.from_qt(qt_line.xToCursor(x))
        is_last = line is self.lines[-1]
        # The place behind a wrapped line's blank belongs to the next line.
        return found if is_last or found < line.end else max(line.start, line.end - 1)

    def caret(self, position: int) -> QRectF | None:
        line = self.line_at(position)
        if line is None:
            return None
        return QRectF(self.x_of(position, line), line.top + 4, 1.6, line.baseline - line.top + 2)


def _x(line: QTextLine, qt_position: int) -> float:
    # PySide6 returns the position too, which Qt takes by reference.
    return cast("tuple[float, int]", line.cursorToX(qt_position))[0]


def is_bidi(text: str) -> bool:
    """Tell whether any of a text is written from right to left."""
    return bool(_RIGHT_TO_LEFT.search(text))


def wrapping(text: str) -> QTextOption:
    """Return how a paragraph is wrapped; it runs the way of its first letter."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    first = _STRONG.search(text) if is_bidi(text) else None
    if first and _RIGHT_TO_LEFT.match(first.group()):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    return option


def extents(
    line: QTextLine, qt_first: int, qt_last: int, *, is_bidi: bool
) -> list[tuple[float, float]]:
    """Return from where to where the characters of a line lie, from left to right."""
    if not is_bidi:
        return [(_x(line, qt_first), _x(line, qt_last))]
    # In mixed directions one stretch can lie in several places: ask for the glyphs.
    runs = line.glyphRuns(qt_first, qt_last - qt_first)
    boxes = sorted((r.left(), r.right()) for r in (run.boundingRect() for run in runs))
    merged: list[tuple[float, float]] = []
    for left, right in boxes:
        if merged and left <= merged[-1][1] + 6:
            merged[-1] = (merged[-1][0], max(right, merged[-1][1]))
        else:
            merged.append((left, right))
    return merged
