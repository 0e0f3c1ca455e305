"""How much of what each label or rule suggests is right, without and with the model."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.detecting.evaluation.tallies import Tally
from annotator.detecting.learning.findings import Compared
from annotator.ui.agreement.matrix import Index
from annotator.ui.detectors.standing import short
from annotator.ui.share_bar import paint_share
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_COLUMNS = ("", "Rules alone", "With the model")
_TALLY = Qt.ItemDataRole.UserRole
_BAR_WIDTH = 148


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
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _COLUMNS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

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


class PrecisionTable(QTableView):
    """Rows of labels or of rules, the commonest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = _PrecisionModel()
        self.setModel(self._rows)
        self.setItemDelegate(_PrecisionDelegate(theme))
        self.setAccessibleName("Precision by label and rule")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(27)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            self.setColumnWidth(column, _BAR_WIDTH)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[Compared]) -> None:
        self._rows.show(rows)


class _PrecisionDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(option.rect)
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(box, self._theme.colour("accentbg"))
            painter.setPen(self._theme.colour("hair"))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
            tally = index.data(_TALLY)
            if isinstance(tally, Tally) and tally.found:
                text = f"{short(tally.precision)}  of {tally.found:,.0f}"
                paint_share(painter, self._theme, box, tally.precision, text)
                return
            words = "–" if isinstance(tally, Tally) else str(index.data() or "")
            painter.setFont(ui_font(12.5))
            painter.setPen(self._theme.colour("text2" if words == "–" else "text"))
            inner = box.adjusted(8, 0, -4, 0)
            words = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, int(inner.width())
            )
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
        finally:
            painter.restore()
