"""The Detectors dialog: layers as cards, and below them what was learnt of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.detecting.learning.findings import Findings
from annotator.detecting.learning.training import FEWEST
from annotator.domain.annotation import Layer
from annotator.store import StoredModel
from annotator.ui.detectors.cards import LayerCard
from annotator.ui.detectors.changes import ChangeList
from annotator.ui.detectors.curve import CurvePlot
from annotator.ui.detectors.models import ModelTable
from annotator.ui.detectors.parts import card, heading
from annotator.ui.detectors.precision import PrecisionTable
from annotator.ui.detectors.standing import Standing, findings_of, short
from annotator.ui.dialogs.layouts import Dialog, plain_button
from annotator.ui.key_button import Switch
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_SIZE = (1080, 760)
_REPLACES = (
    "The F1 of the model that was in use when this one was trained. Where it had learnt from an "
    "article, one trained anew without that article stood in for it."
)


class DetectorsDialog(Dialog):
    """Each signal asks for what it names; the model is the one that is looked at."""

    train_wanted = Signal()
    stop_wanted = Signal()
    use_wanted = Signal(object)
    none_wanted = Signal(object)
    remove_wanted = Signal(object)
    export_wanted = Signal(object)
    import_wanted = Signal()
    detect_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Detectors", parent)
        self._standings: Mapping[Layer, Standing] = {}
        self.layer = Layer.ENTITIES
        self._about = self.add_text("")
        self._add_training()
        self.cards = {layer: LayerCard(layer, theme) for layer in Layer}
        self._add_cards()
        self.curve = CurvePlot(theme)
        self.precision = PrecisionTable(theme)
        self.changes = ChangeList(theme)
        self.models = ModelTable()
        self._add_body()
        self._add_buttons()
        self.models.looked_at.connect(lambda _model: self._show_model())
        self.resize(*_SIZE)

    # Making

    def _add_training(self) -> None:
        self.train = QPushButton("Train from finished articles")
        self.train.setProperty("primary", True)
        self.train.setAutoDefault(False)
        self.train.setToolTip("Train a model per layer in the background (Ctrl+Alt+L)")
        self.train.clicked.connect(self.train_wanted)
        self.detect = plain_button("Detect again…", self.detect_wanted)
        self.detect.setToolTip(
            "Let the detectors look at all articles again, with what is in use now (Ctrl+Shift+D)"
        )
        self.stop = plain_button("Stop", self.stop_wanted)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Training")
        self._doing = QLabel()
        row = QHBoxLayout()
        row.addWidget(self.train)
        row.addWidget(self.detect)
        row.addWidget(self._doing)
        row.addWidget(self._progress, 1)
        row.addWidget(self.stop)
        row.addStretch(0)
        self.column.addLayout(row)
        self.show_idle()

    def _add_cards(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for one in self.cards.values():
            one.clicked.connect(self._on_card_clicked)
            row.addWidget(one, 1)
        self.column.addLayout(row)

    def _add_body(self) -> None:
        self._empty = QLabel()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setFont(ui_font(14))
        self._empty.setProperty("quiet", True)
        self._by_label = plain_button("By label", None)
        self._by_rule = plain_button("By rule", None)
        for one in (self._by_label, self._by_rule):
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.clicked.connect(self._show_model)
        self._by_label.setChecked(True)
        self._changed = heading("What training changed")
        self._replaces = QLabel()
        self._replaces.setProperty("quiet", True)
        self._replaces.setToolTip(_REPLACES)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        measured = QLabel("F1 by finished articles, cross-validated")
        measured.setProperty("quiet", True)
        left.addWidget(card(heading("Learning curve"), self.curve, beside=measured), 1)
        left.addWidget(card(self._changed, self.changes), 1)
        switch = Switch(self._by_label, self._by_rule)
        right.addWidget(card(heading("Precision"), self.precision, beside=switch), 1)
        right.addWidget(card(heading("Models"), self.models, beside=self._replaces), 1)
        body = QWidget()
        both = QHBoxLayout(body)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(body)
        self.column.addWidget(self._pages, 1)

    def _add_buttons(self) -> None:
        def chosen(signal: object) -> None:
            model = self.models.current
            if model is not None:
                signal.emit(model)  # type: ignore[attr-defined]

        self.use = plain_button("Use this model", lambda: chosen(self.use_wanted))
        self.none = plain_button("Use rules alone", lambda: self.none_wanted.emit(self.layer))
        self.export = plain_button("Export…", lambda: chosen(self.export_wanted))
        self.remove = plain_button("Remove", lambda: chosen(self.remove_wanted))
        self.import_ = plain_button("Import a model…", self.import_wanted)
        row = QHBoxLayout()
        for button in (self.use, self.none, self.export, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.import_)
        # No frame's own button row: its button would become the primary one, which training is.
        row.addWidget(plain_button("Close", self.accept))
        self.column.addLayout(row)

    # Showing

    def show_standings(self, standings: Mapping[Layer, Standing], finished: int) -> None:
        """Show what there is; ``finished`` counts the articles that can be learnt from."""
        self._standings = standings
        enough = finished >= FEWEST
        there = "is 1" if finished == 1 else f"are {finished:,}"
        need = "" if enough else f" It takes {FEWEST} at least."
        self._about.setText(
            "Every finished article teaches: what was accepted is right, what was rejected is not. "
            f"There {there} to learn from.{need} What is learnt is used only where "
            "cross-validation finds it better than the rules alone and than the model in use, each "
            "judged by articles that it has not learnt from."
        )
        self.train.setEnabled(enough)
        self._empty.setText(
            "Nothing has been learnt for {0} yet.\n\n"
            + (
                "Train from the finished articles, or import a model of another project."
                if enough
                else f"Finish {FEWEST - finished:,} more articles, then train; or import a model "
                "of another project."
            )
        )
        self._unlearnt = self._empty.text()
        for layer, one in self.cards.items():
            one.show_standing(standings[layer])
        self.show_layer(self.layer)

    def show_layer(self, layer: Layer) -> None:
        self.layer = layer
        self.cards[layer].setChecked(True)
        standing = self._standings[layer]
        self._empty.setText(self._unlearnt.format(layer.value))
        self._pages.setCurrentIndex(1 if standing.models else 0)
        self.models.show_models(standing.models, standing.shown)
        self._show_model()

    def _show_model(self) -> None:
        """Show what was found of the model that is looked at."""
        model = self.models.current if self._standings[self.layer].models else None
        found = findings_of(model)
        by = "label" if self._by_label.isChecked() else "rule"
        self.curve.show_findings(found)
        rows = [one for one in found.compared if one.by == by] if found else []
        self.precision.show_rows(rows)
        self.changes.show_changes(found.changes if found else ())
        self._changed.setText(_said_changes(found))
        replaces = found.replaces if found else None
        self._replaces.setText(f"The model in use then: {short(replaces.f1)}" if replaces else "")
        self._enable(model)

    def _enable(self, model: StoredModel | None) -> None:
        self.use.setEnabled(model is not None and not model.is_used)
        self.none.setEnabled(self._standings[self.layer].used is not None)
        self.export.setEnabled(model is not None)
        self.remove.setEnabled(model is not None and not model.is_used)

    def _on_card_clicked(self) -> None:
        for layer, one in self.cards.items():
            if one.isChecked():
                self.show_layer(layer)

    # Training

    def show_progress(self, done: int, total: int) -> None:
        self._set_training(is_training=True)
        share = f" {100 * done // total} %" if total else ""
        self._doing.setText(f"Training{share}")
        self._progress.setRange(0, total)
        self._progress.setValue(done)

    def show_idle(self) -> None:
        self._set_training(is_training=False)

    def _set_training(self, *, is_training: bool) -> None:
        for widget in (self._doing, self._progress, self.stop):
            widget.setVisible(is_training)
        for button in (self.train, self.detect):
            button.setVisible(not is_training)


def _said_changes(found: Findings | None) -> str:
    if found is None:
        return "What training changed"
    if not found.curve:
        return f"What it would change: {found.mended:,} mistakes fewer, {found.broken:,} new"
    return f"What training changed: {found.mended:,} mistakes fewer, {found.broken:,} new"
