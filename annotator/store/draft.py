"""Many edits of one annotation set, made in memory and written at once.

A step over a whole project makes tens of thousands of edits; as statements of their own, each with
a look at what was there before, they would take minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Table, delete, insert

from annotator.domain.annotation import Mention, Note, Quote, Segment
from annotator.domain.approval import Approval
from annotator.domain.article import ArticleDetails
from annotator.domain.decision import Decision
from annotator.domain.errors import RefusedError
from annotator.domain.register import Entity
from annotator.domain.step import Change, Progress, Record, SetProgress
from annotator.store import reading, records, tables
from annotator.store.ordering import count_changes
from annotator.store.sqlite import chunks
from annotator.store.writing import TABLES, Removable, row_of, update_of

R = TypeVar("R", Segment, Mention, Quote, Note, Entity, Decision, Approval, ArticleDetails)


class Editing(Protocol):
    """What edits of one set need, be they written one by one or at once."""

    @property
    def changes(self) -> Sequence[Change]: ...

    def find_or_none(self, kind: type[R], record_id: str) -> R | None: ...

    def find(self, kind: type[R], record_id: str) -> R: ...

    def progress(self, set_id: str) -> Progress: ...

    def length(self, set_id: str) -> int: ...

    def segments(self, set_id: str) -> tuple[Segment, ...]: ...

    def put(self, set_id: str, record: Record) -> None: ...

    def remove(self, set_id: str, record: Removable) -> None: ...


class Draft:
    """One set as it stands and as it is to be; ``check`` refuses a record that may not be put."""

    def __init__(
        self,
        connection: Connection,
        set_id: str,
        progress: Progress,
        length: int,
        check: Callable[[str, Record], None],
    ) -> None:
        self._connection, self._set_id, self._length, self._check = (
            connection,
            set_id,
            length,
            check,
        )
        found = reading.of_sets(connection, [set_id])
        self._before: dict[str, Record] = {
            one.id: one
            for of in (found.segments, found.mentions, found.quotes, found.notes, found.decisions)
            for one in of.get(set_id, ())
        }
        self._before[set_id] = SetProgress(set_id, progress)
        self._now = dict(self._before)

    # As a transaction does it

    def find_or_none(self, kind: type[R], record_id: str) -> R | None:
        found = self._now.get(record_id)
        return found if isinstance(found, kind) else None

    def find(self, kind: type[R], record_id: str) -> R:
        found = self.find_or_none(kind, record_id)
        if found is None:
            raise RefusedError(f"This {kind.__name__.lower()} no longer exists.")
        return found

    def progress(self, _set_id: str) -> Progress:
        found = self._now[self._set_id]
        assert isinstance(found, SetProgress)
        return found.progress

    def length(self, _set_id: str) -> int:
        return self._length

    def segments(self, _set_id: str) -> tuple[Segment, ...]:
        found = [one for one in self._now.values() if isinstance(one, Segment)]
        return tuple(sorted(found, key=lambda one: one.start))

    def put(self, set_id: str, record: Record) -> None:
        self._check(set_id, record)
        self._now[record.id] = record

    def remove(self, _set_id: str, record: Removable) -> None:
        if isinstance(record, Segment) and record.start == 0:
            raise RefusedError("The first segment cannot be removed: every text has one.")
        self._now.pop(record.id, None)

    # What comes of it

    @property
    def changes(self) -> list[Change]:
        """One change for each record that is another now: gone, changed, then new ones."""
        before, now = self._before, self._now
        gone = [Change(self._set_id, one, None) for id_, one in before.items() if id_ not in now]
        changed = [
            Change(self._set_id, before[id_], one)
            for id_, one in now.items()
            if id_ in before and before[id_] != one
        ]
        new = [Change(self._set_id, None, one) for id_, one in now.items() if id_ not in before]
        return [*gone, *changed, *new]

    def write(self) -> list[Change]:
        """Write what changed, and return it."""
        changes = self.changes
        for kind, table in TABLES.items():
            of_kind = [one for one in changes if type(one.record) is kind]
            if of_kind:
                self._write(kind, table, of_kind)
        count_changes(self._connection, self._set_id, changes)
        return changes

    def _write(self, kind: type[Record], table: Table, changes: Sequence[Change]) -> None:
        gone = [one.record.id for one in changes if one.after is None]
        changed = [one.after for one in changes if one.before is not None and one.after is not None]
        new = [one.after for one in changes if one.before is None and one.after is not None]
        for chunk in chunks(gone):
            self._connection.execute(delete(table).where(table.c.id.in_(chunk)))
        if changed:
            rows = [{"row_id": one.id, **row_of(self._set_id, one)} for one in changed]
            self._connection.execute(update_of(table), rows)
        if new:
            self._connection.execute(insert(table), [row_of(self._set_id, one) for one in new])
        if kind is Quote:
            parts = tables.quote_part
            for chunk in chunks([one.id for one in changed]):
                self._connection.execute(delete(parts).where(parts.c.quote_id.in_(chunk)))
            put = [one for one in (*changed, *new) if isinstance(one, Quote)]
            rows = [row for one in put for row in records.part_rows(one)]
            if rows:
                self._connection.execute(insert(parts), rows)
