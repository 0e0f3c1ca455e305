"""The annotator's own work beside the gold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidgetItem, QWidget

from annotator.ui.dialogs.layouts import Dialog, made_table
from annotator.ui.line_list import LineList
from annotator.workspace.reviewing.beside import BesideGold

_MOST = 2000


class BesideDialog(Dialog):
    """``place_chosen`` carries the place to go to."""

    place_chosen = Signal(object)

    def __init__(self, beside: BesideGold, name: str, parent: QWidget | None = None) -> None:
        super().__init__(f"{name} beside gold", parent)
        self._places = beside.places[:_MOST]
        count = len(beside.places)
        self.add_text(
            f"In {beside.articles:,} articles that are done on both sides, gold says something "
            f"else in {count:,} places. What is most often confused stands first."
        )
        confusion = beside.confusion.most_common(20)
        titles = ("Layer", "You said", "Gold says", "Times")
        table = made_table("What is confused, most often first", titles, len(confusion))
        for row, ((layer, mine, gold), times) in enumerate(confusion):
            for column, words in enumerate((layer.value, mine, gold, f"{times:,}")):
                cell = QTableWidgetItem(words)
                if column == 3:
                    cell.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                table.setItem(row, column, cell)
        table.horizontalHeader().setStretchLastSection(True)
        table.resizeColumnsToContents()
        self._list = LineList("Places where gold differs")
        for one in self._places:
            why = ": ".join(part for part in (one.reason, one.note) if part)
            said = f"you: {one.mine} · gold: {one.gold}" + (f" · {why}" if why else "")
            self._list.add(one.words, said, one.title)
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(self.accept)
        self.column.addWidget(table, 2)
        self.column.addWidget(self._list, 3)
        self.finish_with("Go there", "Close").setEnabled(bool(count))
        self._list.setFocus()
        self.accepted.connect(self._on_accepted)
        self.resize(680, 620)

    def _on_accepted(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            self.place_chosen.emit(self._places[row])
