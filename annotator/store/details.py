"""What is told about an article beside its text: read and written."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, select, update

from annotator.domain.article import ArticleDetails
from annotator.store import search, tables


def read(connection: Connection, article_id: str) -> ArticleDetails | None:
    of = tables.article.c
    query = select(of.id, of.title, of.source, of.url, of.published, of.language)
    row = connection.execute(query.where(of.id == article_id)).one_or_none()
    return None if row is None else ArticleDetails(*row)


def write(connection: Connection, details: ArticleDetails) -> None:
    """Replace the details of an article; searching finds it by its new title."""
    article, body = tables.article.c, tables.article_body.c
    query = select(article.position, article.title, body.text).join(
        tables.article_body, body.article_id == article.id
    )
    position, title, text = connection.execute(query.where(article.id == details.id)).one()
    here = update(tables.article).where(article.id == details.id)
    connection.execute(here.values(asdict(details)))
    if title != details.title:
        search.retitle(connection, position, text, old=title, new=details.title)
