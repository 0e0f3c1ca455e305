"""Commands on notes."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Note
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet


@dataclass(frozen=True, slots=True)
class AddNote(OnSet):
    """Write a note about the article, or about the annotation that ``about`` names."""

    text: str
    about: str = ""
    title: ClassVar[str] = "Add note"

    def run(self, tx: Transaction) -> None:
        tx.put(self.set_id, Note(new_id(), _written(self.text), self.about))


@dataclass(frozen=True, slots=True)
class EditNote(OnSet):
    note_id: str
    text: str
    title: ClassVar[str] = "Edit note"

    def run(self, tx: Transaction) -> None:
        tx.put(self.set_id, replace(tx.find(Note, self.note_id), text=_written(self.text)))


@dataclass(frozen=True, slots=True)
class DeleteNote(OnSet):
    note_id: str
    title: ClassVar[str] = "Delete note"

    def run(self, tx: Transaction) -> None:
        tx.remove(self.set_id, tx.find(Note, self.note_id))


def _written(text: str) -> str:
    if not text.strip():
        raise RefusedError("The note is empty. Write something, or delete the note.")
    return text.strip()
