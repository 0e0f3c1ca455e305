"""An annotator's own work beside the gold: where they differ, how often, and the reason given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.comparing.compared import Compared
from annotator.comparing.disagreements import Choice, Cluster, disagreements
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import GOLD, AnnotationSet, Owner
from annotator.domain.decision import Decision
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.store import Project
from annotator.workspace.jobs import Job, Watch, watched

_SLICE = 50


@dataclass(frozen=True, slots=True)
class Beside:
    """One place where the own work and gold differ; ``mine`` and ``gold`` are labels in words.

    Where both labels are the same, ``gold`` says what else differs: “PERSON, other boundary”.
    """

    article_id: str
    title: str
    layer: Layer
    span: Span
    words: str
    mine: str
    gold: str
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BesideGold:
    """All places of the articles that are done both by the annotator and in gold."""

    articles: int
    places: tuple[Beside, ...]

    @property
    def confusion(self) -> Counter[tuple[Layer, str, str]]:
        """How often gold says something else than the annotator: layer, mine, gold."""
        return Counter((one.layer, one.mine, one.gold) for one in self.places)


def beside_gold(project: Project, owner: Owner) -> Job[BesideGold]:
    """Compare an annotator's work with the gold, in a thread with a connection of its own.

    Only what is done on both sides counts: so nobody sees gold of what they still work on.
    """

    def work(watch: Watch) -> BesideGold:
        found: list[Beside] = []
        articles = 0
        with project.reader() as (queries, _interrupt):
            ids = queries.article_ids(GOLD)
            for begin in range(0, len(ids), _SLICE):
                watch.report(begin, len(ids))
                some = ids[begin : begin + _SLICE]
                titles = {one.id: one.title for one in queries.article_rows(GOLD, some)}
                texts = queries.articles(some)
                for article_id, sets in queries.annotation_sets(some, [owner, GOLD]).items():
                    both = {one: sets[one] for one in (owner, GOLD) if one in sets}
                    if len(both) == 2 and all(
                        one.progress is Progress.DONE for one in both.values()
                    ):
                        articles += 1
                        compared = Compared(texts[article_id], both)
                        found += _places(compared, titles[article_id], owner, both[GOLD])
        return BesideGold(articles, tuple(found))

    return watched(work)


def _places(compared: Compared, title: str, owner: Owner, gold: AnnotationSet) -> Iterator[Beside]:
    for one in disagreements(compared):
        decision = _decision_on(one, gold.decisions)
        mine, wanted = _labels(one.choice_of(owner)), _labels(one.choice_of(GOLD))
        if mine == wanted:
            wanted += f", other {', '.join(kind.value for kind in one.kinds)}"
        yield Beside(
            compared.article.id,
            title,
            one.layer,
            one.span,
            one.words,
            mine,
            wanted,
            decision.reason.value if decision and decision.reason else "",
            decision.note if decision else "",
        )


def _labels(choice: Choice) -> str:
    return " + ".join(choice.labels) or "nothing"


def _decision_on(cluster: Cluster, decisions: tuple[Decision, ...]) -> Decision | None:
    """Return what a reviewer decided about the place, where somebody had to."""
    return next(
        (
            one
            for one in decisions
            if one.kinds and one.layer is cluster.layer and one.span.overlaps(cluster.span)
        ),
        None,
    )
