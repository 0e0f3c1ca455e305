"""Notes and questions of the whole project, to jump through and, as a reviewer, to answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidgetItem,
    QWidget,
)

from annotator.store import NoteRow
from annotator.ui.dialogs.layouts import Dialog, made_table
from annotator.ui.dialogs.question import ask_text


class NotesDialog(Dialog):
    """``chosen`` asks to go to a note, ``answered`` carries a note and the answer."""

    chosen = Signal(object)
    answered = Signal(object, str)

    def __init__(
        self, rows: Sequence[NoteRow], *, may_answer: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("Notes and questions", parent)
        self._all = rows
        self._shown: list[NoteRow] = []
        self._wanted = QComboBox()
        self._wanted.setAccessibleName("Which notes")
        self._wanted.addItems(["Open questions", "All questions", "All notes and questions"])
        self._wanted.currentIndexChanged.connect(lambda _index: self._fill())
        self.column.addWidget(self._wanted)
        self._empty = self.add_text("")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.setStretchFactor(self._empty, 1)
        self._table = made_table("Notes and questions", ("Who", "Article", "Note", "Answer"))
        self._table.setWordWrap(True)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 90), (1, 210), (3, 190)):
            header.resizeSection(column, width)
        self._table.itemActivated.connect(self.accept)
        self._table.itemSelectionChanged.connect(self._on_selection_changed)
        self.column.addWidget(self._table, 1)
        self._answer = QPushButton("Answer…")
        self._answer.setAutoDefault(False)
        self._answer.setVisible(may_answer)
        self._answer.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self._answer)
        row.addStretch(1)
        self.column.addLayout(row)
        self._button = self.finish_with("Go to it", reject="Close")
        self.accepted.connect(self._on_accepted)
        has_open = any(one.note.is_open for one in rows)
        self._wanted.setCurrentIndex(0 if has_open else 2)
        self._fill()
        self.resize(820, 480)
        self._table.setFocus()

    def _fill(self) -> None:
        wanted = self._wanted.currentIndex()
        self._shown = [
            one
            for one in self._all
            if one.note.is_open or wanted == 2 or (wanted == 1 and one.note.is_question)
        ]
        self._table.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            mark = "? " if one.note.is_question else ""
            texts = (one.owner.name, one.title, mark + one.note.text, one.note.answer)
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self._table.setItem(row, column, cell)
        self._table.resizeRowsToContents()
        self._table.setVisible(bool(self._shown))
        self._empty.setVisible(not self._shown)
        self._empty.setText(
            "There is nothing here. I writes a note in an article, Shift+I asks the reviewer."
        )
        self._button.setEnabled(bool(self._shown))
        if self._shown:
            self._table.selectRow(0)
        self._on_selection_changed()

    def _current(self) -> NoteRow | None:
        row = self._table.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _on_selection_changed(self) -> None:
        current = self._current()
        self._answer.setEnabled(current is not None and current.note.is_question)

    def _ask(self) -> None:
        current = self._current()
        if current is not None:
            ask_text(
                self,
                "Answer",
                current.note.text,
                current.note.answer,
                lambda answer: self._on_answered(current, answer),
            )

    def _on_answered(self, row: NoteRow, answer: str) -> None:
        self.answered.emit(row, answer)

    def show_rows(self, rows: Sequence[NoteRow]) -> None:
        """Show the notes as they are now."""
        self._all = rows
        self._fill()

    def _on_accepted(self) -> None:
        current = self._current()
        if current is not None:
            self.chosen.emit(current)
