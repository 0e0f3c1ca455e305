"""The read side: what lists, views and exports ask of a project. Rows never leave: values do."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, func, or_, select

from annotator.domain.annotation import Layer, Segment
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.register import Entity
from annotator.domain.step import Progress, Step
from annotator.domain.suggestions import SHOW_ALL, Thresholds, Wanted
from annotator.domain.team import Guidelines
from annotator.store import (
    catalogue,
    history,
    listing,
    notes,
    reading,
    records,
    redetection,
    schemes,
    sets,
    sources,
    suggestions,
    tables,
    team,
)
from annotator.store.listing import ALL_ARTICLES, ArticleFilter, ArticleRow
from annotator.store.notes import NoteRow
from annotator.store.sqlite import chunks
from annotator.store.suggestions import Example, SuggestionCount, is_of


class Queries:
    """Reads one project through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # Lists of articles

    def article_ids(self, owner: Owner, wanted: ArticleFilter = ALL_ARTICLES) -> list[str]:
        """Return the ids of the articles that pass, in the order wanted."""
        return listing.article_ids(self._connection, owner, wanted)

    def article_rows(
        self, owner: Owner, ids: Sequence[str], thresholds: Thresholds = SHOW_ALL
    ) -> list[ArticleRow]:
        """Return the rows of ``ids``, in their order; ids that are not there are left out.

        What ``thresholds`` hide is not counted as undecided.
        """
        return listing.article_rows(self._connection, owner, ids, thresholds)

    def progress_counts(self, owner: Owner) -> dict[Progress, int]:
        """Return how many articles stand in each progress; those without a set are to do."""
        return listing.progress_counts(self._connection, owner)

    def article_count(self) -> int:
        return self._connection.execute(
            select(func.count()).select_from(tables.article)
        ).scalar_one()

    # One article

    def article(self, article_id: str) -> Article:
        """Return the article; raise ``LookupError`` where there is none of that id."""
        found = self.articles([article_id])
        if not found:
            raise LookupError(f"no article {article_id}")
        return found[article_id]

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """Return the articles of ``ids`` that there are, by id."""
        article, body = tables.article.c, tables.article_body.c
        metadata = (article.title, article.source, article.url, article.published, article.language)
        query = select(article.id, body.text, *metadata).join(
            tables.article_body, body.article_id == article.id
        )
        return {
            row.id: Article(*row)
            for chunk in chunks(ids)
            for row in self._connection.execute(query.where(article.id.in_(chunk)))
        }

    def original(self, article_id: str) -> tuple[str, str, bytes] | None:
        """Return the file name, encoding and compressed bytes that the article was made from."""
        table = tables.article_original
        query = select(table.c.name, table.c.encoding, table.c.compressed)
        row = self._connection.execute(query.where(table.c.article_id == article_id)).one_or_none()
        return (row.name, row.encoding, row.compressed) if row else None

    def original_bytes(self, article_id: str) -> tuple[str, str, bytes] | None:
        """Return the file name, encoding and bytes that the article was made from."""
        found = self.original(article_id)
        return (found[0], found[1], zlib.decompress(found[2])) if found else None

    def sources(self) -> list[str]:
        """Return where articles come from, the commonest first."""
        return sources.names(self._connection)

    def ids_of_source(self, like: Article, most: int) -> list[str]:
        """Return the newest articles of the same source as ``like``, which is one of them."""
        return sources.article_ids(self._connection, like, most)

    def segments_of_source(
        self, like: Article, origin: str, most: int
    ) -> dict[str, tuple[Segment, ...]]:
        """Return the known segments of articles of the same source: see ``sources.segments``."""
        return sources.segments(self._connection, like, origin, most)

    def ids_by_hash(self, hashes: Sequence[str]) -> dict[str, str]:
        """Return the ids of articles whose text has one of the SHA-256 ``hashes``, by hash."""
        table = tables.article.c
        return {
            row.sha256: row.id
            for chunk in chunks(hashes)
            for row in self._connection.execute(
                select(table.id, table.sha256).where(table.sha256.in_(chunk))
            )
        }

    def present_articles(self, ids: Sequence[str]) -> set[str]:
        """Return those of ``ids`` that name an article."""
        return reading.present(self._connection, tables.article, ids)

    def present_annotations(self, ids: Sequence[str]) -> set[str]:
        """Return those of ``ids`` that name an annotation or a note, of any owner."""
        kinds = (tables.segment, tables.mention, tables.quote, tables.note)
        return set().union(*(reading.present(self._connection, table, ids) for table in kinds))

    def last_worked(self) -> dict[str, str]:
        """Return when somebody last began to work on an article, by its id; UTC in ISO 8601."""
        of = tables.sitting.c
        query = select(of.article_id, func.max(of.began)).group_by(of.article_id)
        return {row[0]: row[1] for row in self._connection.execute(query).all()}

    def present_decisions(self, ids: Sequence[str]) -> set[str]:
        """Return those of ``ids`` that name a decision in somebody’s gold."""
        return reading.present(self._connection, tables.decision, ids)

    def undetected_ids(self) -> list[str]:
        """Return the ids of the articles that not all detectors have looked at yet."""
        of_set = tables.annotation_set.c
        seen = select(of_set.article_id).where(
            of_set.owner_kind == OwnerKind.DETECTOR.value,
            of_set.progress != Progress.DOING.value,
        )
        query = select(tables.article.c.id).where(tables.article.c.id.not_in(seen))
        return list(
            self._connection.execute(query.order_by(tables.article.c.position)).scalars().all()
        )

    # Annotation sets

    def set_id(self, article_id: str, owner: Owner) -> str | None:
        of_set = tables.annotation_set.c
        return self._connection.execute(
            select(of_set.id).where(of_set.article_id == article_id, is_of(owner))
        ).scalar_one_or_none()

    def annotation_set(self, article_id: str, owner: Owner) -> AnnotationSet | None:
        """Return all annotations of one owner of one article, or ``None`` where none were begun."""
        return self.annotation_sets([article_id], [owner]).get(article_id, {}).get(owner)

    def annotation_sets(
        self, article_ids: Sequence[str], owners: Sequence[Owner]
    ) -> dict[str, dict[Owner, AnnotationSet]]:
        """Return the sets that ``owners`` have of many articles, by article id and owner.

        Both are in the order given; articles that none of the owners has begun are left out.
        """
        return sets.annotation_sets(self._connection, article_ids, owners)

    def label_counts(self) -> Counter[tuple[Layer, str]]:
        """Count the annotations of each label, of all owners and in any state."""
        return schemes.label_counts(self._connection)

    def owners_by_article(self) -> dict[str, list[Owner]]:
        """Return who has a set of each article, by the article's id."""
        return sets.owners_by_article(self._connection)

    def owners(self) -> list[Owner]:
        """Return everybody who owns an annotation set, annotators and detectors and gold."""
        of_set = tables.annotation_set.c
        query = select(of_set.owner_kind, of_set.owner_name).distinct()
        return sorted(
            Owner(OwnerKind(kind), name) for kind, name in self._connection.execute(query)
        )

    def annotators(self) -> list[str]:
        query = select(tables.annotator.c.name).order_by(tables.annotator.c.name)
        return list(self._connection.execute(query).scalars().all())

    def annotated_ids(self, owner: Owner) -> list[str]:
        """Return the ids of the articles that ``owner`` has a set of, in the order of import."""
        query = (
            select(tables.article.c.id)
            .join(tables.annotation_set, tables.annotation_set.c.article_id == tables.article.c.id)
            .where(is_of(owner))
            .order_by(tables.article.c.position)
        )
        return list(self._connection.execute(query).scalars().all())

    # Suggestions

    def suggestion_counts(
        self, owner: Owner, layer: Layer, article_id: str = ""
    ) -> list[SuggestionCount]:
        """Count what the owner has not decided, in one article or in all that are not done."""
        return suggestions.counts(self._connection, owner, layer, article_id)

    def confidences(self, owner: Owner, layer: Layer) -> list[tuple[float, int]]:
        """Return how often each confidence is among what the owner has not decided in all."""
        return suggestions.confidences(self._connection, owner, layer)

    def suggestion_examples(
        self, owner: Owner, wanted: Wanted, article_id: str = "", most: int = 50
    ) -> list[Example]:
        """Return suggestions that ``wanted`` takes, the least sure first."""
        return suggestions.examples(self._connection, owner, wanted, article_id, most)

    def undecided_sets(self, owner: Owner) -> list[str]:
        """Return the ids of the owner's sets that are not done and hold suggestions."""
        return suggestions.undecided_sets(self._connection, owner)

    def unopened(self, owner: Owner) -> list[str]:
        """Return the ids of the articles with suggestions that the owner has no set of yet."""
        return suggestions.unopened(self._connection, owner)

    # Detecting again

    def outlook(self) -> redetection.Outlook:
        """Return what detecting again over the whole project would do."""
        return redetection.outlook(self._connection)

    def left_ids(self) -> list[str]:
        """Return the articles that the running detection of all has not reached yet."""
        return redetection.left_ids(self._connection)

    def begun(self) -> dict[str, list[str]]:
        """Return the articles that annotators have begun and not finished, by annotator."""
        return redetection.begun(self._connection)

    # For releases

    def catalogue(self, owner: Owner) -> list[catalogue.CatalogueRow]:
        """Return a row for every article that ``owner`` has a set of, in the order of import."""
        return catalogue.catalogue(self._connection, owner)

    def project_id(self) -> str:
        return catalogue.project_id(self._connection)

    def last_change(self) -> str:
        """Return when the project last changed, UTC in ISO 8601; empty where it never did."""
        return catalogue.last_change(self._connection)

    def annotators_by_arrival(self) -> list[str]:
        return catalogue.annotators_by_arrival(self._connection)

    # Notes

    def notes(self, owner: Owner | None = None) -> list[NoteRow]:
        """Return the notes of one owner, or of all, in the order of import of their articles."""
        return notes.notes(self._connection, owner)

    def guidelines(self) -> Guidelines:
        """Return the newest guidelines; ``NO_GUIDELINES`` where there are none."""
        return team.newest_guidelines(self._connection)

    # The register

    def entities(self, ids: Sequence[str] | None = None) -> dict[str, Entity]:
        """Return the register's entries of ``ids``, or all of them, by id."""
        if ids is None:
            return reading.entities(self._connection)
        found: dict[str, Entity] = {}
        for chunk in chunks(ids):
            found.update(reading.entities(self._connection, chunk))
        return found

    def entities_called(self, typed: str, most: int = 20) -> list[Entity]:
        """Return entries one of whose names begins with ``typed``, or has a word that does."""
        names, folded = tables.entity_name.c, typed.casefold()
        query = (
            select(names.entity_id)
            .where(
                or_(
                    names.folded.startswith(folded, autoescape=True),
                    names.folded.contains(" " + folded, autoescape=True),
                )
            )
            .distinct()
            .limit(most)
        )
        ids = list(self._connection.execute(query).scalars().all())
        return sorted(self.entities(ids).values(), key=lambda entity: entity.name.casefold())

    def approved(self) -> set[str]:
        """Return the keys of the findings that somebody marked as right."""
        return set(self._connection.scalars(select(tables.approval.c.id)))

    # The journal

    def steps_in(self, article_id: str) -> list[Step]:
        """Return what was done in an article, undone and done again, the oldest first."""
        return history.steps_in(self._connection, article_id)

    def steps(self, most: int = 200) -> list[tuple[str, Step]]:
        """Return the newest journal rows with their kind (do, undo, redo, record), newest first."""
        query = select(tables.step).order_by(tables.step.c.sequence.desc()).limit(most)
        return [
            (
                row.kind,
                Step(
                    row.id,
                    row.title,
                    row.annotator,
                    row.at,
                    row.article_id,
                    records.from_json(row.changes),
                ),
            )
            for row in self._connection.execute(query)
        ]
