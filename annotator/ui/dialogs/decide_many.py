"""Deciding many suggestions at once: which ones, how many that are, and what they look like."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import Owner
from annotator.domain.suggestions import Wanted
from annotator.store import Queries, SuggestionCount
from annotator.ui.dialogs.layouts import Dialog, inset
from annotator.ui.line_list import LineList

_PATIENCE_MS = 120
_MOST = 50


class DecideManyDialog(Dialog):
    """``chosen`` carries what is wanted, the state, and whether it is so in every article."""

    chosen = Signal(object, object, bool)

    def __init__(
        self,
        queries: Queries,
        owner: Owner,
        article_id: str,
        layer: Layer,
        label: str = "",
        rule: str = "",
        least: float = 0.0,
        parent: QWidget | None = None,
    ) -> None:
        """``label`` and ``rule`` are chosen at first, such as those of the focused suggestion.

        ``least`` is the confidence from which suggestions are meant at first, 0 to 1.
        """
        super().__init__(f"Decide many {layer.value}", parent)
        self._queries, self._owner = queries, owner
        self._article_id, self._layer = article_id, layer
        self._counts: list[SuggestionCount] = []
        self._where = _combo("Where")
        self._where.addItem("This article", False)
        self._where.addItem("All articles that are not done", True)
        self._label, self._rule = _combo("Label"), _combo("Rule")
        self._least, self._most = _confidence("At least", least), _confidence("At most", 1.0)
        self._count = QLabel()
        self._examples = LineList("Examples, the least sure first")
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wait.timeout.connect(self._show_examples)
        self._arrange()
        self._read()
        _choose(self._label, label)
        _choose(self._rule, rule)
        self._where.currentIndexChanged.connect(self._read)
        for combo in (self._label, self._rule):
            combo.currentIndexChanged.connect(self._follow)
        for box in (self._least, self._most):
            box.valueChanged.connect(self._follow)
        self._follow()
        self.resize(620, 560)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.addRow("Where", self._where)
        form.addRow("Label", self._label)
        form.addRow("Rule", self._rule)
        bounds = QHBoxLayout()
        for words, box in (("at least", self._least), ("at most", self._most)):
            bounds.addWidget(QLabel(words))
            bounds.addWidget(box)
        bounds.addStretch(1)
        form.addRow("Confidence", bounds)
        self.column.addLayout(form)
        self.column.addWidget(self._count)
        self.column.addWidget(self._examples)
        self._accept = self.finish_with("Accept")
        self._reject = self._buttons.addButton("Reject", QDialogButtonBox.ButtonRole.ActionRole)
        self._reject.setAutoDefault(False)
        # A segment cannot be rejected: the text under it has to be something.
        self._reject.setVisible(self._layer is not Layer.SEGMENTS)
        self._reject.clicked.connect(lambda: self._decide(State.REJECTED))
        self.accepted.connect(lambda: self._decide(State.ACCEPTED))

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            self._layer,
            self._label.currentData() or "",
            self._rule.currentData() or "",
            self._least.value(),
            self._most.value(),
        )

    def _read(self) -> None:
        """Count anew for where it is to be, and offer the labels and rules that are there."""
        article_id = "" if self._where.currentData() else self._article_id
        self._counts = self._queries.suggestion_counts(self._owner, self._layer, article_id)
        labels, rules = Counter[str](), Counter[str]()
        for one in self._counts:
            labels[one.label] += one.count
            rules[one.rule] += one.count
        _fill(self._label, "Any label", labels)
        _fill(self._rule, "Any rule", rules)
        self._follow()

    def _follow(self) -> None:
        wanted = self.wanted
        count = sum(
            one.count for one in self._counts if wanted.has(one.label, one.rule, one.confidence)
        )
        noun = "suggestion" if count == 1 else "suggestions"
        self._count.setText(f"{count:,} {noun}, undecided. One undo takes the decision back.")
        for button, verb in ((self._accept, "Accept"), (self._reject, "Reject")):
            button.setText(f"{verb} {count:,}")
            button.setEnabled(count > 0)
        self._wait.start()

    def _show_examples(self) -> None:
        article_id = "" if self._where.currentData() else self._article_id
        self._examples.clear()
        for one in self._queries.suggestion_examples(self._owner, self.wanted, article_id, _MOST):
            self._examples.add(one.text, one.title, f"{one.confidence:.2f}".lstrip("0"))

    def _decide(self, state: State) -> None:
        self.chosen.emit(self.wanted, state, bool(self._where.currentData()))
        self.close()


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    return combo


def _confidence(name: str, value: float) -> QDoubleSpinBox:
    box = inset(QDoubleSpinBox())
    box.setAccessibleName(f"Confidence, {name.lower()}")
    box.setRange(0.0, 1.0)
    box.setSingleStep(0.05)
    box.setValue(value)
    return box


def _fill(combo: QComboBox, every: str, counts: Counter[str]) -> None:
    """Offer what is counted, most first; what was chosen stays chosen where it is still there."""
    chosen = combo.currentData()
    blocked = combo.blockSignals(True)
    combo.clear()
    combo.addItem(every, "")
    for name, count in counts.most_common():
        combo.addItem(f"{name}  ({count:,})", name)
    _choose(combo, chosen or "")
    combo.blockSignals(blocked)


def _choose(combo: QComboBox, value: str) -> None:
    combo.setCurrentIndex(max(0, combo.findData(value)))
