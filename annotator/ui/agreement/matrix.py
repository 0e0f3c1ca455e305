"""Heat maps and confusion matrices: tables of painted cells, to walk through by key or mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.ui.theme.tokens import contrast, mixed

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole
_WIDEST = 62


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``strength`` (0–1) tints it; ``says`` is its tooltip and what is read aloud.

    ``light`` and ``dark`` colour the words of a heading that names a label. What ``is_neutral``
    is grey, whatever its strength.
    """

    text: str
    note: str = ""
    strength: float = 0.0
    says: str = ""
    is_heading: bool = False
    is_neutral: bool = False
    is_open: bool = True
    light: str = ""
    dark: str = ""


class MatrixModel(QAbstractTableModel):
    """Cells by row and column; the first of both are headings."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: Sequence[Sequence[Cell]] = ()

    def show(self, cells: Sequence[Sequence[Cell]]) -> None:
        self.beginResetModel()
        self.cells = cells
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.cells else len(self.cells[0])

    def flags(self, index: Index) -> Qt.ItemFlag:
        cell = self.cells[index.row()][index.column()]
        if cell.is_heading or not cell.is_open:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = self.cells[index.row()][index.column()]
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.says or cell.text
        return cell.text if role == Qt.ItemDataRole.DisplayRole else None


class Matrix(QTableView):
    """``opened`` carries row and column, without the headings, of a cell that was activated."""

    opened = Signal(int, int)

    def __init__(self, theme: Theme, name: str, heading: int, row_height: int) -> None:
        super().__init__()
        self._cells = MatrixModel()
        self._heading = heading
        self.setModel(self._cells)
        self.setItemDelegate(_CellDelegate(theme))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(row_height)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.clicked.connect(self._on_activated)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self.viewport().update)

    def show_cells(self, cells: Sequence[Sequence[Cell]]) -> None:
        self._cells.show(cells)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        columns = self._cells.columnCount() - 1
        if columns < 1:
            return
        self.setColumnWidth(0, self._heading)
        # Narrower than 30 the counts no longer fit; then the matrix scrolls.
        width = (self.viewport().width() - self._heading) // columns
        for column in range(1, columns + 1):
            self.setColumnWidth(column, max(30, min(_WIDEST, width)))
        if self._cells.cells:
            self.setRowHeight(0, 26)

    def _on_activated(self, index: QModelIndex) -> None:
        cell = index.data(CELL)
        if isinstance(cell, Cell) and cell.is_open and not cell.is_heading:
            self.opened.emit(index.row() - 1, index.column() - 1)


class _CellDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(option.rect)
            if cell.is_heading:
                self._heading(painter, box, cell, is_row=index.column() == 0)
            else:
                state = option.state
                is_marked = bool(state & QStyle.StateFlag.State_Selected)
                is_marked = is_marked and bool(state & QStyle.StateFlag.State_Active)
                self._cell(painter, box.adjusted(2, 2, -2, -2), cell, is_marked=is_marked)
        finally:
            painter.restore()

    def _heading(self, painter: QPainter, box: QRectF, cell: Cell, *, is_row: bool) -> None:
        tokens = self._theme.tokens
        named = cell.dark if tokens.is_dark else cell.light
        painter.setPen(QColor(named or tokens.text2))
        painter.setFont(ui_font(11, 600 if named else 500))
        inner = box.adjusted(0, 0, -8 if is_row else 0, 0)
        words = painter.fontMetrics().elidedText(
            cell.text, Qt.TextElideMode.ElideRight, int(inner.width())
        )
        side = Qt.AlignmentFlag.AlignRight if is_row else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _cell(self, painter: QPainter, box: QRectF, cell: Cell, *, is_marked: bool) -> None:
        tokens = self._theme.tokens
        ground = mixed(tokens.quantity, tokens.card, min(1.0, max(0.0, cell.strength)))
        if cell.is_neutral:
            ground = tokens.inset
        is_bare = not cell.is_neutral and cell.strength <= 0
        painter.setPen(Qt.PenStyle.NoPen)
        if is_marked:
            painter.setPen(QPen(QColor(tokens.accent), 2))
        if not is_bare or is_marked:
            painter.setBrush(QColor(ground) if not is_bare else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        ink = max((tokens.text, "#FFFFFF", "#14161A"), key=lambda one: contrast(one, ground))
        painter.setPen(QColor(tokens.text3 if is_bare else ink))
        painter.setFont(ui_font(12.5, 600 if cell.strength > 0 else 400))
        upper = box.adjusted(0, 4, 0, -box.height() * 0.42) if cell.note else box
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, cell.text)
        if cell.note:
            painter.setFont(ui_font(11))
            lower = box.adjusted(0, box.height() * 0.46, 0, -3)
            painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, cell.note)
