"""How much of what each label or rule suggests is right, without and with the model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from annotator.detecting.evaluation.tallies import Tally
from annotator.detecting.learning.findings import Compared
from annotator.ui.detectors.standing import short
from annotator.ui.row_delegate import Index
from annotator.ui.row_table import CellDelegate, RowTable
from annotator.ui.share_bar import paint_share
from annotator.ui.theme.theme import Theme

_COLUMNS = ("", "Rules alone", "With the model")
_TALLY = Qt.ItemDataRole.UserRole
_BAR_WIDTH = 148
_HEIGHT = 27


class _PrecisionModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Compared] = []

    def show(self, rows: Sequence[Compared]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_heading = orientation is Qt.Orientation.Horizontal
        return _COLUMNS[section] if is_heading and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if index.column() == 0:
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return (row.of or "no label") if shown else None
        tally = row.before if index.column() == 1 else row.after
        if role == _TALLY:
            return tally
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _said(tally)
        return None


def _said(tally: Tally) -> str:
    if not tally.found:
        return "suggests nothing"
    return f"{tally.right:,.0f} of {tally.found:,.0f} suggestions are right"


class PrecisionTable(RowTable):
    """Rows of labels or of rules, the commonest first."""

    def __init__(self, theme: Theme) -> None:
        self._rows = _PrecisionModel()
        delegate = _PrecisionDelegate(theme, _HEIGHT)
        super().__init__(theme, "Precision by label and rule", self._rows, delegate, _HEIGHT)
        for column in (1, 2):
            self.setColumnWidth(column, _BAR_WIDTH)

    def show_rows(self, rows: Sequence[Compared]) -> None:
        self._rows.show(rows)


class _PrecisionDelegate(CellDelegate):
    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        self.paint_ground(painter, box, state)
        tally = index.data(_TALLY)
        if isinstance(tally, Tally) and tally.found:
            text = f"{short(tally.precision)}  of {tally.found:,.0f}"
            paint_share(painter, self._theme, box, tally.precision, text)
            return
        words = "–" if isinstance(tally, Tally) else str(index.data() or "")
        token = "text2" if words == "–" else "text"
        self.write(painter, box.adjusted(8, 0, -4, 0), words, 12.5, token=token)
