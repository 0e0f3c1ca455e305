"""What comes in from another project file: reading it with care, writing it in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from annotator.domain.active_time import Sitting
from annotator.domain.annotation_set import AnnotationSet, Owner
from annotator.domain.identity import new_id
from annotator.domain.register import Entity
from annotator.domain.scheme import Scheme
from annotator.domain.step import Progress, Step
from annotator.domain.team import Annotator, Guidelines
from annotator.store import bulk, records, schemes, sqlite, tables, team
from annotator.store.bulk import NewArticle, NewSet
from annotator.store.models import StoredModel, insert_model
from annotator.store.queries import Queries
from annotator.store.sqlite import chunks

PACKAGE_OF = "package_of"
"""The fact that names the project which a package was handed out from."""
PACKAGE_FOR = "package_for"
"""The fact that names whom a package is for."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A row of a journal as it is stored; ``changes`` is JSON."""

    id: str
    kind: str
    of: str
    title: str
    annotator: str
    at: str
    article_id: str
    changes: str

    def step(self) -> Step:
        """Return it as a step; raises where the JSON is not what we write."""
        changes = records.from_json(self.changes)
        return Step(self.id, self.title, self.annotator, self.at, self.article_id, changes)


class OtherFile:
    """Reads another project file, through a connection of its own."""

    def __init__(self, connection: Connection, queries: Queries) -> None:
        self._connection = connection
        self.queries = queries

    def fact(self, name: str) -> str:
        return fact(self._connection, name)

    def schemes(self) -> list[Scheme]:
        """Return all versions of the scheme, newest first."""
        return schemes.versions(self._connection)

    def articles(self) -> dict[str, str]:
        """Return the SHA-256 of each article's text by its id, in the order of import."""
        return texts(self._connection)

    def new_article(self, article_id: str) -> NewArticle:
        """Return an article as it would be stored elsewhere, its original bytes included."""
        article = self.queries.article(article_id)
        found = self.queries.original_bytes(article_id)
        if found is None:
            return NewArticle(article)
        name, encoding, content = found
        return NewArticle(article, content, name, encoding)

    def journal(self) -> Iterator[JournalRow]:
        """Yield the journal as it was written, oldest first."""
        of = tables.step.c
        columns = (of.id, of.kind, of.of, of.title, of.annotator, of.at, of.article_id, of.changes)
        query = select(*columns).order_by(of.sequence)
        for row in self._connection.execution_options(yield_per=1000).execute(query):
            yield JournalRow(*row)

    def sha256(self, article_id: str) -> str:
        """Return what the file says that an article's text hashes to."""
        query = select(tables.article.c.sha256).where(tables.article.c.id == article_id)
        return str(self._connection.scalars(query).one())

    def annotators(self) -> list[Annotator]:
        return team.annotators(self._connection)

    def guideline_versions(self) -> list[Guidelines]:
        return team.guideline_versions(self._connection)

    def sittings(self) -> list[Sitting]:
        return team.sittings(self._connection)


