"""A popover: a card with a soft shadow that points at what it is about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.article import marks
from annotator.ui.theme.theme import Theme

_SHADOW = 18
_DOWN = 6
_POINTER = 10
GAP = 20
"""How far below its anchor the card begins: chips and links hang there."""
_RADIUS = 12


class Popover(QWidget):
    """Lies over the window beside an anchor, below it where there is room and else above.

    ``head`` and ``foot`` stay, ``body`` scrolls where the window is too small. The head moves the
    popover by the mouse; Tab stays inside.
    """

    body_changed = Signal()
    wanted_width = 672

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self.hide()
        self._pointer: float | None = None
        self._is_above = False
        self._dragged_from: QPoint | None = None
        self.was_moved = False
        self.head, self.body, self.foot = QFrame(), QFrame(), QFrame()
        for part, name in ((self.head, "Head"), (self.body, "Body"), (self.foot, "Foot")):
            part.setObjectName(f"popover{name}")
        self._scroll = _Scroll()
        self._scroll.setObjectName("popoverScroll")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.body)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SHADOW, _SHADOW, _SHADOW, _SHADOW + _DOWN)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)
        self.head.installEventFilter(self)
        self.body.installEventFilter(self)
        self.head.setCursor(Qt.CursorShape.SizeAllCursor)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self.setStyleSheet(
            f"#popoverHead {{ background: transparent; border-bottom: 1px solid {tokens.hair}; }}"
            f"#popoverFoot {{ background: transparent; border-top: 1px solid {tokens.hair}; }}"
            "#popoverBody, #popoverScroll, #popoverScroll > QWidget { background: transparent; }"
        )
        self.update()

    def fitting_size(self, most: QSize) -> QSize:
        """Return the size of the card, shadow apart, that shows all and is within ``most``."""
        width = min(self.wanted_width, most.width())
        layout = self.body.layout()
        assert layout is not None
        layout.activate()
        body = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        height = self.head.sizeHint().height() + body + self.foot.sizeHint().height()
        return QSize(width, min(height, most.height()))

    def place(self, anchor: QRectF, room: QRect) -> None:
        """Go below ``anchor``, else above it, within ``room``; both in the window's pixels.

        The pointer is left out where the anchor itself had to be covered.
        """
        card = QRect(QPoint(0, 0), self.fitting_size(room.size()))
        below, above = int(anchor.bottom()) + GAP, int(anchor.top()) - GAP // 2 - card.height()
        fits_below = below + card.height() <= room.bottom() + 1
        self._is_above = not fits_below and above >= room.top()
        top = above if self._is_above else below
        left = room.center().x() - card.width() // 2
        card.moveTo(
            max(room.left(), left), max(room.top(), min(top, room.bottom() + 1 - card.height()))
        )
        if self.was_moved:
            card.moveTo(self.geometry().topLeft() + QPoint(_SHADOW, _SHADOW))
        points = card.top() == top and not self.was_moved and not anchor.isNull()
        tip = max(card.left() + 28.0, min(anchor.center().x(), card.right() - 28.0))
        self._pointer = tip - card.left() + _SHADOW if points else None
        self.setGeometry(card.adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW + _DOWN))
        self.update()

    def reveal(self, widget: QWidget) -> None:
        """Scroll the body so that ``widget``, which is in it, is seen."""
        if self.body.isAncestorOf(widget):
            self._scroll.ensureWidgetVisible(widget, 0, 12)

    # Tab stays inside

    def focusNextPrevChild(self, is_next: bool) -> bool:
        inside = self._focusable()
        focused = QApplication.focusWidget()
        if not inside:
            return False
        place = inside.index(focused) if focused in inside else -int(is_next)
        found = inside[(place + (1 if is_next else -1)) % len(inside)]
        reason = Qt.FocusReason.TabFocusReason if is_next else Qt.FocusReason.BacktabFocusReason
        found.setFocus(reason)
        self.reveal(found)
        return True

    def _focusable(self) -> list[QWidget]:
        """Return what Tab goes through: the widgets inside, in the order of the focus chain."""
        found: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if self.isAncestorOf(widget) and _takes_tab(widget) and widget.isVisibleTo(self):
                found.append(widget)
            widget = widget.nextInFocusChain()
        return found

    # Moving by the head

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.head and isinstance(event, QMouseEvent):
            place = event.globalPosition().toPoint()
            if event.type() is QEvent.Type.MouseButtonPress:
                self._dragged_from = place - self.pos()
            elif event.type() is QEvent.Type.MouseMove and self._dragged_from is not None:
                self.was_moved = True
                self._pointer = None
                self._move_to(place - self._dragged_from)
            elif event.type() is QEvent.Type.MouseButtonRelease:
                self._dragged_from = None
            return True
        if watched is self.body and event.type() is QEvent.Type.LayoutRequest:
            self.body_changed.emit()
        return False

    def _move_to(self, place: QPoint) -> None:
        """Move, and keep the head within the window."""
        window = self.parentWidget()
        assert window is not None
        lowest = window.height() - _SHADOW - self.head.height()
        self.move(
            max(60 - self.width(), min(place.x(), window.width() - 60)),
            max(-_SHADOW, min(place.y(), lowest)),
        )
        self.update()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            card = QRectF(
                self.rect().adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW - _DOWN)
            ).adjusted(0.5, 0.5, -0.5, -0.5)
            self._paint_shadow(painter, card)
            painter.setPen(marks.solid_pen(self._theme.tokens.hair2, 1))
            painter.setBrush(QColor(self._theme.tokens.card))
            painter.drawPath(self._outline(card))
        finally:
            painter.end()

    def _paint_shadow(self, painter: QPainter, card: QRectF) -> None:
        """Paint rings that grow fainter outwards."""
        darkest = 46 if self._theme.tokens.is_dark else 22
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for step in range(-_DOWN, _SHADOW):
            share = 1 - max(0, step) / _SHADOW
            painter.setPen(QColor(0, 0, 0, round(darkest * share * share)))
            ring = card.translated(0, _DOWN).adjusted(-step, -step, step, step)
            painter.drawRoundedRect(ring, _RADIUS + step, _RADIUS + step)

    def _outline(self, card: QRectF) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(card, _RADIUS, _RADIUS)
        if self._pointer is not None:
            edge = card.bottom() if self._is_above else card.top()
            tip = edge + _POINTER if self._is_above else edge - _POINTER
            pointer = QPainterPath(QPointF(self._pointer - 10, edge))
            pointer.lineTo(self._pointer, tip)
            pointer.lineTo(self._pointer + 10, edge)
            pointer.closeSubpath()
            path = path.united(pointer)
        return path


class _Scroll(QScrollArea):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The arrows belong to what is inside; Tab scrolls to where it goes.
        event.ignore()


def _takes_tab(widget: QWidget) -> bool:
    """Tell whether Tab goes there; of exclusive buttons it goes to the chosen one."""
    if not widget.isEnabled() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    is_exclusive = isinstance(widget, QAbstractButton) and widget.autoExclusive()
    return not is_exclusive or bool(widget.property("checked"))
