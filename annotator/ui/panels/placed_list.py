"""List views that lay out their rows themselves, since ``QListView`` measures every one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from annotator.ui.panels.delegate import AnnotationDelegate
from annotator.ui.panels.model import AnnotationModel, Index

_STEP = 34


class PlacedList(QListView):
    """What a list view does for the keyboard, the mouse and screen readers, with its own layout.

    Whoever derives from it says in ``place_rows`` where rows lie, and answers for that in
    ``visualRect`` and ``indexAt``.
    """

    def __init__(self, delegate: AnnotationDelegate) -> None:
        super().__init__()
        self.delegate = delegate
        self.setItemDelegate(delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def place_rows(self) -> None:
        raise NotImplementedError

    @property
    def rows_in_view(self) -> range:
        """From the first to the last row that is seen."""
        raise NotImplementedError

    @property
    def annotation_model(self) -> AnnotationModel:
        model = self.model()
        assert isinstance(model, AnnotationModel)
        return model

    def doItemsLayout(self) -> None:
        self.place_rows()
        # Past QListView, which would go through all rows.
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Do nothing: scroll bars follow from where the rows are placed."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: object) -> QModelIndex:
        moves, seen = QAbstractItemView.CursorAction, self.rows_in_view
        last, current = self.model().rowCount() - 1, self.currentIndex().row()
        if current < 0:
            return self.model().index(seen.start, 0)
        page = max(1, len(seen) - 1)
        target = {
            moves.MoveUp: current - 1,
            moves.MovePrevious: current - 1,
            moves.MoveDown: current + 1,
            moves.MoveNext: current + 1,
            moves.MovePageUp: current - page,
            moves.MovePageDown: current + page,
            moves.MoveHome: 0,
            moves.MoveEnd: last,
        }.get(action, current)
        return self.model().index(min(max(target, 0), last), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.bottomRight())
        if index.isValid():
            self.selectionModel().select(index, command)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.doItemsLayout()


class RowList(PlacedList):
    """Rows under each other. 50,000 are laid out in some milliseconds, by plain addition."""

    def __init__(self, delegate: AnnotationDelegate) -> None:
        super().__init__(delegate)
        self._heights: list[int] | None = None
        self._tops: list[int] = [0]
        self.verticalScrollBar().setSingleStep(_STEP)

    def place_rows(self) -> None:
        model = self.annotation_model
        if self._heights is None:
            self._heights = self.delegate.heights(model)
        heights, focused = self._heights.copy(), self.delegate.focused_row
        if 0 <= focused < len(heights):
            heights[focused] += self.delegate.growth(model.row(focused), self.viewport().width())
        self._tops = list(accumulate(heights, initial=0))
        height = self.viewport().height()
        self.verticalScrollBar().setPageStep(height)
        self.verticalScrollBar().setRange(0, max(0, self._tops[-1] - height))

    def reset(self) -> None:
        self._heights = None
        super().reset()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        self._heights = None
        super().dataChanged(first, last, roles)
        self.scheduleDelayedItemsLayout()

    @property
    def rows_in_view(self) -> range:
        offset = self.verticalScrollBar().value()
        last = bisect_right(self._tops, offset + self.viewport().height() - 1)
        return range(bisect_right(self._tops, offset) - 1, min(last, len(self._tops) - 1))

    def visualRect(self, index: Index) -> QRect:
        row = index.row()
        if not 0 <= row < len(self._tops) - 1:
            return QRect()
        top, end = self._tops[row], self._tops[row + 1]
        offset = self.verticalScrollBar().value()
        return QRect(0, top - offset, self.viewport().width(), end - top)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = bisect_right(self._tops, point.y() + self.verticalScrollBar().value()) - 1
        return self.model().index(row, 0) if 0 <= row < len(self._tops) - 1 else QModelIndex()

    def scrollTo(self, index: Index, _hint: object = None) -> None:
        """Scroll as little as needed to show a row."""
        self.executeDelayedItemsLayout()
        box, bar = self.visualRect(index), self.verticalScrollBar()
        if box.top() < 0:
            bar.setValue(bar.value() + box.top())
        elif box.bottom() >= self.viewport().height():
            bar.setValue(bar.value() + box.bottom() + 1 - self.viewport().height())

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QPainter(self.viewport()), QStyleOptionViewItem()
        try:
            for row in self.rows_in_view:
                index = self.model().index(row, 0)
                option.rect = self.visualRect(index)
                self.delegate.paint(painter, option, index)
        finally:
            painter.end()
