"""The queue's rows: all ids at once, the rest of a row when it is seen."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.domain.queue_order import QueueOrder
from annotator.domain.step import Progress
from annotator.domain.suggestions import SHOW_ALL, Thresholds
from annotator.store import ArticleRow
from annotator.workspace.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
_BLOCK = 60
_SAYS = {
    Progress.TODO: "to do",
    Progress.DOING: "begun",
    Progress.DONE: "done",
    Progress.SKIPPED: "skipped",
}


class Roles(IntEnum):
    ROW = Qt.ItemDataRole.UserRole
    REASON = Qt.ItemDataRole.UserRole + 1
    """What speaks for the article, where that is what the queue is ordered by."""


class QueueModel(QAbstractListModel):
    """Articles in the order given. 100,000 ids take 5 MB; rows are read by the block."""

    def __init__(self) -> None:
        super().__init__()
        self._workspace: Workspace | None = None
        self._ids: list[str] = []
        self._order = QueueOrder.IMPORTED
        self._rows: dict[str, ArticleRow] = {}
        self._thresholds = SHOW_ALL

    def show(
        self, workspace: Workspace | None, ids: list[str], order: QueueOrder = QueueOrder.IMPORTED
    ) -> None:
        """Show articles; where they are in the ``order`` of use, each says what speaks for it."""
        self.beginResetModel()
        self._workspace, self._ids, self._order = workspace, ids, order
        self._rows.clear()
        self.endResetModel()

    def count_under(self, thresholds: Thresholds) -> None:
        """Count from now on only what ``thresholds`` do not hide as undecided."""
        if thresholds != self._thresholds:
            self._thresholds = thresholds
            self._rows.clear()
            if self._ids:
                self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def refresh(self, article_id: str) -> None:
        """Read one article's row again."""
        for read in self._read([article_id]):
            self._rows[article_id] = read
        row = self.row_of(article_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def progress_of(self, article_id: str) -> Progress | None:
        """Return the progress of an article whose row has been read."""
        row = self._rows.get(article_id)
        return row.progress if row else None

    def row_of(self, article_id: str) -> int:
        try:
            return self._ids.index(article_id)
        except ValueError:
            return -1

    def id_at(self, row: int) -> str | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        row = self._row(index.row())
        if row is None:
            return None
        if role == Roles.ROW:
            return row
        reason = row.doubt.reason if self._order is QueueOrder.USEFUL else ""
        if role == Roles.REASON:
            return reason
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            undecided = f", {row.undecided} undecided" if row.undecided else ""
            because = f", {reason}" if reason else ""
            return f"{row.title}, {_SAYS[row.progress]}{undecided}{because}"
        return None

    def _row(self, number: int) -> ArticleRow | None:
        article_id = self._ids[number]
        if article_id not in self._rows:
            begin = number - number % _BLOCK
            for row in self._read(self._ids[begin : begin + _BLOCK]):
                self._rows[row.id] = row
        return self._rows.get(article_id)

    def _read(self, ids: list[str]) -> list[ArticleRow]:
        if self._workspace is None:
            return []
        queries, owner = self._workspace.queries, self._workspace.owner
        return queries.article_rows(owner, ids, self._thresholds)
