"""One block laid out: its lines, and where code points are on them. x and y in block pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

import regex
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextLayout, QTextLine, QTextOption

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


class Brink(NamedTuple):
    """Where some words begin or end on the screen, in whatever direction they run.

    ``side`` tells at which side of ``box``, what they cover there, that is: -1 left, 1 right.
    """

    x: float
    side: int
    box: QRectF

    def hang(self, width: float) -> float:
        """Return the left edge of what hangs from here along the words, ``width`` pixels wide."""
        return self.x if self.side < 0 else self.x - width


class BlockLayout:
    """The text of a block in lines of ``style``, ``width`` pixels wide."""

    def __init__(
        self, text: str, block: Block, style: SegmentStyle, width: float, scale: float
    ) -> None:
        self.block = block
        self._text = text[block.start : block.end]
        self._offsets = OffsetMap(self._text)
        self._is_bidi = is_bidi(self._text)
        self.is_right_to_left = runs_right_to_left(self._text)
        self._rectangles: dict[tuple[int, int], list[tuple[Line, QRectF]]] = {}
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
        # By the pen: a format for all of it has Qt cut the lines out and draw them twice.
        painter.setPen(colour)
        self._layout.draw(painter, origin)

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
        known = self._rectangles.get((start, end))
        if known is None:
            known = self._rectangles[start, end] = self._measured(start, end)
        return known

    def _measured(self, start: int, end: int) -> list[tuple[Line, QRectF]]:
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

    def brink(self, start: int, end: int, *, is_start: bool) -> Brink | None:
        """Return where the code points begin or end; ``None`` where they show nothing here."""
        boxes = self.rectangles(start, end)
        if not boxes:
            return None
        line, box = boxes[0] if is_start else boxes[-1]
        if not self._is_bidi:
            return Brink(box.left(), -1, box) if is_start else Brink(box.right(), 1, box)
        x = self._outer_x(line, max(start, line.start), min(end, line.end), is_start=is_start)
        of_line = [one for at, one in boxes if at is line]
        box = min(of_line, key=lambda one: min(abs(one.left() - x), abs(one.right() - x)))
        return Brink(x, -1 if abs(box.left() - x) <= abs(box.right() - x) else 1, box)

    def _outer_x(self, line: Line, start: int, end: int, *, is_start: bool) -> float:
        """Return the x of the outer side of the first or last of some code points of a line."""
        words = self._text[start - self.block.start : end - self.block.start].rstrip()
        place = start - self.block.start + (0 if is_start else len(words) - 1)
        first, behind = self._offsets.to_qt(place), self._offsets.to_qt(place + 1)
        qt_line = self._layout.lineAt(self.lines.index(line))
        # At a change of direction the caret has two places: ask for the glyph.
        run = next(iter(qt_line.glyphRuns(first, behind - first)), None)
        if run is None:
            return _x(qt_line, first if is_start else behind)
        box, is_left = run.boundingRect(), run.isRightToLeft() is not is_start
        return box.left() if is_left else box.right()

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


def _x(line: QTextLine, qt_position: int, edge: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    # PySide6 returns the position too, which Qt takes by reference.
    return cast("tuple[float, int]", line.cursorToX(qt_position, edge))[0]


def is_bidi(text: str) -> bool:
    """Tell whether any of a text is written from right to left."""
    return bool(_RIGHT_TO_LEFT.search(text))


def runs_right_to_left(paragraph: str) -> bool:
    """Tell whether the first letter of a paragraph, and so all of it, runs from right to left."""
    first = _STRONG.search(paragraph)
    return first is not None and _RIGHT_TO_LEFT.match(first.group()) is not None


def wrapping(text: str) -> QTextOption:
    """Return how a paragraph is wrapped; it runs the way of its first letter, and is set so."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if runs_right_to_left(text):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        # A layout of its own takes left for left, unlike a document.
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
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
