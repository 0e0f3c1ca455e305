"""The left of the Review workspace: what is open, what is decided, and how far the review is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Layer
from annotator.ui.key_button import Switch
from annotator.ui.review.cases import CASE, CaseModel, CaseTable
from annotator.ui.theme.theme import Theme
from annotator.workspace.reviewing.cases import Case, CaseOrder, CaseState

_TABS = {
    "Open": (CaseState.OPEN, CaseState.CHANGED),
    "Later": (CaseState.DEFERRED,),
    "Decided": (CaseState.DECIDED,),
}
_ORDERS = {
    CaseOrder.SEVERITY: "Gravest first",
    CaseOrder.ARTICLE: "By article",
    CaseOrder.TYPE: "By type",
    CaseOrder.LABEL: "By label",
    CaseOrder.WORDS: "By words",
}


class CaseList(QWidget):
    """``case_chosen`` carries the case that was moved to; ``view_changed`` asks for other rows."""

    case_chosen = Signal(object)
    view_changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("cases")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(200)
        self.model = CaseModel()
        self.list = CaseTable(theme, self.model)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._tabs = {name: QPushButton(name) for name in _TABS}
        for button in self._tabs.values():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.view_changed)
        self._order, self._layer = QComboBox(), QComboBox()
        self._order.setAccessibleName("Order of the disagreements")
        self._layer.setAccessibleName("Layer of the disagreements")
        for order, words in _ORDERS.items():
            self._order.addItem(words, order)
        self._layer.addItem("All layers", "")
        for layer in Layer:
            self._layer.addItem(layer.value.capitalize(), layer.value)
        for combo in (self._order, self._layer):
            combo.currentIndexChanged.connect(lambda _row: self.view_changed.emit())
            combo.setMinimumWidth(60)
        self._count, self._share, self._bar = QLabel(), QLabel(), QProgressBar()
        self._arrange()

    def _arrange(self) -> None:
        switch = Switch(*self._tabs.values())
        switch.setAccessibleName("Which disagreements")
        self._tabs["Open"].setChecked(True)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName("Decided so far")
        self._count.setProperty("quiet", True)
        self._count.setMinimumWidth(20)
        self._share.setProperty("strong", True)
        combos = QHBoxLayout()
        combos.setSpacing(6)
        combos.addWidget(self._order, 3)
        combos.addWidget(self._layer, 2)
        top, foot = QVBoxLayout(), QVBoxLayout()
        top.setContentsMargins(8, 7, 8, 6)
        top.setSpacing(7)
        top.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        top.addLayout(combos)
        foot.setContentsMargins(16, 8, 16, 10)
        foot.setSpacing(7)
        shares = QHBoxLayout()
        shares.addWidget(self._count, 1)
        shares.addWidget(self._share)
        foot.addLayout(shares)
        foot.addWidget(self._bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    # What is asked for

    @property
    def states(self) -> tuple[CaseState, ...]:
        chosen = next(name for name, button in self._tabs.items() if button.isChecked())
        return _TABS[chosen]

    @property
    def order(self) -> CaseOrder:
        return CaseOrder(self._order.currentData())

    @property
    def layer(self) -> Layer | None:
        """The layer that is wanted; all where ``None``."""
        found = self._layer.currentData()
        return Layer(found) if found else None

    def want(self, state: CaseState, layer: Layer) -> None:
        """Let the list be one in which cases of that state and layer are."""
        if state not in self.states or self.layer not in (None, layer):
            name = next(name for name, states in _TABS.items() if state in states)
            self._tabs[name].setChecked(True)
            blocked = self._layer.blockSignals(True)
            self._layer.setCurrentIndex(0)
            self._layer.blockSignals(blocked)
            self.view_changed.emit()

    # Showing

    def show_counts(self, counts: Mapping[CaseState, int]) -> None:
        for name, states in _TABS.items():
            self._tabs[name].setText(f"{name} {sum(counts.get(one, 0) for one in states):,}")
        count, decided = sum(counts.values()), counts.get(CaseState.DECIDED, 0)
        self._bar.setRange(0, max(1, count))
        self._bar.setValue(decided)
        self._count.setText(f"{count:,} disagreement{'' if count == 1 else 's'}")
        self._share.setText(f"{decided / count:.0%} decided" if count else "")

    def show_cases(self, cases: Sequence[Case], current: str) -> None:
        """Show rows and choose ``current``, where it is among them."""
        self.model.show(cases, self.order)
        self.choose(current)

    def choose(self, case_id: str) -> bool:
        row = self.model.row_of(case_id)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        return row >= 0

    def put(self, case: Case) -> None:
        """Show a row anew; take it away where the list is not of its state any more."""
        row = self.model.row_of(case.id)
        if row >= 0 and case.state in self.states:
            self.model.put(row, case)
        elif row >= 0:
            # The list moves on to the one behind it by itself.
            self.model.take(row)

    @property
    def current_row(self) -> int:
        return self.list.currentIndex().row()

    def go_to_row(self, row: int) -> None:
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))

    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        case = index.data(CASE)
        if isinstance(case, Case):
            self.case_chosen.emit(case)
