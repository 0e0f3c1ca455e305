"""The release's name, its version, and the folder that it goes to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from annotator.ui.dialogs.release.parts import quiet
from annotator.ui.theme.fonts import ui_font


class NamesRow(QWidget):
    """``changed`` tells of every letter, ``place_changed`` when another place was named."""

    changed = Signal()
    place_changed = Signal()

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__()
        self._name, self._version = QLineEdit(name), QLineEdit()
        self._folder, choose = QLineEdit(str(folder)), QPushButton("Choose…")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        title = QLabel("Release")
        title.setFont(ui_font(16, 600))
        row.addWidget(title)
        row.addStretch(1)
        for label, line, width in (
            ("Name", self._name, 170),
            ("Version", self._version, 80),
            ("Folder", self._folder, 330),
        ):
            row.addWidget(quiet(label))
            line.setAccessibleName(label)
            line.setFixedWidth(width)
            line.textChanged.connect(self.changed)
            row.addWidget(line)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row.addWidget(choose)
        for line in (self._name, self._folder):
            line.editingFinished.connect(self.place_changed)

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def version(self) -> str:
        return self._version.text().strip()

    @property
    def folder(self) -> Path:
        """The folder in which the release's own folder will be."""
        return Path(self._folder.text().strip()).expanduser()

    def propose_version(self, version: str) -> None:
        self._version.setText(version)

    def _choose(self) -> None:
        dialog = QFileDialog(self, "Where releases are", str(self.folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.open()

    def _on_folder_chosen(self, name: str) -> None:
        self._folder.setText(name)
        self.place_changed.emit()
