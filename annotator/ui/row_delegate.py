"""What delegates that paint rows of words share."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints rows of one height; what stands in them is ``paint_row``'s."""

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme = theme
        self._height = height

    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        """Paint a row; the painter smooths edges, and is put back afterwards."""
        raise NotImplementedError

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(160, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # One exception in between would leave the painter saved, and spoil what is painted later.
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_row(painter, QRectF(option.rect), index, option.state)
        finally:
            painter.restore()

    def paint_chosen(self, painter: QPainter, box: QRectF) -> None:
        """Paint the ground of the row that is chosen."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accentbg"))
        painter.drawRoundedRect(box.adjusted(6, 1, -6, -1), 7, 7)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def write(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        pixels: float,
        weight: int = 400,
        token: str = "text",
        *,
        baseline: float | None = None,
    ) -> None:
        """Write a line of words, shortened where there is no room for it.

        It stands in the middle of ``box``, or ``baseline`` pixels below its top.
        """
        painter.setFont(ui_font(pixels, weight))
        painter.setPen(self._theme.colour(token))
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, max(0, int(box.width()))
        )
        if baseline is None:
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        else:
            painter.drawText(QPointF(box.left(), box.top() + baseline), shown)
