"""Putting widgets together: beside each other, above each other, scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget


def scrolled(widget: QWidget) -> QScrollArea:
    """Let ``widget`` be scrolled where the window is smaller than it."""
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def side_by_side(*widgets: QWidget) -> QSplitter:
    """Let the room be shared out among ``widgets`` by thin handles."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(1)
    for widget in widgets:
        splitter.addWidget(widget)
    return splitter


def above_each_other(upper: QWidget, lower: QWidget) -> QSplitter:
    """Let ``upper`` have the room that ``lower``, which may be hidden, leaves."""
    splitter = QSplitter(Qt.Orientation.Vertical)
    splitter.setHandleWidth(1)
    splitter.addWidget(upper)
    splitter.addWidget(lower)
    splitter.setChildrenCollapsible(False)
    splitter.setStretchFactor(0, 1)
    splitter.setSizes([2, 1])
    return splitter


def stacked(main: QWidget, below: QWidget | None = None, above: QWidget | None = None) -> QWidget:
    """Return a widget in which ``main`` has all the room that the strips leave."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in (above, main, below):
        if part is not None:
            column.addWidget(part, 1 if part is main else 0)
    return whole
