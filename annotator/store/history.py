"""The journal as history: what an annotator can undo and redo."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, insert, or_, select

from annotator.domain.step import Step
from annotator.store import records, tables

_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Remembered:
    """A step that can be undone or redone, without its changes."""

    step_id: str
    title: str


def history(connection: Connection, annotator: str) -> tuple[list[Remembered], list[Remembered]]:
    """Return what an annotator can undo and redo, the next one last."""
    table = tables.step.c
    own = and_(table.annotator == annotator, table.kind != "record", ~table.was_brought)
    query = (
        select(table.of, table.kind, table.title)
        .where(or_(own, and_(table.kind == "brought", ~table.was_brought)))
        .order_by(table.sequence.desc())
        .limit(_REMEMBERED)
    )
    done: list[Remembered] = []
    undone: list[Remembered] = []
    for row in reversed(connection.execute(query).all()):
        remembered = Remembered(row.of, row.title)
        match row.kind:
            case "do":
                done.append(remembered)
                undone.clear()
            case "undo":
                undone.append(remembered)
                done = [one for one in done if one != remembered]
            case "redo":
                done.append(remembered)
                undone = [one for one in undone if one != remembered]
            case "brought":
                # What was undone across it would undo what came in.
                done.clear()
                undone.clear()
    return done, undone


def journal(connection: Connection, kind: str, of: str, step: Step) -> None:
    """Write a step into the journal; ``of`` is the step that an undo or redo is of."""
    row = {
        "id": step.id,
        "kind": kind,
        "of": of,
        "title": step.title,
        "annotator": step.annotator,
        "at": step.at,
        "article_id": step.article_id,
        "changes": records.to_json(step.changes),
    }
    connection.execute(insert(tables.step), row)


def steps_in(connection: Connection, article_id: str) -> list[Step]:
    """Return what was done in an article, undone and done again, the oldest first."""
    of = tables.step.c
    columns = (of.id, of.title, of.annotator, of.at, of.article_id, of.changes)
    query = select(*columns).where(of.article_id == article_id).order_by(of.at, of.sequence)
    return [Step(*row[:-1], records.from_json(row.changes)) for row in connection.execute(query)]
