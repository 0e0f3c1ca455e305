"""The articles by disagreement: each layer's measure as a bar, and how much is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from annotator.comparing.measured import Measured, Undefined, shown
from annotator.comparing.report import ArticleAgreement
from annotator.domain.annotation import Layer
from annotator.ui.row_delegate import Index
from annotator.ui.row_table import CellDelegate, RowTable
from annotator.ui.share_bar import paint_share
from annotator.ui.theme.theme import Theme

_TITLES = ("Article", "Source", "Annotators", "Segments", "Entities", "Quotes", "Open")
_LAYERS = {3: Layer.SEGMENTS, 4: Layer.ENTITIES, 5: Layer.QUOTES}
_WIDTHS = {1: 110, 2: 140, 3: 106, 4: 106, 5: 106, 6: 66}
_HEIGHT = 31
_LOW = 0.7
"""Below this a measure is set in bold with a warning beside it."""
_CELL = Qt.ItemDataRole.UserRole


class _ArticleModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ArticleAgreement] = []
        self.keys: Mapping[Layer, str] = {}

    def show(self, rows: Sequence[ArticleAgreement], keys: Mapping[Layer, str]) -> None:
        self.beginResetModel()
        self.rows, self.keys = list(rows), keys
        self._order(6, is_descending=True)
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._order(column, is_descending=order is Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _order(self, column: int, *, is_descending: bool) -> None:
        def value(row: ArticleAgreement) -> tuple[float, str]:
            if column in _LAYERS:
                measure = row.measures[self.keys[_LAYERS[column]]]
                return (measure.value if isinstance(measure, Measured) else 2.0, row.title)
            if column == 6:
                return float(row.disagreements), ""
            return 0.0, (row.title, row.source, ", ".join(one.name for one in row.owners))[column]

        self.rows.sort(key=value, reverse=is_descending)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_heading = orientation is Qt.Orientation.Horizontal
        return _TITLES[section] if is_heading and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        measure = None
        if index.column() in _LAYERS:
            measure = row.measures[self.keys[_LAYERS[index.column()]]]
        if role == _CELL:
            return measure
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(measure, Undefined):
            return measure.reason
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            match index.column():
                case 0:
                    return row.title or row.id
                case 1:
                    return row.source
                case 2:
                    return ", ".join(owner.name for owner in row.owners)
                case 6:
                    return f"{row.disagreements:,}"
                case _:
                    return shown(measure)
        return None


class ArticleTable(RowTable):
    """``opened`` carries the id of the article that was activated."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        self._rows = _ArticleModel()
        delegate = _ArticleDelegate(theme, _HEIGHT)
        super().__init__(theme, "Articles by disagreement", self._rows, delegate, _HEIGHT)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header = self.horizontalHeader()
        header.setSortIndicator(6, Qt.SortOrder.DescendingOrder)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._rows.sort)
        self.doubleClicked.connect(self._on_activated)
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_clicked)

    def show_articles(self, rows: Sequence[ArticleAgreement], keys: Mapping[Layer, str]) -> None:
        self._rows.show(rows, keys)
        self.setColumnHidden(1, not any(one.source for one in rows))

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.rows[index.row()].id)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() >= 3:
            self._on_activated(index)


class _ArticleDelegate(CellDelegate):
    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        self.paint_ground(painter, box, state)
        measure = index.data(_CELL)
        if isinstance(measure, Measured):
            self._bar(painter, box, measure)
        else:
            self._words(painter, box, str(index.data() or ""), index.column())

    def _words(self, painter: QPainter, box: QRectF, words: str, column: int) -> None:
        is_open = column == 6 and words != "0"
        token = "accent" if is_open else "text" if column == 0 else "text2"
        weight = 600 if is_open else 500 if column == 0 else 400
        self.write(painter, box.adjusted(8, 0, -8, 0), words, 13, weight, token)

    def _bar(self, painter: QPainter, box: QRectF, measure: Measured) -> None:
        is_low = measure.value < _LOW
        text = shown(measure).removeprefix("0")
        paint_share(painter, self._theme, box, measure.value, text, is_loud=is_low)
        if is_low:
            icon = self._theme.icons.pixmap("warning", self._theme.tokens.warn, 14, 2)
            painter.drawPixmap(QPointF(box.left() + 102, box.center().y() - 7), icon)
