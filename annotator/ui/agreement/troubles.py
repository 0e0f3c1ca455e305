"""What is disagreed about most: bars with counts, each of which opens the disagreements."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.comparing.disagreements import Kind
from annotator.comparing.report import Trouble
from annotator.domain.annotation import Layer
from annotator.ui.agreement.matrix import Index
from annotator.ui.row_list import ROW, RowList
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_UNITS = {Layer.SEGMENTS: "segments", Layer.ENTITIES: "mentions", Layer.QUOTES: "quotes"}
_HEIGHT = 43


def titled(trouble: Trouble) -> str:
    """Return what a group of disagreements is about, in a few words."""
    if trouble.kind in (Kind.LABEL, Kind.QUOTE_TYPE):
        return " ↔ ".join(trouble.labels)
    about = ", ".join(trouble.labels) or "Quote"
    return f"{about}: {trouble.kind.value}"


def _said(trouble: Trouble) -> str:
    return f"{titled(trouble)}, {len(trouble.clusters):,} {_UNITS[trouble.layer]}"


class TroubleList(QListView):
    """``opened`` carries the group that was activated."""

    opened = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows = RowList(_said)
        self._delegate = _TroubleDelegate(theme)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("What is disagreed about most")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._on_activated)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self.viewport().update)

    def show_troubles(self, troubles: Sequence[Trouble]) -> None:
        self._delegate.most = max((len(one.clusters) for one in troubles), default=1)
        self._rows.show(troubles)

    def _on_activated(self, index: QModelIndex) -> None:
        trouble = index.data(ROW)
        if isinstance(trouble, Trouble):
            self.opened.emit(trouble)


class _TroubleDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.most = 1

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        trouble = index.data(ROW)
        if not isinstance(trouble, Trouble):
            return
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(option.rect).adjusted(2, 1, -6, -1)
            if option.state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("accentbg"))
                painter.drawRoundedRect(box, 6, 6)
            self._paint(painter, box.adjusted(6, 0, -6, 0), trouble)
        finally:
            painter.restore()

    def _paint(self, painter: QPainter, box: QRectF, trouble: Trouble) -> None:
        count = f"{len(trouble.clusters):,} {_UNITS[trouble.layer]}"
        painter.setFont(ui_font(12))
        painter.setPen(self._theme.colour("text"))
        width = painter.fontMetrics().horizontalAdvance(count)
        left = box.right() - width
        painter.drawText(QPointF(left, box.top() + 16), count)
        dots = QPen(self._theme.colour("text3"), 1.2)
        dots.setDashPattern([0.1, 2.2])
        dots.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(dots)
        painter.drawLine(QPointF(left, box.top() + 20.5), QPointF(box.right(), box.top() + 20.5))
        painter.setPen(self._theme.colour("text"))
        painter.setFont(ui_font(13, 600))
        room = int(box.width() - width - 14)
        words = painter.fontMetrics().elidedText(titled(trouble), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(box.left(), box.top() + 16), words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("inset"))
        bar = QRectF(box.left(), box.top() + 26, box.width(), 6)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(self._theme.colour("quantity"))
        bar.setWidth(max(6.0, bar.width() * len(trouble.clusters) / self.most))
        painter.drawRoundedRect(bar, 3, 3)
