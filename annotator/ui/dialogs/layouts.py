"""What dialogs share: the frame with a heading, content and buttons, and fields for numbers."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
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


def inset(field: S) -> S:
    """Keep a number off the edge of its field, which a style sheet's padding does not reach."""
    field.lineEdit().setTextMargins(_MARGIN, 0, _MARGIN, 0)
    return field
