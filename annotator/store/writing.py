"""Writing one record where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Table, delete, insert

from annotator.domain.annotation import Mention, Note, Quote, Segment
from annotator.domain.approval import Approval
from annotator.domain.article import ArticleDetails
from annotator.domain.decision import Decision
from annotator.domain.register import Entity
from annotator.domain.step import Record, SetProgress
from annotator.store import details, records, tables
from annotator.store.draft import Removable, update_of


def put(connection: Connection, set_id: str, record: Record, *, exists: bool) -> None:
    """Insert ``record``, or replace the one with its id where that ``exists``."""
    _WRITERS[type(record)](connection, set_id, record, exists)


def remove(connection: Connection, record: Removable) -> None:
    table = _TABLES[type(record)]
    connection.execute(delete(table).where(table.c.id == record.id))


def _write_segment(connection: Connection, set_id: str, record: Record, exists: bool) -> None:
    assert isinstance(record, Segment)
    _write(connection, tables.segment, records.segment_row(set_id, record), exists)


def _write_mention(connection: Connection, set_id: str, record: Record, exists: bool) -> None:
    assert isinstance(record, Mention)
    _write(connection, tables.mention, records.mention_row(set_id, record), exists)


def _write_quote(connection: Connection, set_id: str, record: Record, exists: bool) -> None:
    assert isinstance(record, Quote)
    _write(connection, tables.quote, records.quote_row(set_id, record), exists)
    parts = tables.quote_part
    connection.execute(delete(parts).where(parts.c.quote_id == record.id))
    connection.execute(insert(parts), records.part_rows(record))


def _write_note(connection: Connection, set_id: str, record: Record, exists: bool) -> None:
    assert isinstance(record, Note)
    _write(connection, tables.note, records.note_row(set_id, record), exists)


def _write_decision(connection: Connection, set_id: str, record: Record, exists: bool) -> None:
    assert isinstance(record, Decision)
    _write(connection, tables.decision, records.decision_row(set_id, record), exists)


def _write_entity(connection: Connection, _set_id: str, record: Record, exists: bool) -> None:
    assert isinstance(record, Entity)
    _write(connection, tables.entity, {"id": record.id, "kind": record.kind.value}, exists)
    names = tables.entity_name
    connection.execute(delete(names).where(names.c.entity_id == record.id))
    connection.execute(insert(names), records.name_rows(record))


def _write_approval(connection: Connection, _set_id: str, record: Record, exists: bool) -> None:
    assert isinstance(record, Approval)
    _write(connection, tables.approval, {"id": record.id}, exists)


def _write_details(connection: Connection, _set_id: str, record: Record, _exists: bool) -> None:
    assert isinstance(record, ArticleDetails)
    details.write(connection, record)


def _write_progress(connection: Connection, _set_id: str, record: Record, _exists: bool) -> None:
    assert isinstance(record, SetProgress)
    row = {"id": record.id, "progress": record.progress.value}
    _write(connection, tables.annotation_set, row, True)


def _write(connection: Connection, table: Table, row: records.Row, exists: bool) -> None:
    if exists:
        connection.execute(update_of(table), {"row_id": row["id"], **row})
    else:
        connection.execute(insert(table), row)


_TABLES: Mapping[type[Record], Table] = {
    Segment: tables.segment,
    Mention: tables.mention,
    Quote: tables.quote,
    Note: tables.note,
    Entity: tables.entity,
    Decision: tables.decision,
    Approval: tables.approval,
}
_WRITERS: Mapping[type[Record], Callable[[Connection, str, Record, bool], None]] = {
    Segment: _write_segment,
    Mention: _write_mention,
    Quote: _write_quote,
    Note: _write_note,
    Entity: _write_entity,
    Decision: _write_decision,
    Approval: _write_approval,
    ArticleDetails: _write_details,
    SetProgress: _write_progress,
}
