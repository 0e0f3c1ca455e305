"""Articles of one source, and which segments of them are known."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from annotator.domain.annotation import Segment
from annotator.domain.annotation_set import DETECTOR, OwnerKind
from annotator.domain.article import Article
from annotator.domain.step import Progress
from annotator.store import reading, tables
from annotator.store.suggestions import is_of


def names(connection: Connection) -> list[str]:
    """Return where articles come from, the commonest first."""
    source = tables.article.c.source
    query = select(source).where(source != "").group_by(source)
    return list(connection.scalars(query.order_by(func.count().desc(), source)))


def article_ids(connection: Connection, like: Article, most: int) -> list[str]:
    """Return the newest articles of the same source as ``like``, which is one of them."""
    article = tables.article.c
    query = select(article.id).where(_is_like(like)).order_by(article.position.desc())
    return list(connection.scalars(query.limit(most)))


def segments(
    connection: Connection, like: Article, origin: str, most: int
) -> dict[str, tuple[Segment, ...]]:
    """Return what is known of the newest articles of the same source, by article id.

    Known are the segments of gold and of finished work, and those that the detector ``origin``
    suggested; of one article the first of these.
    """
    of_set, of_segment = tables.annotation_set.c, tables.segment.c
    is_finished = or_(
        of_set.owner_kind == OwnerKind.GOLD.value,
        and_(
            of_set.owner_kind == OwnerKind.ANNOTATOR.value,
            of_set.progress == Progress.DONE.value,
        ),
    )
    told = select(of_segment.set_id).where(of_segment.detector == origin, of_segment.start == 0)
    is_told = and_(is_of(DETECTOR), of_set.id.in_(told))
    rank = case(
        (of_set.owner_kind == OwnerKind.GOLD.value, 2),
        (of_set.owner_kind == OwnerKind.ANNOTATOR.value, 1),
        else_=0,
    )
    query = (
        select(tables.article.c.id, of_set.id.label("set_id"))
        .join(tables.annotation_set, of_set.article_id == tables.article.c.id)
        .where(_is_like(like), or_(is_finished, is_told))
        # The best comes last for each article, and so stays.
        .order_by(tables.article.c.position.desc(), rank)
        .limit(most)
    )
    sets = {row.id: row.set_id for row in connection.execute(query)}
    return {key: reading.segments(connection, set_id) for key, set_id in sets.items()}


def _is_like(like: Article) -> ColumnElement[bool]:
    article = tables.article.c
    if like.source:
        return article.source == like.source
    address = f"{like.site}/"
    is_there = or_(
        article.url.contains(f"//{address}", autoescape=True),
        article.url.contains(f"//www.{address}", autoescape=True),
    )
    return and_(article.source == "", is_there)
