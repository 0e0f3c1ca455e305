"""Detecting again over a whole project: what has still to be done, and what it would replace.

A run that was begun is remembered in the file by an id that sorts by time (RFC 9562). An article is
done in the run where its detectors' set was made later: what was cancelled or killed goes on where
it stopped, and nothing else has to be written on the way.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from annotator.domain.annotation_set import DETECTOR, OwnerKind
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.store import tables
from annotator.store.suggestions import is_of

_RUN = "detection run"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What detecting again would do.

    ``left`` of ``articles`` are to be detected, fewer where a run was interrupted. In the
    ``begun`` articles ``undecided`` suggestions are replaced and ``decided`` annotations kept;
    what is ``finished`` or skipped is left as it is. Articles begun by two count twice.
    """

    left: int
    articles: int
    begun: int
    undecided: int
    decided: int
    finished: int

    @property
    def is_interrupted(self) -> bool:
        return self.left < self.articles


def begin_run(connection: Connection) -> None:
    """Remember that all articles are to be detected again, unless a run goes on already."""
    if not _run(connection):
        connection.execute(insert(tables.fact), {"name": _RUN, "value": new_id()})


def end_run(connection: Connection) -> None:
    connection.execute(delete(tables.fact).where(tables.fact.c.name == _RUN))


def left_ids(connection: Connection) -> list[str]:
    """Return the articles that the run has not reached, in the order of import; all without one."""
    of_set, article = tables.annotation_set.c, tables.article.c
    done = select(of_set.article_id).where(is_of(DETECTOR), of_set.made > _run(connection))
    query = select(article.id).order_by(article.position)
    if _run(connection):
        query = query.where(article.id.not_in(done))
    return list(connection.execute(query).scalars())


def begun(connection: Connection) -> dict[str, list[str]]:
    """Return the articles that annotators have begun and not finished, by annotator."""
    of_set = tables.annotation_set.c
    query = (
        select(of_set.owner_name, of_set.article_id)
        .join(tables.article, tables.article.c.id == of_set.article_id)
        .where(
            of_set.owner_kind == OwnerKind.ANNOTATOR.value,
            of_set.progress == Progress.DOING.value,
        )
        .order_by(of_set.owner_name, tables.article.c.position)
    )
    found: dict[str, list[str]] = {}
    for name, article_id in connection.execute(query):
        found.setdefault(name, []).append(article_id)
    return found


def outlook(connection: Connection) -> Outlook:
    of_set = tables.annotation_set.c
    count = select(func.count()).select_from(tables.article)
    of_annotators = select(
        func.count(),
        func.coalesce(func.sum(of_set.undecided), 0),
        func.coalesce(func.sum(of_set.total - of_set.undecided), 0),
    ).where(of_set.owner_kind == OwnerKind.ANNOTATOR.value)
    doing = of_annotators.where(of_set.progress == Progress.DOING.value)
    over = of_annotators.where(of_set.progress.in_((Progress.DONE.value, Progress.SKIPPED.value)))
    begun_count, undecided, decided = connection.execute(doing).one()
    return Outlook(
        left=len(left_ids(connection)),
        articles=connection.execute(count).scalar_one(),
        begun=begun_count,
        undecided=undecided,
        decided=decided,
        finished=connection.execute(over).one()[0],
    )


def _run(connection: Connection) -> str:
    query = select(tables.fact.c.value).where(tables.fact.c.name == _RUN)
    return connection.execute(query).scalar_one_or_none() or ""
