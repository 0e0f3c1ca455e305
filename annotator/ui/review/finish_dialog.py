"""Finishing the gold of decided articles in bulk, with a random share kept open for an audit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QSpinBox, QWidget

from annotator.ui.dialogs.layouts import Dialog, inset
from annotator.ui.line_list import LineList
from annotator.workspace.reviewing.finishing import Finished

_PATIENCE_MS = 200


class FinishDialog(Dialog):
    """``look_wanted`` carries the share (0–1) and the seed, ``chosen`` what is to be done."""

    look_wanted = Signal(float, int)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Finish decided articles", parent)
        self.found: Finished | None = None
        self._asked = (-1, -1)
        self.add_text(
            "Gold in which every place is decided becomes done. A random share stays open, so that "
            "you can look through it once more; the same seed draws the same articles."
        )
        self._share, self._seed = inset(QSpinBox()), inset(QSpinBox())
        self._share.setRange(0, 100)
        self._share.setValue(10)
        self._share.setSuffix(" %")
        self._seed.setRange(0, 999_999)
        form = QFormLayout()
        form.addRow("Kept open for an &audit", self._share)
        form.addRow("&Seed of the draw", self._seed)
        self.column.addLayout(form)
        self._told = QLabel("Looking for decided articles…")
        self._told.setWordWrap(True)
        self._list = LineList("Articles for the audit")
        self.column.addWidget(self._told)
        self.column.addWidget(self._list, 1)
        self._finish = self.finish_with("Finish")
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wait.timeout.connect(self._look)
        for field in (self._share, self._seed):
            field.valueChanged.connect(self._follow)
        self.accepted.connect(self._on_accepted)
        self.resize(520, 460)
        self._share.setFocus()
        self._follow()

    def _follow(self) -> None:
        # Enter in a number field tells its value once more, and is meant for the button.
        asked = self._share.value(), self._seed.value()
        if asked == self._asked:
            return
        self._asked = asked
        self.found = None
        self._finish.setEnabled(False)
        self._wait.start()

    def _look(self) -> None:
        self.look_wanted.emit(self._asked[0] / 100, self._asked[1])

    def show_found(self, found: Finished, titles: Mapping[str, str]) -> None:
        """Show how many would be finished; ``titles`` are those of the articles for the audit."""
        if self._wait.isActive():
            # Meanwhile something else was asked for.
            return
        self.found = found
        count, audited = len(found.set_ids), len(found.audited)
        self._finish.setText(f"Finish {count:,}")
        self._finish.setEnabled(count > 0)
        if not count and not audited:
            self._told.setText(
                "No article is decided whole and still open. Decide its disagreements first."
            )
        else:
            kept = f" {audited:,} stay open for the audit:" if audited else ""
            self._told.setText(f"{count:,} articles become done.{kept}")
        self._list.clear()
        for article_id in found.audited:
            self._list.add(titles.get(article_id, "Untitled article"))

    def _on_accepted(self) -> None:
        if self.found is not None:
            self.chosen.emit(self.found)
