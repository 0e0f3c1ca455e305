"""Choosing a backup to restore."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.store import Backup
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.line_list import LineList


class BackupsDialog(Dialog):
    """``chosen`` carries the backup."""

    chosen = Signal(object)

    def __init__(self, backups: Sequence[Backup], parent: QWidget | None = None) -> None:
        super().__init__("Restore a backup", parent)
        self._backups = backups
        self.add_text("The project as it is now is backed up first, so this can be taken back.")
        self._list = LineList("Backups, newest first")
        for backup in backups:
            made = backup.made.astimezone()
            size = backup.path.stat().st_size / 1e6
            self._list.add(f"{made:%A %d %B %Y, %H:%M:%S}", trailing=f"{size:,.1f} MB")
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self.accept)
        self.column.addWidget(self._list)
        self.finish_with("Restore")
        self.accepted.connect(self._on_accepted)
        self.resize(460, 340)

    def _on_accepted(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            self.chosen.emit(self._backups[row])
