"""What is told about an article beside its text: read and written."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import Connection, bindparam, select, update

from annotator.domain.article import ArticleDetails
from annotator.store import search, tables

_ARTICLE, _BODY = tables.article.c, tables.article_body.c
_IS_IT = _ARTICLE.id == bindparam("article_id")
# Made once: making a statement takes longer than running it, and each edit of a segment reads.
_READ = select(*(_ARTICLE[field.name] for field in fields(ArticleDetails))).where(_IS_IT)
_INDEXED = (
    select(_ARTICLE.position, _ARTICLE.title, _BODY.text)
    .join(tables.article_body, _BODY.article_id == _ARTICLE.id)
    .where(_IS_IT)
)


def read(connection: Connection, article_id: str) -> ArticleDetails | None:
    row = connection.execute(_READ, {"article_id": article_id}).one_or_none()
    return None if row is None else ArticleDetails(*row)


def write(connection: Connection, details: ArticleDetails) -> None:
    """Replace the details of an article; searching finds it by its new title."""
    position, title, text = connection.execute(_INDEXED, {"article_id": details.id}).one()
    connection.execute(
        update(tables.article).where(_ARTICLE.id == details.id).values(asdict(details))
    )
    if title != details.title:
        search.retitle(connection, position, text, old=title, new=details.title)
