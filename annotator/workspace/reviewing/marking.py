"""When annotators marked what they did at a place, how long it took them, and what they noted.

It is read from the journal, so work that came in as a finished set, as imported gold does, tells
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from annotator.comparing.disagreements import Choice, Cluster
from annotator.domain.active_time import Stopwatch
from annotator.domain.annotation import Annotation, Mention, Quote, Segment, State
from annotator.domain.annotation_set import Owner
from annotator.domain.step import SetProgress
from annotator.store import Queries
from annotator.workspace.reviewing.cases import ReviewedArticle


@dataclass(frozen=True, slots=True)
class Marking:
    """``at`` is when it was last changed, UTC in ISO 8601, empty where that is not known.

    ``seconds`` is how long it took, ``None`` where that is not known: the time since the
    annotator's step before, over all steps that were about this annotation alone.
    """

    at: str = ""
    seconds: float | None = None
    notes: tuple[str, ...] = ()


_UNKNOWN = Marking()


def markings(queries: Queries, article_id: str) -> dict[str, Marking]:
    """Return what the journal tells of the annotations of an article, by their ids."""
    found: dict[str, Marking] = {}
    clocks: dict[str, Stopwatch] = {}
    for step in queries.steps_in(article_id):
        clock = clocks.setdefault(step.annotator, Stopwatch())
        before = clock.seconds
        clock.sign(datetime.fromisoformat(step.at).timestamp())
        records = [one.record for one in step.changes if not isinstance(one.record, SetProgress)]
        took = (clock.seconds - before) or None
        for record in records:
            known = found.get(record.id, _UNKNOWN)
            seconds = known.seconds
            if took is not None and len(records) == 1:
                seconds = (seconds or 0.0) + took
            found[record.id] = replace(known, at=step.at, seconds=seconds)
    return found


def marked_at(
    reviewed: ReviewedArticle, cluster: Cluster, known: Mapping[str, Marking]
) -> dict[Owner, Marking]:
    """Return how each annotator came to what they say of a place; ``known`` is ``markings``."""
    return {
        owner: _joined(reviewed, cluster, owner, choice, known)
        for choice in cluster.choices
        for owner in choice.owners
    }


def _joined(
    reviewed: ReviewedArticle,
    cluster: Cluster,
    owner: Owner,
    choice: Choice,
    known: Mapping[str, Marking],
) -> Marking:
    own = reviewed.sets[owner]
    ids = [one.id for one in _own(own.of_layer(cluster.layer), cluster, choice)]
    of = [known[one] for one in ids if one in known]
    times = [one.seconds for one in of if one.seconds is not None]
    notes = [
        one.text
        for one in own.notes
        if one.about in ids or (one.span is not None and one.span.overlaps(cluster.span))
    ]
    at = max((one.at for one in of), default="")
    return Marking(at, sum(times) if times else None, tuple(notes))


def _own(
    annotations: tuple[Annotation, ...], cluster: Cluster, choice: Choice
) -> Iterator[Annotation]:
    """Yield what an owner has at a place; where that is nothing, what they rejected there."""
    is_nothing = not choice.pieces
    choices = cluster.choices if is_nothing else (choice,)
    places = {_start(piece.annotation) for one in choices for piece in one.pieces}
    for one in annotations:
        if _start(one) in places and (one.state is State.REJECTED) is is_nothing:
            yield one


def _start(annotation: Annotation) -> object:
    """Return what tells at which place an annotation stands, among those of its owner."""
    match annotation:
        case Segment(start=start):
            return start
        case Mention(span=span):
            return span
        case Quote(content=content):
            return content
