"""The Notes tab: what the annotator wrote about the article and its annotations."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Mention, Note, Quote
from annotator.ui.controllers.labelling import on_set
from annotator.ui.line_list import LineList
from annotator.ui.session import Session
from annotator.workspace.commands import AddNote, DeleteNote, EditNote

_WRITE = "Write a note about this article, the chosen annotation or the selected words"
_ASK = "Ask the reviewer about this article, the chosen annotation or the selected words"


class NotesTab(QWidget):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._notes: tuple[Note, ...] = ()
        self._list = LineList("Notes")
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._text = QPlainTextEdit()
        self._text.setAccessibleName("Note")
        self._text.setPlaceholderText(_WRITE)
        self._text.installEventFilter(self)
        self._is_question = False
        self._text.setMaximumHeight(110)
        self._text.setTabChangesFocus(True)
        buttons = QHBoxLayout()
        titles = (
            ("Add note", self._add),
            ("Ask reviewer", self._ask),
            ("Save", self._save),
            ("Delete", self._delete),
        )
        self._buttons = {}
        for title, slot in titles:
            button = QPushButton(title)
            button.clicked.connect(slot)
            buttons.addWidget(button)
            self._buttons[title] = button
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._list)
        column.addWidget(self._text)
        column.addLayout(buttons)
        session.article_opened.connect(self.refresh)
        session.annotations_changed.connect(lambda _changes: self.refresh())

    @property
    def chosen_id(self) -> str:
        """The id of the chosen note; empty where none is."""
        row = self._list.currentRow()
        return self._notes[row].id if 0 <= row < len(self._notes) else ""

    def choose(self, note_id: str) -> None:
        ids = [one.id for one in self._notes]
        self._list.setCurrentRow(ids.index(note_id) if note_id in ids else -1)

    def write(self, *, is_question: bool = False) -> None:
        """Begin a note, or a question to the reviewer; Ctrl+Enter adds it."""
        self._list.setCurrentRow(-1)
        self._text.clear()
        self._is_question = is_question
        self._text.setPlaceholderText(_ASK if is_question else _WRITE)
        self._text.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not _is_enter(event):
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            # The window's Ctrl+Enter finishes the article; here it adds the note.
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            if self.chosen_id:
                self._save()
            else:
                self._add_as(is_question=self._is_question)
            return True
        return False

    def refresh(self) -> None:
        annotations = self._session.annotations
        notes = annotations.notes if annotations else ()
        if notes == self._notes and self._list.count() == len(notes):
            return
        self._notes = notes
        self._list.clear()
        for note in notes:
            self._list.add(self._line(note), self._about(note))
        self._text.clear()
        self._on_row_changed(-1)

    def _line(self, note: Note) -> str:
        mark = "Question: " if note.is_question else ""
        answer = f" Answer: {note.answer}" if note.answer else ""
        return f"{mark}{note.text.partition(chr(10))[0]}{answer}"

    def _about(self, note: Note) -> str:
        """Return the words that the note is about; empty where it is about the article."""
        article, span = self._session.article, note.span
        found = self._session.index.find(note.about) if note.about else None
        if isinstance(found, Mention | Quote):
            span = found.span
        if span is None or article is None:
            return ""
        words = " ".join(span.of(article.text)[:60].split())
        return f"“{words}”"

    def _on_row_changed(self, row: int) -> None:
        is_chosen = 0 <= row < len(self._notes)
        self._buttons["Save"].setEnabled(is_chosen)
        self._buttons["Delete"].setEnabled(is_chosen)
        if is_chosen:
            self._text.setPlainText(self._notes[row].text)
            about = self._notes[row].about
            if self._session.index.layer_of(about) is self._session.layer:
                self._session.focus(about)

    def _written(self) -> str:
        # A note is not article text: what Qt changes in it is what the writer saw.
        return self._text.document().toRawText().replace("\u2029", "\n")

    def _add(self) -> None:
        self._add_as(is_question=False)

    def _ask(self) -> None:
        self._add_as(is_question=True)

    def _add_as(self, *, is_question: bool) -> None:
        """Add a note about the focused annotation, else the selected words, else the article."""
        place, session = on_set(self._session), self._session
        if place is not None:
            about = session.focused or ""
            span = None if about else session.selection
            session.do(AddNote(*place, self._written(), about, span, is_question))

    def _save(self) -> None:
        place, row = on_set(self._session), self._list.currentRow()
        if place is not None and 0 <= row < len(self._notes):
            self._session.do(EditNote(*place, self._notes[row].id, self._written()))

    def _delete(self) -> None:
        place, row = on_set(self._session), self._list.currentRow()
        if place is not None and 0 <= row < len(self._notes):
            self._session.do(DeleteNote(*place, self._notes[row].id))


def _is_enter(event: QKeyEvent) -> bool:
    return (
        event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
