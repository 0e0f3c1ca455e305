"""What a screen reader finds in the article: its text, the caret, and what is focused.

Offsets of this interface are Qt's; they are turned into code points here, by ``ui/offsets.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
)
from shiboken6 import VoidPtr, getCppPointer

from annotator.domain.annotation import Annotation, Quote, Segment
from annotator.ui.offsets import OffsetMap

if TYPE_CHECKING:
    from annotator.ui.article.view import ArticleView


class AccessibleArticle(QAccessibleInterface):
    """The article view as a document with a text. The view owns it and tells it what moved."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__()
        self._view = view
        self._text = AccessibleText(view)

    def isValid(self) -> bool:
        return True

    def object(self) -> QObject:
        return self._view

    # Where there is nothing, Qt takes a null pointer, which its Python types leave out.

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        parent = self._view.parentWidget()
        return QAccessible.queryAccessibleInterface(parent) if parent else None

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        return QRect(self._view.mapToGlobal(QPoint(0, 0)), self._view.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Document

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.readOnly = state.multiLine = state.selectableText = True
        state.focused = self._view.hasFocus()
        state.invisible = not self._view.isVisible()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name:
            return self._view.accessibleName()
        scene = self._view.scene
        focused = scene.index.find(scene.focused) if scene else None
        if kind is QAccessible.Text.Description and scene and focused:
            return spoken(focused, scene.article.text)
        return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """The text of an article never changes."""

    def interface_cast(  # type: ignore[override]
        self, kind: QAccessible.InterfaceType
    ) -> VoidPtr:
        # Qt wants a pointer. Of an object, an integer or None, the bindings of 6.11 make none and
        # crash once a screen reader asks; only this form went through AT-SPI.
        is_text = kind is QAccessible.InterfaceType.TextInterface
        return VoidPtr(getCppPointer(self._text)[0] if is_text else 0)

    # Telling what moved

    def on_text_changed(self) -> None:
        """Take up another article."""
        self._text.take_text()

    def on_caret_moved(self) -> None:
        if QAccessible.isActive():
            moved = QAccessibleTextCursorEvent(self._view, self._text.cursorPosition())
            QAccessible.updateAccessibility(moved)

    def on_selection_changed(self) -> None:
        if QAccessible.isActive():
            start, end = self._text.selection(0)
            QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(self._view, start, end))

    def on_focus_moved(self) -> None:
        if QAccessible.isActive():
            said = self.text(QAccessible.Text.Description)
            if said:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, said))


class AccessibleText(QAccessibleTextInterface):
    """The canonical text of the article, with caret and selection."""

    def __init__(self, view: ArticleView) -> None:
        super().__init__()
        self._view = view
        self.take_text()

    def take_text(self) -> None:
        scene = self._view.scene
        self._text = scene.article.text if scene else ""
        self._offsets = OffsetMap(self._text)

    def characterCount(self) -> int:
        return self._offsets.to_qt(len(self._text))

    def text(self, qt_start: int, qt_end: int) -> str:
        return self._text[self._offsets.from_qt(qt_start) : self._offsets.from_qt(qt_end)]

    def cursorPosition(self) -> int:
        return self._offsets.to_qt(self._view.caret)

    def setCursorPosition(self, qt_position: int) -> None:
        position = self._offsets.from_qt(qt_position)
        self._view.select(position, position)

    def selectionCount(self) -> int:
        return int(self._view.selection is not None)

    def selection(self, _number: int) -> tuple[int, int]:
        chosen = self._view.selection
        if chosen is None:
            return 0, 0
        return self._offsets.to_qt(chosen.start), self._offsets.to_qt(chosen.end)

    def setSelection(self, _number: int, qt_start: int, qt_end: int) -> None:
        start, end = self._offsets.from_qt(qt_start), self._offsets.from_qt(qt_end)
        self._view.select(start, end, snap=False)

    def addSelection(self, qt_start: int, qt_end: int) -> None:
        self.setSelection(0, qt_start, qt_end)

    def removeSelection(self, _number: int) -> None:
        self._view.clear_selection()

    def characterRect(self, qt_offset: int) -> QRect:
        hits = self._view.hits
        box = hits.box(self._offsets.from_qt(qt_offset)) if hits else None
        if box is None:
            return QRect()
        return box.toRect().translated(self._view.viewport().mapToGlobal(QPoint(0, 0)))

    def offsetAtPoint(self, point: QPoint) -> int:
        hits = self._view.hits
        if hits is None:
            return -1
        spot = self._view.viewport().mapFromGlobal(point)
        return self._offsets.to_qt(hits.position(spot.toPointF()))

    def scrollToSubstring(self, qt_start: int, _qt_end: int) -> None:
        self._view.scroll_to(self._offsets.from_qt(qt_start))

    def attributes(self, _qt_offset: int) -> tuple[str, int, int]:
        return "", 0, self.characterCount()


def spoken(annotation: Annotation, text: str) -> str:
    """Return what is said of an annotation: its label, its words and what was decided."""
    state = annotation.state.value
    match annotation:
        case Segment(label=label):
            return f"{label.replace('_', ' ')}, {state}"
        case Quote(type=kind, content=content):
            words = " … ".join(part.of(text) for part in content)
            return f"{kind.value} quote, {state}: {words}"
        case mention:
            return f"{mention.label}, {state}: {mention.span.of(text)}"


def install() -> None:
    """Let Qt ask article views for their accessible interface."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    made = getattr(thing, "accessible", None)
    return made if isinstance(made, AccessibleArticle) else None
