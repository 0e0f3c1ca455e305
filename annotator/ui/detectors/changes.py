"""What the last training changed: mistakes that are gone, and new ones."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle

from annotator.detecting.learning.findings import Changed
from annotator.ui.row_delegate import Index
from annotator.ui.row_list import ROW, RowList
from annotator.ui.row_table import CellDelegate
from annotator.ui.theme.theme import Theme

_HEIGHT = 44


class _ChangeModel(RowList[Changed]):
    """Of a long context the tool tip has all."""

    def __init__(self) -> None:
        super().__init__(lambda row: f"{_said(row)}. {_plain(row.context)}")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.rows[index.row()]
            return f"{_said(row)}\n{_plain(row.context)}"
        return super().data(index, role)


def _said(changed: Changed) -> str:
    """Say what was a mistake: what was found where something else was wanted."""
    found, wanted = changed.found or "nothing", changed.wanted or "nothing"
    if changed.is_mended:
        return f"{wanted}, no longer {found}"
    return f"{found}, where it is {wanted}"


def _plain(context: str) -> str:
    return context.replace("[[", "").replace("]]", "")


class ChangeList(QListView):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = _ChangeModel()
        self.setModel(self._rows)
        self.setItemDelegate(_ChangeDelegate(theme))
        self.setUniformItemSizes(True)
        self.setAccessibleName("What the last training changed")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_changes(self, rows: Sequence[Changed]) -> None:
        self._rows.show(rows)


class _ChangeDelegate(CellDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _HEIGHT)

    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, Changed):
            return
        self.paint_ground(painter, box, state)
        name, token = ("check", "ok") if row.is_mended else ("warning", "warn")
        colour = getattr(self._theme.tokens, token)
        icon = self._theme.icons.pixmap(name, colour, 14, 2)
        painter.drawPixmap(QPointF(box.left() + 8, box.top() + 7), icon)
        words = box.adjusted(30, 0, -8, 0)
        self.write(painter, words, _said(row), 12.5, 500, baseline=18)
        self.write(painter, words, _plain(row.context), 11.5, token="text2", baseline=35)
