"""The workspace: an open project, who works on it, and what was done and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.scheme import Scheme
from annotator.domain.step import Progress, Step
from annotator.store import Project, Queries, Remembered, Transaction
from annotator.workspace.commands import (
    Command,
    DecideAll,
    DecideMany,
    InParts,
    LockedError,
    OnSet,
    begin,
)
from annotator.workspace.jobs import Advance, Job, finished

Listener = Callable[[Step, object], None]


class Workspace:
    """One annotator's work on an open project.

    Every change goes through ``do``, ``undo`` or ``redo``: it is durable before they return, and
    only then listeners hear of it, with whoever initiated it.
    """

    def __init__(self, project: Project, annotator: str) -> None:
        self.project = project
        self.annotator = annotator
        self._listeners: list[Listener] = []
        self._done: list[Remembered]
        self._undone: list[Remembered]
        if not project.is_read_only:
            project.team.join(annotator)
        self._done, self._undone = project.history(annotator)

    @property
    def owner(self) -> Owner:
        return Owner(OwnerKind.ANNOTATOR, self.annotator)

    @property
    def queries(self) -> Queries:
        return self.project.queries

    @property
    def scheme(self) -> Scheme:
        return self.project.scheme

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with every committed step; the returned function stops that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def annotations(self, article_id: str) -> AnnotationSet:
        """Return the annotator's set of an article, begun from the suggestions where it is new.

        In a project open for reading only, an article not begun shows the suggestions themselves.
        """
        if not self.project.is_read_only:
            self.project.begin_set(article_id, self.owner)
        owners = [self.owner, *self.queries.owners()]
        for owner in owners:
            found = self.queries.annotation_set(article_id, owner)
            if found is not None:
                return found
        raise LookupError(f"nobody has annotated article {article_id}")

    # Doing and undoing

    def do(self, command: Command, initiator: object = None) -> Step:
        """Carry out a command. Where it raises, nothing has changed."""

        def work(tx: Transaction) -> None:
            _require_unlocked(tx, command)
            command.run(tx)
            if isinstance(command, OnSet) and tx.changes:
                begin(tx, command.set_id)

        step = self.project.run(
            work,
            title=command.title,
            annotator=self.annotator,
            article_id=command.article_id,
        )
        self._keep(step, initiator)
        return step

    def do_in_parts(self, command: InParts, initiator: object = None) -> Job[Step]:
        """Carry out a command of very many edits, as one step; closing the job changes nothing."""

        def parts(tx: Transaction) -> Iterator[Advance]:
            _require_unlocked(tx, command)
            for done, total in command.parts(tx):
                yield Advance(done, total)

        step = yield from self.project.run_in_parts(
            parts,
            title=command.title,
            annotator=self.annotator,
            article_id=command.article_id,
        )
        self._keep(step, initiator)
        return step

    def _keep(self, step: Step, initiator: object) -> None:
        if step.changes:
            self._done.append(Remembered(step.id, step.title))
            self._undone.clear()
            self._tell(step, initiator)

    def undo(self, initiator: object = None) -> Step | None:
        """Take back the last step; ``None`` where there is none."""
        return finished(self.undo_in_parts(initiator), lambda _advance: None)

    def redo(self, initiator: object = None) -> Step | None:
        return finished(self.redo_in_parts(initiator), lambda _advance: None)

    def undo_in_parts(self, initiator: object = None) -> Job[Step | None]:
        """Do what ``undo`` does; closing the job changes nothing.

        Only a step of several sets comes in several parts.
        """
        return self._move("undo", self._done, self._undone, initiator)

    def redo_in_parts(self, initiator: object = None) -> Job[Step | None]:
        return self._move("redo", self._undone, self._done, initiator)

    @property
    def undo_title(self) -> str:
        """What ``undo`` would take back; empty where there is nothing."""
        return self._done[-1].title if self._done else ""

    @property
    def redo_title(self) -> str:
        return self._undone[-1].title if self._undone else ""

    def _move(
        self,
        kind: str,
        origin: list[Remembered],
        target: list[Remembered],
        initiator: object,
    ) -> Job[Step | None]:
        if not origin:
            return None
        step = self.project.step(origin[-1].step_id)
        applied = yield from self.project.reapply_in_parts(kind, step, self.annotator, Advance)
        target.append(origin.pop())
        self._tell(applied, initiator)
        return applied

    def _tell(self, step: Step, initiator: object) -> None:
        for listener in tuple(self._listeners):
            listener(step, initiator)


def _require_unlocked(tx: Transaction, command: Command) -> None:
    match command:
        case DecideAll() | DecideMany():
            set_ids = command.set_ids
        case OnSet() if not command.is_allowed_when_done:
            set_ids = (command.set_id,)
        case _:
            set_ids = ()
    if any(tx.progress(set_id) is Progress.DONE for set_id in set_ids):
        raise LockedError
