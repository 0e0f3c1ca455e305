"""Giving actions other shortcuts."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from annotator.domain.errors import MendableError
from annotator.ui.actions import Actions
from annotator.ui.dialogs.layouts import Dialog


class ShortcutsDialog(Dialog):
    """Changes take effect at once; ``changed`` tells to remember them."""

    changed = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__("Shortcuts", parent)
        self._actions = actions
        self._tree = QTreeWidget()
        self._tree.setHeaderLabels(["Action", "Menu", "Key"])
        self._tree.setRootIsDecorated(False)
        self._tree.setAccessibleName("Actions and their keys")
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for spec, _action in actions:
            row = QTreeWidgetItem([spec.title, spec.menu, actions.key_of(spec.id)])
            row.setData(0, Qt.ItemDataRole.UserRole, spec.id)
            self._tree.addTopLevelItem(row)
        self._tree.currentItemChanged.connect(self._on_row_changed)
        self._keys = QKeySequenceEdit()
        self._keys.setMaximumSequenceLength(1)
        self._keys.setAccessibleName("New key")
        self._problem = QLabel()
        self._problem.setProperty("problem", True)
        self._problem.setWordWrap(True)
        row_layout = QHBoxLayout()
        row_layout.addWidget(QLabel("New key"))
        row_layout.addWidget(self._keys, 1)
        for title, slot in (("Set", self._set), ("No key", self._remove)):
            button = QPushButton(title)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row_layout.addWidget(button)
        self.column.addWidget(self._tree)
        self.column.addLayout(row_layout)
        self.column.addWidget(self._problem)
        self.finish_with("Close", reject="")
        first = self._tree.topLevelItem(0)
        if first is not None:
            self._tree.setCurrentItem(first)
        self.resize(640, 560)

    def _on_row_changed(self, row: QTreeWidgetItem | None) -> None:
        if row is not None:
            self._keys.setKeySequence(QKeySequence(row.text(2)))
            self._problem.clear()

    def _set(self) -> None:
        self._give(self._keys.keySequence().toString())

    def _remove(self) -> None:
        self._give("")

    def _give(self, keys: str) -> None:
        row = self._tree.currentItem()
        if row is None:
            return
        try:
            self._actions.set_key(row.data(0, Qt.ItemDataRole.UserRole), keys)
        except MendableError as error:
            self._problem.setText(str(error))
            return
        row.setText(2, keys)
        self._problem.clear()
        self.changed.emit()
