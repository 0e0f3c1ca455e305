"""Annotations and register entries read from their rows, all of a set or one by its id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, bindparam, select

from annotator.domain.annotation import (
    Mention,
    Note,
    Origin,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.decision import Decision
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.store import records, tables
from annotator.store.sqlite import chunks

_Record = TypeVar("_Record")
_Found = Iterable[tuple[str, _Record]]
"""Records, each with the id of the set that it belongs to, to be gone through once."""
_STATES: Mapping[str, State] = {state.value: state for state in State}


_OriginKey = tuple[str, str, str, float, str | None]
"""Detector, version, rule, confidence and evidence as they are stored."""


class _Origins(dict[_OriginKey, Origin]):
    """Origins of one reading, each made once: an article has many annotations of few origins."""

    def __missing__(self, key: _OriginKey) -> Origin:
        detector, version, rule, confidence, evidence = key
        read = records.evidence_of(evidence)
        made = self[key] = Origin(detector, version, rule, confidence, read)
        return made


_ORDERS: Mapping[Table, tuple[ColumnElement[Any], ...]] = {
    tables.segment: (tables.segment.c.start,),
    tables.mention: (tables.mention.c.start, tables.mention.c.end, tables.mention.c.id),
    tables.quote: (tables.quote.c.id,),
    tables.note: (tables.note.c.id,),
    tables.decision: (tables.decision.c.start, tables.decision.c.end, tables.decision.c.id),
}


def _rows(connection: Connection, table: Table, column: str, ids: Sequence[str]) -> Iterable[Any]:
    """Return the rows of ``table`` whose ``column`` holds one of ``ids``, in the table's order."""
    return connection.execute(_query(table, column), {"ids": ids})


@cache  # Making a query takes longer than running it, and each edit reads.
def _query(table: Table, column: str) -> Select[Any]:
    return _ordered(table, table.c[column].in_(bindparam("ids", expanding=True)))


