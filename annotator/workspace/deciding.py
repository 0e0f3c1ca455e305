"""Deciding many suggestions at once, in articles that were never opened too."""

from __future__ import annotations

from annotator.domain.annotation import State
from annotator.domain.step import Step
from annotator.domain.suggestions import Wanted
from annotator.workspace.commands import DecideAll
from annotator.workspace.jobs import Advance, Job
from annotator.workspace.workspace import Workspace

_BATCH = 20


def decide_everywhere(
    workspace: Workspace, wanted: Wanted, state: State, initiator: object = None
) -> Job[Step]:
    """Decide what ``wanted`` takes in every article that is not done, as one step.

    The articles not opened yet are begun first, a few at a time; where this is cancelled, nothing
    has been decided.
    """
    ids = workspace.queries.unopened(workspace.owner)
    for begin in range(0, len(ids), _BATCH):
        workspace.project.begin_sets(ids[begin : begin + _BATCH], workspace.owner)
        yield Advance(min(begin + _BATCH, len(ids)), len(ids))
    sets = workspace.queries.undecided_sets(workspace.owner)
    return workspace.do(DecideAll("", tuple(sets), wanted, state), initiator)
