"""A layer's models in a table: which one is in use, when it was trained, from how much."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from annotator.store import StoredModel
from annotator.ui.detectors.standing import findings_of, short, spoken_time

_COLUMNS = ("Trained", "Articles", "F1", "")
_WIDTHS = {1: 66, 2: 96, 3: 64}


class ModelTable(QTableWidget):
    """``looked_at`` carries the model of the current row."""

    looked_at = Signal(object)

    def __init__(self) -> None:
        super().__init__(0, len(_COLUMNS))
        self._models: list[StoredModel] = []
        self.setHorizontalHeaderLabels(list(_COLUMNS))
        self.setAccessibleName("Models of the layer")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(31)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.currentCellChanged.connect(self._on_current_changed)

    @property
    def current(self) -> StoredModel | None:
        row = self.currentRow()
        return self._models[row] if 0 <= row < len(self._models) else None

    def show_models(self, models: Sequence[StoredModel], current: StoredModel | None) -> None:
        """List the models and look at one of them."""
        self.blockSignals(True)
        self._models = list(models)
        self.setRowCount(len(models))
        for row, one in enumerate(models):
            for column, text in enumerate(_texts(one)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.setItem(row, column, cell)
        if current is not None:
            ids = [one.id for one in models]
            self.setCurrentCell(ids.index(current.id), 0)
        self.blockSignals(False)

    def _on_current_changed(self, row: int, _column: int, before: int, _before: int) -> None:
        if row != before and self.current is not None:
            self.looked_at.emit(self.current)


def _texts(model: StoredModel) -> tuple[str, str, str, str]:
    found = findings_of(model)
    figures = f"{short(found.before.f1)} → {short(found.after.f1)}" if found else "–"
    came = f" · {model.came_from}" if model.came_from else ""
    used = "in use" if model.is_used else ""
    return spoken_time(model.made) + came, f"{model.articles:,}", figures, used
