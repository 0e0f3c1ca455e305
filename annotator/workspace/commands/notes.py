"""Commands on notes."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Note
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet


@dataclass(frozen=True, slots=True)
class _OnNotes(OnSet):
    # What people tell each other about a finished article leaves its annotations as they are.
    is_allowed_when_done: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AddNote(_OnNotes):
    """Write a note about the article, a span of it, or the annotation that ``about`` names.

    A question is for the reviewer, and open until answered.
    """

    text: str
    about: str = ""
    span: Span | None = None
    is_question: bool = False

    @property
    def title(self) -> str:  # type: ignore[override]
        return "Ask the reviewer" if self.is_question else "Add note"

    def run(self, tx: Transaction) -> None:
        text = _written(self.text)
        note = Note(new_id(), text, self.about, self.span, self.is_question)
        tx.put(self.set_id, note)


@dataclass(frozen=True, slots=True)
class EditNote(_OnNotes):
    note_id: str
    text: str
    title: ClassVar[str] = "Edit note"

    def run(self, tx: Transaction) -> None:
        tx.put(self.set_id, replace(tx.find(Note, self.note_id), text=_written(self.text)))


@dataclass(frozen=True, slots=True)
class AnswerQuestion(_OnNotes):
    """Answer a question, or take the answer back where ``answer`` is empty."""

    note_id: str
    answer: str
    title: ClassVar[str] = "Answer question"

    def run(self, tx: Transaction) -> None:
        note = tx.find(Note, self.note_id)
        if not note.is_question:
            raise RefusedError("This note asks nothing.")
        tx.put(self.set_id, replace(note, answer=self.answer.strip()))


@dataclass(frozen=True, slots=True)
class DeleteNote(_OnNotes):
    note_id: str
    title: ClassVar[str] = "Delete note"

    def run(self, tx: Transaction) -> None:
        tx.remove(self.set_id, tx.find(Note, self.note_id))


def _written(text: str) -> str:
    if not text.strip():
        raise RefusedError("The note is empty. Write something, or delete the note.")
    return text.strip()
