"""Making decisions: one place, all places alike, and what a rule can settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from annotator.comparing.deciding import region_of, result_of, same_choice
from annotator.comparing.disagreements import Choice, Cluster
from annotator.comparing.strategies import Left, Strategy, Taken, Unanimous, run_dry
from annotator.domain.annotation import Annotation, Layer, Segment, State
from annotator.domain.annotation_set import GOLD
from annotator.domain.decision import Decision, Reason, Ruling
from annotator.domain.errors import RefusedError
from annotator.domain.identity import derived_id
from annotator.domain.step import Step
from annotator.store import NewSet, Project
from annotator.workspace.commands.reviewing import (
    Decide,
    DecideMany,
    TakeBackDecision,
)
from annotator.workspace.jobs import Advance, Job, Watch, watched
from annotator.workspace.reviewing.cases import (
    Case,
    CaseState,
    ReviewedArticle,
    article_ids,
    reviewed_article,
    reviewed_articles,
)
from annotator.workspace.workspace import Workspace

_TOGETHER = 25
_FINISHED = "The gold of this article is finished."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer says of a place: the ruling, the choice taken, what was made by hand, why."""

    ruling: Ruling
    choice: Choice | None = None
    edited: tuple[Annotation, ...] = ()
    reason: Reason | None = None
    note: str = ""


def begin_gold(project: Project, reviewed: ReviewedArticle) -> str:
    """Return the id of the article's gold set, made where there is none."""
    known = project.queries.set_id(reviewed.article.id, GOLD)
    if known is not None:
        return known
    project.add_set(reviewed.article.id, GOLD, _new_gold(reviewed))
    return begin_gold(project, reviewed)


def _new_gold(reviewed: ReviewedArticle) -> NewSet:
    """Return what gold begins with: a segment wherever annotators have one, undecided.

    So it covers the text from the first decision on.
    """
    segments = [
        segment
        for cluster in reviewed.clusters
        if cluster.layer is Layer.SEGMENTS
        for segment in result_of(cluster, Ruling.CHOICE, _first(cluster))
        if isinstance(segment, Segment)
    ]
    undecided = [
        Segment(one.id, one.start, one.label, State.SUGGESTED, one.origin, one.attributes)
        for one in sorted(segments, key=lambda one: one.start)
    ]
    if undecided and undecided[0].start:
        first = undecided[0]
        undecided[0] = Segment(first.id, 0, first.label, State.SUGGESTED, first.origin)
    return NewSet(segments=tuple(undecided))


def _first(cluster: Cluster) -> Choice:
    return next(choice for choice in cluster.choices if choice.pieces)


