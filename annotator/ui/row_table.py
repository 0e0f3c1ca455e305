"""Tables that are read row by row: how they look, their headings, and the ground of their cells."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyle, QTableView

from annotator.ui.row_delegate import RowDelegate
from annotator.ui.theme.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowTable(QTableView):
    """Rows are chosen whole, the first column has what room there is, and Tab leaves it."""

    def __init__(
        self, theme: Theme, name: str, model: QAbstractItemModel, delegate: RowDelegate, height: int
    ) -> None:
        super().__init__()
        self.setModel(model)
        # The view does not own it.
        self._delegate = delegate
        self.setItemDelegate(delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(LEFT)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self.viewport().update)


class CellDelegate(RowDelegate):
    """Paints cells with a hair line below each row."""

    def paint_ground(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.colour("accentbg"))
        painter.setPen(self._theme.colour("hair"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
