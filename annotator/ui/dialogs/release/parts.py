"""What the parts of the dialog are made of: cards, headings, and a button with choices."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.line_list import LineList
from annotator.ui.theme.fonts import ui_font


class Card(QFrame):
    """A framed column of content."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(8)


class Heading(QWidget):
    """A part's title, with a quiet word at its right."""

    def __init__(self, title: str, aside: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        name = QLabel(title)
        name.setFont(ui_font(13, 600))
        row.addWidget(name)
        row.addStretch(1)
        self._aside = quiet(aside)
        row.addWidget(self._aside)

    def say(self, aside: str) -> None:
        self._aside.setText(aside)


def quiet(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setFont(ui_font(12))
    label.setProperty("quiet", True)
    return label


def wrapped(text: str = "") -> QLabel:
    label = quiet(text)
    label.setWordWrap(True)
    return label


class ChoiceButton(QPushButton):
    """A button that opens a list of which several may be chosen; none chosen means all."""

    chosen = Signal()

    def __init__(self, noun: str) -> None:
        super().__init__()
        self._noun = noun
        self.setAutoDefault(False)
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def offer(self, names: Iterable[str]) -> None:
        """Offer these and no others; those chosen before stay chosen."""
        before = set(self.names())
        self._menu.clear()
        for name in names:
            action = QAction(name.replace("&", "&&") or "unknown", self._menu)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name in before)
            action.toggled.connect(self._on_toggled)
            self._menu.addAction(action)
        self._say()

    def names(self) -> tuple[str, ...]:
        return tuple(one.data() for one in self._menu.actions() if one.isChecked())

    def _on_toggled(self) -> None:
        self._say()
        self.chosen.emit()

    def _say(self) -> None:
        count, all_of = len(self.names()), len(self._menu.actions())
        self.setText(f"{count or 'All'} of {all_of} {self._noun}" if count else f"All {self._noun}")
        self.setEnabled(all_of > 1)


class LinesDialog(Dialog):
    """A list to look through: titles with their details."""

    def __init__(self, title: str, lines: Iterable[tuple[str, str, str]], parent: QWidget) -> None:
        super().__init__(title, parent)
        shown = LineList(title)
        for line in lines:
            shown.add(*line)
        self.column.addWidget(shown)
        self.finish_with("Close", reject="")
        self.resize(560, 420)


def row_of(*widgets: QWidget, spacing: int = 8) -> QHBoxLayout:
    """Return a row of widgets, pushed to the left."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return row
