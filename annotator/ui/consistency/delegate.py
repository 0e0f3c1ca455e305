"""How a finding is painted: the words, what they should be, why, and in which article."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.comparing.consistency import Finding, Kind
from annotator.ui.consistency.model import FindingModel, Index, change_of
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_HEIGHT = 30
_INSET = 16
_GAP = 12
_SHARES = (0.25, 0.21, 0.37, 0.17)
"""How the width is shared among words, change, reason and article."""


class FindingDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, model: FindingModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Not by way of a role: Qt would make a plain string of a kind.
        row = self._model.rows[index.row()]
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(option.rect)
            if isinstance(row, Finding):
                if option.state & QStyle.StateFlag.State_Selected:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(self._theme.colour("accentbg"))
                    painter.drawRoundedRect(box.adjusted(6, 1, -6, -1), 6, 6)
                self._finding(painter, box.adjusted(_INSET, 0, -_INSET, 0), row)
            else:
                self._heading(painter, box.adjusted(_INSET, 4, -_INSET, 0), row)
        finally:
            painter.restore()

    def _heading(self, painter: QPainter, box: QRectF, kind: Kind) -> None:
        self._write(painter, box, kind.heading, 11.5, 600, "text2")
        width = painter.fontMetrics().horizontalAdvance(kind.heading)
        count = f"{self._model.counts[kind]:,}"
        self._write(painter, box.adjusted(width + 8, 0, 0, 0), count, 11.5, 400, "text3")

    def _finding(self, painter: QPainter, box: QRectF, finding: Finding) -> None:
        cells = (
            (finding.words, 13, 600, "text"),
            (change_of(finding), 12.5, 500, "accent"),
            (finding.why, 12, 400, "text2"),
            (self._model.title(finding), 11.5, 400, "text2"),
        )
        left = box.left()
        for share, (text, pixels, weight, token) in zip(_SHARES, cells, strict=True):
            width = box.width() * share
            cell = QRectF(left, box.top(), width - _GAP, box.height())
            self._write(painter, cell, " ".join(text.split()), pixels, weight, token)
            left += width

    def _write(
        self, painter: QPainter, box: QRectF, text: str, pixels: float, weight: int, token: str
    ) -> None:
        painter.setFont(ui_font(pixels, weight))
        painter.setPen(self._theme.colour(token))
        right = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(text, right, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
