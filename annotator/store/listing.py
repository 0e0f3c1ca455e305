"""Lists of articles: which ones, in which order, and how far an owner has come with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, or_, select

from annotator.domain.annotation_set import Owner
from annotator.domain.queue_order import NO_DOUBT, Doubt, QueueOrder
from annotator.domain.step import Progress
from annotator.domain.suggestions import Thresholds
from annotator.store import assigned, ordering, search, suggestions, tables
from annotator.store.sqlite import chunks


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles a list shows; ``typed`` is searched for in titles and texts."""

    progress: Progress | None = None
    typed: str = ""
    order: QueueOrder = QueueOrder.IMPORTED


ALL_ARTICLES = ArticleFilter()


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article as lists show it, with how far one owner has come."""

    id: str
    title: str
    source: str
    published: str
    progress: Progress
    total: int
    undecided: int
    doubt: Doubt = NO_DOUBT


def article_ids(connection: Connection, owner: Owner, wanted: ArticleFilter) -> list[str]:
    """Return the ids of the articles that pass, in the order wanted."""
    expression = search.match_expression(wanted.typed)
    query = select(tables.article.c.id).order_by(*ordering.by(wanted.order))
    if wanted.progress is not None or wanted.order is QueueOrder.USEFUL:
        query = query.select_from(ordering.with_sets(owner))
    if assigned.has_any(connection, owner):
        query = query.where(assigned.is_for(owner))
    if wanted.progress is not None:
        query = query.where(_has_progress(wanted.progress))
    if wanted.typed.strip():
        if not expression:
            return []
        query = query.where(search.is_match()).params(expression=expression)
    return list(connection.execute(query).scalars().all())


def article_rows(
    connection: Connection, owner: Owner, ids: Sequence[str], thresholds: Thresholds
) -> list[ArticleRow]:
    """Return the rows of ``ids``, in their order; ids that are not there are left out.

    What ``thresholds`` hide is not counted as undecided.
    """
    query, found = _rows_of(owner), {}
    for chunk in chunks(ids):
        rows = connection.execute(query, {"ids": chunk}).all()
        begun = [row.set_id for row in rows if row.set_id]
        hidden = suggestions.hidden(connection, begun, thresholds)
        for row in rows:
            found[row.id] = ArticleRow(
                id=row.id,
                title=row.title or row.first_line,
                source=row.source,
                published=row.published,
                progress=Progress(row.progress or Progress.TODO),
                total=row.total or 0,
                undecided=(row.undecided or 0) - hidden[row.set_id],
                doubt=Doubt(row.open, row.unsure, row.doubt),
            )
    return [found[one] for one in ids if one in found]


@cache  # Each edit asks for its article's row, and building this takes longer than running it.
def _rows_of(owner: Owner) -> Select[Any]:
    """Return the query for the rows of the articles ``ids``."""
    article, of_set = tables.article.c, tables.annotation_set.c
    return (
        select(
            article.id,
            article.title,
            article.first_line,
            article.source,
            article.published,
            of_set.id.label("set_id"),
            of_set.progress,
            of_set.total,
            of_set.undecided,
            ordering.open_count("undecided").label("open"),
            ordering.open_count("unsure").label("unsure"),
            ordering.open_count("doubt").label("doubt"),
        )
        .select_from(ordering.with_sets(owner))
        .where(article.id.in_(bindparam("ids", expanding=True)))
    )


def progress_counts(connection: Connection, owner: Owner) -> dict[Progress, int]:
    """Return how many articles stand in each progress; those without a set are to do."""
    of_set = tables.annotation_set.c
    query = (
        select(of_set.progress, func.count())
        .where(of_set.owner_kind == owner.kind.value, of_set.owner_name == owner.name)
        .group_by(of_set.progress)
    )
    counts = {Progress(name): count for name, count in connection.execute(query)}
    begun = sum(counts.values()) - counts.get(Progress.TODO, 0)
    counts[Progress.TODO] = _count_for(connection, owner) - begun
    return {progress: counts.get(progress, 0) for progress in Progress}


def _count_for(connection: Connection, owner: Owner) -> int:
    query = select(func.count()).select_from(tables.article)
    if assigned.has_any(connection, owner):
        query = query.where(assigned.is_for(owner))
    return connection.execute(query).scalar_one()


def _has_progress(progress: Progress) -> ColumnElement[bool]:
    column = tables.annotation_set.c.progress
    if progress is Progress.TODO:
        return or_(column == progress.value, column.is_(None))
    return column == progress.value
