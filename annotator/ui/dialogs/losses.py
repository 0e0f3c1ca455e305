"""What one loss of an export is about, place by place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QWidget

from annotator.formats.losses import Loss
from annotator.ui.dialogs.layouts import Dialog


class LossExamplesDialog(Dialog):
    """``example_chosen`` carries the article's id and the annotation's, empty where it is none."""

    example_chosen = Signal(str, str)

    def __init__(self, loss: Loss, parent: QWidget | None = None) -> None:
        super().__init__(f"{loss.feature}: {loss.count:,}", parent)
        self._loss = loss
        articles = "article" if loss.articles == 1 else "articles"
        more = loss.count - len(loss.examples)
        behind = f" These are the first {len(loss.examples)}." if more else ""
        self.add_text(f"In {loss.articles:,} {articles}: {loss.fate.says}.{behind}")
        self._list = QListWidget()
        self._list.setAccessibleName("Places")
        for example in loss.examples:
            self._list.addItem(f"{example.words}   —   {example.article}")
        self._list.setCurrentRow(0)
        self._list.itemDoubleClicked.connect(self.accept)
        self.column.addWidget(self._list)
        self.finish_with("Go there", "Close")
        self.resize(620, 420)
        self.accepted.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            example = self._loss.examples[row]
            self.example_chosen.emit(example.article_id, example.annotation_id)
