"""What became of each file or record of an import."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.formats.atomic import replacing
from annotator.ui.dialogs.layouts import Dialog
from annotator.workspace.importing import ImportReport, Line, Outcome

_MOST_ROWS = 5000


class ImportReportDialog(Dialog):
    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__("Import report", parent)
        self._report = report
        self.add_text(f"{report.summary}.")
        self._only_problems = QCheckBox("Only what was not imported")
        self._only_problems.setChecked(True)
        self._only_problems.toggled.connect(self._fill)
        self.column.addWidget(self._only_problems)
        self._table = QTableWidget(0, 3)
        self._table.setHorizontalHeaderLabels(["File or record", "Outcome", "Reason"])
        self._table.setAccessibleName("Import report")
        self._table.verticalHeader().hide()
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 280)
        header.setStretchLastSection(True)
        self.column.addWidget(self._table)
        save = QPushButton("Save the report…")
        save.setAutoDefault(False)
        save.clicked.connect(self._save)
        self.column.addWidget(save)
        self.finish_with("Close", reject="")
        self.resize(820, 480)
        self._fill()

    def _fill(self) -> None:
        lines = [line for line in self._report.lines if self._is_wanted(line)][:_MOST_ROWS]
        self._table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            for column, text in enumerate((line.where, line.outcome.value, line.reason)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self._table.setItem(row, column, cell)

    def _is_wanted(self, line: Line) -> bool:
        return line.outcome is not Outcome.IMPORTED or not self._only_problems.isChecked()

    def _save(self) -> None:
        dialog = QFileDialog(self, "Save the report", "import-report.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._write)
        dialog.open()

    def _write(self, name: str) -> None:
        with replacing(Path(name)) as file:
            for line in self._report.lines:
                file.write(f"{line.outcome}\t{line.where}\t{line.reason}\n")
