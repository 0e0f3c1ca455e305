"""The people of a project: saying who one is, and who works on what how far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)

from annotator.domain.errors import MendableError
from annotator.domain.step import Progress
from annotator.domain.team import Annotator
from annotator.store import Team
from annotator.ui.dialogs.layouts import Dialog, made_table
from annotator.ui.dialogs.question import ask_text, tell
from annotator.ui.line_list import LineList

_COLUMNS = ("", "Name", "Reviews", "Articles", "To do", "Begun", "Done", "Skipped")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_COUNTED = (Progress.TODO, Progress.DOING, Progress.DONE, Progress.SKIPPED)


class WhoDialog(Dialog):
    """Asks who works on the project; ``chosen`` carries the name."""

    chosen = Signal(str)

    def __init__(
        self, annotators: Sequence[Annotator], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("Who are you?", parent)
        self.add_text(
            "Your work is kept under your name, apart from that of others, and this is remembered "
            "for this project."
        )
        self._list = LineList("Annotators of the project")
        for one in annotators:
            self._list.add(one.name, trailing="reviewer" if one.is_reviewer else "")
        self._list.setVisible(bool(annotators))
        self._list.currentTextChanged.connect(self._on_chosen)
        self._list.itemActivated.connect(self.accept)
        self._name = QLineEdit()
        self._name.setAccessibleName("Your name")
        self._name.setPlaceholderText("Your name")
        self.column.addWidget(self._list)
        self.column.addWidget(self._name)
        self._button = self.finish_with("Go on")
        self._name.textChanged.connect(lambda typed: self._button.setEnabled(bool(typed.strip())))
        names = [one.name for one in annotators]
        if name in names:
            self._list.setCurrentRow(names.index(name))
        self._name.setText(name)
        self._name.selectAll()
        self._name.setFocus()
        self.accepted.connect(lambda: self.chosen.emit(self._name.text().strip()))
        self.resize(420, 360 if annotators else 200)

    def _on_chosen(self, name: str) -> None:
        self._name.setText(name)


class PeopleDialog(Dialog):
    """Lists the annotators with how far they are. ``asked`` names an action and an annotator."""

    asked = Signal(str, object)

    def __init__(self, team: Team, parent: QWidget | None = None) -> None:
        super().__init__("Annotators", parent)
        self._team = team
        self._people: list[Annotator] = []
        self.add_text(
            "Each annotator has a set of their own in every article and sees nobody else’s. "
            "Reviewers see everybody’s questions. Who has no articles assigned may work on all."
        )
        self._table = made_table("Annotators and how far they are", _COLUMNS)
        self._table.horizontalHeader().setDefaultAlignment(_LEFT)
        for column in range(3, len(_COLUMNS)):
            head = QTableWidgetItem(_COLUMNS[column])
            head.setTextAlignment(_RIGHT)
            self._table.setHorizontalHeaderItem(column, head)
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column in range(len(_COLUMNS)):
            self._table.setColumnWidth(column, 74 if column else 34)
        self._table.itemChanged.connect(self._on_item_changed)
        self.column.addWidget(self._table)
        row = QHBoxLayout()
        for title, slot in (
            ("Add…", self._add),
            ("Change letter…", self._change_letter),
            ("Remove", self._remove),
            ("Assign articles…", lambda: self._ask("assign")),
            ("Hand out…", lambda: self._ask("hand_out")),
        ):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.finish_with("Close", reject="")
        self.refresh()
        self.resize(740, 420)

    def refresh(self) -> None:
        workloads = self._team.workloads()
        self._people = [one.annotator for one in workloads]
        self._table.blockSignals(True)
        self._table.setRowCount(len(workloads))
        for row, load in enumerate(workloads):
            articles = f"{load.total:,}" if load.is_assigned else "all"
            counts = [f"{load.counts[one]:,}" for one in _COUNTED]
            texts = (load.annotator.letter, load.annotator.name, "", articles, *counts)
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                if column > 2:
                    cell.setTextAlignment(_RIGHT)
                if column == 2:
                    reviews = load.annotator.is_reviewer
                    cell.setCheckState(
                        Qt.CheckState.Checked if reviews else Qt.CheckState.Unchecked
                    )
                self._table.setItem(row, column, cell)
        self._table.blockSignals(False)
        if workloads and self._table.currentRow() < 0:
            self._table.setCurrentCell(0, 1)

    def _on_item_changed(self, cell: QTableWidgetItem) -> None:
        if cell.column() == 2:
            reviews = cell.checkState() is Qt.CheckState.Checked
            self._put(replace(self._people[cell.row()], is_reviewer=reviews))

    def _chosen(self) -> Annotator | None:
        row = self._table.currentRow()
        return self._people[row] if 0 <= row < len(self._people) else None

    def _add(self) -> None:
        ask_text(self, "Add an annotator", "What is their name?", "", self._join)

    def _join(self, name: str) -> None:
        self._doing(lambda: self._team.join(name))

    def _change_letter(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            text = f"One or two letters that stand for {chosen.name} in lists."
            ask_text(
                self,
                "Change letter",
                text,
                chosen.letter,
                lambda letter: self._put(replace(chosen, letter=letter[:2])),
            )

    def _put(self, changed: Annotator) -> None:
        taken = {one.letter: one.name for one in self._people if one.id != changed.id}
        if changed.letter in taken:
            text = f"{changed.letter} stands for {taken[changed.letter]} already. Choose another."
            tell(self, "Nothing was changed", text)
            return
        self._doing(lambda: self._team.put_annotator(changed))

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._doing(lambda: self._team.remove_annotator(chosen))

    def _ask(self, action: str) -> None:
        self.asked.emit(action, self._chosen())

    def _doing(self, work: object) -> None:
        assert callable(work)
        try:
            work()
        except MendableError as error:
            tell(self, "Nothing was changed", str(error))
        self.refresh()
