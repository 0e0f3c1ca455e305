"""Computing the agreement of owners of a project, and what is disagreed about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.comparing.compared import Compared
from annotator.comparing.report import Agreement
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.errors import MendableError
from annotator.domain.scheme import Scheme
from annotator.domain.step import Progress
from annotator.store import Project, Queries
from annotator.workspace.jobs import Job, Watch, watched

if TYPE_CHECKING:
    from annotator.comparing.agreement import Gathering

SEED = 20_240_611
_SLICE = 100


@dataclass(frozen=True, slots=True)
class AgreementRequest:
    """Whose work is compared, and how.

    With ``only_finished``, an annotator's article counts once it is finished; what detectors and
    gold have always counts. γ takes long, so it is only computed where asked for.
    """

    owners: tuple[Owner, ...]
    only_finished: bool = True
    with_gamma: bool = False
    seed: int = SEED
    samples: int = 1000


def comparable_owners(queries: Queries) -> list[Owner]:
    """Return everybody whose work can be compared: annotators, then gold, then detectors."""
    order = {OwnerKind.ANNOTATOR: 0, OwnerKind.GOLD: 1, OwnerKind.DETECTOR: 2}
    return sorted(queries.owners(), key=lambda owner: (order[owner.kind], owner.name))


def compute_agreement(project: Project, request: AgreementRequest) -> Job[Agreement]:
    """Compare in a thread, with a connection of its own; cancelling it changes nothing."""
    if len(request.owners) < 2:
        raise MendableError("It takes two to agree. Choose two annotators or more.")
    scheme = project.scheme

    def work(watch: Watch) -> Agreement:
        with project.reader() as (queries, _interrupt):
            return agreement_of(queries, scheme, request, watch)

    return watched(work)


def agreement_of(
    queries: Queries,
    scheme: Scheme,
    request: AgreementRequest,
    watch: Watch,
    among: Container[str] | None = None,
) -> Agreement:
    """Compare in this thread; ``among`` are the ids of the articles that count, if not all do."""
    gathering = _gathering(queries, scheme, request)
    shared = _shared_articles(queries, request.owners)
    articles = [one for one in shared if among is None or one in among]
    for begin in range(0, len(articles), _SLICE):
        _gather(queries, gathering, articles[begin : begin + _SLICE], request, watch)
        watch.report(min(begin + _SLICE, len(articles)), len(articles))
    report = gathering.report(request.seed, request.samples, watch.check)
    worked = queries.last_worked()
    rows = (replace(one, worked=worked.get(one.id, "")) for one in report.articles)
    return replace(report, articles=tuple(rows))


def _gathering(queries: Queries, scheme: Scheme, request: AgreementRequest) -> Gathering:
    # Late, as in all of this module: numpy takes longer to import than the window to appear.
    from annotator.comparing.agreement import Gathering

    used = queries.label_counts()
    labels = {}
    for layer in (Layer.SEGMENTS, Layer.ENTITIES):
        known = [label.name for label in scheme.of_layer(layer)]
        of_layer = {name for one, name in used if one is layer}
        unknown = sorted(of_layer.difference(known))
        labels[layer] = [*(name for name in known if name in of_layer), *unknown]
    return Gathering(request.owners, labels, with_gamma=request.with_gamma)


def _shared_articles(queries: Queries, owners: Sequence[Owner]) -> list[str]:
    """Return the ids of the articles that two or more of them have begun."""
    annotated = [queries.annotated_ids(owner) for owner in owners]
    counts = Counter(article_id for of_owner in annotated for article_id in of_owner)
    return [article_id for article_id, count in counts.items() if count > 1]


def _gather(
    queries: Queries,
    gathering: Gathering,
    article_ids: Sequence[str],
    request: AgreementRequest,
    watch: Watch,
) -> None:
    articles = queries.articles(article_ids)
    for article_id, sets in queries.annotation_sets(article_ids, request.owners).items():
        watch.check()
        counted = {owner: one for owner, one in sets.items() if _counts(one, request)}
        gathering.add(Compared(articles[article_id], counted))


def _counts(annotations: AnnotationSet, request: AgreementRequest) -> bool:
    if annotations.owner.kind is not OwnerKind.ANNOTATOR:
        return True
    if request.only_finished:
        return annotations.progress is Progress.DONE
    return annotations.progress in (Progress.DONE, Progress.DOING)
