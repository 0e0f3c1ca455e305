"""The pane below the article that lists findings about consistency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.comparing.consistency import Finding, Kind
from annotator.domain.annotation_set import GOLD, Owner
from annotator.ui.actions import Actions
from annotator.ui.consistency.delegate import FindingDelegate
from annotator.ui.consistency.model import FindingModel
from annotator.ui.key_button import KeyButton
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_BUTTONS = {
    "fix_finding": "Fix",
    "fix_findings": "Fix all like it",
    "mark_finding": "It is right",
    "mark_findings": "All like it are right",
}
_TAKE_BACK = "It is not right"
_HEIGHT = 270
_APPROVED = "Marked as right"


class ConsistencyPane(QWidget):
    """``opened`` asks to go to the finding that is chosen, ``left`` to go back to the article.

    ``owner_chosen`` carries whose work is to be checked, ``view_changed`` says that the filters
    ask for other findings.
    """

    opened = Signal()
    left = Signal()
    closed = Signal()
    owner_chosen = Signal(object)
    view_changed = Signal()

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("consistency")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(_HEIGHT)
        self._actions = actions
        self.model = FindingModel()
        self.list = _List("Findings about consistency")
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindingDelegate(theme, self.model))
        self.list.activated.connect(lambda _index: self.opened.emit())
        self.list.clicked.connect(lambda _index: self.opened.emit())
        self.list.left.connect(self.left)
        self._empty = QLabel()
        self._empty.setProperty("quiet", True)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(6)
        column.addLayout(self._head())
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(self._foot(actions, theme))
        theme.changed.connect(self.list.viewport().update)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._allow())
        self.show_message("")

    def _head(self) -> QHBoxLayout:
        self._about = QLabel()
        self._about.setFont(ui_font(13, 600))
        self._about.setMinimumWidth(40)
        self._owners = QComboBox()
        self._owners.setAccessibleName("Whose work")
        self._owners.activated.connect(
            lambda row: self.owner_chosen.emit(self._owners.itemData(row))
        )
        self._kinds = QComboBox()
        self._kinds.setAccessibleName("Which findings")
        self._kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._kinds.addItem("All kinds", None)
        for kind in Kind:
            self._kinds.addItem(kind.heading, kind)
        self._kinds.addItem(_APPROVED, _APPROVED)
        self._kinds.setMaximumWidth(210)
        self._kinds.currentIndexChanged.connect(lambda _row: self.view_changed.emit())
        self._words = QLineEdit()
        self._words.setPlaceholderText("Filter words")
        self._words.setAccessibleName("Filter findings by words, label or article")
        self._words.setMaximumWidth(150)
        self._words.textChanged.connect(lambda _text: self.view_changed.emit())
        close = QPushButton("Close")
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._about, 1)
        for widget in (self._owners, self._kinds, self._words, close):
            row.addWidget(widget)
        return row

    def _foot(self, actions: Actions, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        self._buttons = {
            action_id: KeyButton.of_action(actions[action_id], theme, text=text)
            for action_id, text in _BUTTONS.items()
        }
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        again = QPushButton("Check again")
        again.clicked.connect(actions["check_consistency"].trigger)
        row.addWidget(again)
        return row

    # What is asked for

    @property
    def kind(self) -> Kind | None:
        """The kind that is wanted; all where ``None``."""
        # Qt gives back a plain string.
        found = self._kinds.currentData()
        return Kind(found) if found in set(Kind) else None

    @property
    def is_of_approved(self) -> bool:
        """Whether those marked as right are wanted."""
        return bool(self._kinds.currentData() == _APPROVED)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_owners(self, owners: Sequence[Owner], chosen: Owner) -> None:
        self._owners.clear()
        for owner in owners:
            self._owners.addItem("Gold" if owner == GOLD else "My work", owner)
        self._owners.setCurrentIndex(list(owners).index(chosen))
        self._owners.setVisible(len(owners) > 1)

    # What is shown

    def show_findings(
        self, findings: Sequence[Finding], titles: Mapping[str, str], about: str, empty: str
    ) -> None:
        """Show findings, keeping the place in the list; ``empty`` says why there are none."""
        row = max(self.list.currentIndex().row(), 0)
        current = self.current
        self.model.show(findings, titles)
        self._about.setText(about)
        self._empty.setText(empty)
        self.list.setVisible(bool(findings))
        self._empty.setVisible(not findings)
        kept = current is not None and current in self.model.rows
        self._choose(self.model.rows.index(current) if kept and current else row)
        self._allow()

    def show_message(self, message: str) -> None:
        """Say something in place of the list."""
        self.show_findings((), {}, "", message)

    @property
    def current(self) -> Finding | None:
        return self.model.finding(self.list.currentIndex().row())

    def go(self, step: int) -> None:
        """Choose the next or previous finding, round the end."""
        row = self.list.currentIndex().row()
        self._choose(row + step if row >= 0 else 0, step)

    def _choose(self, row: int, step: int = 1) -> None:
        found = self.model.row_near(min(row, len(self.model.rows)), step)
        index = self.model.index(found, 0) if found >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if found >= 1 and self.model.finding(found - 1) is None:
            # The heading above it is to be seen as well.
            self.list.scrollTo(self.model.index(found - 1, 0))

    def _allow(self) -> None:
        current, is_of_approved = self.current, self.is_of_approved
        may_fix = current is not None and current.is_fixable and not is_of_approved
        allowed = {
            "fix_finding": may_fix,
            "fix_findings": may_fix and bool(current and current.group),
            "mark_finding": current is not None,
            "mark_findings": bool(current and current.group) and not is_of_approved,
        }
        mark = _TAKE_BACK if is_of_approved else _BUTTONS["mark_finding"]
        self._buttons["mark_finding"].setText(mark)
        for action_id, is_allowed in allowed.items():
            self._actions[action_id].setEnabled(is_allowed)


class _List(QListView):
    """``left`` says that Escape was pressed."""

    left = Signal()

    def __init__(self, accessible_name: str) -> None:
        super().__init__()
        self.setAccessibleName(accessible_name)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Whatever the platform activates by; macOS would edit.
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
