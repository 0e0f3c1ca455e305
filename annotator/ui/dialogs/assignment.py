"""Sharing articles out: everything to everyone, a share to all and the rest split, or by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHeaderView,
    QRadioButton,
    QSpinBox,
    QTableView,
    QWidget,
)

from annotator.domain.assigning import Assignment, everything_to_everyone, shared_out
from annotator.domain.team import Annotator
from annotator.ui.dialogs.layouts import Dialog, inset

Index = QModelIndex | QPersistentModelIndex


class AssignmentDialog(Dialog):
    """``chosen`` carries the ids of each annotator's articles by their id, and how it was dealt."""

    chosen = Signal(object, str)

    def __init__(
        self,
        articles: Sequence[tuple[str, str]],
        annotators: Sequence[Annotator],
        assigned: Mapping[str, Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        """``articles`` are ids and titles; ``assigned`` is the assignment as it is now."""
        super().__init__("Assign articles", parent)
        self._ids = [one for one, _ in articles]
        self._annotators = annotators
        self._everyone = QRadioButton("Everything to everyone")
        self._shared = QRadioButton("A share to everyone, the rest split evenly")
        self._by_hand = QRadioButton("By hand")
        group = QButtonGroup(self)
        for button in (self._everyone, self._shared, self._by_hand):
            group.addButton(button)
            self.column.addWidget(button)
            button.toggled.connect(self._show)
        self._overlap = _number(0, 100, 20, " %", "Share that everyone gets")
        self._seed = _number(1, 999_999, 1, "", "Seed")
        self._seed.setToolTip("The same seed deals the same articles the same way.")
        form = QFormLayout()
        form.addRow("Share that everyone gets", self._overlap)
        form.addRow("Seed", self._seed)
        self.column.insertLayout(3, form)
        self._told = self.add_text("")
        self._model = _Grid(articles, annotators, assigned)
        self._table = QTableView()
        self._table.setModel(self._model)
        self._table.setAccessibleName("Articles by annotator")
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        self._table.setTabKeyNavigation(False)
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.column.addWidget(self._table, 1)
        self.finish_with("Assign")
        self._overlap.valueChanged.connect(self._show)
        self._seed.valueChanged.connect(self._show)
        self._model.dataChanged.connect(self._tell)
        self.accepted.connect(lambda: self.chosen.emit(self._assignment(), self.says))
        (self._by_hand if any(assigned.values()) else self._shared).setChecked(True)
        self.resize(680, 560)

    def _assignment(self) -> Assignment:
        people = [one.id for one in self._annotators]
        if self._everyone.isChecked():
            return everything_to_everyone(self._ids, people)
        if self._shared.isChecked():
            overlap, seed = self._overlap.value() / 100, self._seed.value()
            return shared_out(self._ids, people, overlap=overlap, seed=seed)
        return self._model.assignment()

    def _show(self, _changed: object = None) -> None:
        for field in (self._overlap, self._seed):
            field.setEnabled(self._shared.isChecked())
        self._model.show(self._assignment(), is_editable=self._by_hand.isChecked())
        self._tell()

    def _tell(self) -> None:
        shares = self._model.assignment()
        held = Counter(one for own in shares.values() for one in own)
        counts = ", ".join(f"{one.name} {len(shares[one.id]):,}" for one in self._annotators)
        common = sum(count > 1 for count in held.values())
        left = len(self._ids) - len(held)
        nobody = f", {left:,} to nobody" if left else ""
        self._told.setText(f"{counts}; {common:,} articles go to more than one{nobody}.")

    @property
    def says(self) -> str:
        """How the articles were shared out, for the journal."""
        if self._everyone.isChecked():
            return "everything to everyone"
        if self._shared.isChecked():
            overlap, seed = self._overlap.value(), self._seed.value()
            return f"{overlap} % to everyone, the rest split by seed {seed}"
        return "by hand"


def _number(least: int, most: int, value: int, suffix: str, name: str) -> QSpinBox:
    box = inset(QSpinBox())
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(suffix)
    box.setAccessibleName(name)
    return box


class _Grid(QAbstractTableModel):
    """Articles down, annotators across, a tick where an article is assigned."""

    def __init__(
        self,
        articles: Sequence[tuple[str, str]],
        annotators: Sequence[Annotator],
        assigned: Mapping[str, Sequence[str]],
    ) -> None:
        super().__init__()
        self._articles = articles
        self._annotators = annotators
        self._ticked = {one.id: set(assigned.get(one.id, ())) for one in annotators}
        self._is_editable = True

    def show(self, assignment: Assignment, *, is_editable: bool) -> None:
        self.beginResetModel()
        self._ticked = {one: set(own) for one, own in assignment.items()}
        self._is_editable = is_editable
        self.endResetModel()

    def assignment(self) -> Assignment:
        return {
            one.id: tuple(key for key, _ in self._articles if key in self._ticked[one.id])
            for one in self._annotators
        }

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._articles)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._annotators) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._annotators[section - 1].name if section else "Article"

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() and self._is_editable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        article_id, title = self._articles[index.row()]
        if not index.column():
            return title if role == Qt.ItemDataRole.DisplayRole else None
        person = self._annotators[index.column() - 1]
        is_ticked = article_id in self._ticked[person.id]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {person.name}, {'' if is_ticked else 'not '}assigned"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._is_editable:
            return False
        ticked = self._ticked[self._annotators[index.column() - 1].id]
        article_id = self._articles[index.row()][0]
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            ticked.add(article_id)
        else:
            ticked.discard(article_id)
        self.dataChanged.emit(index, index)
        return True
