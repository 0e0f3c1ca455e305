"""Choosing what to export, in which format, and where to; what gets lost is told before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.formats.losses import Example, Loss, LossReport, counted
from annotator.formats.protocol import Format, Writes
from annotator.store import Queries
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.dialogs.losses import LossExamplesDialog

_SAYS = {
    OwnerKind.ANNOTATOR: "{name}’s work",
    OwnerKind.DETECTOR: "Suggestions as the detectors made them",
    OwnerKind.GOLD: "Gold",
}
_FILE = "articles"


class _Table(QTableWidget):
    """Read by rows and moved in by arrow keys; Tab leaves it.

    With ``keeps_enter``, Enter opens a row and does not reach the dialog's default button.
    """

    def __init__(self, name: str, columns: int, *, keeps_enter: bool = False) -> None:
        super().__init__(0, columns)
        self._keeps_enter = keeps_enter
        self.setAccessibleName(name)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if self._keeps_enter and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class ExportDialog(Dialog):
    """``chosen`` carries the owner, the format and the path.

    ``check_wanted`` carries an owner and a format, whose report ``show_report`` takes;
    ``example_chosen`` the example of a loss to go to.
    """

    chosen = Signal(object, object, object)
    check_wanted = Signal(object, object)
    example_chosen = Signal(object)

    def __init__(
        self,
        queries: Queries,
        owners: Sequence[Owner],
        formats: Sequence[Format],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Export", parent)
        self._queries = queries
        self._formats = formats
        self._folder = folder
        self._reports: dict[tuple[Owner, str], LossReport] = {}
        self._shown: list[Loss] = []
        self._owner = QComboBox()
        for owner in owners:
            self._owner.addItem(_SAYS[owner.kind].format(name=owner.name), owner)
        self._path = QLineEdit()
        self._list = _Table("Formats", 2)
        self._table = _Table("What the format does not carry", 3, keeps_enter=True)
        self._heading = QLabel()
        self._told = QLabel()
        self._build()
        self._owner.currentIndexChanged.connect(self._on_chosen)
        self._list.currentCellChanged.connect(self._on_chosen)
        self._table.cellActivated.connect(self._show_examples)
        self._table.cellClicked.connect(self._show_examples)
        self.accepted.connect(self._on_accepted)

    def choose_first(self) -> None:
        """Choose the format that loses nothing; to be called when the signals are connected."""
        self._list.setCurrentCell(self._row_of("jsonl"), 0)
        self._list.setFocus()

    def _build(self) -> None:
        browse = QPushButton("Choose…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        place = QHBoxLayout()
        place.addWidget(self._path)
        place.addWidget(browse)
        rows = QFormLayout()
        rows.addRow("Whose annotations", self._owner)
        self.column.addLayout(rows)
        losses = QVBoxLayout()
        self._heading.setProperty("strong", True)
        self._told.setWordWrap(True)
        self._told.setProperty("quiet", True)
        for widget in (self._heading, self._table, self._told):
            losses.addWidget(widget)
        halves = QHBoxLayout()
        halves.addWidget(self._list, 4)
        halves.addLayout(losses, 5)
        self.column.addLayout(halves, 1)
        where = QFormLayout()
        where.addRow("Write to", place)
        self.column.addLayout(where)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._fill_list()
        self.finish_with("Export")
        self.resize(900, 560)

    def _fill_list(self) -> None:
        self._list.setRowCount(len(self._formats))
        for row, form in enumerate(self._formats):
            self._list.setItem(row, 0, QTableWidgetItem(form.title))
            self._list.setCellWidget(row, 1, QLabel(alignment=Qt.AlignmentFlag.AlignCenter))
        header = self._list.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)

    def _row_of(self, name: str) -> int:
        return next((row for row, one in enumerate(self._formats) if one.name == name), 0)

    @property
    def _form(self) -> Format:
        return self._formats[max(0, self._list.currentRow())]

    @property
    def _whose(self) -> Owner:
        owner: Owner = self._owner.currentData()
        return owner

    def show_report(self, owner: Owner, form: Format, report: LossReport) -> None:
        """Show what ``form`` loses of what ``owner`` has annotated."""
        self._reports[owner, form.name] = report
        self._show()

    def _on_chosen(self) -> None:
        self._path.setText(str(self._folder / _file_name(self._form)))
        if (self._whose, self._form.name) not in self._reports:
            self.check_wanted.emit(self._whose, self._form)
        self._show()

    def _show(self) -> None:
        for row, form in enumerate(self._formats):
            self._show_pill(row, form)
        pills = (self._list.cellWidget(row, 1) for row in range(len(self._formats)))
        widest = max((pill.sizeHint().width() for pill in pills if pill is not None), default=0)
        self._list.horizontalHeader().resizeSection(1, widest)
        report = self._reports.get((self._whose, self._form.name))
        self._heading.setText(f"What {self._form.title} loses and keeps")
        self._shown = report.losses if report else []
        rows = [_cells(loss) for loss in self._shown]
        rows += [(f"✓ {feature}", "", "kept") for feature in report.kept] if report else []
        self._table.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if column == 1:
                    cell.setForeground(self.palette().link())
                self._table.setItem(row, column, cell)
        self._table.resizeColumnsToContents()
        if rows:
            self._table.setCurrentCell(0, 0)
        self._told.setText(self._words(report))

    def _show_pill(self, row: int, form: Format) -> None:
        assert isinstance(form, Writes)
        report = self._reports.get((self._whose, form.name))
        possible = len(form.carries.loses)
        is_lossless = not possible or (report is not None and not report.losses)
        if is_lossless:
            text = "✓ lossless"
        else:
            text = f"⚠ {report.summary}" if report else f"at most {counted(possible)}"
        label = self._list.cellWidget(row, 1)
        assert isinstance(label, QLabel)
        label.setText(text)
        label.setProperty("pill", "ok" if is_lossless else "warn" if report else "quiet")
        label.style().unpolish(label)
        label.style().polish(label)
        spoken = QTableWidgetItem()
        spoken.setData(Qt.ItemDataRole.AccessibleTextRole, text)
        self._list.setItem(row, 1, spoken)

    def _words(self, report: LossReport | None) -> str:
        count = len(self._queries.annotated_ids(self._whose))
        articles = f"{count:,} {'article' if count == 1 else 'articles'}."
        if report is None:
            return f"{articles} Checking what would be lost…"
        if not report.losses:
            return f"{articles} Nothing of them is lost in this format."
        return (
            f"{articles} ✕ is left out, ~ is changed. Open a line to see its places and go there; "
            "the whole list is written beside the export."
        )

    def _show_examples(self, row: int, _column: int) -> None:
        if row >= len(self._shown):
            return
        dialog = LossExamplesDialog(self._shown[row], self)
        dialog.example_chosen.connect(self._on_example_chosen)
        dialog.open()

    def _on_example_chosen(self, example: Example) -> None:
        self.reject()
        self.example_chosen.emit(example)

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Export to", self._path.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._path.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        path = Path(self._path.text()).expanduser()
        self.chosen.emit(self._whose, self._form, path)


def _cells(loss: Loss) -> tuple[str, str, str]:
    mark = "✕" if loss.fate.is_left_out else "~"
    return f"{mark} {loss.feature}", f"{loss.count:,}", loss.fate.says


def _file_name(form: Format) -> str:
    assert isinstance(form, Writes)
    return f"{_FILE}-{form.name}" if form.is_folder else f"{_FILE}{form.suffixes[0]}"
