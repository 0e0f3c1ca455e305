"""Checking a whole project: the file, the texts, and the rules that tables cannot state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from annotator.domain.article import text_hash
from annotator.store import reading, tables
from annotator.store.ordering import counts_of
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
        select(tables.annotation_set).where(of_set.article_id == article_id)
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
        counted = _counted(connection, row.id)
        stored = {name: getattr(row, name) for name in counted}
        if counted != stored:
            yield f"The counts {where} are wrong: {stored} is stored, {counted} is right."


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


def _counted(connection: Connection, set_id: str) -> dict[str, int]:
    found = reading.of_sets(connection, [set_id])
    counted = Counter(total=0, undecided=0, unsure=0, doubt=0)
    for kind in (found.segments, found.mentions, found.quotes):
        for one in kind.get(set_id, ()):
            counted.update(counts_of(one))
    return dict(counted)
