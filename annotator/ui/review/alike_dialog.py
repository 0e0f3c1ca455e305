"""Deciding all places that are alike as one was: what they are, before it is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.line_list import LineList
from annotator.workspace.reviewing.cases import Case


class AlikeDialog(Dialog):
    """``chosen`` says that all of ``cases`` are to be decided."""

    chosen = Signal()

    def __init__(self, cases: Sequence[Case], what: str, parent: QWidget | None = None) -> None:
        """``what`` says in words what they would be decided as."""
        count = len(cases)
        super().__init__(f"Decide {count:,} that are alike", parent)
        self.add_text(
            f"In these places annotators say the same of the same words. All become: {what}. "
            "One undo takes it back."
        )
        self._list = LineList("Places that are alike")
        for case in cases:
            self._list.add(case.words, case.title)
        self.column.addWidget(self._list, 1)
        self.finish_with(f"Decide {count:,}")
        self.accepted.connect(self.chosen)
        self.resize(520, 460)
