"""What is still undecided, counted and shown by example, in one article or in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, or_, select

from annotator.domain.annotation import Layer, Role, State
from annotator.domain.annotation_set import DETECTOR, Owner
from annotator.domain.step import Progress
from annotator.domain.suggestions import LAYERS_WITH_THRESHOLD, Thresholds, Wanted
from annotator.store import tables
from annotator.store.sqlite import chunks

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class SuggestionCount:
    """How many suggestions share a label, a rule and a confidence."""

    label: str
    rule: str
    confidence: float
    count: int


@dataclass(frozen=True, slots=True)
class Example:
    """A suggestion in its article; ``text`` is its beginning."""

    title: str
    text: str
    confidence: float


def counts(
    connection: Connection, owner: Owner, layer: Layer, article_id: str = ""
) -> list[SuggestionCount]:
    """Count what ``owner`` has not decided, in one article or in all that are not done.

    In articles that the owner has not opened yet, it is what the detectors suggest.
    """
    table, label = _TABLES[layer], _label(layer)
    query = (
        select(label, table.c.rule, table.c.confidence, func.count())
        .where(table.c.state == State.SUGGESTED.value, table.c.set_id.in_(_sets(owner, article_id)))
        .group_by(label, table.c.rule, table.c.confidence)
        .order_by(label, table.c.rule, table.c.confidence)
    )
    return [SuggestionCount(*row) for row in connection.execute(query)]


def examples(
    connection: Connection, owner: Owner, wanted: Wanted, article_id: str = "", most: int = 50
) -> list[Example]:
    """Return suggestions that ``wanted`` takes, the least sure first."""
    table, of_set, body = _TABLES[wanted.layer], tables.annotation_set.c, tables.article_body.c
    article, (start, end) = tables.article.c, _extent(wanted.layer)
    title = func.coalesce(func.nullif(article.title, ""), article.first_line)
    length = func.min(end - start, _SHOWN)
    query = (
        select(title, func.substr(body.text, start + 1, length), table.c.confidence)
        .join(tables.annotation_set, of_set.id == table.c.set_id)
        .join(tables.article, article.id == of_set.article_id)
        .join(tables.article_body, body.article_id == of_set.article_id)
        .where(
            table.c.state == State.SUGGESTED.value,
            table.c.set_id.in_(_sets(owner, article_id)),
            table.c.confidence.between(wanted.at_least, wanted.at_most),
        )
        .order_by(table.c.confidence, article.position, start)
        .limit(most)
    )
    if wanted.label:
        query = query.where(_label(wanted.layer) == wanted.label)
    if wanted.rule:
        query = query.where(table.c.rule == wanted.rule)
    if wanted.layer is Layer.QUOTES:
        part = tables.quote_part.c
        first = and_(part.role == Role.CONTENT.value, part.ordinal == 0)
        query = query.join(tables.quote_part, and_(part.quote_id == table.c.id, first))
    return [
        Example(title, " ".join(text.split()), confidence)
        for title, text, confidence in connection.execute(query)
    ]


def confidences(connection: Connection, owner: Owner, layer: Layer) -> list[tuple[float, int]]:
    """Return how often each confidence, 0 to 1, stands among what ``counts`` counts in all."""
    table = _TABLES[layer].c
    query = (
        select(table.confidence, func.count())
        .where(table.state == State.SUGGESTED.value, table.set_id.in_(_sets(owner, "")))
        .group_by(table.confidence)
        .order_by(table.confidence)
    )
    return [(confidence, count) for confidence, count in connection.execute(query)]


def hidden(connection: Connection, set_ids: Sequence[str], thresholds: Thresholds) -> Counter[str]:
    """Count what ``thresholds`` hide, by set."""
    found = Counter[str]()
    for layer in LAYERS_WITH_THRESHOLD if any(map(thresholds.of, Layer)) else ():
        table = _TABLES[layer].c
        for chunk in chunks(set_ids):
            query = (
                select(table.set_id, func.count().label("hidden"))
                .where(
                    table.set_id.in_(chunk),
                    table.state == State.SUGGESTED.value,
                    table.confidence < thresholds.least(layer),
                )
                .group_by(table.set_id)
            )
            found.update({row.set_id: row.hidden for row in connection.execute(query)})
    return found


def undecided_sets(connection: Connection, owner: Owner) -> list[str]:
    """Return the ids of the owner's sets that are not done and hold suggestions."""
    of_set = tables.annotation_set.c
    query = select(of_set.id).where(
        is_of(owner), of_set.progress != Progress.DONE.value, of_set.undecided > 0
    )
    return list(connection.execute(query).scalars().all())


def unopened(connection: Connection, owner: Owner) -> list[str]:
    """Return the ids of the articles with suggestions that the owner has no set of yet."""
    of_set = tables.annotation_set.c
    opened = select(of_set.article_id).where(is_of(owner))
    query = select(of_set.article_id).where(
        is_of(DETECTOR), of_set.total > 0, of_set.article_id.not_in(opened)
    )
    return list(connection.execute(query).scalars().all())


def _sets(owner: Owner, article_id: str) -> Select[tuple[str]]:
    of_set = tables.annotation_set.c
    opened = select(of_set.article_id).where(is_of(owner))
    query = select(of_set.id).where(
        or_(is_of(owner), and_(is_of(DETECTOR), of_set.article_id.not_in(opened)))
    )
    if article_id:
        return query.where(of_set.article_id == article_id)
    return query.where(of_set.progress != Progress.DONE.value)


def is_of(owner: Owner) -> ColumnElement[bool]:
    """The condition that an annotation set is the owner's."""
    of_set = tables.annotation_set.c
    return and_(of_set.owner_kind == owner.kind.value, of_set.owner_name == owner.name)


def _label(layer: Layer) -> ColumnElement[str]:
    table = _TABLES[layer].c
    return table.type if layer is Layer.QUOTES else table.label


def _extent(layer: Layer) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """The start and end of what is shown; a segment's own end is not stored."""
    match layer:
        case Layer.SEGMENTS:
            start = tables.segment.c.start
            return start, start + _SHOWN
        case Layer.ENTITIES:
            return tables.mention.c.start, tables.mention.c.end
        case Layer.QUOTES:
            return tables.quote_part.c.start, tables.quote_part.c.end


_TABLES: Mapping[Layer, Table] = {
    Layer.SEGMENTS: tables.segment,
    Layer.ENTITIES: tables.mention,
    Layer.QUOTES: tables.quote,
}
