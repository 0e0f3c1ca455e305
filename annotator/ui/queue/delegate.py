"""How a row of the queue is painted: progress by shape, title, source, what is undecided."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.step import Progress
from annotator.store import ArticleRow
from annotator.ui.article.marks import solid_pen
from annotator.ui.queue.model import Index, Roles
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_HEIGHT = 64


class QueueDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Roles.ROW)
        if not isinstance(row, ArticleRow):
            return
        box: QRect = option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._ground(painter, box, is_chosen=is_chosen)
            spot = QRectF(box.left() + 16, box.top() + 11, 14, 14)
            paint_progress(painter, spot, row.progress, self._theme)
            self._texts(painter, box, row, str(index.data(Roles.REASON)), is_chosen=is_chosen)
        finally:
            painter.restore()

    def _ground(self, painter: QPainter, box: QRect, *, is_chosen: bool) -> None:
        if is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accentbg"))
            painter.drawRoundedRect(box.adjusted(6, 2, -6, -2), 7, 7)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left() + 6, box.top() + 16, 3, 32), 1.5, 1.5)

    def _texts(
        self, painter: QPainter, box: QRect, row: ArticleRow, reason: str, *, is_chosen: bool
    ) -> None:
        left, right = box.left() + 40, box.right() - 14
        font = ui_font(13, 600 if is_chosen else 500)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        for number, line in enumerate(_two_lines(row.title, QFontMetrics(font), right - left)):
            painter.drawText(QPointF(left, box.top() + 21 + number * 17), line)
        painter.setFont(ui_font(11.5))
        painter.setPen(self._theme.colour("text2"))
        metrics, baseline = painter.fontMetrics(), box.top() + 54
        state = "" if reason else _state_text(row)
        width = metrics.horizontalAdvance(state)
        painter.drawText(QPointF(right - width, baseline), state)
        about = reason or " · ".join(part for part in (row.source, row.published[:10]) if part)
        has_bar = row.progress is Progress.DOING and row.total and not reason
        room = right - left - width - (60 if has_bar else 10)
        about = metrics.elidedText(about, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(QPointF(left, baseline), about)
        if has_bar:
            self._bar(painter, right - width - 44, baseline - 6, 1 - row.undecided / row.total)

    def _bar(self, painter: QPainter, left: float, top: float, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("inset"))
        painter.drawRoundedRect(QRectF(left, top, 38, 4), 2, 2)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawRoundedRect(QRectF(left, top, max(4.0, 38 * share), 4), 2, 2)


def _state_text(row: ArticleRow) -> str:
    match row.progress:
        case Progress.DONE:
            return "labelled"
        case Progress.SKIPPED:
            return "skipped"
        case _:
            return str(row.undecided) if row.undecided else ""


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Break a title at a blank into at most two lines, the second shortened."""
    text = " ".join(text.split())
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    words = text.split(" ")
    count = 1
    while metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width:
        count += 1
    rest = " ".join(words[count:])
    first = metrics.elidedText(" ".join(words[:count]), Qt.TextElideMode.ElideRight, width)
    return [first, metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]


def paint_progress(painter: QPainter, box: QRectF, progress: Progress, theme: Theme) -> None:
    """Paint a progress by shape: ring, ring arc, disc with a tick, barred ring."""
    tokens = theme.tokens
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match progress:
        case Progress.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.ok))
            painter.drawEllipse(box)
            painter.setPen(solid_pen(tokens.side, 1.6))
            middle = box.center()
            painter.drawPolyline(
                [middle + QPointF(-3, 0), middle + QPointF(-1, 2.5), middle + QPointF(3.2, -2.4)]
            )
        case Progress.DOING:
            painter.setPen(solid_pen(tokens.hair2, 2))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            painter.setPen(solid_pen(tokens.accent, 2))
            painter.drawArc(box.adjusted(1, 1, -1, -1), 90 * 16, -200 * 16)
        case _:
            painter.setPen(solid_pen(tokens.text3, 1.6))
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            if progress is Progress.SKIPPED:
                middle = box.center()
                painter.drawLine(middle + QPointF(-3, 0), middle + QPointF(3, 0))
