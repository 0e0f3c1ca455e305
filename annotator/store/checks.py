"""Checking a whole project: the file, the texts, and the rules that tables cannot state."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from annotator.domain.article import text_hash
from annotator.store import tables
from annotator.store.queries import Queries


def findings(connection: Connection) -> Iterator[str]:
    """Yield a plain sentence for each thing that is wrong; runs through all articles."""
    queries = Queries(connection)
    table = tables.article.c
    for row in connection.execute(select(table.id, table.sha256, table.length)).all():
        article = queries.article(row.id)
        if text_hash(article.text) != row.sha256 or len(article.text) != row.length:
            yield f"The text of article {row.id} is not the one that was imported."
        yield from _set_findings(connection, row.id, len(article.text))


def _set_findings(connection: Connection, article_id: str, length: int) -> Iterator[str]:
    of_set = tables.annotation_set.c
    rows = connection.execute(
        select(of_set.id, of_set.owner_name, of_set.total, of_set.undecided).where(
            of_set.article_id == article_id
        )
    ).all()
    for row in rows:
        where = f"of {row.owner_name} in article {article_id}"
        first, last, segments = connection.execute(
            select(
                func.min(tables.segment.c.start), func.max(tables.segment.c.start), func.count()
            ).where(tables.segment.c.set_id == row.id)
        ).one()
        if segments and (first != 0 or last >= length):
            yield f"The segments {where} do not cover the text."
        if _furthest_end(connection, row.id) > length:
            yield f"An annotation {where} lies outside the text."
        total, undecided = _counted(connection, row.id)
        if (total, undecided) != (row.total, row.undecided):
            yield f"The counts {where} are wrong: {row.total} and {row.undecided} are stored."


def _furthest_end(connection: Connection, set_id: str) -> int:
    mention, quote, part = tables.mention.c, tables.quote.c, tables.quote_part.c
    of_mentions = select(func.max(mention.end)).where(mention.set_id == set_id)
    of_parts = (
        select(func.max(part.end))
        .join(tables.quote, quote.id == part.quote_id)
        .where(quote.set_id == set_id)
    )
    ends = (connection.execute(query).scalar_one() for query in (of_mentions, of_parts))
    return max(end or 0 for end in ends)


def _counted(connection: Connection, set_id: str) -> tuple[int, int]:
    total = undecided = 0
    for table in (tables.segment, tables.mention, tables.quote):
        in_set = select(func.count()).where(table.c.set_id == set_id)
        total += connection.execute(in_set).scalar_one()
        suggested = in_set.where(table.c.state == "suggested")
        undecided += connection.execute(suggested).scalar_one()
    return total, undecided
