"""What every command is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol, TypeVar

from annotator.domain.annotation import Mention, Quote, Segment, State
from annotator.domain.errors import RefusedError
from annotator.domain.step import Progress, SetProgress
from annotator.store import Editing, Transaction

A = TypeVar("A", bound=Segment | Mention | Quote)


class Command(Protocol):
    """One user action; ``title`` is its menu entry, as in “Undo add mention”."""

    @property
    def title(self) -> str: ...

    @property
    def article_id(self) -> str:
        """The article that it is done in; empty where it concerns the whole project."""
        ...

    def run(self, tx: Transaction) -> None:
        """Write through ``tx``; raise ``RefusedError`` where a rule forbids it."""
        ...


class InParts(Command, Protocol):
    """A command of so many edits that it is carried out over many turns of the event loop."""

    def parts(self, tx: Transaction) -> Iterator[tuple[int, int]]:
        """Do what ``run`` does, and yield how much is done of how much."""
        ...


@dataclass(frozen=True, slots=True)
class OnSet:
    """The base of commands on one annotation set."""

    article_id: str
    set_id: str

    title: ClassVar[str] = ""
    is_allowed_when_done: ClassVar[bool] = False
    """Whether the command may change a finished article's set, which is locked otherwise."""


class LockedError(RefusedError):
    """The article is finished; its annotations change only after it is reopened."""

    def __init__(self) -> None:
        super().__init__("This article is finished. Reopen it, with a reason, to change it.")


def begin(tx: Editing, set_id: str) -> None:
    """Mark an article as being worked on with its first edit, unless the edit says otherwise."""
    says = any(
        change.set_id == set_id and isinstance(change.record, SetProgress) for change in tx.changes
    )
    if not says and tx.progress(set_id) is Progress.TODO:
        tx.put(set_id, SetProgress(set_id, Progress.DOING))


def accepted(annotation: A) -> A:
    """Return the annotation as decided: who corrects a suggestion accepts it."""
    return replace(annotation, state=State.ACCEPTED)


def take_back(tx: Transaction, set_id: str, annotation: Mention | Quote) -> None:
    """Remove what was made by hand; keep what a detector suggested, as rejected."""
    if annotation.origin.is_by_hand:
        tx.remove(set_id, annotation)
    else:
        tx.put(set_id, replace(annotation, state=State.REJECTED))
