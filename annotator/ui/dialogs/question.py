"""Questions and messages: plain sentences, buttons named by what they do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui.dialogs.layouts import Dialog

_WIDTH = 440


def ask(
    parent: QWidget, title: str, text: str, accept: str, on_accepted: Callable[[], object]
) -> None:
    """Ask whether to go on; nothing happens unless the button named ``accept`` is pressed."""
    dialog = Dialog(title, parent)
    dialog.setMinimumWidth(_WIDTH)
    dialog.add_text(text)
    dialog.finish_with(accept)
    dialog.accepted.connect(on_accepted)
    dialog.open()


def tell(parent: QWidget, title: str, text: str) -> None:
    """Show a message that has to be read."""
    dialog = Dialog(title, parent)
    dialog.setMinimumWidth(_WIDTH)
    dialog.add_text(text)
    dialog.finish_with("OK", reject="")
    dialog.open()


def ask_text(
    parent: QWidget, title: str, text: str, value: str, on_accepted: Callable[[str], object]
) -> None:
    """Ask for one line of text, which may not be empty."""
    dialog = Dialog(title, parent)
    dialog.add_text(text)
    line = QLineEdit(value)
    line.setAccessibleName(title)
    dialog.column.addWidget(line)
    button = dialog.finish_with("OK")
    button.setEnabled(bool(value.strip()))
    line.textChanged.connect(lambda typed: button.setEnabled(bool(typed.strip())))
    dialog.accepted.connect(lambda: on_accepted(line.text().strip()))
    line.selectAll()
    dialog.open()
