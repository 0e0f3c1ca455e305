"""Settling disagreements by rules: which rules, and what they would do, before anything is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QSpinBox,
    QWidget,
)

from annotator.comparing.strategies import Majority, Strategy, Threshold, TrustOrder
from annotator.domain.annotation_set import Owner
from annotator.ui.dialogs.layouts import Dialog, inset
from annotator.ui.line_list import LineList
from annotator.workspace.reviewing.decisions import DryRun

_PATIENCE_MS = 250
_MOST = 500
_ROW = 32


class SettleDialog(Dialog):
    """``look_wanted`` carries the strategies to try; ``chosen`` the dry run to carry out."""

    look_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, owners: Sequence[Owner], parent: QWidget | None = None) -> None:
        super().__init__("Settle by rules", parent)
        self.run: DryRun | None = None
        self._asked: list[Strategy] | None = None
        self.add_text(
            "What everybody says becomes gold in any case. Choose what else may be settled; the "
            "rules are tried from above. What a person decided is never touched. One undo takes "
            "all of it back."
        )
        self._majority = QCheckBox("&Majority: what more than half say")
        self._threshold = QCheckBox("&Threshold: what at least this share says")
        self._trust = QCheckBox("T&rust order: what the first of these says")
        self._share, self._voters = inset(QSpinBox()), inset(QSpinBox())
        self._share.setRange(1, 100)
        self._share.setValue(75)
        self._share.setSuffix(" %")
        self._share.setAccessibleName("Share of the annotators")
        self._voters.setRange(2, max(2, len(owners)))
        self._voters.setAccessibleName("Least number of annotators")
        self._order = _Order("Trust order, Ctrl with Up or Down moves")
        self._owners = {owner.name: owner for owner in owners}
        for name in self._owners:
            self._order.add(name)
        self._order.setCurrentRow(0)
        self._order.setFixedHeight(_ROW * min(4, len(owners)) + 4)
        self._found = QLabel("Trying the rules…")
        self._found.setWordWrap(True)
        self._left = LineList("What is left, and why")
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wait.timeout.connect(self._look)
        self._arrange()
        for box in (self._majority, self._threshold, self._trust):
            box.toggled.connect(self._follow)
        for field in (self._share, self._voters):
            field.valueChanged.connect(self._follow)
        self._order.moved.connect(self._follow)
        self.accepted.connect(self._on_accepted)
        self._majority.setFocus()
        self.resize(620, 620)
        self._follow()

    def _arrange(self) -> None:
        self.column.addWidget(self._majority)
        row = QHBoxLayout()
        row.addWidget(self._threshold)
        row.addWidget(self._share)
        row.addWidget(QLabel("of at least"))
        row.addWidget(self._voters)
        row.addWidget(QLabel("annotators"))
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self._trust)
        self.column.addWidget(self._order)
        self.column.addWidget(self._found)
        self.column.addWidget(self._left, 1)
        self._settle = self.finish_with("Settle")

    @property
    def strategies(self) -> list[Strategy]:
        """The rules that are chosen, in the order in which they are tried."""
        found: list[Strategy] = []
        if self._majority.isChecked():
            found.append(Majority())
        if self._threshold.isChecked():
            found.append(Threshold(self._share.value() / 100, self._voters.value()))
        if self._trust.isChecked():
            names = [self._order.item(row).text() for row in range(self._order.count())]
            found.append(TrustOrder(tuple(self._owners[name] for name in names)))
        return found

    def _follow(self) -> None:
        for field in (self._share, self._voters):
            field.setEnabled(self._threshold.isChecked())
        self._order.setEnabled(self._trust.isChecked())
        # Enter in a number field tells its value once more, and is meant for the button.
        if self.strategies == self._asked:
            return
        self._asked = self.strategies
        self._settle.setEnabled(False)
        self.run = None
        self._found.setText("Trying the rules…")
        self._wait.start()

    def _look(self) -> None:
        self.look_wanted.emit(self._asked)

    def show_run(self, run: DryRun) -> None:
        """Show what the rules would settle, and what they leave with the reason."""
        if self._wait.isActive():
            # Meanwhile other rules were chosen.
            return
        self.run = run
        count = len(run.commands)
        self._settle.setText(f"Settle {run.taken:,}")
        self._settle.setEnabled(count > 0)
        left = len(run.left)
        self._found.setText(
            f"{run.taken:,} disagreements would be settled and {left:,} be left for you. "
            f"In {run.agreed:,} places all agree."
        )
        self._left.clear()
        for case, why in run.left[:_MOST]:
            self._left.add(case.words, f"{why} {case.title}", case.layer.value)
        if left > _MOST:
            self._left.add(f"… and {left - _MOST:,} more")

    def _on_accepted(self) -> None:
        if self.run is not None:
            self.chosen.emit(self.run)


class _Order(LineList):
    """A list whose lines are moved by Ctrl with Up or Down, or dragged."""

    moved = Signal()

    def __init__(self, accessible_name: str) -> None:
        super().__init__(accessible_name)
        self.setToolTip(accessible_name)
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.model().rowsMoved.connect(lambda *_: self.moved.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        row = self.currentRow()
        is_moving = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if step and is_moving and 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            self.moved.emit()
        elif not (step and is_moving):
            super().keyPressEvent(event)
