"""Choosing under which confidence suggestions are hidden, with a live count of what that hides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QLabel, QSlider, QSpinBox, QWidget

from annotator.domain.annotation import Layer
from annotator.domain.suggestions import LAYERS_WITH_THRESHOLD, SHOW_ALL, Thresholds
from annotator.ui.dialogs.layouts import Dialog, inset

Counts = Mapping[Layer, Sequence[tuple[float, int]]]
"""How often each confidence, 0 to 1 and rising, is among a layer's undecided suggestions."""

_STEP, _PAGE = 1, 10


class ThresholdsDialog(Dialog):
    """``chosen`` carries the thresholds. ``here`` counts the article, ``show_project`` all."""

    chosen = Signal(object)

    def __init__(
        self, thresholds: Thresholds, here: Counts, layer: Layer, parent: QWidget | None = None
    ) -> None:
        """The control of ``layer`` has the focus at first, where it has one."""
        super().__init__("Hide unsure suggestions", parent)
        self.add_text(
            "What a detector is less sure of than this is not shown, not counted and not asked "
            "about. Nothing is deleted or decided: it comes back when you lower the threshold, "
            "and H shows it for the moment."
        )
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        self._rows = {
            one: _Row(grid, 2 * number, one, thresholds.of(one), here.get(one, ()))
            for number, one in enumerate(LAYERS_WITH_THRESHOLD)
        }
        _tell_about_segments(grid, 2 * len(self._rows))
        self.column.addLayout(grid)
        self.finish_with("Apply")
        show_all = self._buttons.addButton("Show all", QDialogButtonBox.ButtonRole.ResetRole)
        show_all.setAutoDefault(False)
        show_all.clicked.connect(self._show_all)
        self.accepted.connect(lambda: self.chosen.emit(self.thresholds))
        self.setMinimumWidth(560)
        self._rows[layer if layer in self._rows else LAYERS_WITH_THRESHOLD[0]].slider.setFocus()

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(**{layer.value: row.slider.value() for layer, row in self._rows.items()})

    def show_project(self, counts: Counts) -> None:
        """Say from now on what would be hidden in the whole project, too."""
        for layer, row in self._rows.items():
            row.count_project(counts[layer])

    def _show_all(self) -> None:
        for layer, row in self._rows.items():
            row.slider.setValue(SHOW_ALL.of(layer))


class _Row:
    """A layer's slider with its number, and under them what they would hide."""

    def __init__(
        self,
        grid: QGridLayout,
        number: int,
        layer: Layer,
        percent: int,
        here: Sequence[tuple[float, int]],
    ) -> None:
        self._here = _Tally(here)
        self._project: _Tally | None = None
        title = layer.value.capitalize()
        label = QLabel(f"&{title} under")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(_STEP)
        self.slider.setPageStep(_PAGE)
        self.slider.setAccessibleName(f"{title}: hide what is under")
        label.setBuddy(self.slider)
        box = inset(QSpinBox())
        box.setRange(0, 100)
        box.setSuffix(" %")
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setAccessibleName(f"{title}: hide what is under, in percent")
        box.setFixedWidth(76)
        self._says = QLabel()
        self._says.setProperty("quiet", True)
        self._says.setContentsMargins(0, 0, 0, 10)
        for column, widget in enumerate((label, self.slider, box)):
            grid.addWidget(widget, number, column)
        grid.addWidget(self._says, number + 1, 1, 1, 2)
        self.slider.valueChanged.connect(box.setValue)
        self.slider.valueChanged.connect(self._tell)
        box.valueChanged.connect(self.slider.setValue)
        self.slider.setValue(percent)
        self._tell()

    def count_project(self, counts: Sequence[tuple[float, int]]) -> None:
        self._project = _Tally(counts)
        self._tell()

    def _tell(self) -> None:
        least = self.slider.value() / 100
        here = f"Hides {self._here.under(least):,} of {self._here.total:,} here"
        if self._project is None:
            self._says.setText(f"{here}; counting the project…")
        else:
            hidden, total = self._project.under(least), self._project.total
            self._says.setText(f"{here}, {hidden:,} of {total:,} in the project")


class _Tally:
    """Tells at once how many are under a confidence."""

    def __init__(self, counts: Sequence[tuple[float, int]]) -> None:
        self._confidences = [confidence for confidence, _ in counts]
        self._up_to = list(accumulate((count for _, count in counts), initial=0))

    def under(self, confidence: float) -> int:
        return self._up_to[bisect_left(self._confidences, confidence)]

    @property
    def total(self) -> int:
        return self._up_to[-1]


def _tell_about_segments(grid: QGridLayout, number: int) -> None:
    says = QLabel("Always shown: each stretch of a text has to be something.")
    says.setProperty("quiet", True)
    grid.setRowMinimumHeight(number, 32)
    grid.addWidget(QLabel("Segments"), number, 0)
    grid.addWidget(says, number, 1, 1, 2)
