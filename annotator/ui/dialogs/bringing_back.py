"""Bringing back: what would come, the questions, and only then the merge."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.comparing.merging import WHOLE, Question, Side
from annotator.domain.annotation import Speaker
from annotator.domain.span import Span
from annotator.ui.dialogs.layouts import Dialog, made_table
from annotator.workspace.bringing_back import BringReport, OpenQuestion
from annotator.workspace.incoming import FileReport

_FIELDS = {
    "label": "label",
    "span": "place",
    "start": "beginning",
    "state": "decision",
    "entity": "register entry",
    "type": "type",
    "speaker": "speaker",
    "text": "wording",
    "answer": "answer",
    WHOLE: "whole",
}


class BringBackDialog(Dialog):
    """Shows a dry run for its files. ``files_changed`` asks for another, ``chosen`` for the merge.

    Both carry the paths; ``chosen`` the answers to the questions, too.
    """

    files_changed = Signal(object)
    chosen = Signal(object, object)

    def __init__(self, paths: list[Path], parent: QWidget | None = None) -> None:
        super().__init__("Bring back", parent)
        self._paths = list(paths)
        self._files: list[FileReport] = []
        self._questions: list[OpenQuestion] = []
        self._boxes: list[QComboBox] = []
        self.add_text(
            "The project is backed up first, and all files come in together or none. A file that "
            "came in before changes nothing more."
        )
        self._table = _table(("File", "For", "Articles", "New", "Changed", "As they were"), "Files")
        self._table.itemSelectionChanged.connect(self._say_chosen)
        self.column.addWidget(self._table, 1)
        self._row = QHBoxLayout()
        for title, slot in (("Add files…", self._add), ("Leave out", self._leave_out)):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.column.addLayout(self._row)
        self._told = QLabel("Looking at what would come…")
        self._told.setWordWrap(True)
        self.column.addWidget(self._told)
        self._asked = _table(("Where", "What both changed", "Whose counts"), "Questions")
        self._asked.hide()
        self.column.addWidget(self._asked, 2)
        self._button = self.finish_with("Bring back")
        self._button.setEnabled(False)
        self.accepted.connect(lambda: self.chosen.emit(self._paths, self.answers))
        self.resize(820, 460)

    @property
    def answers(self) -> dict[Question, Side]:
        """What was answered so far."""
        answered = zip(self._questions, self._boxes, strict=True)
        return {one.question: box.currentData() for one, box in answered if box.currentData()}

    def show_report(self, report: BringReport) -> None:
        """Show what a dry run found."""
        self._files = report.files
        self._table.setRowCount(len(report.files))
        for row, file in enumerate(report.files):
            for column, text in enumerate(_cells(file)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(file.refusal or str(file.path))
                if column > 1:
                    cell.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self._table.setItem(row, column, cell)
        self._ask(report)
        self._tell(report)
        refused = next((n for n, one in enumerate(report.files) if one.refusal), 0)
        self._table.selectRow(refused)

    def show_failure(self, sentence: str) -> None:
        """Say why there is nothing to show."""
        _problem(self._told, sentence, is_problem=True)
        self._button.setEnabled(False)

    def _ask(self, report: BringReport) -> None:
        self._questions, self._boxes = report.questions, []
        self._asked.setVisible(bool(report.questions))
        self._asked.setRowCount(len(report.questions))
        for row, one in enumerate(report.questions):
            who = f"{one.owner.name}, " if one.owner else ""
            self._asked.setItem(row, 0, QTableWidgetItem(f"{who}{one.title}"))
            kind = type(one.question.record).__name__.lower()
            field = _FIELDS.get(one.question.field, one.question.field)
            what = kind if one.question.field == WHOLE else f"{field} of a {kind}"
            self._asked.setItem(row, 1, QTableWidgetItem(what))
            box = QComboBox()
            box.setAccessibleName(f"{who}{one.title}: {what}")
            box.addItem("Choose…", None)
            for side, title in ((Side.OURS, "Project"), (Side.THEIRS, "File")):
                box.addItem(f"{title}: {_said(one.question, side)}", side)
            box.currentIndexChanged.connect(lambda _index: self._enable(report))
            self._asked.setCellWidget(row, 2, box)
            self._boxes.append(box)
        self._asked.resizeRowsToContents()
        if report.questions:
            self.resize(self.width(), 620)

    def _tell(self, report: BringReport) -> None:
        if not report.files:
            _problem(self._told, "No files are left. Add some.", is_problem=False)
        elif report.refused:
            _problem(self._told, report.refused[0].refusal, is_problem=True)
        elif report.questions:
            count = len(report.questions)
            noun = "question" if count == 1 else "questions"
            text = f"{report.summary}. {count:,} {noun}: the same was changed in two places."
            _problem(self._told, text, is_problem=False)
        elif any(one.is_news for one in report.files):
            _problem(self._told, f"This would come: {report.summary}.", is_problem=False)
        else:
            text = "There is nothing new in these files: the project has all of it already."
            _problem(self._told, text, is_problem=False)
        self._enable(report)

    def _enable(self, report: BringReport) -> None:
        is_answered = len(self.answers) == len({one.question for one in report.questions})
        self._button.setEnabled(bool(report.files) and not report.refused and is_answered)

    def _say_chosen(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._files) and self._files[row].refusal:
            _problem(self._told, self._files[row].refusal, is_problem=True)

    def _add(self) -> None:
        dialog = QFileDialog(self, "Add files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["Annotator projects (*.annot)", "All files (*)"])
        dialog.filesSelected.connect(lambda names: self.add(list(map(Path, names))))
        dialog.open()

    def add(self, paths: list[Path]) -> None:
        self._look([*self._paths, *(one for one in paths if one not in self._paths)])

    def _leave_out(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._paths):
            self._look([one for number, one in enumerate(self._paths) if number != row])

    def _look(self, paths: list[Path]) -> None:
        self._paths = paths
        self._button.setEnabled(False)
        _problem(self._told, "Looking at what would come…", is_problem=False)
        self.files_changed.emit(paths)


def _table(titles: tuple[str, ...], name: str) -> QTableWidget:
    table = made_table(name, titles)
    header = table.horizontalHeader()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    if len(titles) == 3:
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, 190)
    return table


def _cells(file: FileReport) -> tuple[str, ...]:
    if file.refusal:
        return (file.path.name, "refused", "", "", "", "")
    counts = (file.articles, file.new_sets, file.changed_sets, file.same_sets)
    return (file.path.name, file.package_for, *(f"{count:,}" for count in counts))


def _said(question: Question, side: Side) -> str:
    """Say what a side has, in a few words."""
    value = question.value(side)
    match value:
        case None:
            return "removed"
        case Span():
            return f"characters {value.start:,}–{value.end:,}"
        case Speaker():
            return value.name or value.kind.value
        case str():
            return str(value)
        case int():
            return f"character {value:,}"
    return "changed" if question.field == WHOLE else str(value)


def _problem(label: QLabel, text: str, *, is_problem: bool) -> None:
    label.setText(text)
    label.setProperty("problem", is_problem)
    label.style().unpolish(label)
    label.style().polish(label)
