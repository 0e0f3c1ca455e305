"""Lists of rows in the order given; what a row says is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from annotator.ui.row_delegate import Index

T = TypeVar("T")
ROW = Qt.ItemDataRole.UserRole
"""Where a delegate finds the row itself."""


class RowList(QAbstractListModel, Generic[T]):
    """``said`` says a row in words, which screen readers read out."""

    def __init__(self, said: Callable[[T], str], rows: Sequence[T] = ()) -> None:
        super().__init__()
        self._said = said
        self.rows = rows

    def show(self, rows: Sequence[T]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(row)
        return None