def _ordered(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(table).where(*conditions).order_by(*_ORDERS[table])


def present(connection: Connection, table: Table, ids: Sequence[str]) -> set[str]:
    """Return those of ``ids`` that name a row of the table."""
    return {
        found
        for chunk in chunks(ids)
        for found in connection.scalars(select(table.c.id).where(table.c.id.in_(chunk)))
    }


def segments(connection: Connection, set_id: str) -> tuple[Segment, ...]:
    return _values(_segments(_rows(connection, tables.segment, "set_id", [set_id])))


def segment(connection: Connection, segment_id: str) -> Segment | None:
    return _only(_segments(_rows(connection, tables.segment, "id", [segment_id])))


_SEGMENT = tables.segment.c
_IN_SET = _SEGMENT.set_id == bindparam("set_id")
_SEGMENT_AT = (
    select(tables.segment)
    .where(_IN_SET, _SEGMENT.start <= bindparam("position"))
    .order_by(_SEGMENT.start.desc())
    .limit(1)
)
_SEGMENT_AFTER = _ordered(tables.segment, _IN_SET, _SEGMENT.start > bindparam("position")).limit(1)
_FIRST_LABELLED = _ordered(tables.segment, _IN_SET, _SEGMENT.label == bindparam("label")).limit(1)


def segment_at(connection: Connection, set_id: str, position: int) -> Segment | None:
    """Return the segment that holds the code point at ``position``."""
    sought = {"set_id": set_id, "position": position}
    return _only(_segments(connection.execute(_SEGMENT_AT, sought)))


def segment_after(connection: Connection, set_id: str, start: int) -> Segment | None:
    """Return the first segment that starts behind ``start``."""
    sought = {"set_id": set_id, "position": start}
    return _only(_segments(connection.execute(_SEGMENT_AFTER, sought)))


def first_labelled(connection: Connection, set_id: str, label: str) -> Segment | None:
    """Return the first segment of that label."""
    sought = {"set_id": set_id, "label": label}
    return _only(_segments(connection.execute(_FIRST_LABELLED, sought)))


def _segments(rows: Iterable[Any]) -> _Found[Segment]:
    origins = _Origins()
    return (
        (
            row.set_id,
            Segment(
                row.id,
                row.start,
                row.label,
                _STATES[row.state],
                origins[row.detector, row.version, row.rule, row.confidence, row.evidence],
                records.attributes_of(row.attributes),
            ),
        )
        for row in rows
    )


def mentions(connection: Connection, set_id: str) -> tuple[Mention, ...]:
    """Return a set's mentions in text order."""
    return _values(_mentions(_rows(connection, tables.mention, "set_id", [set_id])))


def mention(connection: Connection, mention_id: str) -> Mention | None:
    return _only(_mentions(_rows(connection, tables.mention, "id", [mention_id])))


def mentions_of_span(connection: Connection, set_id: str, span: Span) -> tuple[Mention, ...]:
    table = tables.mention.c
    same = (table.set_id == set_id, table.start == span.start, table.end == span.end)
    return _values(_mentions(connection.execute(_ordered(tables.mention, *same))))


def _mentions(rows: Iterable[Any]) -> _Found[Mention]:
    origins = _Origins()
    # Plain tuples and one pass: an article can have 50,000 mentions.
    return (
        (
            set_id,
            Mention(
                mention_id,
                Span(start, end),
                label,
                _STATES[state],
                origins[detector, version, rule, confidence, evidence],
                records.attributes_of(attributes) if attributes else {},
                entity,
            ),
        )
        for (
            mention_id,
            set_id,
            start,
            end,
            label,
            state,
            detector,
            version,
            rule,
            confidence,
            evidence,
            attributes,
            entity,
        ) in rows
    )


def quotes(connection: Connection, set_id: str) -> tuple[Quote, ...]:
    """Return a set's quotes in the order of their first content."""
    return _values(_quotes(connection, "set_id", [set_id]))


def quote(connection: Connection, quote_id: str) -> Quote | None:
    return _only(_quotes(connection, "id", [quote_id]))


def _quotes(connection: Connection, column: str, ids: Sequence[str]) -> _Found[Quote]:
    parts: dict[str, dict[str, list[Span]]] = {}
    for row in connection.execute(_parts_query(column), {"ids": ids}):
        of_quote = parts.setdefault(row.quote_id, {})
        of_quote.setdefault(row.role, []).append(Span(row.start, row.end))
    origins = _Origins()
    found = [
        (
            row.set_id,
            Quote(
                row.id,
                QuoteType(row.type),
                tuple(parts[row.id].get(Role.CONTENT, ())),
                tuple(parts[row.id].get(Role.CUE, ())),
                tuple(parts[row.id].get(Role.SOURCE, ())),
                Speaker(SpeakerKind(row.speaker_kind), row.speaker_entity, row.speaker_name),
                _STATES[row.state],
                origins[row.detector, row.version, row.rule, row.confidence, row.evidence],
                records.attributes_of(row.attributes),
            ),
        )
        for row in _rows(connection, tables.quote, column, ids)
    ]
    return sorted(found, key=lambda one: (one[1].content[0], one[1].id))


@cache
def _parts_query(column: str) -> Select[Any]:
    of_part = tables.quote_part.c
    return (
        select(tables.quote_part)
        .join(tables.quote, tables.quote.c.id == of_part.quote_id)
        .where(tables.quote.c[column].in_(bindparam("ids", expanding=True)))
        .order_by(of_part.quote_id, of_part.role, of_part.ordinal)
    )


def notes(connection: Connection, set_id: str) -> tuple[Note, ...]:
    """Return a set's notes, oldest first."""
    return _values(_notes(_rows(connection, tables.note, "set_id", [set_id])))


def note(connection: Connection, note_id: str) -> Note | None:
    return _only(_notes(_rows(connection, tables.note, "id", [note_id])))


def _notes(rows: Iterable[Any]) -> _Found[Note]:
    return ((row.set_id, note_of(row)) for row in rows)


def note_of(row: Row[Any]) -> Note:
    """Return the note of a row that has the columns of ``tables.note``."""
    span = None if row.start is None else Span(row.start, row.end)
    return Note(row.id, row.text, row.about, span, row.is_question, row.answer)


def decision(connection: Connection, decision_id: str) -> Decision | None:
    return _only(_decisions(_rows(connection, tables.decision, "id", [decision_id])))


def _decisions(rows: Iterable[Any]) -> _Found[Decision]:
    return ((row.set_id, decision_of(row)) for row in rows)


def decision_of(row: Row[Any]) -> Decision:
    """Return the decision of a row that has the columns of ``tables.decision``."""
    plain = {name: getattr(row, name) for name in _OF_DECISION}
    return records.decision_of(
        {
            **plain,
            "span": (row.start, row.end),
            "made": json.loads(row.made),
            "kinds": json.loads(row.kinds),
        }
    )


_OF_DECISION = ("id", "layer", "ruling", "fingerprint", "by", "how", "reason", "note", "at")


@dataclass(frozen=True, slots=True)
class OfSets:
    """Everything in some annotation sets, by the set's id, in the order that sets keep."""

    segments: Mapping[str, tuple[Segment, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    quotes: Mapping[str, tuple[Quote, ...]]
    notes: Mapping[str, tuple[Note, ...]]
    decisions: Mapping[str, tuple[Decision, ...]]


def of_sets(connection: Connection, set_ids: Sequence[str]) -> OfSets:
    """Read several sets at once: a query has its price, whatever it finds."""
    return OfSets(
        segments=_by_set(_segments(_rows(connection, tables.segment, "set_id", set_ids))),
        mentions=_by_set(_mentions(_rows(connection, tables.mention, "set_id", set_ids))),
        quotes=_by_set(_quotes(connection, "set_id", set_ids)),
        notes=_by_set(_notes(_rows(connection, tables.note, "set_id", set_ids))),
        decisions=_by_set(_decisions(_rows(connection, tables.decision, "set_id", set_ids))),
    )


def entities(connection: Connection, ids: Sequence[str] | None = None) -> dict[str, Entity]:
    """Return register entries by id, all of them or those of ``ids``."""
    names = tables.entity_name.c
    query = (
        select(tables.entity.c.id, tables.entity.c.kind, names.name)
        .join(tables.entity_name, names.entity_id == tables.entity.c.id)
        .order_by(tables.entity.c.id, names.ordinal)
    )
    if ids is not None:
        query = query.where(tables.entity.c.id.in_(ids))
    known: dict[str, tuple[EntityKind, list[str]]] = {}
    for entity_id, kind, name in connection.execute(query):
        known.setdefault(entity_id, (EntityKind(kind), []))[1].append(name)
    return {
        entity_id: Entity(entity_id, called[0], kind, tuple(called[1:]))
        for entity_id, (kind, called) in known.items()
    }


def _values(found: _Found[_Record]) -> tuple[_Record, ...]:
    return tuple(record for _, record in found)


def _only(found: _Found[_Record]) -> _Record | None:
    return next((record for _, record in found), None)


def _by_set(found: _Found[_Record]) -> dict[str, tuple[_Record, ...]]:
    grouped: dict[str, list[_Record]] = {}
    for set_id, record in found:
        grouped.setdefault(set_id, []).append(record)
    return {set_id: tuple(records) for set_id, records in grouped.items()}
