"""The parts of a quote in its editor: content as cards, cue and source as chips."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from annotator.domain.annotation import Role
from annotator.domain.span import Span
from annotator.ui.article import Edge, marks
from annotator.ui.theme.fonts import reading_font, ui_font
from annotator.ui.theme.theme import Theme

_LONGEST = 420
_BADGE = 18


class Part(QWidget):
    """One part; it is chosen by focus, and a key or its button removes it."""

    chosen = Signal(object, object)
    edge_chosen = Signal(object, object, object)
    removed = Signal(object, object)

    def __init__(self, theme: Theme, role: Role, number: int) -> None:
        super().__init__()
        self._theme = theme
        self.role = role
        self.span = Span(0, 1)
        self.words = ""
        self._title = f"{role.value.capitalize()} part {number}"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleDescription("Del removes it")
        self.remove = _RemoveButton(theme, f"Remove {self._title.lower()}", self)
        self.remove.clicked.connect(lambda: self.removed.emit(self.role, self.span))
        theme.changed.connect(self.update)

    def show_span(self, span: Span, text: str) -> None:
        """Show what ``span`` covers of ``text``."""
        self.span = span
        self.words = " ".join(span.of(text).split())
        self.setAccessibleName(f"{self._title}: {self.words}")
        self.setToolTip(self.words)
        self.updateGeometry()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.role, self.span)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint(painter)
        finally:
            painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paint the part."""


class ContentCard(Part):
    """A content part, numbered; the chosen one has handles at its edges."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__(theme, Role.CONTENT, number)
        self._number = number
        self._is_chosen = False
        self._edge: Edge | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(12 + _BADGE + 8, 7, 8, 7)
        label = self._label = QLabel()
        label.setFont(reading_font(15))
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(label, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleDescription("[ and ] choose an edge, arrows move it, Del removes it")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_span(self, span: Span, text: str) -> None:
        super().show_span(span, text)
        self._label.setText(_shortened(self.words))

    def show_chosen(self, edge: Edge | None, *, is_chosen: bool) -> None:
        """Show whether this is the part whose edges move, and the edge that is moving."""
        if (edge, is_chosen) != (self._edge, self._is_chosen):
            self._edge, self._is_chosen = edge, is_chosen
            self.update()

    def minimumSizeHint(self) -> QSize:
        # Of one line; how many lines there are depends on the width alone.
        return QSize(60, 36)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        edge = self._edge_at(event.position().x())
        if edge is not None:
            self.edge_chosen.emit(self.role, self.span, edge)

    def _edge_at(self, x: float) -> Edge | None:
        if not self._is_chosen or 12 <= x <= self.width() - 8:
            return None
        return Edge.START if x < 12 else Edge.END

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_handle = self._edge_at(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.SizeHorCursor if is_handle else Qt.CursorShape.ArrowCursor)

    def paint(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        box = QRectF(self.rect()).adjusted(3, 1, -3, -1)
        marks.fill(painter, box, tokens.qsel if self._is_chosen else tokens.qband, 7)
        if self._is_chosen:
            width = 2 if self.hasFocus() else 1
            marks.ring(painter, box.adjusted(1, 1, -1, -1), tokens.quote, width)
            self._paint_handle(painter, Edge.START, box.left())
            self._paint_handle(painter, Edge.END, box.right())
        badge = QRectF(12, 8, _BADGE, _BADGE)
        marks.fill(painter, badge, tokens.quote, 4)
        painter.setFont(ui_font(11, 700))
        painter.setPen(QColor(tokens.chipfg))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_handle(self, painter: QPainter, edge: Edge, x: float) -> None:
        tokens = self._theme.tokens
        is_moving = edge is self._edge
        width, height = (6, self.height() - 4) if is_moving else (5, min(24, self.height() - 10))
        handle = QRectF(x - width / 2, (self.height() - height) / 2, width, height)
        marks.fill(painter, handle, tokens.accent if is_moving else tokens.quote, 2)


class PartChip(Part):
    """A cue or source, in one line."""

    def __init__(self, theme: Theme, role: Role, number: int) -> None:
        super().__init__(theme, role, number)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(reading_font(15)).horizontalAdvance(self.words)
        return QSize(min(420, int(width) + 46), 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(150, self.sizeHint().width()), 28)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.remove.setGeometry(self.width() - 24, 4, 20, 20)

    def paint(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        is_source = self.role is Role.SOURCE
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(marks.solid_pen(tokens.accent, 2))
        else:
            painter.setPen(marks.solid_pen(tokens.quote if is_source else tokens.hair2, 1.5))
        painter.setBrush(QColor(tokens.card))
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(reading_font(15))
        room = self.width() - 14 - 28
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(self.words, Qt.TextElideMode.ElideMiddle, room)
        painter.setPen(QColor(tokens.text))
        words = QRectF(14, 0, room, self.height() - 2)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
        if not is_source:
            right = 14 + metrics.horizontalAdvance(shown)
            pen = marks.dotted_pen(tokens.quote, 2)
            marks.line(painter, pen, 15, right - 1, self.height() - 6)


class _RemoveButton(QToolButton):
    """A cross; the part's own key does the same, so the focus never goes here."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setToolTip(f"{name} (Del)")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(24 if isinstance(parent, ContentCard) else 20, 20)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tokens = self._theme.tokens
            if self.underMouse():
                marks.fill(painter, QRectF(self.rect()), tokens.hover, 4)
            token = tokens.text if self.underMouse() else tokens.text2
            cross = self._theme.icons.pixmap("close", token, 14, self.devicePixelRatioF())
            painter.drawPixmap((self.width() - 14) // 2, (self.height() - 14) // 2, cross)
        finally:
            painter.end()


def _shortened(words: str) -> str:
    """Leave out the middle of a long part: its edges are what is looked at."""
    if len(words) <= _LONGEST:
        return words
    half = _LONGEST // 2
    return f"{words[:half].rstrip()} (…) {words[-half:].lstrip()}"
