"""Annotations and register entries read from their rows, all of a set or one by its id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, and_, select

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
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.store import records, tables

_Record = TypeVar("_Record")
_STATES: Mapping[str, State] = {state.value: state for state in State}


class _Origins:
    """Origins of one reading, each made once: an article has many annotations of few origins."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str, float], Origin] = {}

    def of(self, detector: str, version: str, rule: str, confidence: float) -> Origin:
        key = (detector, version, rule, confidence)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Origin(*key)
        return known


def segments(connection: Connection, set_id: str) -> tuple[Segment, ...]:
    return _segments(connection, tables.segment.c.set_id == set_id)


def segment(connection: Connection, segment_id: str) -> Segment | None:
    return _only(_segments(connection, tables.segment.c.id == segment_id))


def segment_at(connection: Connection, set_id: str, position: int) -> Segment | None:
    """Return the segment that holds the code point at ``position``."""
    table = tables.segment.c
    return _only(_segments(connection, table.set_id == set_id, table.start <= position, last=True))


def segment_after(connection: Connection, set_id: str, start: int) -> Segment | None:
    """Return the first segment that starts behind ``start``."""
    table = tables.segment.c
    return _only(_segments(connection, table.set_id == set_id, table.start > start, most=1))


def _segments(
    connection: Connection,
    *conditions: ColumnElement[bool],
    last: bool = False,
    most: int | None = None,
) -> tuple[Segment, ...]:
    table = tables.segment.c
    order = table.start.desc() if last else table.start
    query = _SEGMENTS.where(*conditions).order_by(order).limit(1 if last else most)
    return tuple(one for _, one in _segment_rows(connection, query))


_SEGMENTS = select(
    *(tables.segment.c.set_id, tables.segment.c.id, tables.segment.c.start),
    *(tables.segment.c.label, tables.segment.c.state, tables.segment.c.detector),
    *(tables.segment.c.version, tables.segment.c.rule, tables.segment.c.confidence),
    tables.segment.c.attributes,
)


def _segment_rows(connection: Connection, query: Executable) -> Iterator[tuple[str, Segment]]:
    origins = _Origins()
    # Plain tuples here and below: rows whose columns are asked for by name take twice as long.
    for (
        set_id,
        segment_id,
        start,
        label,
        state,
        detector,
        version,
        rule,
        confidence,
        attributes,
    ) in connection.execute(query):
        yield (
            set_id,
            Segment(
                segment_id,
                start,
                label,
                _STATES[state],
                origins.of(detector, version, rule, confidence),
                records.attributes_of(attributes),
            ),
        )


def mentions(connection: Connection, set_id: str) -> tuple[Mention, ...]:
    """Return a set's mentions in text order."""
    return _mentions(connection, tables.mention.c.set_id == set_id)


def mention(connection: Connection, mention_id: str) -> Mention | None:
    return _only(_mentions(connection, tables.mention.c.id == mention_id))


def mentions_of_span(connection: Connection, set_id: str, span: Span) -> tuple[Mention, ...]:
    table = tables.mention.c
    same = and_(table.set_id == set_id, table.start == span.start, table.end == span.end)
    return _mentions(connection, same)


def _mentions(connection: Connection, condition: ColumnElement[bool]) -> tuple[Mention, ...]:
    return tuple(one for _, one in _mention_rows(connection, condition))


def _mention_rows(
    connection: Connection, condition: ColumnElement[bool]
) -> Iterator[tuple[str, Mention]]:
    table = tables.mention.c
    columns = (table.set_id, table.id, table.start, table.end, table.label, table.state)
    origin = (table.detector, table.version, table.rule, table.confidence)
    more = (table.attributes, table.entity)
    query = (
        select(*columns, *origin, *more).where(condition).order_by(table.start, table.end, table.id)
    )
    origins = _Origins()
    # Plain tuples and one pass: an article can have 50,000 mentions.
    for (
        set_id,
        mention_id,
        start,
        end,
        label,
        state,
        detector,
        version,
        rule,
        confidence,
        attributes,
        entity,
    ) in connection.execute(query):
        yield (
            set_id,
            Mention(
                mention_id,
                Span(start, end),
                label,
                _STATES[state],
                origins.of(detector, version, rule, confidence),
                records.attributes_of(attributes),
                entity,
            ),
        )


def quotes(connection: Connection, set_id: str) -> tuple[Quote, ...]:
    """Return a set's quotes in the order of their first content."""
    return _quotes(connection, tables.quote.c.set_id == set_id)


def quote(connection: Connection, quote_id: str) -> Quote | None:
    return _only(_quotes(connection, tables.quote.c.id == quote_id))


def _quotes(connection: Connection, condition: ColumnElement[bool]) -> tuple[Quote, ...]:
    return tuple(one for _, one in _quote_rows(connection, condition))


def _quote_rows(connection: Connection, condition: ColumnElement[bool]) -> list[tuple[str, Quote]]:
    """Return quotes with the ids of their sets, in the order of their first content."""
    of_part = tables.quote_part.c
    parts: dict[str, dict[str, list[Span]]] = {}
    columns = (of_part.quote_id, of_part.role, of_part.start, of_part.end)
    for quote_id, role, start, end in connection.execute(
        select(*columns)
        .join(tables.quote, tables.quote.c.id == of_part.quote_id)
        .where(condition)
        .order_by(of_part.quote_id, of_part.role, of_part.ordinal)
    ):
        parts.setdefault(quote_id, {}).setdefault(role, []).append(Span(start, end))
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
                origins.of(row.detector, row.version, row.rule, row.confidence),
                records.attributes_of(row.attributes),
            ),
        )
        for row in connection.execute(select(tables.quote).where(condition))
    ]
    return sorted(found, key=lambda one: (one[1].content[0], one[1].id))


@dataclass(slots=True)
class SetContents:
    """The annotations of one set, in text order."""

    segments: list[Segment] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


def contents_of(connection: Connection, set_ids: Sequence[str]) -> dict[str, SetContents]:
    """Return the annotations of many sets by set id: one query a layer, not one a set."""
    found = {set_id: SetContents() for set_id in set_ids}
    of_segment = tables.segment.c
    query = _SEGMENTS.where(of_segment.set_id.in_(set_ids)).order_by(of_segment.start)
    for set_id, segment in _segment_rows(connection, query):
        found[set_id].segments.append(segment)
    for set_id, mention in _mention_rows(connection, tables.mention.c.set_id.in_(set_ids)):
        found[set_id].mentions.append(mention)
    for set_id, quote in _quote_rows(connection, tables.quote.c.set_id.in_(set_ids)):
        found[set_id].quotes.append(quote)
    return found


def notes(connection: Connection, set_id: str) -> tuple[Note, ...]:
    """Return a set's notes, oldest first."""
    return _notes(connection, tables.note.c.set_id == set_id)


def note(connection: Connection, note_id: str) -> Note | None:
    return _only(_notes(connection, tables.note.c.id == note_id))


def _notes(connection: Connection, condition: ColumnElement[bool]) -> tuple[Note, ...]:
    table = tables.note.c
    query = select(table.id, table.text, table.about).where(condition).order_by(table.id)
    return tuple(Note(*row) for row in connection.execute(query))


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


def _only(found: Sequence[_Record]) -> _Record | None:
    return found[0] if found else None
