"""Detecting again in a whole project, such as after a change of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from annotator.domain.annotation_set import DETECTOR
from annotator.domain.renewing import Renewal, renewal
from annotator.store import Outlook, Project, Transaction
from annotator.workspace.detection import DetectionReport, detect_articles
from annotator.workspace.jobs import Advance, Job
from annotator.workspace.workspace import Workspace

_TOGETHER = 50


@dataclass(frozen=True, slots=True)
class RenewSuggestions:
    """Replace what is undecided in several sets by what the detectors found anew."""

    renewals: tuple[Renewal, ...]
    article_id: str = ""
    title: ClassVar[str] = "Detect again"

    def run(self, tx: Transaction) -> None:
        for one in self.renewals:
            for annotation in one.gone:
                tx.remove(one.set_id, annotation)
            for annotation in one.new:
                tx.put(one.set_id, annotation)


def detect_again(
    project: Project,
    workers: int | None = None,
    workspace: Workspace | None = None,
    initiator: object = None,
) -> Job[DetectionReport]:
    """Detect in every article once more, and renew what annotators have begun.

    First the detectors' own sets are replaced, article by article; where this is cancelled or
    killed, the next call goes on there, and nothing that an annotator began has changed. Then all
    that one annotator has begun is renewed as one step of that annotator's, so that one undo takes
    it back. ``workspace`` is the one that is open, if one is: its listeners hear of its step.
    """
    project.begin_run()
    report = yield from detect_articles(project, project.queries.left_ids(), workers)
    for name, article_ids in project.queries.begun().items():
        is_open = workspace is not None and workspace.annotator == name
        theirs = workspace if workspace is not None and is_open else Workspace(project, name)
        theirs.do((yield from _renewing(theirs, article_ids)), initiator)
    project.end_run()
    return report


def _renewing(workspace: Workspace, article_ids: Sequence[str]) -> Job[RenewSuggestions]:
    """Make the step for all that an annotator has begun, a few articles at a time."""
    edited: set[str] = set()
    stop = workspace.subscribe(lambda step, _: edited.update(one.set_id for one in step.changes))
    made: dict[str, Renewal] = {}
    try:
        for begin in range(0, len(article_ids), _TOGETHER):
            made |= _renewals(workspace, article_ids[begin : begin + _TOGETHER])
            yield Advance(len(made), len(article_ids))
    finally:
        stop()
    # What the annotator edited meanwhile is looked at again, so that no decision is missed.
    made |= _renewals(workspace, [key for key, one in made.items() if one.set_id in edited])
    return RenewSuggestions(tuple(made.values()))


def _renewals(workspace: Workspace, article_ids: Sequence[str]) -> dict[str, Renewal]:
    owner, queries = workspace.owner, workspace.queries
    articles = queries.articles(article_ids)
    found = queries.annotation_sets(article_ids, [owner, DETECTOR])
    return {
        article_id: renewal(sets[owner], sets[DETECTOR], articles[article_id].text)
        for article_id, sets in found.items()
        if owner in sets and DETECTOR in sets
    }


def told_outlook(outlook: Outlook) -> str:
    """Say in plain sentences what detecting again would do."""
    articles = _counted(outlook.articles, "article")
    told = [f"The detectors look at {articles} again."]
    if outlook.is_interrupted:
        told = [f"Detecting was interrupted; {outlook.left:,} of {articles} are left."]
    if outlook.begun:
        told.append(
            f"In {_counted(outlook.begun, 'begun article')} "
            f"{_counted(outlook.undecided, 'undecided suggestion')} will be replaced; "
            f"{_counted(outlook.decided, 'decision')} will be kept."
        )
    if outlook.finished:
        finished = _counted(outlook.finished, "article")
        told.append(f"Nothing changes in {finished} finished or skipped.")
    return " ".join(told)


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
