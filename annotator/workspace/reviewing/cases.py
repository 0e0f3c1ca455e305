"""The queue of a reviewer: every place of the project that somebody has to decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.comparing.compared import Compared
from annotator.comparing.disagreements import Cluster, Kind, clusters
from annotator.domain.annotation import Annotation, Layer, Mention, Quote
from annotator.domain.annotation_set import GOLD, AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.decision import Decision, Ruling
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.store import Project, Queries
from annotator.workspace.jobs import Job, Watch, watched

_SLICE = 50


class CaseState(StrEnum):
    """Where a case stands; ``CHANGED`` is decided, but an annotation is another one since."""

    OPEN = "open"
    CHANGED = "changed"
    DEFERRED = "deferred"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Case:
    """One disagreement as the queue lists it; ``id`` is the cluster's."""

    id: str
    article_id: str
    title: str
    layer: Layer
    span: Span
    kinds: tuple[Kind, ...]
    severity: int
    words: str
    labels: tuple[str, ...]
    votes: tuple[int, ...]
    signature: str
    state: CaseState

    @property
    def is_open(self) -> bool:
        return self.state in (CaseState.OPEN, CaseState.CHANGED)


class CaseOrder(StrEnum):
    """What the queue is sorted by."""

    SEVERITY = "severity"
    ARTICLE = "article"
    TYPE = "type"
    LABEL = "label"
    WORDS = "words"


def in_order(cases: Sequence[Case], order: CaseOrder) -> list[Case]:
    """Sort cases; those that share what is sorted by keep the order of the articles."""
    match order:
        case CaseOrder.SEVERITY:
            return sorted(cases, key=lambda one: -one.severity)
        case CaseOrder.ARTICLE:
            return list(cases)
        case CaseOrder.TYPE:
            return sorted(cases, key=lambda one: (one.layer, one.kinds[:1]))
        case CaseOrder.LABEL:
            return sorted(cases, key=lambda one: (one.layer, one.labels))
        case CaseOrder.WORDS:
            return sorted(cases, key=lambda one: one.words.casefold())


class ReviewedArticle:
    """One article with the finished sets of its annotators, and its gold so far."""

    def __init__(
        self,
        article: Article,
        title: str,
        sets: Mapping[Owner, AnnotationSet],
        gold: AnnotationSet | None,
    ) -> None:
        from annotator.comparing.alignment import Alignment

        self.article = article
        self.title = title
        self.sets = sets
        self.gold = gold
        self.decisions: dict[str, Decision] = (
            {one.id: one for one in gold.decisions} if gold else {}
        )
        alignment = Alignment(Compared(article, sets))
        self.clusters = [one for layer in Layer for one in clusters(alignment, layer)]
        self._gold = dict(_with_spans(gold)) if gold else {}

    @property
    def is_finished(self) -> bool:
        """Whether its gold is done, so that nothing is decided in it any more."""
        return self.gold is not None and self.gold.progress is Progress.DONE

    def cluster(self, case_id: str) -> Cluster | None:
        return next((one for one in self.clusters if one.id == case_id), None)

    def gold_annotation(self, annotation_id: str) -> tuple[Annotation, Span] | None:
        """Return an annotation of the gold set with the stretch that it covers."""
        return self._gold.get(annotation_id)

    def loose_gold(self, cluster: Cluster) -> tuple[str, ...]:
        """Return the ids of gold that stands there without a decision, as imported gold does.

        A decision replaces it, so that nothing stands there twice.
        """
        places = {_place(piece.annotation) for one in cluster.choices for piece in one.pieces}
        made = {each for one in self.decisions.values() for each in one.made}
        return tuple(
            id_
            for id_, (annotation, _) in self._gold.items()
            if id_ not in made and _place(annotation) in places - {None}
        )

    def state_of(self, cluster: Cluster) -> CaseState:
        decision = self.decisions.get(cluster.id)
        if decision is None:
            return CaseState.OPEN
        if decision.fingerprint != cluster.fingerprint:
            return CaseState.CHANGED
        return CaseState.DEFERRED if decision.ruling is Ruling.DEFERRED else CaseState.DECIDED

    def cases(self) -> Iterator[Case]:
        """Yield what is disagreed about, in text order within each layer."""
        from annotator.comparing.deciding import signature

        for one in self.clusters:
            if not one.kinds:
                continue
            yield Case(
                id=one.id,
                article_id=self.article.id,
                title=self.title,
                layer=one.layer,
                span=one.span,
                kinds=one.kinds,
                severity=one.severity,
                words=one.words,
                labels=tuple(dict.fromkeys(label for ch in one.choices for label in ch.labels)),
                votes=tuple(len(choice.owners) for choice in one.choices),
                signature=signature(one),
                state=self.state_of(one),
            )


def _place(annotation: Annotation) -> object:
    """Return where a mention or quote stands; ``None`` for a segment, which never stands twice."""
    match annotation:
        case Mention(span=span):
            return span
        case Quote(content=content):
            return content
        case _:
            return None


def _with_spans(found: AnnotationSet) -> Iterator[tuple[str, tuple[Annotation, Span]]]:
    for segment, span in found.partition:
        yield segment.id, (segment, span)
    for mention in found.mentions:
        yield mention.id, (mention, mention.span)
    for quote in found.quotes:
        yield quote.id, (quote, quote.span)


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """All cases in the order of the articles; ``agreed`` counts the places where all agree."""

    cases: tuple[Case, ...]
    articles: int
    agreed: int

    def count(self, state: CaseState) -> int:
        return sum(one.state is state for one in self.cases)


def reviewed_articles(
    queries: Queries, article_ids: Sequence[str], watch: Watch | None = None
) -> Iterator[ReviewedArticle]:
    """Yield those of the articles that two annotators or more have finished."""
    owners = [one for one in queries.owners() if one.kind is OwnerKind.ANNOTATOR]
    for begin in range(0, len(article_ids), _SLICE):
        ids = article_ids[begin : begin + _SLICE]
        if watch is not None:
            watch.check()
            watch.report(begin, len(article_ids))
        articles = queries.articles(ids)
        titles = {one.id: one.title for one in queries.article_rows(GOLD, ids)}
        for article_id, found in queries.annotation_sets(ids, [*owners, GOLD]).items():
            sets = {
                owner: one
                for owner, one in found.items()
                if owner != GOLD and one.progress is Progress.DONE
            }
            if len(sets) > 1:
                gold = found.get(GOLD)
                yield ReviewedArticle(articles[article_id], titles[article_id], sets, gold)


def reviewed_article(queries: Queries, article_id: str) -> ReviewedArticle | None:
    """Return one article for review; ``None`` where fewer than two have finished it."""
    return next(reviewed_articles(queries, [article_id]), None)


def article_ids(queries: Queries) -> list[str]:
    """Return the ids of all articles, in the order of import."""
    return queries.article_ids(GOLD)


def review_queue(project: Project) -> Job[ReviewQueue]:
    """Find all disagreements, in a thread with a connection of its own."""

    def work(watch: Watch) -> ReviewQueue:
        with project.reader() as (queries, _interrupt):
            cases: list[Case] = []
            articles = agreed = 0
            for one in reviewed_articles(queries, article_ids(queries), watch):
                articles += 1
                agreed += sum(not cluster.kinds for cluster in one.clusters)
                cases += one.cases()
        return ReviewQueue(tuple(cases), articles, agreed)

    return watched(work)
