"""Writing much at once: imported articles, what detectors found, whole annotation sets."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Table, delete, func, insert, select

from annotator.domain.annotation import (
    Annotation,
    Mention,
    Note,
    Quote,
    Segment,
    Speaker,
    SpeakerKind,
)
from annotator.domain.annotation_set import DETECTOR, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.decision import Decision
from annotator.domain.identity import derived_id, new_id
from annotator.domain.partition import Partition
from annotator.domain.register import Entity
from annotator.domain.step import Progress
from annotator.store import details, ordering, reading, records, search, tables
from annotator.store.queries import Queries

_LINE_SHOWN = 200


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article to be stored, with the bytes that it was made from and where they were."""

    article: Article
    original: bytes = b""
    name: str = ""
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class NewSet:
    """An annotation set to be stored; ``entities`` are those that its annotations refer to."""

    segments: tuple[Segment, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    entities: tuple[Entity, ...] = ()
    progress: Progress = Progress.TODO
    guidelines: int = 0
    decisions: tuple[Decision, ...] = ()


def add_articles(connection: Connection, news: Sequence[NewArticle]) -> None:
    """Store articles behind those already there; none of them may be there yet."""
    last = connection.execute(select(func.max(tables.article.c.position))).scalar_one() or 0
    articles = [(last + number, new.article) for number, new in enumerate(news, start=1)]
    connection.execute(insert(tables.article), [_article_row(*one) for one in articles])
    connection.execute(
        insert(tables.article_body),
        [{"article_id": article.id, "text": article.text} for _, article in articles],
    )
    originals = [_original_row(new) for new in news if new.original]
    if originals:
        connection.execute(insert(tables.article_original), originals)
    search.add(connection, ((place, article.title, article.text) for place, article in articles))


def _article_row(position: int, article: Article) -> records.Row:
    first_line = next((line.strip() for line in article.text.split("\n") if line.strip()), "")
    return {
        "id": article.id,
        "position": position,
        "title": article.title,
        "first_line": first_line[:_LINE_SHOWN],
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "sha256": article.sha256,
        "length": len(article.text),
        "words": len(article.text.split()),
    }


def _original_row(new: NewArticle) -> records.Row:
    return {
        "article_id": new.article.id,
        "name": new.name,
        "encoding": new.encoding,
        "compressed": zlib.compress(new.original),
    }


def put_detection(connection: Connection, article_id: str, found: NewSet) -> None:
    """Store what the detectors found in an article, in place of what they found before.

    An annotator's set that was copied from it and not worked on yet goes too, so that it is copied
    anew. Where the article has no title or date, they are taken from its segments.
    """
    stale = tables.annotation_set.c
    connection.execute(
        delete(tables.annotation_set).where(
            stale.article_id == article_id,
            (stale.owner_kind == OwnerKind.DETECTOR.value)
            | (
                (stale.owner_kind == OwnerKind.ANNOTATOR.value)
                & (stale.progress == Progress.TODO.value)
            ),
        )
    )
    add_set(connection, article_id, DETECTOR, found, made=new_id())
    _complete_article(connection, article_id, found.segments)


def add_set(
    connection: Connection, article_id: str, owner: Owner, new: NewSet, made: str = ""
) -> str:
    """Store a whole annotation set and return its id; ``made`` is an id of when it was detected.

    Entities are matched with the register: by id, else by kind and name. Raises ``RefusedError``
    where the segments are no partition of the text.
    """
    length = connection.execute(
        select(tables.article.c.length).where(tables.article.c.id == article_id)
    ).scalar_one()
    Partition(length, new.segments)
    known = _matched(connection, new.entities)
    mentions = [_relinked_mention(mention, known) for mention in new.mentions]
    quotes = [_relinked_quote(quote, known) for quote in new.quotes]
    everything: list[Annotation] = [*new.segments, *mentions, *quotes]
    set_id = set_id_of(article_id, owner)
    row = {
        "id": set_id,
        "article_id": article_id,
        "owner_kind": owner.kind.value,
        "owner_name": owner.name,
        "progress": new.progress.value,
        "made": made,
        "guidelines": new.guidelines,
        **_counts(everything),
    }
    connection.execute(insert(tables.annotation_set), row)
    segments = [records.segment_row(set_id, one) for one in new.segments]
    notes = [records.note_row(set_id, one) for one in new.notes]
    _insert(connection, tables.segment, segments)
    _insert(connection, tables.mention, [records.mention_row(set_id, one) for one in mentions])
    _insert(connection, tables.quote, [records.quote_row(set_id, one) for one in quotes])
    parts = [row for quote in quotes for row in records.part_rows(quote)]
    _insert(connection, tables.quote_part, parts)
    _insert(connection, tables.note, notes)
    decisions = [records.decision_row(set_id, one) for one in new.decisions]
    _insert(connection, tables.decision, decisions)
    return set_id


def _counts(annotations: Sequence[Annotation]) -> dict[str, int]:
    counts = Counter[str](total=0, undecided=0, unsure=0, doubt=0)
    for one in annotations:
        counts.update(ordering.counts_of(one))
    return dict(counts)


def _insert(connection: Connection, table: Table, rows: list[records.Row]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def set_id_of(article_id: str, owner: Owner) -> str:
    """Return the id of an owner's set of an article, which is the same in every file."""
    return derived_id(article_id, owner.kind.value, owner.name)


def begin_set(connection: Connection, article_id: str, owner: Owner) -> str:
    """Make an annotator's set, with the detectors' suggestions in it where there are any.

    The ids follow from the suggestions' ids, so that a set begun in two copies of a project is
    one and the same when they come together.
    """
    detected = Queries(connection).annotation_set(article_id, DETECTOR)

    def own(suggestion_id: str) -> str:
        return derived_id(suggestion_id, owner.kind.value, owner.name)

    if detected is None:
        return add_set(connection, article_id, owner, NewSet())
    return add_set(
        connection,
        article_id,
        owner,
        NewSet(
            segments=tuple(replace(one, id=own(one.id)) for one in detected.partition.segments),
            mentions=tuple(replace(one, id=own(one.id)) for one in detected.mentions),
            quotes=tuple(replace(one, id=own(one.id)) for one in detected.quotes),
        ),
    )


def _matched(connection: Connection, entities: Iterable[Entity]) -> Mapping[str, Entity]:
    """Return the register's entry for each entity, by the entity's own id; new ones are added."""
    matched: dict[str, Entity] = {}
    for entity in entities:
        found = reading.entities(connection, [entity.id]).get(entity.id)
        if found is None:
            found = _of_same_name(connection, entity)
        if found is None:
            found = entity
            row = {"id": entity.id, "kind": entity.kind.value}
            connection.execute(insert(tables.entity), row)
            connection.execute(insert(tables.entity_name), records.name_rows(entity))
        matched[entity.id] = found
    return matched


def _of_same_name(connection: Connection, entity: Entity) -> Entity | None:
    names, kinds = tables.entity_name.c, tables.entity.c
    query = (
        select(names.entity_id)
        .join(tables.entity, kinds.id == names.entity_id)
        .where(names.folded == entity.name.casefold(), kinds.kind == entity.kind.value)
        .order_by(names.ordinal, names.entity_id)
        .limit(1)
    )
    entity_id = connection.execute(query).scalar_one_or_none()
    return reading.entities(connection, [entity_id])[entity_id] if entity_id else None


def _relinked_mention(mention: Mention, known: Mapping[str, Entity]) -> Mention:
    if mention.entity is None or mention.entity not in known:
        return mention
    return replace(mention, entity=known[mention.entity].id)


def _relinked_quote(quote: Quote, known: Mapping[str, Entity]) -> Quote:
    if quote.speaker.entity is None or quote.speaker.entity not in known:
        return quote
    entity = known[quote.speaker.entity]
    return replace(quote, speaker=Speaker(SpeakerKind.ENTITY, entity.id, entity.name))


def _complete_article(connection: Connection, article_id: str, segments: Sequence[Segment]) -> None:
    """Take title and date of an article that was told none from its headline and timestamp."""
    article = Queries(connection).article(article_id)
    title, published = article.title, article.published
    if not title:
        spans = Partition(len(article.text), tuple(segments))
        headlines = (span.of(article.text) for one, span in spans if one.label == "headline")
        title = " ".join(next(headlines, "").split())
    if not published:
        values = (one.attributes.get("value") for one in segments if one.label == "timestamp")
        published = str(next((value for value in values if value), ""))
    if (title, published) != (article.title, article.published):
        details.write(connection, replace(article.details, title=title, published=published))
