"""The people of a project: who they are, what is assigned to them, guidelines, active time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, select, update

from annotator.domain.active_time import Sitting
from annotator.domain.annotation_set import OwnerKind
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.domain.team import NO_GUIDELINES, Annotator, Guidelines, free_letter
from annotator.store import tables


@dataclass(frozen=True, slots=True)
class Workload:
    """How far an annotator is with what is theirs to do."""

    annotator: Annotator
    is_assigned: bool
    counts: Mapping[Progress, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class Team:
    """Reads and writes the people of one project; ``writing`` opens a transaction of it."""

    def __init__(
        self, connection: Connection, writing: Callable[[], AbstractContextManager[Connection]]
    ) -> None:
        self._connection = connection
        self._writing = writing

    # People

    def annotators(self) -> list[Annotator]:
        """Return everybody, by name."""
        return annotators(self._connection)

    def named(self, name: str) -> Annotator | None:
        return next((one for one in self.annotators() if one.name == name), None)

    def join(self, name: str) -> Annotator:
        """Return the annotator of that name, made known where new.

        Who comes first made the project and so reviews it.
        """
        known = self.annotators()
        found = next((one for one in known if one.name == name), None)
        if found is not None:
            return found
        letter = free_letter(name, {one.letter for one in known})
        added = Annotator(new_id(), name, letter, is_reviewer=not known)
        self.put_annotator(added)
        return added

    def put_annotator(self, annotator: Annotator) -> None:
        """Add an annotator, or change letter and role of the one with that id."""
        with self._writing() as connection:
            put_annotator(connection, annotator)

    def remove_annotator(self, annotator: Annotator) -> None:
        """Take an annotator off the list; refused where there is work of theirs."""
        of_set = tables.annotation_set.c
        own = and_(of_set.owner_kind == "annotator", of_set.owner_name == annotator.name)
        worked = select(func.count()).where(own, of_set.progress != Progress.TODO.value)
        if self._connection.execute(worked).scalar_one():
            raise RefusedError(f"{annotator.name} has annotated articles and stays on the list.")
        with self._writing() as connection:
            connection.execute(delete(tables.annotation_set).where(own))
            connection.execute(delete(tables.annotator).where(_is(annotator.id)))

    # Assignments

    def assigned_ids(self, annotator_id: str) -> list[str]:
        """Return the ids of the articles assigned to somebody, in the order of import."""
        of = tables.assignment.c
        query = (
            select(of.article_id)
            .join(tables.article, tables.article.c.id == of.article_id)
            .where(of.annotator_id == annotator_id)
            .order_by(tables.article.c.position)
        )
        return list(self._connection.execute(query).scalars())

    def assign(self, shares: Mapping[str, Sequence[str]]) -> None:
        """Let each annotator, by id, have just these articles; other annotators keep theirs."""
        of = tables.assignment
        with self._writing() as connection:
            for annotator_id, article_ids in shares.items():
                connection.execute(delete(of).where(of.c.annotator_id == annotator_id))
                rows = [{"annotator_id": annotator_id, "article_id": one} for one in article_ids]
                if rows:
                    connection.execute(insert(of), rows)

    def set_assigned(self, annotator_id: str, article_id: str, *, is_assigned: bool) -> None:
        """Assign one article, or take it back; what was done in it stays."""
        of = tables.assignment
        row = {"annotator_id": annotator_id, "article_id": article_id}
        with self._writing() as connection:
            connection.execute(
                delete(of).where(of.c.annotator_id == annotator_id, of.c.article_id == article_id)
            )
            if is_assigned:
                connection.execute(insert(of), row)

    def workloads(self) -> list[Workload]:
        """Return for everybody how many of their articles stand in each progress."""
        everything = self._connection.execute(
            select(func.count()).select_from(tables.article)
        ).scalar_one()
        return [self._workload(one, everything) for one in self.annotators()]

    def _workload(self, annotator: Annotator, everything: int) -> Workload:
        of_set, assigned = tables.annotation_set.c, tables.assignment.c
        own = and_(
            of_set.owner_kind == OwnerKind.ANNOTATOR.value, of_set.owner_name == annotator.name
        )
        mine = select(assigned.article_id).where(assigned.annotator_id == annotator.id)
        total = self._connection.execute(
            select(func.count()).where(assigned.annotator_id == annotator.id)
        ).scalar_one()
        query = select(of_set.progress, func.count()).where(own).group_by(of_set.progress)
        if total:
            query = query.where(of_set.article_id.in_(mine))
        found = {Progress(name): count for name, count in self._connection.execute(query)}
        begun = sum(found.values()) - found.get(Progress.TODO, 0)
        found[Progress.TODO] = (total or everything) - begun
        counts = {progress: found.get(progress, 0) for progress in Progress}
        return Workload(annotator, bool(total), counts)

    # Guidelines

    def guidelines(self) -> Guidelines:
        """Return the newest version; ``NO_GUIDELINES`` where there is none."""
        return newest_guidelines(self._connection)

    def guideline_versions(self) -> list[Guidelines]:
        """Return all versions, newest first."""
        return guideline_versions(self._connection)

    def guidelines_of(self, set_id: str) -> int:
        """Return the version that a set was last worked on under; 0 where there was none."""
        of_set = tables.annotation_set.c
        query = select(of_set.guidelines).where(of_set.id == set_id)
        return int(self._connection.execute(query).scalar_one_or_none() or 0)

    def put_guidelines(self, text: str, author: str) -> Guidelines:
        """Store a new version, unless the text is that of the newest."""
        newest = self.guidelines()
        if text == newest.text:
            return newest
        added = Guidelines(newest.version + 1, text, _now(), author)
        with self._writing() as connection:
            put_guidelines(connection, added)
        return added

    # Active time

    def put_sitting(self, sitting: Sitting) -> None:
        """Store a sitting, or how long it lasts by now."""
        with self._writing() as connection:
            put_sitting(connection, sitting)

    def active_seconds(self, annotator: str, article_id: str) -> float:
        """Return how long an annotator has worked on an article."""
        of = tables.sitting.c
        query = select(func.sum(of.seconds)).where(
            of.annotator == annotator, of.article_id == article_id
        )
        return self._connection.execute(query).scalar_one() or 0.0

    def active_times(self, annotator: str) -> list[tuple[str, str, float]]:
        """Return id, title and seconds of each article somebody worked on, longest first."""
        of, article = tables.sitting.c, tables.article.c
        total = func.sum(of.seconds)
        title = func.coalesce(func.nullif(article.title, ""), article.first_line)
        query = (
            select(article.id, title, total)
            .join(tables.sitting, of.article_id == article.id)
            .where(of.annotator == annotator)
            .group_by(article.id)
            .order_by(total.desc(), article.position)
        )
        rows = self._connection.execute(query)
        return [(article_id, name, seconds) for article_id, name, seconds in rows]

    def sittings(self, annotator: str | None = None) -> list[Sitting]:
        """Return the sittings of one annotator, or of all."""
        found = sittings(self._connection)
        return [one for one in found if annotator in (None, one.annotator)]


def put_annotator(connection: Connection, annotator: Annotator) -> None:
    row = {
        "id": annotator.id,
        "name": annotator.name,
        "letter": annotator.letter,
        "is_reviewer": annotator.is_reviewer,
    }
    changed = connection.execute(update(tables.annotator).where(_is(annotator.id)).values(row))
    if not changed.rowcount:
        connection.execute(insert(tables.annotator), row)


def _is(annotator_id: str) -> ColumnElement[bool]:
    return tables.annotator.c.id == annotator_id


def annotators(connection: Connection) -> list[Annotator]:
    query = select(tables.annotator).order_by(tables.annotator.c.name)
    return [Annotator(*row) for row in connection.execute(query)]


def guideline_versions(connection: Connection) -> list[Guidelines]:
    query = select(tables.guidelines).order_by(tables.guidelines.c.version.desc())
    return [Guidelines(*row) for row in connection.execute(query)]


def newest_guidelines(connection: Connection) -> Guidelines:
    """Return the newest version; ``NO_GUIDELINES`` where there is none."""
    return next(iter(guideline_versions(connection)), NO_GUIDELINES)


def put_guidelines(connection: Connection, guidelines: Guidelines) -> None:
    row = {
        "version": guidelines.version,
        "text": guidelines.text,
        "at": guidelines.at,
        "author": guidelines.author,
    }
    connection.execute(insert(tables.guidelines), row)


def put_sitting(connection: Connection, sitting: Sitting) -> bool:
    """Store a sitting where it is new or longer than known; tell whether it was."""
    of = tables.sitting
    known = connection.execute(
        select(of.c.seconds).where(of.c.id == sitting.id)
    ).scalar_one_or_none()
    if known is None:
        row = {
            "id": sitting.id,
            "article_id": sitting.article_id,
            "annotator": sitting.annotator,
            "began": sitting.began,
            "seconds": sitting.seconds,
        }
        connection.execute(insert(of), row)
    elif known < sitting.seconds:
        connection.execute(update(of).where(of.c.id == sitting.id).values(seconds=sitting.seconds))
    return known is None or known < sitting.seconds


def sittings(connection: Connection) -> list[Sitting]:
    of = tables.sitting.c
    columns = (of.id, of.article_id, of.annotator, of.began, of.seconds)
    query = select(*columns).order_by(of.id)
    return [Sitting(*row) for row in connection.execute(query)]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
