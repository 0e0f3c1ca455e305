"""The preview of “label all identical mentions”: every place in its context, to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.domain.span import Span
from annotator.ui.dialogs.layouts import Dialog

_CONTEXT = 38


class OccurrencesDialog(Dialog):
    """``chosen`` carries the spans that stay ticked."""

    chosen = Signal(object)

    def __init__(
        self, text: str, spans: Sequence[Span], label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Label {len(spans)} more as {label}", parent)
        self._spans = tuple(spans)
        self.add_text("Untick what means something else. One undo takes all of them back.")
        self._list = QListWidget()
        self._list.setAccessibleName("Places in the article")
        for span in spans:
            row = QListWidgetItem(_in_context(text, span))
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked)
            self._list.addItem(row)
        self._list.setCurrentRow(0)
        self.column.addWidget(self._list)
        self.finish_with("Label")
        self.resize(620, 380)
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        ticked = (
            span
            for row, span in enumerate(self._spans)
            if self._list.item(row).checkState() is Qt.CheckState.Checked
        )
        self.chosen.emit(tuple(ticked))


def _in_context(text: str, span: Span) -> str:
    before = " ".join(text[max(0, span.start - _CONTEXT) : span.start].split())
    after = " ".join(text[span.end : span.end + _CONTEXT].split())
    return f"… {before} [{span.of(text)}] {after} …"
