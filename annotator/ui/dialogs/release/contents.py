"""What goes in: whose annotations, which layers and states, which articles, in which formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.step import Progress
from annotator.formats.losses import LossReport
from annotator.formats.protocol import Format
from annotator.store import CatalogueRow
from annotator.ui.dialogs.release.parts import ChoiceButton, Heading, quiet, row_of
from annotator.ui.theme.fonts import ui_font
from annotator.workspace.releasing.settings import JSON_LINES_NAME

_OWNERS = {
    OwnerKind.ANNOTATOR: "{name}’s work",
    OwnerKind.DETECTOR: "Suggestions of the detectors",
    OwnerKind.GOLD: "Gold",
}
_PROGRESS = {
    Progress.DONE: "Finished",
    Progress.DOING: "Begun",
    Progress.TODO: "To do",
    Progress.SKIPPED: "Skipped",
}


class ContentsColumn(QWidget):
    """``changed`` tells that something else is chosen, ``owner_chosen`` carries the owner."""

    changed = Signal()
    owner_chosen = Signal(object)

    def __init__(self, owners: Sequence[Owner], formats: Sequence[Format]) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)
        self._add_owner(owners)
        self._add_layers()
        self._add_articles()
        self._add_formats(formats)
        self._column.addStretch(1)

    def _add_owner(self, owners: Sequence[Owner]) -> None:
        self._owner = QComboBox()
        self._owner.setAccessibleName("Whose annotations")
        for owner in owners:
            self._owner.addItem(_OWNERS[owner.kind].format(name=owner.name), owner)
        self._owner.currentIndexChanged.connect(self._on_owner_chosen)
        self._column.addWidget(Heading("Annotations"))
        self._column.addWidget(self._owner)

    def _add_layers(self) -> None:
        self._layers = {layer: QCheckBox(layer.value.capitalize()) for layer in Layer}
        for box in self._layers.values():
            box.setChecked(True)
            box.toggled.connect(self.changed)
        self._column.addLayout(row_of(*self._layers.values(), spacing=14))
        self._undecided = QCheckBox("Suggestions that nobody decided, too")
        self._rejected = QCheckBox("Rejected suggestions, too")
        for box in (self._undecided, self._rejected):
            box.toggled.connect(self.changed)
            self._column.addWidget(box)

    def _add_articles(self) -> None:
        self._articles = Heading("Articles")
        self._column.addSpacing(6)
        self._column.addWidget(self._articles)
        self._progress: dict[Progress, tuple[QCheckBox, QLabel]] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for number, (progress, name) in enumerate(_PROGRESS.items()):
            box, count = QCheckBox(name), quiet("0")
            box.setChecked(progress is Progress.DONE)
            box.toggled.connect(self.changed)
            grid.addWidget(box, number, 0)
            grid.addWidget(count, number, 2, Qt.AlignmentFlag.AlignRight)
            self._progress[progress] = (box, count)
        self._column.addLayout(grid)
        self._sources, self._languages = ChoiceButton("sources"), ChoiceButton("languages")
        row = QHBoxLayout()
        for button in (self._sources, self._languages):
            button.chosen.connect(self.changed)
            row.addWidget(button, 1)
        self._column.addLayout(row)
        self._first, self._last = QLineEdit(), QLineEdit()
        dates = QHBoxLayout()
        for line, name in ((self._first, "from"), (self._last, "to")):
            line.setPlaceholderText(f"{name} 2024-01-31")
            line.setAccessibleName(f"Published {name}")
            line.textChanged.connect(self.changed)
            dates.addWidget(line, 1)
        self._column.addLayout(dates)

    def _add_formats(self, formats: Sequence[Format]) -> None:
        self._format_heading = Heading("Formats")
        self._column.addSpacing(6)
        self._column.addWidget(self._format_heading)
        self._formats: dict[str, QCheckBox] = {}
        self._pills: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        ordered = sorted(formats, key=lambda form: form.name != JSON_LINES_NAME)
        for number, form in enumerate(ordered):
            box, pill = QCheckBox(form.title), QLabel("10 losses")
            pill.setProperty("pill", "ok")
            pill.setFont(ui_font(11.5, 600))
            # Its room is kept, so that nothing moves when it comes.
            policy = pill.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            pill.setSizePolicy(policy)
            pill.hide()
            box.setChecked(form.name == JSON_LINES_NAME)
            box.setEnabled(form.name != JSON_LINES_NAME)
            box.toggled.connect(self._on_format_toggled)
            grid.addWidget(box, number, 0)
            grid.addWidget(pill, number, 1, Qt.AlignmentFlag.AlignRight)
            self._formats[form.name], self._pills[form.name] = box, pill
        self._formats[JSON_LINES_NAME].setToolTip("Every release has it: nothing is lost in it.")
        self._column.addLayout(grid)
        self._say_formats()

    # What is chosen

    @property
    def owner(self) -> Owner:
        owner: Owner = self._owner.currentData()
        return owner

    @property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(layer for layer, box in self._layers.items() if box.isChecked())

    @property
    def states(self) -> tuple[State, ...]:
        more = ((State.SUGGESTED, self._undecided), (State.REJECTED, self._rejected))
        return (State.ACCEPTED, *(state for state, box in more if box.isChecked()))

    @property
    def progress(self) -> tuple[Progress, ...]:
        return tuple(one for one in Progress if self._progress[one][0].isChecked())

    @property
    def sources(self) -> tuple[str, ...]:
        return self._sources.names()

    @property
    def languages(self) -> tuple[str, ...]:
        return self._languages.names()

    @property
    def dates(self) -> tuple[str, str]:
        return self._first.text().strip(), self._last.text().strip()

    @property
    def formats(self) -> tuple[str, ...]:
        return tuple(name for name, box in self._formats.items() if box.isChecked())

    # Showing

    def show_catalogue(self, catalogue: Sequence[CatalogueRow]) -> None:
        counts = Counter(row.progress for row in catalogue)
        for progress, (_, label) in self._progress.items():
            label.setText(f"{counts[progress]:,}")
        self._sources.offer(sorted({row.source for row in catalogue}))
        self._languages.offer(sorted({row.language for row in catalogue}))

    def show_chosen(self, count: int, total: int) -> None:
        self._articles.say(f"{count:,} of {total:,}")

    def show_losses(self, losses: Mapping[str, LossReport]) -> None:
        """Say beside each format what it loses; of those not checked nothing is known."""
        for name, pill in self._pills.items():
            report = losses.get(name)
            pill.setVisible(report is not None)
            if report is not None:
                pill.setText(report.summary)
                pill.setProperty("pill", "warn" if report.losses else "ok")
                pill.style().unpolish(pill)
                pill.style().polish(pill)

    def choose_suggestions(self) -> None:
        """Choose what detectors have, who decide and finish nothing."""
        self._undecided.setChecked(True)
        self._progress[Progress.TODO][0].setChecked(True)

    def _on_owner_chosen(self) -> None:
        if self.owner.kind is OwnerKind.DETECTOR:
            self.choose_suggestions()
        self.owner_chosen.emit(self.owner)

    def _on_format_toggled(self) -> None:
        self._say_formats()
        self.changed.emit()

    def _say_formats(self) -> None:
        self._format_heading.say(f"{len(self.formats)} chosen")
