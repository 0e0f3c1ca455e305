"""What one loss of an export is about, place by place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.formats.losses import Loss
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.line_list import LineList


class LossExamplesDialog(Dialog):
    """``example_chosen`` carries the example to go to."""

    example_chosen = Signal(object)

    def __init__(self, loss: Loss, parent: QWidget | None = None) -> None:
        super().__init__(f"{loss.feature}: {loss.count:,}", parent)
        self._loss = loss
        articles = "article" if loss.articles == 1 else "articles"
        more = loss.count - len(loss.examples)
        behind = f" These are the first {len(loss.examples)}." if more else ""
        self.add_text(f"In {loss.articles:,} {articles}: {loss.fate.says}.{behind}")
        self._list = LineList("Places")
        for example in loss.examples:
            words = example.words if example.span is None else f"“{example.words}”"
            self._list.add(words, f"in {example.article}")
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(self.accept)
        self._list.setFocus()
        self.column.addWidget(self._list, 1)
        self.finish_with("Go there", "Close")
        self.resize(620, 420)
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            self.example_chosen.emit(self._loss.examples[row])
