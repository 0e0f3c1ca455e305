"""The articles by disagreement: each layer's measure as a bar, and how much is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRectF, Qt, Signal
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

from annotator.comparing.measured import Measured, Undefined, shown
from annotator.comparing.report import ArticleAgreement
from annotator.domain.annotation import Layer
from annotator.ui.agreement.matrix import Index
from annotator.ui.share_bar import paint_share
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_TITLES = ("Article", "Source", "Annotators", "Segments", "Entities", "Quotes", "Open")
_LAYERS = {3: Layer.SEGMENTS, 4: Layer.ENTITIES, 5: Layer.QUOTES}
_WIDTHS = {1: 110, 2: 140, 3: 106, 4: 106, 5: 106, 6: 66}
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
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return _TITLES[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

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


class ArticleTable(QTableView):
    """``opened`` carries the id of the article that was activated."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = _ArticleModel()
        self.setModel(self._rows)
        self.setItemDelegate(_ArticleDelegate(theme))
        self.setAccessibleName("Articles by disagreement")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(31)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSortIndicator(6, Qt.SortOrder.DescendingOrder)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.sortIndicatorChanged.connect(self._rows.sort)
        self.doubleClicked.connect(self._on_activated)
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self.viewport().update)

    def show_articles(self, rows: Sequence[ArticleAgreement], keys: Mapping[Layer, str]) -> None:
        self._rows.show(rows, keys)
        self.setColumnHidden(1, not any(one.source for one in rows))

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.rows[index.row()].id)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() >= 3:
            self._on_activated(index)


class _ArticleDelegate(QStyledItemDelegate):
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
            measure = index.data(_CELL)
            if isinstance(measure, Measured):
                self._bar(painter, box, measure)
            else:
                self._words(painter, box, str(index.data() or ""), index.column())
        finally:
            painter.restore()

    def _words(self, painter: QPainter, box: QRectF, words: str, column: int) -> None:
        is_open = column == 6 and words != "0"
        painter.setPen(
            self._theme.colour("accent" if is_open else "text" if not column else "text2")
        )
        painter.setFont(ui_font(13, 600 if is_open else 500 if column == 0 else 400))
        inner = box.adjusted(8, 0, -8, 0)
        words = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, int(inner.width())
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _bar(self, painter: QPainter, box: QRectF, measure: Measured) -> None:
        is_low = measure.value < _LOW
        text = shown(measure).removeprefix("0")
        paint_share(painter, self._theme, box, measure.value, text, is_loud=is_low)
        if is_low:
            icon = self._theme.icons.pixmap("warning", self._theme.tokens.warn, 14, 2)
            painter.drawPixmap(QPointF(box.left() + 102, box.center().y() - 7), icon)
