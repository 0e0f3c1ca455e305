"""Steps: one user action each, as the values before and after, so that undo is a swap."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Mention, Note, Quote, Segment
from annotator.domain.approval import Approval
from annotator.domain.article import ArticleDetails
from annotator.domain.decision import Decision
from annotator.domain.register import Entity
from annotator.domain.scheme import Scheme


class Progress(StrEnum):
    """How far an owner has come with an article."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class SetProgress:
    """How far an annotation set is; the part of a set that a step can change."""

    id: str
    progress: Progress


Record = (
    Segment
    | Mention
    | Quote
    | Note
    | Entity
    | Decision
    | Approval
    | ArticleDetails
    | Scheme
    | SetProgress
)


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; ``None`` means that it did not exist.

    ``set_id`` is the annotation set that the record belongs to, empty for a register entry, an
    approval, an article’s details and the scheme.
    """

    set_id: str
    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a change of nothing")

    @property
    def record(self) -> Record:
        """The record as it stands after the change, or as it was before it went."""
        record = self.after if self.after is not None else self.before
        assert record is not None
        return record

    def inverted(self) -> Change:
        return Change(self.set_id, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Step:
    """One user action, undoable as a whole.

    ``at`` is UTC in ISO 8601; ``article_id`` names the article it was done in, and is empty for
    steps that concern the project as a whole.
    """

    id: str
    title: str
    annotator: str
    at: str
    article_id: str
    changes: tuple[Change, ...]

    def inverted_changes(self) -> tuple[Change, ...]:
        """The changes that undo this step, last one first."""
        return tuple(change.inverted() for change in reversed(self.changes))

    def touches_set(self, set_id: str) -> bool:
        return any(change.set_id == set_id for change in self.changes)
