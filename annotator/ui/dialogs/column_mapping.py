"""What the columns of a table hold, asked before anything of it is stored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from annotator.formats.table_columns import FIELDS, TableColumns
from annotator.ui.dialogs.layouts import Dialog, made_cell, made_form_table
from annotator.workspace.surveying import SeenTable

_TITLES = {
    "text": "Text",
    "title": "Title",
    "source": "Source",
    "url": "Address",
    "published": "Date",
    "language": "Language",
}
_ACROSS = 3
_BETWEEN = 6
_ROW = 30
_WIDEST_COLUMN = 320
_NARROWEST_CHOICE = 200


class ColumnMappingDialog(Dialog):
    """``chosen`` carries the ``TableColumns``.

    Tab goes from choice to choice; arrow keys, or a heading's first letter, change one. What no
    choice takes is shown pale.
    """

    chosen = Signal(object)

    def __init__(self, table: SeenTable, parent: QWidget | None = None) -> None:
        super().__init__("What the columns hold", parent)
        self._table = table
        others = table.files - 1
        also = "" if not others else f", as {others:,} more {'file' if others == 1 else 'files'} do"
        self.add_text(
            f"“{table.name}” has {len(table.headings):,} columns{also}. Choose which of them holds "
            "what; the project remembers it for the next import. Nothing has been imported yet."
        )
        self._choices = {field: self._made_choice(field) for field in FIELDS}
        self.column.addLayout(self._laid_out())
        self._cells: dict[str, list[QTableWidgetItem]] = {one: [] for one in table.headings}
        self._rows = self._made_rows()
        self.column.addWidget(self._rows, 1)
        self._told = self.add_text("")
        self._import = self.finish_with("Import")
        self.accepted.connect(lambda: self.chosen.emit(self._columns()))
        self.resize(860, 330 + _ROW * (len(table.rows) + 1))
        self._tell()
        self._choices["text"].setFocus()

    def _made_choice(self, field: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Column of the {_TITLES[field].lower()}")
        box.setMinimumWidth(_NARROWEST_CHOICE)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem("Choose a column" if field == "text" else "None", None)
        for heading in self._table.headings:
            box.addItem(heading, heading)
        box.setCurrentIndex(max(0, box.findData(getattr(self._table.columns, field))))
        box.currentIndexChanged.connect(self._tell)
        return box

    def _laid_out(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (field, box) in enumerate(self._choices.items()):
            row, column = divmod(place, _ACROSS)
            label = QLabel(_TITLES[field])
            label.setBuddy(box)
            label.setContentsMargins(0, _BETWEEN if row else 0, 0, 0)
            grid.addWidget(label, 2 * row, column)
            grid.addWidget(box, 2 * row + 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _made_rows(self) -> QTableWidget:
        headings, rows = self._table.headings, self._table.rows
        shown = made_form_table("First rows of the table", headings, len(rows), _ROW)
        shown.horizontalHeader().setMaximumSectionSize(_WIDEST_COLUMN)
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                cell = made_cell(words)
                shown.setItem(number, column, cell)
                self._cells[headings[column]].append(cell)
        return shown

    def _columns(self) -> TableColumns:
        return TableColumns(**{field: box.currentData() for field, box in self._choices.items()})

    def _tell(self) -> None:
        """Say above each column what it holds, and below what is left out."""
        columns = self._columns()
        held = {getattr(columns, field): _TITLES[field] for field in reversed(FIELDS)}
        titles = [
            f"{held[heading]}: {heading}" if heading in held else heading
            for heading in self._table.headings
        ]
        self._rows.setHorizontalHeaderLabels(titles)
        colour = QPalette.ColorRole.Text
        for heading in self._table.headings:
            group = QPalette.ColorGroup.Active if heading in held else QPalette.ColorGroup.Disabled
            for cell in self._cells[heading]:
                cell.setForeground(self.palette().brush(group, colour))
        self._rows.resizeColumnsToContents()
        left_out = [heading for heading in self._table.headings if heading not in held]
        self._import.setEnabled(columns.text is not None)
        if columns.text is None:
            self._told.setText("Choose the column of the text, so that there are articles.")
        elif left_out:
            self._told.setText(f"Left out: {', '.join(left_out)}.")
        else:
            self._told.setText("Every column comes in.")
