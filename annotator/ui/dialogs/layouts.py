"""What dialogs share: the frame with a heading, content and buttons, and fields for numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.theme.fonts import ui_font

S = TypeVar("S", bound=QAbstractSpinBox)
_MARGIN = 7


class Dialog(QDialog):
    """A window-modal dialog with a heading, a column of content and a row of buttons."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(12)
        heading = QLabel(title)
        heading.setFont(ui_font(16, 600))
        heading.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(heading)
        self._buttons = QDialogButtonBox()

    def add_text(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("quiet", True)
        self.column.addWidget(label)
        return label

    def finish_with(self, accept: str, reject: str = "Cancel") -> QPushButton:
        """Add the buttons, the primary one named ``accept``, and return that one."""
        primary = self._buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        primary.setProperty("primary", True)
        primary.setDefault(True)
        if reject:
            self._buttons.addButton(reject, QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.column.addWidget(self._buttons)
        return primary


def plain_button(
    title: str, on_clicked: Callable[[], object] | SignalInstance | None
) -> QPushButton:
    button = QPushButton(title)
    button.setAutoDefault(False)
    if on_clicked is not None:
        button.clicked.connect(lambda _checked: _call(on_clicked))
    return button


def _call(what: Callable[[], object] | SignalInstance) -> None:
    if isinstance(what, SignalInstance):
        what.emit()
    else:
        what()


def made_table(name: str, titles: Sequence[str], rows: int = 0) -> QTableWidget:
    """Return a table to be read, row by row: no grid, no numbers, and Tab leaves it."""
    table = QTableWidget(rows, len(titles))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(titles))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    return table


def made_form_table(name: str, titles: Sequence[str], rows: int, row_height: int) -> QTableWidget:
    """Return a table that only stands beside choices: nothing in it has the focus or is chosen."""
    table = made_table(name, titles, rows)
    table.verticalHeader().setDefaultSectionSize(row_height)
    table.setWordWrap(False)
    table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    table.horizontalHeader().setDefaultAlignment(align)
    return table


def made_cell(words: str) -> QTableWidgetItem:
    """Return a cell whose tool tip has the words that there is no room for."""
    cell = QTableWidgetItem(words)
    cell.setToolTip(words)
    return cell


def inset(field: S) -> S:
    """Keep a number off the edge of its field, which a style sheet's padding does not reach."""
    field.lineEdit().setTextMargins(_MARGIN, 0, _MARGIN, 0)
    return field
