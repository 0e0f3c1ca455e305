"""Where each kind of record is kept, and writing one of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Connection, Table, Update, bindparam, delete, insert, update

from annotator.domain.annotation import Mention, Note, Quote, Segment
from annotator.domain.approval import Approval
from annotator.domain.article import ArticleDetails
from annotator.domain.decision import Decision
from annotator.domain.register import Entity
from annotator.domain.scheme import Scheme
from annotator.domain.step import Record, SetProgress
from annotator.store import details, records, tables

Removable = Segment | Mention | Quote | Note | Entity | Decision | Approval

TABLES: Mapping[type[Record], Table] = {
    Segment: tables.segment,
    Mention: tables.mention,
    Quote: tables.quote,
    Note: tables.note,
    Decision: tables.decision,
    SetProgress: tables.annotation_set,
    Entity: tables.entity,
    Approval: tables.approval,
}


def put(connection: Connection, set_id: str, record: Record, *, exists: bool) -> None:
    """Insert ``record``, or replace the one with its id where that ``exists``."""
    if isinstance(record, ArticleDetails):
        details.write(connection, record)
        return
    table, row = TABLES[type(record)], row_of(set_id, record)
    if exists:
        connection.execute(update_of(table), {"row_id": record.id, **row})
    else:
        connection.execute(insert(table), row)
    match record:
        case Quote():
            parts = tables.quote_part
            connection.execute(delete(parts).where(parts.c.quote_id == record.id))
            connection.execute(insert(parts), records.part_rows(record))
        case Entity():
            names = tables.entity_name
            connection.execute(delete(names).where(names.c.entity_id == record.id))
            connection.execute(insert(names), records.name_rows(record))


def remove(connection: Connection, record: Removable) -> None:
    table = TABLES[type(record)]
    connection.execute(delete(table).where(table.c.id == record.id))


def row_of(set_id: str, record: Record) -> records.Row:
    """Return the row of a record in its table; a quote’s parts and an entity’s names are others."""
    match record:
        case Segment():
            return records.segment_row(set_id, record)
        case Mention():
            return records.mention_row(set_id, record)
        case Quote():
            return records.quote_row(set_id, record)
        case Note():
            return records.note_row(set_id, record)
        case Decision():
            return records.decision_row(set_id, record)
        case SetProgress():
            return {"id": record.id, "progress": record.progress.value}
        case Entity():
            return {"id": record.id, "kind": record.kind.value}
        case Approval():
            return {"id": record.id}
        case ArticleDetails() | Scheme():
            raise TypeError(f"{record.id} is no row of its own")


@cache
def update_of(table: Table) -> Update:
    """Return the statement that gives the row ``row_id`` other values."""
    return update(table).where(table.c.id == bindparam("row_id"))
