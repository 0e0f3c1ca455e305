"""The editor of one quote: its parts, its speaker and its type, all by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from annotator.domain.annotation import Quote, QuoteType, Role, Speaker, SpeakerKind
from annotator.domain.identity import new_id
from annotator.domain.quotes import without_part
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.store import Queries
from annotator.ui.dialogs.layouts import Dialog
from annotator.workspace.speakers import Candidate

_OTHERS = {
    "0": (SpeakerKind.UNKNOWN, "Unknown speaker: the text does not say"),
    "u": (SpeakerKind.UNNAMED, "Unnamed: a person without a name, such as “a spokesman”"),
    "i": (SpeakerKind.IMPLIED, "Implied: clear from the text, but not written"),
    "c": (SpeakerKind.COLLECTIVE, "Collective: a group, such as “residents”"),
}


class QuoteEditor(Dialog):
    """``saved`` carries the quote with its parts and type, the speaker, and a new entry or None."""

    saved = Signal(object, object, object)
    deleted = Signal()

    def __init__(
        self,
        queries: Queries,
        text: str,
        quote: Quote,
        candidates: Sequence[Candidate],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Quote", parent)
        self._queries = queries
        self._text = text
        self._quote = quote
        self._speakers: list[tuple[Speaker, Entity | None]] = []
        self._candidates = list(candidates)
        self.column.addWidget(QLabel("Parts  (Del takes one away)"))
        self._parts = QListWidget()
        self._parts.setAccessibleName("Parts of the quote")
        self._parts.setWordWrap(True)
        self._parts.setMaximumHeight(150)
        self.column.addWidget(self._parts)
        self.column.addWidget(QLabel("Speaker  (1–9, 0, U, I, C choose; / finds or adds)"))
        self._find = QLineEdit()
        self._find.setPlaceholderText("Find or add a person or organisation")
        self._find.setAccessibleName("Find or add a speaker")
        self._find.textChanged.connect(self._show_speakers)
        self._list = QListWidget()
        self._list.setAccessibleName("Speakers, likeliest first")
        self.column.addWidget(self._list)
        self.column.addWidget(self._find)
        self.column.addLayout(self._type_row())
        self.finish_with("Save, next")
        self._show_parts()
        self._show_speakers()
        self._list.setFocus()
        self._list.installEventFilter(self)
        self._parts.installEventFilter(self)
        self._find.installEventFilter(self)
        self.accepted.connect(self._on_accepted)
        self.resize(660, 560)

    def ask_speaker(self) -> None:
        self._list.setFocus()

    def _type_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel("Type  (T)"))
        self._types: dict[QuoteType, QPushButton] = {}
        for kind in QuoteType:
            button = QPushButton(kind.value.capitalize())
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setAutoDefault(False)
            button.setChecked(kind is self._quote.type)
            row.addWidget(button)
            self._types[kind] = button
        row.addStretch(1)
        delete = QPushButton("Delete quote")
        delete.setAutoDefault(False)
        delete.clicked.connect(self._on_delete)
        row.addWidget(delete)
        return row

    def _show_parts(self) -> None:
        self._parts.clear()
        for role, part in self._listed_parts():
            words = " ".join(part.of(self._text).split())
            self._parts.addItem(QListWidgetItem(f"{role.value.capitalize()}:  {words}"))

    def _listed_parts(self) -> list[tuple[Role, Span]]:
        return [(role, part) for role in Role for part in self._quote.parts(role)]

    def _show_speakers(self) -> None:
        typed = self._find.text().strip()
        self._list.clear()
        self._speakers = []
        if typed:
            for entity in self._queries.entities_called(typed, most=9):
                self._offer(Speaker(SpeakerKind.ENTITY, entity.id, entity.name), entity.kind.value)
            new = Entity(new_id(), typed)
            speaker = Speaker(SpeakerKind.ENTITY, new.id, new.name)
            self._offer(speaker, "add to the register", added=new)
        else:
            for one in self._candidates:
                speaker = Speaker(SpeakerKind.ENTITY, one.entity.id, one.entity.name)
                self._offer(speaker, f"{one.reason}, {one.score:.2f}".replace(" 0.", " ."))
        for key, (kind, title) in _OTHERS.items():
            self._speakers.append((Speaker(kind), None))
            self._list.addItem(QListWidgetItem(f"{key.upper()}   {title}"))
        self._list.setCurrentRow(self._present_row() if not typed else 0)

    def _offer(self, speaker: Speaker, reason: str, *, added: Entity | None = None) -> None:
        number = len(self._speakers) + 1
        self._speakers.append((speaker, added))
        self._list.addItem(QListWidgetItem(f"{number}   {speaker.name}   ({reason})"))

    def _present_row(self) -> int:
        """The row of the quote's speaker, or of the likeliest where it has none."""
        present = self._quote.speaker
        if present.kind is SpeakerKind.UNKNOWN:
            return 0
        for row, (speaker, _) in enumerate(self._speakers):
            if (speaker.kind, speaker.entity) == (present.kind, present.entity):
                return row
        return 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if watched is self._find:
                return self._on_find_key(event)
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_find_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self._list.currentRow() + step
            self._list.setCurrentRow(max(0, min(row, self._list.count() - 1)))
            return True
        return False

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.text().lower()
        keys = [str(number + 1) for number in range(len(self._speakers) - len(_OTHERS))]
        keys += list(_OTHERS)
        if key and key in keys:
            self._list.setCurrentRow(keys.index(key))
        elif key == "/":
            self._find.setFocus()
        elif key == "t":
            self._next_type()
        elif event.key() == Qt.Key.Key_Delete and watched is self._parts:
            self._remove_part()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            return False
        return True

    def _next_type(self) -> None:
        kinds = list(QuoteType)
        following = kinds[(kinds.index(self._chosen_type()) + 1) % len(kinds)]
        self._types[following].setChecked(True)

    def _chosen_type(self) -> QuoteType:
        return next(kind for kind, button in self._types.items() if button.isChecked())

    def _remove_part(self) -> None:
        row = self._parts.currentRow()
        if row < 0:
            return
        role, part = self._listed_parts()[row]
        if role is Role.CONTENT and len(self._quote.content) == 1:
            return
        self._quote = without_part(self._quote, role, part)
        self._show_parts()

    def _on_delete(self) -> None:
        self.deleted.emit()
        self.reject()

    def _on_accepted(self) -> None:
        speaker, added = self._speakers[max(0, self._list.currentRow())]
        self.saved.emit(replace(self._quote, type=self._chosen_type()), speaker, added)