class Bringing:
    """Writes what comes in; all of it is one transaction of the project."""

    def __init__(self, connection: Connection, queries: Queries) -> None:
        self._connection = connection
        self.queries = queries
        self.is_discarded = False
        # Sets and register entries that refer to each other come in one after the other.
        sqlite.defer_keys(connection)

    def discard(self) -> None:
        """Let the transaction end without a change: it was to see what would come."""
        self.is_discarded = True

    def fact(self, name: str) -> str:
        return fact(self._connection, name)

    def articles(self) -> dict[str, str]:
        """Return the SHA-256 of each article's text by its id."""
        return texts(self._connection)

    def known_steps(self, ids: Sequence[str]) -> set[str]:
        """Return those of ``ids`` that the journal has already."""
        of = tables.step.c
        return {
            found
            for chunk in chunks(ids)
            for found in self._connection.scalars(select(of.id).where(of.id.in_(chunk)))
        }

    def add_articles(self, news: Sequence[NewArticle]) -> None:
        bulk.add_articles(self._connection, news)

    def put_set(self, article_id: str, owner: Owner, found: AnnotationSet) -> None:
        """Store a set in place of the one that the owner has of the article, if any."""
        of_set = tables.annotation_set.c
        self._connection.execute(
            delete(tables.annotation_set).where(
                of_set.article_id == article_id,
                of_set.owner_kind == owner.kind.value,
                of_set.owner_name == owner.name,
            )
        )
        new = NewSet(
            segments=found.partition.segments,
            mentions=found.mentions,
            quotes=found.quotes,
            notes=found.notes,
            progress=found.progress,
            guidelines=found.guidelines,
            decisions=found.decisions,
        )
        bulk.add_set(self._connection, article_id, owner, new)

    def put_entities(self, entities: Mapping[str, Entity]) -> None:
        """Insert or replace register entries."""
        names = tables.entity_name
        for chunk in chunks(list(entities)):
            known = set(
                self._connection.scalars(
                    select(tables.entity.c.id).where(tables.entity.c.id.in_(chunk))
                )
            )
            self._connection.execute(delete(names).where(names.c.entity_id.in_(chunk)))
            for one in known:
                self._connection.execute(
                    update(tables.entity)
                    .where(tables.entity.c.id == one)
                    .values(kind=entities[one].kind.value)
                )
            added = [{"id": one, "kind": entities[one].kind.value} for one in chunk]
            added = [row for row in added if row["id"] not in known]
            if added:
                self._connection.execute(insert(tables.entity), added)
            rows = [row for one in chunk for row in records.name_rows(entities[one])]
            self._connection.execute(insert(names), rows)

    def put_model(self, model: StoredModel, content: bytes) -> None:
        """Store a model, and use it where it is in use where it comes from."""
        insert_model(self._connection, model, content)

    def add_approvals(self, keys: set[str]) -> None:
        """Take over what was marked as right elsewhere; what is marked here stays."""
        rows = [{"id": key} for key in sorted(keys - self.queries.approved())]
        if rows:
            self._connection.execute(insert(tables.approval), rows)

    def missing_entities(self) -> list[str]:
        """Return the ids that annotations refer to and the register lacks."""
        known = select(tables.entity.c.id)
        found: set[str] = set()
        for column in (tables.mention.c.entity, tables.quote.c.speaker_entity):
            query = select(column).where(column.is_not(None), column.not_in(known)).distinct()
            found |= set(self._connection.scalars(query))
        return sorted(found)

    def remove_unused_entities(self, ids: Sequence[str]) -> None:
        """Remove those of the register entries ``ids`` that nothing refers to."""
        of, mention, quote = tables.entity.c, tables.mention.c, tables.quote.c
        for chunk in chunks(ids):
            is_named = select(mention.id).where(mention.entity == of.id).exists()
            is_speaker = select(quote.id).where(quote.speaker_entity == of.id).exists()
            self._connection.execute(
                delete(tables.entity).where(of.id.in_(chunk), ~or_(is_named, is_speaker))
            )

    def add_steps(self, rows: Sequence[JournalRow]) -> None:
        """Add rows of another file's journal behind our own."""
        columns = JournalRow.__slots__
        made = [{name: getattr(row, name) for name in columns} for row in rows]
        if made:
            self._connection.execute(
                insert(tables.step), [{**row, "was_brought": True} for row in made]
            )

    def put_annotator(self, annotator: Annotator) -> None:
        team.put_annotator(self._connection, annotator)

    def renumber_annotator(self, known: Annotator, annotator_id: str) -> None:
        """Give an annotator the id that another file knows them by."""
        self._connection.execute(
            update(tables.annotator)
            .where(tables.annotator.c.id == known.id)
            .values(id=annotator_id)
        )
        self._connection.execute(
            update(tables.assignment)
            .where(tables.assignment.c.annotator_id == known.id)
            .values(annotator_id=annotator_id)
        )

    def put_guidelines(self, guidelines: Guidelines) -> None:
        team.put_guidelines(self._connection, guidelines)

    def put_sitting(self, sitting: Sitting) -> bool:
        return team.put_sitting(self._connection, sitting)

    def put_scheme(self, scheme: Scheme) -> None:
        schemes.put(self._connection, scheme)

    def put_fact(self, name: str, value: str) -> None:
        put_fact(self._connection, name, value)

    def assign(self, annotator_id: str, article_ids: Sequence[str]) -> None:
        rows = [{"annotator_id": annotator_id, "article_id": one} for one in article_ids]
        if rows:
            self._connection.execute(insert(tables.assignment), rows)

    def record(self, title: str, annotator: str) -> None:
        """Say in the journal that work came in, across which nothing is undone."""
        row = {
            "id": new_id(),
            "kind": "brought",
            "of": "",
            "title": title,
            "annotator": annotator,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "article_id": "",
            "changes": "[]",
        }
        self._connection.execute(insert(tables.step), row)

    def progress(self, set_id: str) -> Progress:
        of_set = tables.annotation_set.c
        query = select(of_set.progress).where(of_set.id == set_id)
        return Progress(self._connection.scalars(query).one())

    def length(self, article_id: str) -> int:
        """Return how many code points an article has."""
        query = select(tables.article.c.length).where(tables.article.c.id == article_id)
        return int(self._connection.scalars(query).one())


def fact(connection: Connection, name: str) -> str:
    """Return a fact about the file; empty where it says nothing of that name."""
    query = select(tables.fact.c.value).where(tables.fact.c.name == name)
    return connection.scalars(query).one_or_none() or ""


def put_fact(connection: Connection, name: str, value: str) -> None:
    """Put a fact in place of the one of that name."""
    connection.execute(delete(tables.fact).where(tables.fact.c.name == name))
    connection.execute(insert(tables.fact), {"name": name, "value": value})


def texts(connection: Connection) -> dict[str, str]:
    of = tables.article.c
    query = select(of.id, of.sha256).order_by(of.position)
    return {row.id: row.sha256 for row in connection.execute(query)}
