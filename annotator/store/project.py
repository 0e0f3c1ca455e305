"""The project: one open ``.annot`` file."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import starmap
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError

from annotator.domain.annotation_set import Owner
from annotator.domain.identity import new_id
from annotator.domain.scheme import Scheme
from annotator.domain.step import Step
from annotator.store import bulk, checks, records, redetection, schemes, sqlite, tables
from annotator.store.bringing import Bringing, OtherFile, fact, put_fact
from annotator.store.bulk import NewArticle, NewSet
from annotator.store.errors import (
    BusyError,
    Interrupted,
    ProjectDamagedError,
    ProjectError,
    ProjectNewerError,
    ReadOnlyError,
    write_error,
)
from annotator.store.history import Remembered, history, journal
from annotator.store.lock import WriterLock
from annotator.store.migrations import MIGRATIONS, Migration, bring_up, migrate
from annotator.store.models import Models
from annotator.store.queries import Queries
from annotator.store.team import Team
from annotator.store.transaction import Transaction

T = TypeVar("T")


class _DiscardedError(Exception):
    """What was brought back is not to be kept."""


class Project:
    """An open project file. One program writes it at a time; only one thread may use this object.

    ``writer`` names who else has it open for writing, where this one is read-only for that
    reason; it is empty otherwise.
    """

    def __init__(
        self, path: Path, connection: Connection, lock: WriterLock | None, writer: str
    ) -> None:
        self.path = path
        self.writer = writer
        self._connection = connection
        self._lock = lock
        self._busy = ""
        self.queries = Queries(connection)
        self.team = Team(connection, self._writing)
        self.models = Models(connection, self._writing)
        self.scheme = schemes.newest(connection)

    # Opening and closing

    @classmethod
    def create(cls, path: Path, scheme: Scheme) -> Project:
        """Make a new project file; raise ``ProjectError`` where there is a file already."""
        if path.exists():
            raise ProjectError(f"There is already a file “{path.name}”. Choose another name.")
        unfinished = path.with_name(path.name + ".part")
        try:
            unfinished.write_bytes(b"")
            connection = sqlite.connect(unfinished, read_only=False)
            migrate(connection, 0, MIGRATIONS)
            schemes.put(connection, scheme)
            facts = [{"name": "id", "value": new_id()}, {"name": "created", "value": _now()}]
            connection.execute(insert(tables.fact), facts)
            _close(connection)
            os.link(unfinished, path)
        except OSError as error:
            raise ProjectError(
                f"“{path}” cannot be made: {error.strerror or error}. Choose another folder."
            ) from error
        finally:
            unfinished.unlink(missing_ok=True)
        return cls.open(path)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> Project:
        """Open a project file, for reading only where it cannot be written.

        An older file is backed up and brought to the present version. Raises a ``ProjectError``
        with a plain sentence where the file is missing, damaged, newer or something else; the
        file is then as it was.
        """
        version = sqlite.read_version(path)
        if version > len(migrations):
            raise ProjectNewerError(
                f"“{path.name}” was written by a newer version of Annotator. "
                "Install the newest version to open it."
            )
        lock, writer = _locked(path, read_only)
        try:
            connection = sqlite.connect(path, read_only=lock is None)
            if version < len(migrations):
                bring_up(path, connection, version, migrations, may_write=lock is not None)
            return cls(path, connection, lock, writer)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        _close(self._connection)
        if self._lock is not None:
            self._lock.release()

    def fact(self, name: str) -> str:
        """Return a fact about the file, such as its ``id``; empty where it is not known."""
        return fact(self._connection, name)

    def remember(self, name: str, value: str) -> None:
        """Keep a fact about the file in place of the one of that name; no step, not undone."""
        with self._writing() as connection:
            put_fact(connection, name, value)

    @property
    def is_read_only(self) -> bool:
        return self._lock is None

    @contextmanager
    def reader(self) -> Iterator[tuple[Queries, Callable[[], None]]]:
        """Give a worker queries over a connection of its own, and a way to interrupt them."""
        connection = sqlite.connect(self.path, read_only=True)
        try:
            yield Queries(connection), sqlite.driver(connection).interrupt
        except OperationalError as error:
            if "interrupted" in str(error):
                raise Interrupted from error
            raise
        finally:
            _close(connection)

    @contextmanager
    def other_file(self) -> Iterator[OtherFile]:
        """Read this project as it is at one moment, to bring its work into another."""
        connection = sqlite.connect(self.path, read_only=True)
        try:
            connection.exec_driver_sql("BEGIN")
            try:
                for table in tables.metadata.sorted_tables:
                    connection.execute(select(table).limit(0))
            except DBAPIError as error:
                raise ProjectDamagedError(sqlite.damaged(self.path)) from error
            yield OtherFile(connection, Queries(connection))
        finally:
            _close(connection)

    # Writing

    def run(
        self,
        work: Callable[[Transaction], None],
        *,
        title: str,
        annotator: str,
        article_id: str = "",
    ) -> Step:
        """Run ``work`` as one step, durable when this returns.

        Where ``work`` raises, nothing has changed. Where it changes nothing, nothing is journalled
        and the step has no changes.
        """
        return _finished(
            self.run_in_parts(
                lambda tx: _in_one_part(work, tx),
                title=title,
                annotator=annotator,
                article_id=article_id,
            )
        )

    def run_in_parts(
        self,
        parts: Callable[[Transaction], Iterator[T]],
        *,
        title: str,
        annotator: str,
        article_id: str = "",
    ) -> Generator[T, None, Step]:
        """Run work as one step that may stay open over many turns of the event loop.

        Other writes are refused until it ends. Where it raises, or is closed before, nothing has
        changed.
        """
        step = Step(new_id(), title, annotator, "", article_id, ())
        return self._journalled(parts, "do", step.id, step)

    def reapply_in_parts(
        self, kind: str, step: Step, annotator: str, advance: Callable[[int, int], T]
    ) -> Generator[T, None, Step]:
        """Undo or redo a step as ``run_in_parts`` runs one; yield how much is done of how much."""
        changes = step.inverted_changes() if kind == "undo" else step.changes
        again = Step(new_id(), step.title, annotator, "", step.article_id, ())
        return self._journalled(
            lambda tx: starmap(advance, tx.apply(changes)), kind, step.id, again
        )

    def _journalled(
        self, parts: Callable[[Transaction], Iterator[T]], kind: str, of: str, begun: Step
    ) -> Generator[T, None, Step]:
        with self._writing() as connection:
            self._busy = "A long step is being stored. Wait until it is done, or cancel it."
            try:
                tx = Transaction(connection, self.scheme)
                yield from parts(tx)
                step = replace(begun, at=_now(), changes=tuple(tx.changes))
                _keep(connection, tx, kind, of, step)
            finally:
                self._busy = ""
        self.scheme = tx.scheme
        return step

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._busy:
            raise BusyError(self._busy)
        if self.is_read_only:
            by = f": {self.writer} has it open" if self.writer else ""
            raise ReadOnlyError(f"This project is open for reading only{by}. Nothing was changed.")
        try:
            sqlite.begin(self._connection)
            yield self._connection
            sqlite.commit(self._connection)
        except _DiscardedError:
            sqlite.roll_back(self._connection)
        except BaseException as error:
            sqlite.roll_back(self._connection)
            if isinstance(error, DBAPIError):
                raise write_error(error, self.path) from error
            raise

    def add_articles(self, news: Sequence[NewArticle], annotator: str) -> None:
        """Store articles that are not there yet, all or none."""
        if not news:
            return
        with self._writing() as connection:
            bulk.add_articles(connection, news)
            title = f"Import {len(news)} articles"
            journal(connection, "record", "", Step(new_id(), title, annotator, _now(), "", ()))

    def record(self, title: str, annotator: str) -> None:
        """Say in the journal that something was done which cannot be undone."""
        with self._writing() as connection:
            journal(connection, "record", "", Step(new_id(), title, annotator, _now(), "", ()))

    def put_detection(self, found: Mapping[str, NewSet]) -> None:
        """Store what the detectors found, by article id, in place of what they found before."""
        with self._writing() as connection:
            for article_id, new in found.items():
                bulk.put_detection(connection, article_id, new)

    def begin_run(self) -> None:
        """Remember that all articles are to be detected again, unless that goes on already."""
        with self._writing() as connection:
            redetection.begin_run(connection)

    def end_run(self) -> None:
        with self._writing() as connection:
            redetection.end_run(connection)

    def add_set(self, article_id: str, owner: Owner, new: NewSet) -> None:
        """Store a whole annotation set; ``owner`` may have none of the article yet."""
        with self._writing() as connection:
            bulk.add_set(connection, article_id, owner, new)

    def add_sets(self, owner: Owner, news: Mapping[str, NewSet]) -> None:
        """Store whole sets by article id; where the owner has one already, that stays."""
        with self._writing() as connection:
            for article_id, new in news.items():
                if self.queries.set_id(article_id, owner) is None:
                    bulk.add_set(connection, article_id, owner, new)

    def begin_set(self, article_id: str, owner: Owner) -> str:
        """Return the id of the owner's set of an article, made from suggestions where new."""
        known = self.queries.set_id(article_id, owner)
        if known is not None:
            return known
        with self._writing() as connection:
            return bulk.begin_set(connection, article_id, owner)

    def begin_sets(self, article_ids: Sequence[str], owner: Owner) -> None:
        """Begin the owner's sets of articles that the owner has none of yet."""
        with self._writing() as connection:
            for article_id in article_ids:
                bulk.begin_set(connection, article_id, owner)

    @contextmanager
    def bringing_back(self) -> Iterator[Bringing]:
        """Open one transaction for all that comes in from other files, whole or not at all.

        It may stay open over many turns of the event loop: other writes are refused until it
        ends. Where the block raises, or ``discard`` was called, nothing has changed.
        """
        with self._writing() as connection:
            self._busy = "Work is being brought back. Wait until it is done, or cancel it."
            try:
                bringing = Bringing(connection, self.queries)
                yield bringing
                if bringing.is_discarded:
                    raise _DiscardedError
            finally:
                self._busy = ""

    # The journal as history

    def history(self, annotator: str) -> tuple[list[Remembered], list[Remembered]]:
        """Return what an annotator can undo and redo, the next one last."""
        return history(self._connection, annotator)

    def step(self, step_id: str) -> Step:
        row = self._connection.execute(select(tables.step).where(tables.step.c.id == step_id)).one()
        changes = records.from_json(row.changes)
        return Step(row.id, row.title, row.annotator, row.at, row.article_id, changes)

    # Looking after the file

    def findings(self) -> Iterator[str]:
        """Yield what is wrong with the project, in plain sentences; goes through everything."""
        yield from sqlite.integrity_findings(self.path, quick=False)
        yield from checks.findings(self._connection)


def quick_check(path: Path) -> list[str]:
    """Return what SQLite finds wrong in a quick look; may run in any thread."""
    return sqlite.integrity_findings(path, quick=True)


def _locked(path: Path, read_only: bool) -> tuple[WriterLock | None, str]:
    """Take the writer's lock if the file can be written; else say who has it."""
    if read_only or not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return None, ""
    lock = WriterLock(path)
    return (lock, "") if lock.acquire() else (None, lock.holder())


def _close(connection: Connection) -> None:
    engine = connection.engine
    connection.close()
    engine.dispose()


def _in_one_part(work: Callable[[Transaction], None], tx: Transaction) -> Iterator[None]:
    work(tx)
    yield from ()


def _finished(parts: Generator[object, None, Step]) -> Step:
    try:
        while True:
            next(parts)
    except StopIteration as stop:
        step: Step = stop.value
        return step


def _keep(connection: Connection, tx: Transaction, kind: str, of: str, step: Step) -> None:
    if step.changes:
        tx.note_guidelines()
        journal(connection, kind, of, step)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
