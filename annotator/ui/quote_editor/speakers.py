"""Choosing the speaker: ranked candidates, the kinds without a name, and finding or adding."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import UNKNOWN_SPEAKER, Speaker, SpeakerKind
from annotator.domain.identity import new_id
from annotator.domain.register import Entity, EntityKind
from annotator.domain.scheme import Scheme
from annotator.store import Queries
from annotator.ui.quote_editor.cap_button import CapButton
from annotator.ui.quote_editor.speaker_list import Option, OptionList
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme
from annotator.workspace.speakers import Candidate

_KINDS = {
    "0": (SpeakerKind.UNKNOWN, "Unknown", "the text does not say"),
    "U": (SpeakerKind.UNNAMED, "Unnamed", "as “a spokesman”"),
    "I": (SpeakerKind.IMPLIED, "Implied", "clear, not written"),
    "C": (SpeakerKind.COLLECTIVE, "Collective", "as “residents”"),
}


class SpeakerChoice(QFrame):
    """Always has one speaker chosen; ``changed`` tells when it is another one."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        queries: Queries,
        scheme: Scheme,
        candidates: Sequence[Candidate],
        present: Speaker,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._queries = queries
        self._ranked = [Option(one.entity, one.reason, one.score) for one in candidates]
        self._keep_present(present)
        self._kind = SpeakerKind.UNKNOWN
        self.setObjectName("speakers")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.list = OptionList(theme, scheme)
        self.list.currentRowChanged.connect(self._on_row_changed)
        for part in (self.list, _Line(), self._kinds_row(), _Line(), self._find_row()):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        theme.changed.connect(self._dress)
        self._dress()
        self._fill(self._ranked)
        self.choose(present)

    def _keep_present(self, present: Speaker) -> None:
        """Offer the speaker that the quote has, though nothing else speaks for it."""
        known = {option.entity.id for option in self._ranked}
        if present.entity is not None and present.entity not in known:
            found = self._queries.entities([present.entity]).get(present.entity)
            if found is not None:
                self._ranked.append(Option(found, "chosen before"))

    def _kinds_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(5, 3, 12, 3)
        row.setSpacing(2)
        self._kinds: dict[SpeakerKind, CapButton] = {}
        for key, (kind, title, why) in _KINDS.items():
            button = CapButton(self._theme, key, title, f"{title} speaker: {why}")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, kind=kind: self._choose_kind(kind))
            self._kinds[kind] = button
            row.addWidget(button)
        self._why = QLabel()
        self._why.setFont(ui_font(12))
        self._why.setProperty("quiet", True)
        self._why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._why, 1)
        return row

    def _find_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 1, 10, 1)
        self.typed = QLineEdit()
        self.typed.setObjectName("find")
        self.typed.setPlaceholderText("Find or add a person or organisation")
        self.typed.setAccessibleName("Find or add a speaker")
        self.typed.setAccessibleDescription("Key /")
        self.typed.setFont(ui_font(13))
        self.typed.textChanged.connect(self._search)
        self.typed.installEventFilter(self)
        cap = QLabel("/")
        cap.setProperty("cap", True)
        cap.setFont(ui_font(10.5, 600))
        cap.setFixedHeight(20)
        self._icon = QLabel()
        row.addWidget(self._icon)
        row.addWidget(self.typed, 1)
        row.addWidget(cap)
        return row

    def _dress(self) -> None:
        tokens = self._theme.tokens
        self._icon.setPixmap(self._theme.icon("search", "text3", 16).pixmap(16, 16))
        self.setStyleSheet(
            f"#speakers {{ border: 1px solid {tokens.hair2}; border-radius: 8px; }}"
            f"#line {{ background: {tokens.hair}; }}"
            "QListWidget { background: transparent; border: none; }"
            "#find { border: none; background: transparent; }"
            f"#find:focus {{ border: none; border-bottom: 2px solid {tokens.accent};"
            " border-radius: 0; padding: 4px 8px 2px 8px; }"
        )

    # What is chosen

    @property
    def speaker(self) -> Speaker:
        option = self.list.current
        return option.speaker if option else Speaker(self._kind)

    @property
    def added(self) -> Entity | None:
        """The chosen speaker's entry where the register does not have it yet."""
        option = self.list.current
        return option.entity if option and option.is_new else None

    def choose(self, speaker: Speaker) -> None:
        """Choose a speaker that is offered, or a kind without a name."""
        row = self.list.row_of(speaker)
        if row >= 0:
            self.list.setCurrentRow(row)
        else:
            self._choose_kind(speaker.kind if speaker.entity is None else SpeakerKind.UNKNOWN)

    def choose_likeliest(self) -> None:
        """Choose the first candidate where the quote has no speaker yet."""
        if self.speaker == UNKNOWN_SPEAKER and self.list.count():
            self.list.setCurrentRow(0)

    def choose_by_key(self, key: str) -> bool:
        """Choose what stands at the key: 1–9 the candidates, 0, U, I and C the kinds."""
        if key.upper() in _KINDS:
            self._choose_kind(_KINDS[key.upper()][0])
        elif key.isdecimal() and 1 <= int(key) <= self.list.count():
            self.list.setCurrentRow(int(key) - 1)
        else:
            return False
        return True

    def ask(self) -> None:
        """Give the focus to the list, or to the kinds where nobody is offered."""
        if self.list.count():
            self.list.setFocus()
        else:
            self._kinds[self._kind].setFocus()

    def has_key_focus(self) -> bool:
        """Tell whether digits mean the candidates just now."""
        return self.list.hasFocus() or any(one.hasFocus() for one in self._kinds.values())

    def ask_name(self) -> None:
        self.typed.setFocus()
        self.typed.selectAll()

    def _choose_kind(self, kind: SpeakerKind) -> None:
        self._kind = kind
        self.list.setCurrentRow(-1)
        self._on_row_changed(-1)

    def _on_row_changed(self, row: int) -> None:
        for kind, button in self._kinds.items():
            button.setChecked(row < 0 and kind is self._kind)
        whys = {kind: why for kind, _, why in _KINDS.values()}
        self._why.setText(whys.get(self._kind, "") if row < 0 else "")
        self.changed.emit()

    # Finding and adding

    def _search(self) -> None:
        typed = " ".join(self.typed.text().split())
        if not typed:
            chosen = self.speaker
            self._fill(self._ranked)
            self.choose(chosen)
            return
        found = [
            Option(one, f"also {', '.join(one.aliases[:2])}" if one.aliases else "in the register")
            for one in self._queries.entities_called(typed, most=6)
        ]
        new = [
            Option(Entity(new_id(), typed, kind), f"as a new {kind.value}", is_new=True)
            for kind in (EntityKind.PERSON, EntityKind.ORGANISATION)
        ]
        self._fill([*found, *new])
        self.list.setCurrentRow(0)

    def _fill(self, options: Sequence[Option]) -> None:
        blocked = self.list.blockSignals(True)
        self.list.fill(options)
        self.list.blockSignals(blocked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows go through the list while a name is typed."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if watched is self.typed and is_key:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
        return False


class _Line(QFrame):
    """A hair line between rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self.setFixedHeight(1)
