"""Finding an entry of the register, or adding one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from annotator.domain.identity import new_id
from annotator.domain.register import Entity, EntityKind
from annotator.store import Queries
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.line_list import LineList


class RegisterPicker(Dialog):
    """``chosen`` carries the entry; ``added`` comes before it where the entry is new."""

    chosen = Signal(object)
    added = Signal(object)

    def __init__(
        self,
        queries: Queries,
        name: str,
        kind: EntityKind = EntityKind.PERSON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Link to the register", parent)
        self._queries = queries
        self._found: list[Entity] = []
        self._typed = QLineEdit(" ".join(name.split()))
        self._typed.setAccessibleName("Name")
        self._typed.selectAll()
        self._typed.textChanged.connect(self._search)
        self._kind = QComboBox()
        self._kind.setAccessibleName("Kind of a new entry")
        for one in EntityKind:
            self._kind.addItem(one.value.capitalize(), one)
        self._kind.setCurrentText(kind.value.capitalize())
        self._list = LineList("Entries found")
        self._list.itemActivated.connect(self.accept)
        for widget in (self._typed, self._list, self._kind):
            self.column.addWidget(widget)
        self.finish_with("Link")
        self.accepted.connect(self._on_accepted)
        self.resize(460, 420)
        self._search()

    def _search(self) -> None:
        typed = self._typed.text().strip()
        self._found = self._queries.entities_called(typed) if typed else []
        if not self._found and typed:
            # The surname alone often finds whom a longer name means.
            self._found = self._queries.entities_called(typed.split()[-1])
        self._list.clear()
        for entity in self._found:
            also = f"also {', '.join(entity.aliases[:3])}" if entity.aliases else ""
            self._list.add(entity.name, also, entity.kind.value)
        if typed:
            self._list.add(f"Add “{typed}” as a new entry")
        self._list.setCurrentRow(0)

    def _on_accepted(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._found):
            self.chosen.emit(self._found[row])
        elif self._typed.text().strip():
            entity = Entity(new_id(), self._typed.text().strip(), self._kind.currentData())
            self.added.emit(entity)
            self.chosen.emit(entity)
