"""The rows of the editor that show a quote's content, cue and source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from annotator.domain.annotation import Quote, Role
from annotator.domain.quotes import alterations
from annotator.domain.span import Span
from annotator.ui.article import Edge
from annotator.ui.key_button import KeyButton
from annotator.ui.quote_editor.cap_button import LABEL_WIDTH, CapButton
from annotator.ui.quote_editor.parts import ContentCard, Part, PartChip
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_SECTIONS = {
    Role.CONTENT: ("1", "Content"),
    Role.CUE: ("2", "Cue"),
    Role.SOURCE: ("3", "Source"),
}


class PartRows(QWidget):
    """Shows parts and says what was done to them; ``show_quote`` keeps widgets and focus."""

    part_chosen = Signal(object, object)
    edge_chosen = Signal(object, object, object)
    part_removed = Signal(object, object)
    role_wanted = Signal(object)
    further_part_wanted = Signal()

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = text
        self._parts: dict[Role, list[Part]] = {role: [] for role in Role}
        self._spots: dict[Role, QVBoxLayout | QHBoxLayout] = {}
        self._none: dict[Role, QLabel] = {}
        self._titles: list[CapButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._content_section())
        column.addLayout(self._cue_and_source())

    def _section(self, role: Role) -> CapButton:
        key, title = _SECTIONS[role]
        does = f"Make the selection the {role.value}, or go to it"
        button = CapButton(self._theme, key, title, does, weight=600)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.role_wanted.emit(role))
        self._titles.append(button)
        return button

    def show_working(self, works: bool) -> None:
        """Show whether the digits mean content, cue and source just now."""
        for title in self._titles:
            title.show_working(works)

    def _content_section(self) -> QHBoxLayout:
        section = QHBoxLayout()
        section.setSpacing(0)
        title = self._section(Role.CONTENT)
        title.setFixedWidth(LABEL_WIDTH)
        cards = QVBoxLayout()
        cards.setSpacing(5)
        self._spots[Role.CONTENT] = cards
        self._add = KeyButton(self._theme, "", "+", icon="plus", ink="accent")
        self._add.setFlat(True)
        self._add.clicked.connect(self.further_part_wanted)
        self._altered = QLabel()
        self._altered.setFont(ui_font(12))
        self._altered.setProperty("quiet", True)
        below = QHBoxLayout()
        below.addWidget(self._add)
        below.addStretch(1)
        below.addWidget(self._altered)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(cards)
        column.addLayout(below)
        section.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        section.addLayout(column, 1)
        return section

    def _cue_and_source(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for role in (Role.CUE, Role.SOURCE):
            title = self._section(role)
            if role is Role.CUE:
                title.setFixedWidth(LABEL_WIDTH)
            none = QLabel("none")
            none.setFont(ui_font(12.5))
            none.setProperty("quiet", True)
            chips = QHBoxLayout()
            chips.setSpacing(4)
            chips.addWidget(none)
            self._none[role], self._spots[role] = none, chips
            row.addWidget(title)
            if role is Role.CUE:
                row.addSpacing(-row.spacing())
            row.addLayout(chips)
            row.addSpacing(6)
        row.addStretch(1)
        return row

    # Showing

    def show_quote(self, quote: Quote) -> None:
        for role in Role:
            self._sync(role, quote.parts(role))
        for role, none in self._none.items():
            none.setVisible(not quote.parts(role))
        altered = str(alterations([part.of(self._text) for part in quote.content]))
        self._altered.setText(f"{altered}: kept as printed" if altered else "")
        self._add.setText(f"Add the selection as part {len(quote.content) + 1}")

    def _sync(self, role: Role, spans: Sequence[Span]) -> None:
        """Have one widget for each span, and keep those that are there."""
        shown, spot = self._parts[role], self._spots[role]
        while len(shown) > len(spans):
            gone = shown.pop()
            if gone.hasFocus() and shown:
                shown[-1].setFocus()
            spot.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for number, span in enumerate(spans, start=1):
            if number > len(shown):
                part = self._made(role, number)
                spot.addWidget(part)
                shown.append(part)
            shown[number - 1].show_span(span, self._text)

    def _made(self, role: Role, number: int) -> Part:
        part: Part
        if role is Role.CONTENT:
            part = ContentCard(self._theme, number)
        else:
            part = PartChip(self._theme, role, number)
        part.chosen.connect(self.part_chosen)
        part.edge_chosen.connect(self.edge_chosen)
        part.removed.connect(self.part_removed)
        return part

    def show_chosen(self, chosen: Span, edge: Edge | None) -> None:
        """Mark the content part whose edges move, and the edge that is moving."""
        for card in self._parts[Role.CONTENT]:
            assert isinstance(card, ContentCard)
            is_chosen = card.span == chosen
            card.show_chosen(edge if is_chosen else None, is_chosen=is_chosen)

    def show_selection(self, selection: Span | None) -> None:
        self._add.setEnabled(selection is not None)
        hint = "" if selection else "Select the further words in the article first"
        self._add.setToolTip(hint)

    def focus(self, role: Role, chosen: Span) -> bool:
        """Give the focus to the chosen part of a role, or to its first; tell whether it has one."""
        parts = self._parts[role]
        found = next((part for part in parts if part.span == chosen), parts[0] if parts else None)
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        return found is not None
