"""The row above the figures: whose work is compared, and how."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.ui.actions import Actions
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.workspace.agreement import AgreementRequest

_KINDS = {OwnerKind.DETECTOR: " (suggestions)", OwnerKind.GOLD: " (decided)"}


class _Field(QToolButton):
    """A button that shows what is chosen in its menu."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("field", True)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The arrow stands behind the words.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIconSize(QSize(14, 14))
        self.choices = QMenu(self)
        self.choices.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMenu(self.choices)


class _Choice(_Field):
    """One of a few; ``chosen`` is its number, and ``changed`` says that it is another one."""

    changed = Signal()

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        super().__init__(name)
        self.chosen = 0
        self._group = QActionGroup(self)
        for number, title in enumerate(titles):
            action = self.choices.addAction(title)
            action.setCheckable(True)
            action.setChecked(number == 0)
            action.triggered.connect(lambda _checked=False, one=number: self.choose(one))
            self._group.addAction(action)
        self.setText(titles[0])

    def choose(self, number: int) -> None:
        if number != self.chosen:
            self.chosen = number
            action = self._group.actions()[number]
            action.setChecked(True)
            self.setText(action.text())
            self.changed.emit()


class Filters(QWidget):
    """``changed`` says that other figures are wanted, ``match_changed`` that others are shown."""

    changed = Signal()
    match_changed = Signal()

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("agreementFilters")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(50)
        self._theme = theme
        self._owners: dict[Owner, QAction] = {}
        title = QLabel("Agreement")
        title.setFont(ui_font(15, 600))
        self.articles = _Choice("Which articles", ("Finished articles", "Begun articles too"))
        self.articles.changed.connect(self.changed)
        self._who = _Field("Whose work is compared")
        self.match = _Choice("When spans are the same", ("Exact spans", "Overlapping spans"))
        self.match.changed.connect(self.match_changed)
        self._gamma = QToolButton()
        self._gamma.setText("γ")
        self._gamma.setCheckable(True)
        self._gamma.setProperty("field", True)
        self._gamma.setToolTip("Compute γ as well, which takes long")
        self._gamma.setAccessibleName("Compute γ as well")
        self._gamma.clicked.connect(self.changed)
        self._said = QLabel()
        self._said.setProperty("quiet", True)
        self._said.setFont(ui_font(12.5))
        self._report = QPushButton("Export report…")
        self._report.clicked.connect(actions["export_agreement"].trigger)
        self._again = QPushButton("Compute again")
        self._again.clicked.connect(actions["compute_agreement"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(title)
        row.addSpacing(10)
        for widget in (self.articles, self._who, self.match, self._gamma):
            widget.setMinimumHeight(30)
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._said)
        row.addSpacing(6)
        row.addWidget(self._again)
        row.addWidget(self._report)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        for field in (self.articles, self._who, self.match):
            field.setIcon(self._theme.icon("chevron-down", "text2", 14))
        self._report.setIcon(self._theme.icon("file", "text2"))
        self._report.setIconSize(QSize(16, 16))

    def show_owners(self, owners: Sequence[Owner]) -> None:
        """Offer owners; the annotators are chosen, and who was chosen or not before stays so."""
        chosen = {owner: action.isChecked() for owner, action in self._owners.items()}
        self._who.choices.clear()
        self._owners = {}
        for owner in owners:
            action = self._who.choices.addAction(owner.name + _KINDS.get(owner.kind, ""))
            action.setCheckable(True)
            action.setChecked(chosen.get(owner, owner.kind is OwnerKind.ANNOTATOR))
            action.toggled.connect(self._on_owner_toggled)
            self._owners[owner] = action
        self._tell()

    def _on_owner_toggled(self, _is_chosen: bool) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        chosen = self.owners
        annotators = [owner for owner in self._owners if owner.kind is OwnerKind.ANNOTATOR]
        is_all = list(chosen) == annotators
        names = ", ".join(owner.name for owner in chosen)
        text = f"All annotators ({len(chosen)})" if is_all else names or "Nobody"
        self._who.setText(text if len(text) < 34 else f"{len(chosen)} of {len(self._owners)}")

    @property
    def owners(self) -> tuple[Owner, ...]:
        return tuple(owner for owner, action in self._owners.items() if action.isChecked())

    @property
    def request(self) -> AgreementRequest:
        return AgreementRequest(
            self.owners,
            only_finished=self.articles.chosen == 0,
            with_gamma=self._gamma.isChecked(),
        )

    @property
    def is_exact(self) -> bool:
        return self.match.chosen == 0

    def tell(self, text: str, *, has_figures: bool) -> None:
        """Say what the figures are of; without any there is nothing to export."""
        self._said.setText(text)
        self._report.setEnabled(has_figures)