def command_for(
    reviewed: ReviewedArticle,
    set_id: str,
    cluster: Cluster,
    verdict: Verdict,
    by: str,
    how: str = "",
) -> Decide:
    """Return the command that decides a place; ``by`` is empty where a rule does."""
    made = verdict.edited or result_of(cluster, verdict.ruling, verdict.choice)
    if verdict.ruling in (Ruling.UNION, Ruling.INTERSECTION, Ruling.EDITED) and not made:
        raise RefusedError("Nothing is left of the choices here. Decide in another way.")
    if verdict.ruling in (Ruling.NONE, Ruling.DEFERRED):
        made = ()
    if verdict.choice is not None and not how:
        how = ", ".join(owner.name for owner in verdict.choice.owners)
    decision = Decision(
        id=cluster.id,
        layer=cluster.layer,
        span=cluster.span,
        ruling=verdict.ruling,
        fingerprint=cluster.fingerprint,
        by=by,
        how=how,
        made=tuple(one.id for one in made),
        kinds=tuple(kind.value for kind in cluster.kinds),
        reason=verdict.reason,
        note=verdict.note.strip(),
        at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    region = region_of(cluster) if cluster.layer is Layer.SEGMENTS else None
    is_later = verdict.ruling is Ruling.DEFERRED
    replaces = () if is_later else reviewed.loose_gold(cluster)
    return Decide(cluster.article_id, set_id, decision, made, region, replaces)


def decide(
    workspace: Workspace,
    reviewed: ReviewedArticle,
    cluster: Cluster,
    verdict: Verdict,
    initiator: object = None,
) -> Step:
    """Decide one place, as a step of the reviewer's."""
    set_id = begin_gold(workspace.project, reviewed)
    return workspace.do(
        command_for(reviewed, set_id, cluster, verdict, workspace.annotator), initiator
    )


def take_back(workspace: Workspace, case: Case, initiator: object = None) -> Step:
    set_id = workspace.queries.set_id(case.article_id, GOLD)
    if set_id is None:
        raise RefusedError("Nothing was decided here yet.")
    return workspace.do(TakeBackDecision(case.article_id, set_id, case.id), initiator)


def decide_alike(
    workspace: Workspace,
    cluster: Cluster,
    verdict: Verdict,
    cases: Sequence[Case],
    initiator: object = None,
) -> Job[Step]:
    """Decide ``cases``, whose signature is that of ``cluster``, as that one was, in one step.

    Those whose gold is finished, and those that have changed, are passed over.
    """
    commands: list[Decide] = []
    for number, case in enumerate(cases):
        if number % _TOGETHER == 0:
            yield Advance(number, len(cases))
        reviewed = reviewed_article(workspace.queries, case.article_id)
        other = reviewed.cluster(case.id) if reviewed else None
        if reviewed is None or other is None or reviewed.is_finished:
            continue
        choice = same_choice(cluster, verdict.choice, other) if verdict.choice else None
        if verdict.choice is not None and choice is None:
            continue
        alike = Verdict(verdict.ruling, choice, (), verdict.reason, verdict.note)
        set_id = begin_gold(workspace.project, reviewed)
        commands.append(command_for(reviewed, set_id, other, alike, workspace.annotator))
    everywhere = DecideMany(tuple(commands), "Decide all alike")
    return (yield from workspace.do_in_parts(everywhere, initiator))


@dataclass(frozen=True, slots=True)
class DryRun:
    """What strategies would settle and what they leave, by reason.

    ``begun`` is the gold of articles that have none yet, by their ids.
    """

    rules: tuple[Strategy, ...]
    title: str
    taken: int
    agreed: int
    left: tuple[tuple[Case, str], ...]
    commands: tuple[Decide | TakeBackDecision, ...]
    begun: Mapping[str, NewSet]

    @property
    def reasons(self) -> Counter[str]:
        return Counter(why for _, why in self.left)


def dry_run(project: Project, strategies: Sequence[Strategy]) -> Job[DryRun]:
    """See what strategies settle, and change nothing; what all agree on is always settled.

    What a person decided is passed over, and so is finished gold. What a rule decided, and is not
    agreed on any more, becomes open again.
    """
    title = ", then ".join(one.title for one in strategies) or Unanimous().title

    def work(watch: Watch) -> DryRun:
        commands: list[Decide | TakeBackDecision] = []
        begun: dict[str, NewSet] = {}
        left: list[tuple[Case, str]] = []
        agreed = 0
        with project.reader() as (queries, _interrupt):
            for reviewed in reviewed_articles(queries, article_ids(queries), watch):
                if reviewed.is_finished:
                    agreed += sum(not cluster.kinds for cluster in reviewed.clusters)
                    left += [(one, _FINISHED) for one in reviewed.cases() if one.is_open]
                    continue
                set_id = _gold_id(reviewed)
                decided = [key for key, one in reviewed.decisions.items() if one.is_by_person]
                outcome = run_dry(reviewed.clusters, [Unanimous(), *strategies], decided)
                agreed += sum(not one.cluster.kinds for one in outcome.taken)
                here = len(commands)
                commands += _by_rule(reviewed, set_id, outcome.taken)
                if reviewed.gold is None and len(commands) > here:
                    begun[reviewed.article.id] = _new_gold(reviewed)
                commands += _open_again(reviewed, set_id, outcome.left)
                cases = {case.id: case for case in reviewed.cases()}
                left += [(cases[one.cluster.id], one.why) for one in outcome.left]
        taken = sum(isinstance(one, Decide) and bool(one.decision.kinds) for one in commands)
        return DryRun(tuple(strategies), title, taken, agreed, tuple(left), tuple(commands), begun)

    return watched(work)


def apply(workspace: Workspace, run: DryRun, initiator: object = None) -> Job[Step]:
    """Carry out what a dry run found, as one step."""
    ids = list(run.begun)
    for begin in range(0, len(ids), _TOGETHER):
        yield Advance(begin, len(ids))
        some = ids[begin : begin + _TOGETHER]
        workspace.project.add_sets(GOLD, {one: run.begun[one] for one in some})
    everything = DecideMany(run.commands, run.title)
    return (yield from workspace.do_in_parts(everything, initiator))


def merge_agreed(workspace: Workspace, initiator: object = None) -> Job[int]:
    """Make gold of what all annotators agree on; return how many places that were.

    Runs again at any time: what was merged already is passed over.
    """
    run = yield from dry_run(workspace.project, [])
    if run.commands:
        yield from apply(workspace, run, initiator)
    return len(run.commands)


def _gold_id(reviewed: ReviewedArticle) -> str:
    if reviewed.gold is not None:
        return reviewed.gold.id
    return derived_id(reviewed.article.id, GOLD.kind.value, GOLD.name)


def _by_rule(reviewed: ReviewedArticle, set_id: str, taken: Sequence[Taken]) -> Iterator[Decide]:
    for one in taken:
        known = reviewed.decisions.get(one.cluster.id)
        if known is not None and known.fingerprint == one.cluster.fingerprint:
            continue
        ruling = Ruling.CHOICE if one.choice.pieces else Ruling.NONE
        if ruling is Ruling.NONE and one.cluster.layer is Layer.SEGMENTS:
            continue
        yield command_for(reviewed, set_id, one.cluster, Verdict(ruling, one.choice), "", one.why)


def _open_again(
    reviewed: ReviewedArticle, set_id: str, left: Sequence[Left]
) -> Iterator[TakeBackDecision]:
    for one in left:
        known = reviewed.decisions.get(one.cluster.id)
        if known is not None and reviewed.state_of(one.cluster) is CaseState.CHANGED:
            yield TakeBackDecision(reviewed.article.id, set_id, known.id)
