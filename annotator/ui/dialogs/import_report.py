"""What became of each file or record of an import."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from annotator.domain.errors import MendableError
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.dialogs.question import tell
from annotator.workspace.importing import ImportReport, Line, Outcome

Index = QModelIndex | QPersistentModelIndex
_TITLES = ("File or record", "Outcome", "Taken", "Why")
_WIDTHS = (230, 185, 190)
_PROBLEMS = tuple(one for one in Outcome if one is not Outcome.IMPORTED)


class ImportReportDialog(Dialog):
    """``article_chosen`` carries the id of the article of a line."""

    article_chosen = Signal(str)

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__("Import report", parent)
        self._report = report
        self.add_text("\n".join((f"{report.summary}.", *self._renamed())))
        self._wanted = QComboBox()
        self._wanted.setAccessibleName("Which outcomes")
        self._typed = QLineEdit()
        self._typed.setPlaceholderText("Find in the report")
        self._typed.setAccessibleName("Find in the report")
        self._typed.setClearButtonEnabled(True)
        self._model = _Lines()
        self._table = QTableView()
        self._reason = self._arranged()
        self._button = self.finish_with("Open the article", reject="Close")
        self._fill_choices()
        self._wanted.currentIndexChanged.connect(self._fill)
        self._typed.textChanged.connect(self._fill)
        self._table.activated.connect(lambda _index: self._button.click())
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.accepted.connect(lambda: self.article_chosen.emit(self._line().article_id))
        self.resize(900, 540)
        self._fill()
        self._table.setFocus()

    def _renamed(self) -> list[str]:
        names = self._report.renamings
        return [f"Labels: {', '.join(names)}."] if names else []

    def _arranged(self) -> QLabel:
        filters = QHBoxLayout()
        filters.addWidget(self._wanted)
        filters.addWidget(self._typed, 1)
        save = QPushButton("Save the report…")
        save.setAutoDefault(False)
        save.clicked.connect(self._save)
        filters.addWidget(save)
        self.column.addLayout(filters)
        self._table.setModel(self._model)
        self._table.setAccessibleName("Import report")
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(len(_TITLES) - 1, QHeaderView.ResizeMode.Stretch)
        self.column.addWidget(self._table, 1)
        return self.add_text("")

    def _fill_choices(self) -> None:
        """Offer the outcomes that occur, and all of them, or all that need a look, first."""
        report = self._report
        total = len(report.lines)
        problems = total - report.count(Outcome.IMPORTED)
        self._wanted.addItem(f"Everything ({total:,})", tuple(Outcome))
        self._wanted.addItem(f"All but imported as it was ({problems:,})", _PROBLEMS)
        for outcome in Outcome:
            if count := report.count(outcome):
                self._wanted.addItem(f"{outcome.value.capitalize()} ({count:,})", (outcome,))
        self._wanted.setCurrentIndex(1 if problems else 0)

    def _fill(self) -> None:
        wanted, typed = self._wanted.currentData(), self._typed.text().casefold()
        self._model.show(
            [
                line
                for line in self._report.lines
                if line.outcome in wanted
                and typed in f"{line.where}\n{line.taken}\n{line.reason}".casefold()
            ]
        )
        if self._model.lines:
            self._table.selectRow(0)
        self._on_row_changed()

    def _line(self) -> Line:
        return self._model.lines[self._table.currentIndex().row()]

    def _on_row_changed(self) -> None:
        """Say the whole reason of the current line, which the table may have cut short."""
        if not self._model.lines:
            self._reason.setText("No line of the report is like that.")
            self._button.setEnabled(False)
            return
        line = self._line()
        reason = f" {line.reason}" if line.reason else ""
        self._reason.setText(f"{line.where}: {line.outcome}.{reason}")
        self._button.setEnabled(bool(line.article_id))

    def _save(self) -> None:
        dialog = QFileDialog(self, "Save the report", "import-report.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Table (*.csv)", "JSON (*.json)", "Text (*.txt)"])
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the whole report, whatever the filter; its suffix says in which form."""
        # Late: nothing else in the window needs what writes tables.
        from annotator.workspace.import_report_files import write_import_report

        try:
            write_import_report(self._report, path)
        except MendableError as error:
            tell(self, "The report was not saved", str(error))


class _Lines(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line = self.lines[index.row()]
        return (line.where, line.outcome.value, line.taken, line.reason)[index.column()]

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return super().headerData(section, way, role)
