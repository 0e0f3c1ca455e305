"""Where a place is decided: the choices as cards, the other rulings, the reason, a note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.decision import Reason, Ruling
from annotator.ui.actions import Actions
from annotator.ui.arranging import scrolled
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.key_button import KeyButton
from annotator.ui.review.cards import ChoiceCard
from annotator.ui.review.choices import ShownChoice
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_RULINGS = {
    "choose_none": (Ruling.NONE, "None is right"),
    "choose_union": (Ruling.UNION, "Union"),
    "choose_intersection": (Ruling.INTERSECTION, "Intersection"),
    "choose_edit": (Ruling.EDITED, "Edit…"),
    "choose_deferred": (Ruling.DEFERRED, "Later"),
}
_REASONS = {
    "reason_ambiguous": (Reason.AMBIGUOUS, "Ambiguous text"),
    "reason_guideline": (Reason.GUIDELINE, "Guideline gap"),
    "reason_slip": (Reason.SLIP, "Slip"),
    "reason_other": (Reason.OTHER, "Other"),
}
_OF_A_CASE = (
    "review_note",
    "save_decision",
    "take_back_decision",
    "decide_alike",
    "next_case",
    "previous_case",
)
_COLUMNS = 3
_MOST_ROWS = 2
_GAP = 12
MOST_KEYS = 9
"""So many choices have a key; the others are reached by Tab or by mouse."""


class DecisionPanel(QWidget):
    """``chosen`` carries the number of the card that was pressed, from 0.

    ``left`` says that Escape was pressed in the note. The actions of a case are enabled while the
    panel is on the screen, so that nothing is decided that cannot be seen.
    """

    chosen = Signal(int)
    left = Signal()

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("decision")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions, self._theme = actions, theme
        self.cards: list[ChoiceCard] = []
        self._possible: Collection[Ruling] = ()
        self._has_alike = self._is_finished = False
        self._about = ElidedLabel()
        self._about.setProperty("quiet", True)
        self._grid = QGridLayout()
        self._choices = _scrolled(self._grid)
        self._rulings = {
            ruling: self._button(id_, text) for id_, (ruling, text) in _RULINGS.items()
        }
        self._reasons = {
            reason: self._button(id_, text) for id_, (reason, text) in _REASONS.items()
        }
        self.note = _Note()
        self.note.left.connect(self.left)
        self._save = KeyButton.of_action(
            actions["save_decision"], theme, icon="check", is_primary=True
        )
        self._arrange()

    def _arrange(self) -> None:
        heading = QLabel("Which reading is right?")
        heading.setFont(ui_font(15, 600))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(heading)
        head.addWidget(self._about, 1)
        why = QLabel("Why they differ")
        why.setProperty("quiet", True)
        last = QHBoxLayout()
        last.setSpacing(10)
        last.addWidget(self.note, 1)
        last.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(11)
        column.addLayout(head)
        column.addWidget(self._choices)
        column.addLayout(_row(*self._rulings.values()))
        column.addLayout(_row(why, *self._reasons.values()))
        column.addLayout(last)

    def _button(self, action_id: str, text: str) -> KeyButton:
        button = KeyButton.of_action(self._actions[action_id], self._theme, text=text)
        button.setCheckable(True)
        return button

    def show_choices(
        self, shown: Sequence[ShownChoice], possible: Collection[Ruling], about: str
    ) -> None:
        """Show the choices of a place, and allow what can be done with them."""
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        voters = sum(len(one.choice.owners) for one in shown)
        for number, one in enumerate(shown):
            key = str(number + 1) if number < MOST_KEYS else ""
            card = ChoiceCard(self._theme, one, key, voters)
            card.clicked.connect(partial(self.chosen.emit, number))
            self._grid.addWidget(card, number // _COLUMNS, number % _COLUMNS)
            self.cards.append(card)
        rows = [card.sizeHint().height() for card in self.cards[::_COLUMNS]][:_MOST_ROWS]
        self._choices.setFixedHeight(sum(rows) + _GAP * (len(rows) - 1))
        self._order_cards()
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < max(2, len(shown)) else 0)
        self._possible = possible
        self._about.setText(about)
        self._enable(is_shown=self.isVisible())

    def _order_cards(self) -> None:
        """Let Tab come to the cards before the other rulings, though they were made later."""
        before = self._rulings[Ruling.NONE].previousInFocusChain()
        while before is not None and before.focusPolicy() is Qt.FocusPolicy.NoFocus:
            before = before.previousInFocusChain()
        for card in self.cards:
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = card

    def allow_reopening(self, is_allowed: bool) -> None:
        """Let the article's gold be finished, so that it can be opened again, or not."""
        self._is_finished = is_allowed
        self._enable(is_shown=self.isVisible())

    def allow_alike(self, is_allowed: bool) -> None:
        """Let there be other places that are alike, or none."""
        self._has_alike = is_allowed
        self._enable(is_shown=self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._enable(is_shown=True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._enable(is_shown=False)

    def _enable(self, *, is_shown: bool) -> None:
        can_do = dict.fromkeys((*_OF_A_CASE, *_REASONS), True)
        can_do |= {id_: ruling in self._possible for id_, (ruling, _) in _RULINGS.items()}
        can_do |= {f"choose_{n + 1}": n < len(self.cards) for n in range(MOST_KEYS)}
        can_do |= {"decide_alike": self._has_alike, "reopen_gold": self._is_finished}
        for id_, is_possible in can_do.items():
            self._actions[id_].setEnabled(is_shown and is_possible)

    def show_verdict(self, number: int, ruling: Ruling | None, reason: Reason | None) -> None:
        """Mark what is chosen: the card ``number``, from 0, or where it is -1 the ruling."""
        for n, card in enumerate(self.cards):
            card.setChecked(n == number)
            if n == number:
                self._choices.ensureWidgetVisible(card, 0, 0)
        chosen = ruling if number < 0 else None
        for one, button in self._rulings.items():
            button.setChecked(one is chosen)
        for known, button in self._reasons.items():
            button.setChecked(known is reason)
        named = next((text for one, text in _RULINGS.values() if one is chosen), "")
        what = str(number + 1) if number >= 0 else named.rstrip("…").lower()
        self._save.setText(f"Save {what}, next" if what else "Save, next")


class _Note(QLineEdit):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Note on the decision (T)")
        self.setAccessibleName("Note on the decision")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _scrolled(grid: QGridLayout) -> QScrollArea:
    """Let what is in ``grid`` be scrolled, on the ground of what is behind it."""
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(_GAP)
    inside = QWidget()
    inside.setLayout(grid)
    area = scrolled(inside)
    for ground in (inside, area.viewport()):
        ground.setAutoFillBackground(False)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
