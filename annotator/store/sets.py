"""Whole annotation sets, several at once: who has which, and what is in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, false, or_, select

from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.partition import Partition
from annotator.domain.step import Progress
from annotator.store import reading, tables
from annotator.store.sqlite import chunks
from annotator.store.suggestions import is_of


def annotation_sets(
    connection: Connection, article_ids: Sequence[str], owners: Sequence[Owner]
) -> dict[str, dict[Owner, AnnotationSet]]:
    """Return the sets that ``owners`` have of many articles, by article id and owner.

    Both are in the order given; articles that none of the owners has begun are left out.
    """
    of_set = tables.annotation_set.c
    query = (
        select(tables.annotation_set, tables.article.c.length)
        .join(tables.article, tables.article.c.id == of_set.article_id)
        .where(or_(false(), *map(is_of, owners)))
    )
    found: dict[tuple[str, Owner], AnnotationSet] = {}
    for chunk in chunks(article_ids):
        rows = connection.execute(query.where(of_set.article_id.in_(chunk))).all()
        for of_chunk in chunks(rows):
            read = reading.of_sets(connection, [row.id for row in of_chunk])
            for row in of_chunk:
                owner = Owner(OwnerKind(row.owner_kind), row.owner_name)
                found[row.article_id, owner] = AnnotationSet(
                    id=row.id,
                    article_id=row.article_id,
                    owner=owner,
                    partition=Partition(row.length, read.segments.get(row.id, ())),
                    mentions=read.mentions.get(row.id, ()),
                    quotes=read.quotes.get(row.id, ()),
                    notes=read.notes.get(row.id, ()),
                    progress=Progress(row.progress),
                    guidelines=row.guidelines,
                    decisions=read.decisions.get(row.id, ()),
                )
    by_article = {
        one: {owner: found[one, owner] for owner in owners if (one, owner) in found}
        for one in article_ids
    }
    return {article_id: sets for article_id, sets in by_article.items() if sets}


def owners_by_article(connection: Connection) -> dict[str, list[Owner]]:
    """Return who has a set of each article, by the article's id."""
    of_set = tables.annotation_set.c
    query = select(of_set.article_id, of_set.owner_kind, of_set.owner_name).order_by(
        of_set.article_id, of_set.owner_kind, of_set.owner_name
    )
    found: dict[str, list[Owner]] = {}
    for article_id, kind, name in connection.execute(query):
        found.setdefault(article_id, []).append(Owner(OwnerKind(kind), name))
    return found
