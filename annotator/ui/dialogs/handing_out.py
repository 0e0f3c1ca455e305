"""Choosing whom to hand out to, and where the packages go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from annotator.domain.team import Annotator
from annotator.store import Workload
from annotator.ui.dialogs.layouts import Dialog


class HandOutDialog(Dialog):
    """``chosen`` carries the annotators and the folder."""

    chosen = Signal(object, object)

    def __init__(
        self,
        workloads: Sequence[Workload],
        chosen: Annotator | None,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Hand out", parent)
        self._workloads = workloads
        self.add_text(
            "A package is a project file with an annotator’s articles, the scheme, the guidelines "
            "and the register, and nobody else’s work. Send it, and bring it back when it returns."
        )
        self._list = QListWidget()
        self._list.setAccessibleName("Hand out to")
        for load in workloads:
            row = QListWidgetItem(f"{load.annotator.name}: {load.total:,} articles")
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_wanted = chosen is None or load.annotator.id == chosen.id
            row.setCheckState(Qt.CheckState.Checked if is_wanted else Qt.CheckState.Unchecked)
            self._list.addItem(row)
        self._list.setCurrentRow(0)
        self.column.addWidget(self._list)
        self._folder = QLineEdit(str(folder))
        self._folder.setAccessibleName("Folder for the packages")
        browse = QPushButton("Choose…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        line = QHBoxLayout()
        line.addWidget(self._folder)
        line.addWidget(browse)
        self.column.addLayout(line)
        self._button = self.finish_with("Hand out")
        self._list.itemChanged.connect(lambda _row: self._tell())
        self.accepted.connect(self._on_accepted)
        self._tell()
        self.resize(520, 380)

    def _wanted(self) -> list[Annotator]:
        return [
            load.annotator
            for row, load in enumerate(self._workloads)
            if self._list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def _tell(self) -> None:
        self._button.setEnabled(bool(self._wanted()))

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Folder for the packages", self._folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._folder.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        self.chosen.emit(self._wanted(), Path(self._folder.text()).expanduser())
