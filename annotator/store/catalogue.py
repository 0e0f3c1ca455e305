"""What releases ask of a project beside the annotations themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from annotator.domain.annotation import State
from annotator.domain.annotation_set import Owner
from annotator.domain.step import Progress
from annotator.store import tables


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """What is known of an article that an owner has annotated, without its text.

    ``undecided_segments`` are those that are still suggested.
    """

    id: str
    sha256: str
    title: str
    source: str
    language: str
    published: str
    progress: Progress
    undecided_segments: int


def catalogue(connection: Connection, owner: Owner) -> list[CatalogueRow]:
    """Return a row for every article that ``owner`` has a set of, in the order of import."""
    article, of_set, segment = tables.article.c, tables.annotation_set.c, tables.segment.c
    undecided = (
        select(func.count())
        .where(segment.set_id == of_set.id, segment.state == State.SUGGESTED.value)
        .scalar_subquery()
    )
    query = (
        select(
            article.id,
            article.sha256,
            article.title,
            article.first_line,
            article.source,
            article.language,
            article.published,
            of_set.progress,
            undecided.label("undecided"),
        )
        .join(tables.annotation_set, of_set.article_id == article.id)
        .where(of_set.owner_kind == owner.kind.value, of_set.owner_name == owner.name)
        .order_by(article.position)
    )
    return [
        CatalogueRow(
            id=row.id,
            sha256=row.sha256,
            title=row.title or row.first_line,
            source=row.source,
            language=row.language,
            published=row.published,
            progress=Progress(row.progress),
            undecided_segments=row.undecided,
        )
        for row in connection.execute(query)
    ]


def project_id(connection: Connection) -> str:
    query = select(tables.fact.c.value).where(tables.fact.c.name == "id")
    return str(connection.execute(query).scalar_one())


def last_change(connection: Connection) -> str:
    """Return when the newest journal row was written, UTC in ISO 8601; empty where none was."""
    query = select(tables.step.c.at).order_by(tables.step.c.sequence.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none() or ""


def annotators_by_arrival(connection: Connection) -> list[str]:
    """Return the annotators in the order in which the project came to know them."""
    query = select(tables.annotator.c.name).order_by(tables.annotator.c.id)
    return list(connection.execute(query).scalars())
