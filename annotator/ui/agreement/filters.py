"""The row above the figures: whose work is compared, and how."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
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
        self._articles = QComboBox()
        self._articles.setAccessibleName("Which articles")
        self._articles.addItem("Finished articles", True)
        self._articles.addItem("Begun articles too", False)
        self._articles.activated.connect(self.changed)
        self._who = QToolButton()
        self._who.setAccessibleName("Whose work is compared")
        self._who.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._who.setProperty("field", True)
        self._menu = QMenu(self._who)
        self._who.setMenu(self._menu)
        self._match = QComboBox()
        self._match.setAccessibleName("When spans are the same")
        self._match.addItem("Exact spans", True)
        self._match.addItem("Overlapping spans", False)
        self._match.activated.connect(self.match_changed)
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
        for widget in (self._articles, self._who, self._match, self._gamma):
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
        self._report.setIcon(self._theme.icon("file", "text2"))
        self._report.setIconSize(QSize(16, 16))

    def show_owners(self, owners: Sequence[Owner]) -> None:
        """Offer owners; the annotators are chosen, and who was chosen or not before stays so."""
        chosen = {owner: action.isChecked() for owner, action in self._owners.items()}
        self._menu.clear()
        self._owners = {}
        for owner in owners:
            action = self._menu.addAction(owner.name + _KINDS.get(owner.kind, ""))
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
            only_finished=bool(self._articles.currentData()),
            with_gamma=self._gamma.isChecked(),
        )

    @property
    def is_exact(self) -> bool:
        return bool(self._match.currentData())

    def tell(self, text: str, *, has_figures: bool) -> None:
        """Say what the figures are of; without any there is nothing to export."""
        self._said.setText(text)
        self._report.setEnabled(has_figures)
