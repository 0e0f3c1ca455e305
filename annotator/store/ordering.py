"""The queue's orders as SQL: sorted by narrow columns that are kept with every write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    and_,
    bindparam,
    case,
    cast,
    func,
    or_,
    update,
)

from annotator.domain.annotation import Annotation, Mention, Quote, Segment, State
from annotator.domain.annotation_set import DETECTOR, Owner
from annotator.domain.queue_order import QueueOrder, doubt_of
from annotator.domain.step import Change, Progress
from annotator.store import tables
from annotator.store.suggestions import is_of

DETECTED = tables.annotation_set.alias("detected")
"""The detectors' set, which stands in for an owner's that was not begun."""


def counts_of(annotation: Annotation) -> dict[str, int]:
    """Return what an annotation adds to each counted column of its set."""
    doubt = doubt_of(annotation)
    return {
        "total": 1,
        "undecided": int(annotation.state is State.SUGGESTED),
        "unsure": doubt.unsure,
        "doubt": doubt.total,
    }


_COUNTED = ("total", "undecided", "unsure", "doubt")
_ADD = (
    update(tables.annotation_set)
    .where(tables.annotation_set.c.id == bindparam("counted"))
    .values({name: tables.annotation_set.c[name] + bindparam(f"{name}_more") for name in _COUNTED})
)


def count_changes(connection: Connection, set_id: str, changes: Iterable[Change]) -> None:
    """Keep what a set counts in step with changes of its annotations."""
    more = Counter[str]()
    for change in changes:
        if isinstance(change.after, Segment | Mention | Quote):
            more.update(counts_of(change.after))
        if isinstance(change.before, Segment | Mention | Quote):
            more.subtract(counts_of(change.before))
    if any(more.values()):
        connection.execute(
            _ADD, {"counted": set_id, **{f"{name}_more": more[name] for name in _COUNTED}}
        )


def with_sets(owner: Owner) -> FromClause:
    """Return articles with the owner's set, if there is one, and the detectors'."""
    of_set, detected = tables.annotation_set, DETECTED
    return tables.article.outerjoin(
        of_set, and_(of_set.c.article_id == tables.article.c.id, is_of(owner))
    ).outerjoin(
        detected,
        and_(
            detected.c.article_id == tables.article.c.id,
            detected.c.owner_kind == DETECTOR.kind.value,
            detected.c.owner_name == DETECTOR.name,
        ),
    )


def open_count(name: str) -> ColumnElement[int]:
    """Return a counted column of what an owner has still to decide, of the detectors if not begun.

    It is 0 in articles that are done or skipped.
    """
    own, detected = tables.annotation_set.c, DETECTED.c
    is_over = own.progress.in_((Progress.DONE.value, Progress.SKIPPED.value))
    stored = func.coalesce(own[name], detected[name], 0)
    return case((and_(own.id.is_not(None), is_over), 0), else_=cast(stored, Integer))


def by(order: QueueOrder) -> tuple[ColumnElement[Any], ...]:
    """Return what to sort by; needs ``with_sets`` where the order is by usefulness.

    The square of ``Doubt.usefulness``, which sorts alike and needs no root in SQL.
    """
    article = tables.article.c
    match order:
        case QueueOrder.IMPORTED:
            return (article.position.asc(),)
        case QueueOrder.DATE:
            dated = or_(article.published.is_(None), article.published == "")
            return (dated.asc(), article.published.desc(), article.position.asc())
        case QueueOrder.USEFUL:
            doubt = open_count("doubt") * 1.0
            undecided = func.max(1, open_count("undecided"))
            squared = doubt * doubt / undecided / func.max(1, article.words)
            return (squared.desc(), article.position.asc())
