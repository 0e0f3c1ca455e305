"""Who works on which article, as conditions of queries."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.step import Progress
from annotator.store import tables
from annotator.store.suggestions import is_of


def has_any(connection: Connection, owner: Owner) -> bool:
    """Tell whether ``owner`` has articles assigned; who has none may work on all."""
    return connection.execute(_ids(owner).limit(1)).first() is not None


def is_for(owner: Owner) -> ColumnElement[bool]:
    """The condition that an article is assigned to ``owner`` or has been worked on by them."""
    of_set = tables.annotation_set.c
    begun = select(of_set.article_id).where(is_of(owner), of_set.progress != Progress.TODO.value)
    return or_(tables.article.c.id.in_(_ids(owner)), tables.article.c.id.in_(begun))


def _ids(owner: Owner) -> Select[tuple[str]]:
    """Select the ids of the articles assigned to ``owner``, who is an annotator if anybody."""
    name = owner.name if owner.kind is OwnerKind.ANNOTATOR else ""
    people = tables.annotator.c
    return (
        select(tables.assignment.c.article_id)
        .join(tables.annotator, people.id == tables.assignment.c.annotator_id)
        .where(people.name == name)
    )
