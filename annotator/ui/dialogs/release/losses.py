"""What the chosen formats do not carry, with examples to look at."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.formats.losses import Loss, LossReport
from annotator.ui.dialogs.release.parts import Heading, LinesDialog
from annotator.ui.line_list import LineList


class LossesPart(QWidget):
    """A list of losses; one that is activated shows its examples."""

    def __init__(self) -> None:
        super().__init__()
        self._losses: list[tuple[str, Loss]] = []
        self._heading = Heading("What the formats lose")
        self.list = LineList("What the formats lose")
        self.list.setMinimumHeight(110)
        self.list.add("Not known yet", "Check only goes through all articles and tells it.")
        self.list.itemActivated.connect(self._show_examples)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self.list, 1)

    def show_losses(self, losses: Mapping[str, LossReport]) -> None:
        self._losses = [
            (report.title, loss) for report in losses.values() for loss in report.losses
        ]
        self._heading.say("Enter lists them" if self._losses else "")
        self.list.clear()
        for title, loss in self._losses:
            self.list.add(loss.feature, f"{title}: {loss.fate.says}", f"{loss.count:,}")
        if not self._losses:
            self.list.add("Nothing is lost", "The formats chosen carry everything.")

    def _show_examples(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._losses):
            title, loss = self._losses[row]
            lines = [(one.words, one.article, "") for one in loss.examples]
            LinesDialog(f"{title}: {loss.feature}", lines, self).open()
