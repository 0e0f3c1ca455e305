"""How a finding is painted: the words, what they should be, why, and in which article."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from annotator.comparing.consistency import Finding, Kind
from annotator.ui.consistency.model import FindingModel, Index, change_of
from annotator.ui.row_delegate import RowDelegate
from annotator.ui.theme.theme import Theme

_HEIGHT = 30
_INSET = 16
_GAP = 12
_SHARES = (0.25, 0.21, 0.37, 0.17)
"""How the width is shared among words, change, reason and article."""


class FindingDelegate(RowDelegate):
    def __init__(self, theme: Theme, model: FindingModel) -> None:
        super().__init__(theme, _HEIGHT)
        self._model = model

    def paint_row(
        self, painter: QPainter, box: QRectF, index: Index, state: QStyle.StateFlag
    ) -> None:
        # Not by way of a role: Qt would make a plain string of a kind.
        row = self._model.rows[index.row()]
        if not isinstance(row, Finding):
            self._heading(painter, box.adjusted(_INSET, 4, -_INSET, 0), row)
            return
        if state & QStyle.StateFlag.State_Selected:
            self.paint_chosen(painter, box)
        self._finding(painter, box.adjusted(_INSET, 0, -_INSET, 0), row)

    def _heading(self, painter: QPainter, box: QRectF, kind: Kind) -> None:
        self.write(painter, box, kind.heading, 11.5, 600, "text2")
        width = painter.fontMetrics().horizontalAdvance(kind.heading)
        count = f"{self._model.counts[kind]:,}"
        self.write(painter, box.adjusted(width + 8, 0, 0, 0), count, 11.5, 400, "text3")

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
            self.write(painter, cell, " ".join(text.split()), pixels, weight, token)
            left += width
