"""The Notes tab: what the annotator wrote about the article and its annotations."""

from __future__ import annotations

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


class NotesTab(QWidget):
    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._notes: tuple[Note, ...] = ()
        self._list = LineList("Notes")
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._text = QPlainTextEdit()
        self._text.setAccessibleName("Note")
        self._text.setPlaceholderText("Write a note about this article or the chosen annotation")
        self._text.setMaximumHeight(110)
        self._text.setTabChangesFocus(True)
        buttons = QHBoxLayout()
        titles = (("Add note", self._add), ("Save", self._save), ("Delete", self._delete))
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

    def write(self) -> None:
        """Begin a note."""
        self._list.setCurrentRow(-1)
        self._text.clear()
        self._text.setFocus()

    def refresh(self) -> None:
        annotations = self._session.annotations
        notes = annotations.notes if annotations else ()
        if notes == self._notes and self._list.count() == len(notes):
            return
        self._notes = notes
        self._list.clear()
        for note in notes:
            self._list.add(note.text.partition("\n")[0], self._about(note))
        self._text.clear()
        self._on_row_changed(-1)

    def _about(self, note: Note) -> str:
        """Return the words that the note is about; empty where it is about the article."""
        article = self._session.article
        if note.about and article is not None:
            found = self._session.index.find(note.about)
            if isinstance(found, Mention | Quote):
                words = " ".join(found.span.of(article.text)[:60].split())
                return f"“{words}”"
        return ""

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
        place = on_set(self._session)
        if place is not None:
            self._session.do(AddNote(*place, self._written(), self._session.focused or ""))

    def _save(self) -> None:
        place, row = on_set(self._session), self._list.currentRow()
        if place is not None and 0 <= row < len(self._notes):
            self._session.do(EditNote(*place, self._notes[row].id, self._written()))

    def _delete(self) -> None:
        place, row = on_set(self._session), self._list.currentRow()
        if place is not None and 0 <= row < len(self._notes):
            self._session.do(DeleteNote(*place, self._notes[row].id))
