"""Choosing what to export, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.formats.protocol import Format
from annotator.store import Queries
from annotator.ui.dialogs.layouts import Dialog

_SAYS = {
    OwnerKind.ANNOTATOR: "{name}’s work",
    OwnerKind.DETECTOR: "Suggestions as the detectors made them",
    OwnerKind.GOLD: "Gold",
}


class ExportDialog(Dialog):
    """``chosen`` carries the owner, the format and the path."""

    chosen = Signal(object, object, object)

    def __init__(
        self,
        queries: Queries,
        owners: Sequence[Owner],
        formats: Sequence[Format],
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Export", parent)
        self._queries = queries
        self._owner = QComboBox()
        for owner in owners:
            self._owner.addItem(_SAYS[owner.kind].format(name=owner.name), owner)
        self._format = QComboBox()
        for form in formats:
            self._format.addItem(form.title, form)
        self._path = QLineEdit(str(folder / f"articles{formats[0].suffixes[0]}"))
        browse = QPushButton("Choose…")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        row = QHBoxLayout()
        row.addWidget(self._path)
        row.addWidget(browse)
        form_layout = QFormLayout()
        form_layout.addRow("Whose annotations", self._owner)
        form_layout.addRow("Format", self._format)
        form_layout.addRow("File", row)
        self.column.addLayout(form_layout)
        self._told = self.add_text("")
        self._owner.currentIndexChanged.connect(self._tell)
        self._button = self.finish_with("Export")
        self.accepted.connect(self._on_accepted)
        self.resize(560, 260)
        self._tell()

    def _tell(self) -> None:
        owner: Owner = self._owner.currentData()
        count = len(self._queries.annotated_ids(owner))
        noun = "article" if count == 1 else "articles"
        self._told.setText(
            f"{count:,} {noun}, one line each. Nothing is lost in this format: segments, mentions, "
            "quotes, speakers, origins, rejected suggestions and notes are all in it."
        )

    def _browse(self) -> None:
        dialog = QFileDialog(self, "Export to", self._path.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self._path.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        path = Path(self._path.text()).expanduser()
        self.chosen.emit(self._owner.currentData(), self._format.currentData(), path)
