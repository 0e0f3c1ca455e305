"""The Review workspace: the disagreements, the place with its choices, and the gold so far."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.span import Span
from annotator.ui.actions import Actions
from annotator.ui.arranging import scrolled, side_by_side, stacked
from annotator.ui.elided_label import ElidedLabel
from annotator.ui.key_button import KeyButton, shown_key
from annotator.ui.review.case_list import CaseList
from annotator.ui.review.choices import ShownChoice
from annotator.ui.review.decision_panel import DecisionPanel
from annotator.ui.review.gold import GoldRow, GoldView, Legend
from annotator.ui.review.place import PlaceView
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_KEYS = {"next_case": "Next", "previous_case": "Previous", "take_back_decision": "Take back"}
_WIDTHS = (268, 808, 364)


class ReviewPage(QWidget):
    """Its parts show; ``ReviewController`` and ``CaseController`` say what."""

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._actions, self._theme = actions, theme
        self.cases = CaseList(theme)
        self.place = PlaceView(theme)
        self.decision = DecisionPanel(actions, theme)
        self.decision.left.connect(self.cases.list.setFocus)
        self.gold = GoldView(theme)
        self._title = ElidedLabel()
        self._number, self._settled = ElidedLabel(), QLabel()
        self._message = QLabel()
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setProperty("quiet", True)
        self._message.setMargin(60)
        self._scroll = scrolled(self.place)
        self._scroll.setMinimumHeight(120)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._message)
        # Where the window is low, the whole of it is scrolled.
        self._middle.addWidget(scrolled(stacked(self._scroll, self.decision, self._head())))
        panes = side_by_side(self.cases, self._middle, self._gold_pane())
        panes.setSizes(list(_WIDTHS))
        panes.setStretchFactor(1, 2)
        panes.setStretchFactor(2, 1)
        panes.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panes, 1)
        column.addWidget(self._foot())
        actions.serve_review(self)

    def _head(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName("articleBar")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        strip.setFixedHeight(42)
        self._title.setFont(ui_font(13.5, 600))
        self._number.setProperty("quiet", True)
        names = KeyButton.of_action(
            self._actions["show_names"], self._theme, text="Show names", icon="eye"
        )
        names.setCheckable(True)
        self._actions["show_names"].toggled.connect(names.setChecked)
        self._reopen = KeyButton.of_action(
            self._actions["reopen_gold"], self._theme, text="Reopen gold…", icon="lock"
        )
        self._reopen.hide()
        row = QHBoxLayout(strip)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(self._title, 1)
        row.addWidget(self._number)
        row.addWidget(self._reopen)
        row.addWidget(names)
        # Where room is short, the words of the buttons give way, not the choices below.
        strip.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return strip

    def _gold_pane(self) -> QWidget:
        heading = QLabel("Gold so far")
        heading.setFont(ui_font(13.5, 600))
        self._settled.setProperty("quiet", True)
        head = QWidget()
        head.setFixedHeight(42)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(heading)
        row.addStretch(1)
        row.addWidget(self._settled)
        pane = stacked(self.gold, Legend(self._theme), head)
        pane.setObjectName("gold")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pane.setMinimumWidth(200)
        return pane

    def _foot(self) -> QWidget:
        strip = QWidget()
        strip.setObjectName("bottomBar")
        strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        strip.setFixedHeight(42)
        row = QHBoxLayout(strip)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        for action_id, text in _KEYS.items():
            row.addWidget(KeyButton.of_action(self._actions[action_id], self._theme, text=text))
        self._alike = KeyButton.of_action(self._actions["decide_alike"], self._theme)
        row.addWidget(self._alike)
        row.addStretch(1)
        for action_id in ("settle", "finish_agreed"):
            row.addWidget(KeyButton.of_action(self._actions[action_id], self._theme))
        # Where room is short, the words of the buttons give way, not the window.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        return strip

    @property
    def panes(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self.cases.list, self.decision.note, self.gold]

    @property
    def message(self) -> str:
        """What stands in place of a disagreement, if anything."""
        return self._message.text() if self._middle.currentIndex() == 0 else ""

    def key_of(self, action_id: str) -> str:
        """The key of an action, for sentences that name it."""
        return shown_key(self._actions[action_id].shortcut())

    # Showing

    def show_message(self, message: str) -> None:
        """Say something in place of a disagreement."""
        self._message.setText(message)
        self._middle.setCurrentIndex(0)
        self.show_finished(False)
        self.show_gold((), "")

    def show_finished(self, is_finished: bool) -> None:
        """Say whether the gold of the shown article is finished, and offer to open it again."""
        self._reopen.setVisible(is_finished)
        self.decision.allow_reopening(is_finished)

    def show_place(
        self, title: str, number: str, text: str, span: Span, shown: Sequence[ShownChoice]
    ) -> None:
        """Show what is disagreed about; ``number`` says which one of the article it is."""
        self._title.setText(title)
        self._number.setText(number)
        self._middle.setCurrentIndex(1)
        self.place.show_place(text, span, shown)
        self._centre()

    def show_alike(self, count: int) -> None:
        """Say how many open places are alike, so that one decision can be for all of them."""
        self.decision.allow_alike(count > 1)
        self._alike.setText(f"Decide all {count:,} alike…" if count > 1 else "None is alike")

    def show_gold(self, rows: Sequence[GoldRow], settled: str) -> None:
        self.gold.show_rows(rows)
        self._settled.setText(settled)

    def _centre(self) -> None:
        """Bring the words into view; where they are too many, their beginning."""
        self.place.resize(self._scroll.viewport().width(), self.place.sizeHint().height())
        top, bottom = self.place.focus_rows
        room = self._scroll.viewport().height()
        to = top - 12 if bottom - top > room else (top + bottom - room) // 2
        self._scroll.verticalScrollBar().setValue(max(0, to))
