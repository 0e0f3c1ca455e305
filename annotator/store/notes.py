"""The notes of a project, with where they are and whose."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from annotator.domain.annotation import Note
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.store import reading, tables
from annotator.store.suggestions import is_of


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note with where it is and whose."""

    article_id: str
    title: str
    set_id: str
    owner: Owner
    note: Note


def notes(connection: Connection, owner: Owner | None = None) -> list[NoteRow]:
    """Return the notes of one owner, or of all, in the order of import of their articles."""
    of_set, article = tables.annotation_set.c, tables.article.c
    query = (
        select(
            tables.note,
            article.id.label("article_id"),
            article.title,
            article.first_line,
            of_set.owner_kind,
            of_set.owner_name,
        )
        .join(tables.annotation_set, of_set.id == tables.note.c.set_id)
        .join(tables.article, article.id == of_set.article_id)
        .order_by(article.position, tables.note.c.id)
    )
    if owner is not None:
        query = query.where(is_of(owner))
    return [
        NoteRow(
            article_id=row.article_id,
            title=row.title or row.first_line,
            set_id=row.set_id,
            owner=Owner(OwnerKind(row.owner_kind), row.owner_name),
            note=reading.note_of(row),
        )
        for row in connection.execute(query)
    ]
