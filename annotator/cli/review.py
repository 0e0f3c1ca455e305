"""``annotator review``: the disagreements of a project, settled by rules and finished in bulk."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from annotator.cli.opening import project_at, user
from annotator.cli.progress import run
from annotator.comparing.disagreements import Kind
from annotator.comparing.strategies import Majority, Strategy, Threshold, TrustOrder, Unanimous
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import GOLD, Owner, OwnerKind
from annotator.domain.errors import MendableError
from annotator.store import Project, Queries
from annotator.workspace.reviewing.cases import Case, CaseState, ReviewQueue, review_queue
from annotator.workspace.reviewing.decisions import (
    DryRun,
    apply,
    dry_run,
)
from annotator.workspace.reviewing.finishing import Finished, finish, finishable
from annotator.workspace.workspace import Workspace

_RULES = "unanimous, majority, threshold:SHARE or trust:NAME,NAME,…"


@click.command()
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")
@click.option("--settle", "rules", multiple=True, metavar="RULE", help=f"{_RULES}; repeat it.")
@click.option("--finish", "is_finishing", is_flag=True, help="Finish the gold of decided articles.")
@click.option(
    "--audit",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="With --finish: the share of them that stays open for an audit, drawn at random.",
)
@click.option("--seed", default=0, show_default=True, help="With --audit: draws the same again.")
@click.option("--apply", "is_applied", is_flag=True, help="Carry it out; else it is a dry run.")
@click.option("--as", "annotator", default="", help="Who does it; your login name if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def review(
    project: Path,
    rules: tuple[str, ...],
    is_finishing: bool,
    audit: float,
    seed: int,
    is_applied: bool,
    annotator: str,
    as_json: bool,
) -> None:
    """Say what annotators disagree about, settle it by rules, and finish what is decided.

    Prints how many disagreements are open, changed since their decision, deferred and decided, by
    layer and gravest kind. --settle says what rules would settle, the first that can, and what they
    leave and why; what all agree on is always settled. --finish says which articles have every
    place decided. Nothing changes without --apply, and what a person decided never does.
    """
    if is_applied and not (rules or is_finishing):
        raise click.UsageError("Say what to apply with --settle or --finish.")
    with project_at(project, read_only=not is_applied) as opened:
        strategies = [_strategy(one, opened.queries) for one in rules]
        workspace = Workspace(opened, annotator or user()) if is_applied else None
        settled = _settle(opened, strategies, workspace) if rules else None
        finished = _finish(opened, audit, seed, workspace) if is_finishing else None
        queue = run(review_queue(opened), "Looking for disagreements")
        ids = [*finished.article_ids, *finished.audited] if finished else []
        titles = {row.id: row.title for row in opened.queries.article_rows(GOLD, ids)}
    told = _Told(queue, settled, finished, titles, is_applied=is_applied)
    click.echo(told.as_json() if as_json else "\n".join(told.lines()))


def _settle(
    project: Project, strategies: Sequence[Strategy], workspace: Workspace | None
) -> DryRun:
    found = run(dry_run(project, strategies), "Trying the rules")
    if workspace is not None and found.commands:
        run(apply(workspace, found), "Settling")
    return found


def _finish(project: Project, audit: float, seed: int, workspace: Workspace | None) -> Finished:
    found = run(finishable(project, audit, seed), "Looking for decided articles")
    if workspace is not None and found.set_ids:
        finish(workspace, found)
    return found


def _strategy(rule: str, queries: Queries) -> Strategy:
    name, _, said = rule.partition(":")
    match name:
        case "unanimous" if not said:
            return Unanimous()
        case "majority" if not said:
            return Majority()
        case "threshold":
            return Threshold(_share(said))
        case "trust" if said:
            return TrustOrder(tuple(_annotator(one.strip(), queries) for one in said.split(",")))
        case _:
            raise click.BadParameter(f"“{rule}” is not one of {_RULES}.", param_hint="--settle")


def _share(said: str) -> float:
    try:
        share = float(said)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise click.BadParameter(
            f"“{said}” is not a share above 0 and up to 1, such as threshold:0.75.",
            param_hint="--settle",
        )
    return share


def _annotator(name: str, queries: Queries) -> Owner:
    known = [one for one in queries.owners() if one.kind is OwnerKind.ANNOTATOR]
    found = next((one for one in known if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in known) or "nobody yet"
        raise MendableError(f"There is no annotator “{name}”. Annotations are by: {names}.")
    return found


class _Told:
    """What the command found and did, as lines or as JSON."""

    def __init__(
        self,
        queue: ReviewQueue,
        settled: DryRun | None,
        finished: Finished | None,
        titles: dict[str, str],
        *,
        is_applied: bool,
    ) -> None:
        self._queue, self._settled, self._finished = queue, settled, finished
        self._titles, self._is_applied = titles, is_applied
        counts = Counter((one.layer, one.kinds[0], one.state) for one in queue.cases)
        self._rows = [
            (layer, kind, {state: counts[layer, kind, state] for state in CaseState})
            for layer in Layer
            for kind in Kind
            if any(counts[layer, kind, state] for state in CaseState)
        ]

    def lines(self) -> Iterator[str]:
        queue = self._queue
        if self._settled:
            yield from self._settled_lines(self._settled)
        if self._finished:
            yield from self._finished_lines(self._finished)
        yield (
            f"{queue.articles:,} articles finished by two or more: {queue.agreed:,} places agreed, "
            f"{len(queue.cases):,} disagreements."
        )
        if self._rows:
            total = {state: queue.count(state) for state in CaseState}
            yield self._line("layer", "kind", [state.value for state in CaseState])
            for layer, kind, of in [*self._rows, ("all", "", total)]:
                yield self._line(layer, kind, [f"{count:,}" for count in of.values()])

    @staticmethod
    def _line(layer: str, kind: str, counts: Sequence[str]) -> str:
        return f"{layer:9} {kind:16}" + "".join(f"{count:>10}" for count in counts)

    def _settled_lines(self, settled: DryRun) -> Iterator[str]:
        verb = "Settled" if self._is_applied else "Would settle"
        yield (
            f"{settled.title}. {verb} {settled.taken:,} disagreements; {settled.agreed:,} places "
            f"are agreed; {len(settled.left):,} are left:"
        )
        for case, why in settled.left:
            place = f"{case.title}:{case.span.start}-{case.span.end}"
            yield f"  {place}: {case.layer} {case.kinds[0]}: “{case.words}”: {why}"

    def _finished_lines(self, finished: Finished) -> Iterator[str]:
        verb = "Finished" if self._is_applied else "Would finish"
        yield f"{verb} the gold of {len(finished.article_ids):,} articles."
        yield from (f"  {self._titles[one]}" for one in finished.article_ids)
        if finished.audited:
            yield f"{len(finished.audited):,} stay open for an audit:"
            yield from (f"  {self._titles[one]}" for one in finished.audited)

    def as_json(self) -> str:
        queue, settled, finished = self._queue, self._settled, self._finished
        told = {
            "articles": queue.articles,
            "agreed": queue.agreed,
            "disagreements": {state.value: queue.count(state) for state in CaseState},
            "kinds": [
                {"layer": layer.value, "kind": kind.value}
                | {state.value: count for state, count in of.items()}
                for layer, kind, of in self._rows
            ],
            "is_applied": self._is_applied,
            "settled": {
                "rule": settled.title,
                "settled": settled.taken,
                "agreed": settled.agreed,
                "left": [_left(case, why) for case, why in settled.left],
            }
            if settled
            else None,
            "finished": {
                "articles": list(finished.article_ids),
                "audited": list(finished.audited),
            }
            if finished
            else None,
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def _left(case: Case, why: str) -> dict[str, object]:
    return {
        "id": case.id,
        "article": case.article_id,
        "title": case.title,
        "layer": case.layer.value,
        "kinds": [kind.value for kind in case.kinds],
        "start": case.span.start,
        "end": case.span.end,
        "words": case.words,
        "why": why,
    }
