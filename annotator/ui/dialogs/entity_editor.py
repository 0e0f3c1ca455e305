"""Changing an entry of the register."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from annotator.domain.register import Entity, EntityKind
from annotator.ui.dialogs.layouts import Dialog


class EntityEditor(Dialog):
    """``saved`` carries the entry as it was changed."""

    saved = Signal(object)

    def __init__(self, entity: Entity, parent: QWidget | None = None) -> None:
        super().__init__("Register entry", parent)
        self._entity = entity
        self._name = QLineEdit(entity.name)
        self._aliases = QLineEdit("; ".join(entity.aliases))
        self._aliases.setPlaceholderText("Other names, with semicolons between")
        self._kind = QComboBox()
        for kind in EntityKind:
            self._kind.addItem(kind.value.capitalize(), kind)
        self._kind.setCurrentText(entity.kind.value.capitalize())
        form = QFormLayout()
        form.addRow("Name", self._name)
        form.addRow("Kind", self._kind)
        form.addRow("Also called", self._aliases)
        self.column.addLayout(form)
        button = self.finish_with("Save")
        self._name.textChanged.connect(lambda text: button.setEnabled(bool(text.strip())))
        self.accepted.connect(self._on_accepted)
        self.resize(440, 220)

    def _on_accepted(self) -> None:
        aliases = tuple(alias.strip() for alias in self._aliases.text().split(";") if alias.strip())
        name, kind = self._name.text().strip(), self._kind.currentData()
        self.saved.emit(replace(self._entity, name=name, kind=kind, aliases=aliases))
