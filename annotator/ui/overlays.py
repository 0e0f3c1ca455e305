"""What lies over the window for a moment: the command palette and the sheet of all keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions import Actions
from annotator.ui.matching import Match, ranked
from annotator.ui.panels.model import Index
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_WIDTH = 640
_TOP = 110
_MATCH = Qt.ItemDataRole.UserRole
_ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the palette can do; ``group`` heads it, ``key`` teaches the shortcut."""

    title: str
    group: str
    key: str
    run: Callable[[], object]
    is_enabled: bool = True


class Overlay(QWidget):
    """A scrim over the whole window with a card on it; Esc or a click beside it closes."""

    closed = Signal()

    def __init__(self, window: QWidget, theme: Theme, title: str) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self.card = QFrame(self)
        self.card.setObjectName("overlayCard")
        self.card.setAccessibleName(title)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(title)
        self.typed.setMinimumHeight(40)
        self.typed.setFont(ui_font(15))
        self.list = QListWidget()
        self.list.setAccessibleName("Found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(False)
        self.column.addWidget(self.typed)
        self.column.addWidget(self.list)
        self.typed.installEventFilter(self)
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        tokens = self._theme.tokens
        self.card.setStyleSheet(
            f"#overlayCard {{ background: {tokens.card}; border: 1px solid {tokens.hair2};"
            f" border-radius: 12px; }} QListWidget {{ background: {tokens.card}; }}"
        )
        self._place()
        self.typed.clear()
        self.refill()
        self.show()
        self.raise_()
        self.typed.setFocus()

    def refill(self) -> None:
        """Fill the list for what was typed."""

    def _place(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        width = min(_WIDTH, window.width() - 40)
        height = min(480, window.height() - _TOP - 40)
        self.card.setGeometry(QRect((window.width() - width) // 2, _TOP, width, height))

    def close_overlay(self) -> None:
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self._place()
        if watched is self.typed and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress:
                return self._on_key(event)
            # Ctrl+K and the like mean nothing while the overlay is open.
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_overlay()
            case Qt.Key.Key_Down:
                self._move(1)
            case Qt.Key.Key_Up:
                self._move(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.choose()
            case _:
                return False
        return True

    def _move(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and not _is_choosable(self.list.item(row)):
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def choose(self) -> None:
        """Do what Enter does."""

    def mousePressEvent(self, _event: object) -> None:
        self.close_overlay()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), QColor(0, 0, 0, 90))
        finally:
            painter.end()


class Palette(Overlay):
    """The command palette: every action and more, found by a few letters."""

    def __init__(
        self, window: QWidget, theme: Theme, entries: Callable[[], Sequence[Entry]]
    ) -> None:
        super().__init__(window, theme, "Search or run a command")
        self._entries = entries
        self._all: Sequence[Entry] = ()
        self.typed.setPlaceholderText("Search or run a command")
        self._delegate = _EntryDelegate(theme)
        self.list.setItemDelegate(self._delegate)
        self.typed.textChanged.connect(self.refill)
        self.list.itemClicked.connect(lambda _clicked: self.choose())
        hint = QLabel("↑ ↓ choose    Enter run    Esc close")
        hint.setProperty("quiet", True)
        hint.setContentsMargins(10, 2, 10, 4)
        self.column.addWidget(hint)

    def open(self) -> None:
        self._all = [entry for entry in self._entries() if entry.is_enabled]
        super().open()

    def refill(self) -> None:
        self.list.clear()
        found = ranked(self.typed.text(), [entry.title for entry in self._all])
        group = ""
        for match in found[:60]:
            entry = self._all[match.index]
            if entry.group != group and not self.typed.text():
                self._head(entry.group)
                group = entry.group
            row = QListWidgetItem(entry.title)
            row.setData(_MATCH, match)
            row.setData(_ENTRY, entry)
            self.list.addItem(row)
        if not found:
            self._head("Nothing is called that. Try fewer letters.")
        self.list.setCurrentRow(-1)
        self._move(1)

    def _head(self, text: str) -> None:
        head = QListWidgetItem(text)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(head)

    def choose(self) -> None:
        chosen = self.list.currentItem()
        entry = chosen.data(_ENTRY) if chosen else None
        self.close_overlay()
        if isinstance(entry, Entry):
            entry.run()


class CheatSheet(Overlay):
    """All keys by group, to read and to search."""

    def __init__(self, window: QWidget, theme: Theme, actions: Actions) -> None:
        super().__init__(window, theme, "All keys")
        self._actions = actions
        self.typed.setPlaceholderText("All keys: type to find one")
        self._delegate = _EntryDelegate(theme)
        self.list.setItemDelegate(self._delegate)
        self.typed.textChanged.connect(self.refill)

    def refill(self) -> None:
        self.list.clear()
        typed = self.typed.text().casefold()
        menu = ""
        for spec, action in self._actions:
            keys = "  ".join(shortcut.toString() for shortcut in action.shortcuts())
            is_wanted = typed in f"{spec.title} {spec.menu} {keys}".casefold()
            if not keys or not is_wanted or spec.id == "cheat_sheet_letter":
                continue
            if spec.menu != menu:
                menu = spec.menu
                head = QListWidgetItem(menu)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.list.addItem(head)
            row = QListWidgetItem(spec.title)
            row.setData(_ENTRY, Entry(spec.title, spec.menu, keys, action.trigger))
            self.list.addItem(row)
        self.list.setCurrentRow(-1)
        self._move(1)

    def choose(self) -> None:
        self.close_overlay()


def _is_choosable(row: QListWidgetItem) -> bool:
    return row.data(_ENTRY) is not None


class _EntryDelegate(QStyledItemDelegate):
    """Paints an entry with its matched letters in bold and its key at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 34 if index.data(_ENTRY) is not None else 28)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, match = index.data(_ENTRY), index.data(_MATCH)
        box: QRect = option.rect
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not isinstance(entry, Entry):
                painter.setFont(ui_font(12, 600))
                painter.setPen(self._theme.colour("text2"))
                text = str(index.data(Qt.ItemDataRole.DisplayRole))
                painter.drawText(box.adjusted(14, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)
                return
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("accentbg"))
                painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 7, 7)
            self._title(painter, box, entry.title, match)
            painter.setFont(ui_font(11, 600))
            painter.setPen(self._theme.colour("text2"))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(box.adjusted(0, 0, -16, 0), right, entry.key)
        finally:
            painter.restore()

    def _title(self, painter: QPainter, box: QRect, title: str, match: object) -> None:
        layout = QTextLayout(title, ui_font(13.5))
        formats = []
        for place in match.places if isinstance(match, Match) else ():
            bold = QTextLayout.FormatRange()
            bold.start, bold.length = place, 1
            form = bold.format
            form.setFontWeight(QFont.Weight.DemiBold)
            form.setForeground(self._theme.colour("accent"))
            bold.format = form
            formats.append(bold)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(box.width() - 150)
        layout.endLayout()
        painter.setPen(self._theme.colour("text"))
        layout.draw(painter, QPoint(box.left() + 16, box.top() + 8).toPointF())
