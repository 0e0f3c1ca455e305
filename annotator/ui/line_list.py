"""A list of lines, each a title with a detail under it; what dialogs and panels choose from."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from annotator.ui.theme.fonts import ui_font

_DETAIL = Qt.ItemDataRole.UserRole + 1
_TRAILING = Qt.ItemDataRole.UserRole + 2
_LINE = 18
_PADDING = 7
_INSET = 10


class LineList(QListWidget):
    """Lines of words; the detail may have several lines of its own."""

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self.setItemDelegate(_LineDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def add(self, title: str, detail: str = "", trailing: str = "") -> QListWidgetItem:
        """Add a line; ``trailing`` stands at its right."""
        line = QListWidgetItem(title)
        line.setData(_DETAIL, detail)
        line.setData(_TRAILING, trailing)
        said = ", ".join(part for part in (title, detail, trailing) if part)
        line.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.addItem(line)
        return line


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        detail = index.data(_DETAIL)
        lines = 1 + (detail.count("\n") + 1 if detail else 0)
        return QSize(80, lines * _LINE + 2 * _PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._ground(painter, option)
            self._words(painter, option, index)
        finally:
            painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            ground = option.palette.color(QPalette.ColorRole.Highlight)
            ground.setAlphaF(0.14)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(option.rect.adjusted(3, 1, -3, -1), 6, 6)

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        box: QRect = option.rect.adjusted(_INSET, _PADDING, -_INSET, -_PADDING)
        detail, trailing = index.data(_DETAIL) or "", index.data(_TRAILING) or ""
        quiet = option.palette.color(QPalette.ColorRole.PlaceholderText)
        first = QRect(box.left(), box.top(), box.width(), _LINE)
        if trailing:
            painter.setFont(ui_font(11.5))
            painter.setPen(quiet)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(first, right, trailing)
            first.setRight(first.right() - painter.fontMetrics().horizontalAdvance(trailing) - 8)
        is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        ink = option.palette.color(QPalette.ColorRole.Text)
        _write(painter, first, index.data(), ui_font(13, 500), ink if is_enabled else quiet)
        for number, line in enumerate(detail.split("\n") if detail else (), start=1):
            below = box.adjusted(0, number * _LINE, 0, 0)
            below.setHeight(_LINE)
            _write(painter, below, line, ui_font(12), quiet)


def _write(painter: QPainter, box: QRect, text: str, font: QFont, ink: QColor) -> None:
    """Write one line, shortened where there is no room for it."""
    painter.setFont(font)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
