"""Finishing the gold of articles in which everything is decided, and opening it again."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from annotator.domain.annotation import State
from annotator.domain.errors import RefusedError
from annotator.domain.step import Step
from annotator.store import Project
from annotator.workspace.commands import FinishGold, ReopenArticle
from annotator.workspace.jobs import Job, Watch, watched
from annotator.workspace.reviewing.cases import (
    CaseState,
    ReviewedArticle,
    article_ids,
    reviewed_articles,
)
from annotator.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Finished:
    """Which articles a bulk finish would finish, and which it keeps open for an audit.

    ``set_ids`` are the gold sets of ``article_ids``, in the same order.
    """

    article_ids: tuple[str, ...]
    set_ids: tuple[str, ...]
    audited: tuple[str, ...]


def finishable(project: Project, audit_share: float, seed: int) -> Job[Finished]:
    """Find the articles whose places are all decided; a random share of them is for an audit.

    ``audit_share`` lies in 0–1; the same seed draws the same articles. ``audited`` are ids of
    articles.
    """

    def work(watch: Watch) -> Finished:
        found: dict[str, str] = {}
        with project.reader() as (queries, _interrupt):
            for one in reviewed_articles(queries, article_ids(queries), watch):
                if one.gold is not None and not one.is_finished and not what_is_open(one):
                    found[one.article.id] = one.gold.id
        audited = Random(seed).sample(sorted(found), round(audit_share * len(found)))
        kept = frozenset(audited)
        finished = tuple(one for one in found if one not in kept)
        set_ids = tuple(found[one] for one in finished)
        return Finished(finished, set_ids, tuple(sorted(audited)))

    return watched(work)


def finish(workspace: Workspace, finished: Finished, initiator: object = None) -> Step:
    return workspace.do(FinishGold(finished.set_ids), initiator)


def what_is_open(reviewed: ReviewedArticle) -> str:
    """Say what keeps the gold of an article from being finished; empty where nothing does."""
    states = [reviewed.state_of(one) for one in reviewed.clusters if one.kinds]
    later = states.count(CaseState.DEFERRED)
    left = len(states) - states.count(CaseState.DECIDED) - later
    parts = [_counted(left, "open")] if left else []
    parts += [_counted(later, "for later")] if later else []
    if parts:
        return f"{' and '.join(parts)} in this article. Decide them first."
    if any(reviewed.state_of(one) is not CaseState.DECIDED for one in reviewed.clusters):
        return "What all agree on is not gold yet. Enter Review once more, which makes it so."
    segments = reviewed.gold.partition.segments if reviewed.gold is not None else ()
    if any(one.state is not State.ACCEPTED for one in segments):
        return "Some segments of the gold are not decided. Decide the places round them anew."
    return "" if reviewed.gold is not None else "Nothing is gold in this article yet."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {'place is' if count == 1 else 'places are'} {what}"


def approve(workspace: Workspace, reviewed: ReviewedArticle, initiator: object = None) -> Step:
    """Finish the gold of one article; refused with the reason where something in it is open."""
    if reviewed.is_finished:
        raise RefusedError("The gold of this article is finished already.")
    left = what_is_open(reviewed)
    if left or reviewed.gold is None:
        raise RefusedError(left)
    command = FinishGold((reviewed.gold.id,), reviewed.article.id, "Approve article")
    return workspace.do(command, initiator)


def reopen(
    workspace: Workspace, reviewed: ReviewedArticle, reason: str, initiator: object = None
) -> Step:
    """Open finished gold again; the journal keeps the reason."""
    if reviewed.gold is None or not reviewed.is_finished:
        raise RefusedError("The gold of this article is not finished.")
    return workspace.do(ReopenArticle(reviewed.article.id, reviewed.gold.id, reason), initiator)
