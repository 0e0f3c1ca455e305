"""What the dialog is put together from."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.ui.theme.fonts import ui_font


def heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(ui_font(13.5, 600))
    return label


def card(title: QLabel, content: QWidget, beside: QWidget | None = None) -> QFrame:
    """Return a card with a title, something at its right if wanted, and content below."""
    frame = QFrame()
    frame.setObjectName("card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 12)
    column.setSpacing(6)
    row = QHBoxLayout()
    row.addWidget(title, 1)
    if beside is not None:
        row.addWidget(beside)
    column.addLayout(row)
    column.addWidget(content, 1)
    return frame
