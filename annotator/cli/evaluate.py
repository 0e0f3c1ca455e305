"""The command that measures the detectors against gold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from annotator.cli.progress import run
from annotator.detecting.evaluation import Evaluation, Score
from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.formats.atomic import replacing
from annotator.workspace.evaluating import evaluate as evaluate_job
from annotator.workspace.gold import gold_in
from annotator.workspace.learning_curve import CurvePoint, learning_curve

_FEWEST = 3
"""Rules that fired less often are left out of the table; the JSON has them all."""


@click.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
@click.option(
    "--layer",
    "layers",
    type=click.Choice([layer.value for layer in Layer]),
    multiple=True,
    help="Only this layer; may be given several times.",
)
@click.option("--detector", "detectors", multiple=True, help="Count only what this one suggests.")
@click.option("--part", default="", help="The part, such as dev, of gold that has parts.")
@click.option("--language", default="", help="Only pages in this language, such as en.")
@click.option(
    "--structure", is_flag=True, help="Segment pages by their elements, not by text alone."
)
@click.option(
    "--profiles",
    is_flag=True,
    help="Let the other articles of the same source, with their segments, tell of its layout.",
)
@click.option(
    "--errors",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write every mistake to this file, tab-separated.",
)
@click.option(
    "--learn-from",
    "corrected",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Measure what learning from the corrected articles in this file or folder brings.",
)
@click.option("--seed", default=1, show_default=True, help="For the order of corrected articles.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def evaluate(
    gold: tuple[Path, ...],
    layers: tuple[str, ...],
    detectors: tuple[str, ...],
    part: str,
    errors: Path | None,
    language: str,
    corrected: tuple[Path, ...],
    seed: int,
    *,
    structure: bool,
    profiles: bool,
    as_json: bool,
) -> None:
    """Measure the detectors against gold.

    GOLD is a file or folder: the project's JSON Lines, CoNLL-2003 columns, brat standoff as in
    PolNeAR, or news pages with JSON as in fundus. Prints precision, recall and F1 with their 95 %
    bootstrap interval over articles, per label and per rule, and how many actions lead an editor
    to gold.

    With --learn-from it prints instead, as F1, how good the layers are on GOLD when 10, 25, 50, 100
    and 250 articles of another file or folder have been corrected, and whether the program would
    use what it learnt from them.
    """
    chosen = [Layer(layer) for layer in layers] or list(Layer)
    articles = [one for path in gold for one in gold_in(path, part, language)]
    if not any(one.has(layer) for one in articles for layer in chosen):
        raise MendableError("There is no gold for what was asked. Choose another layer or part.")
    if corrected:
        teaching = [one for path in corrected for one in gold_in(path, "", language)]
        _print_curve(
            run(learning_curve(articles, teaching, chosen, seed), "Learning"), as_json=as_json
        )
        return
    job = evaluate_job(articles, chosen, detectors, structure=structure, profiles=profiles)
    evaluation = run(job, "Evaluating")
    scores = evaluation.scores()
    if errors is not None:
        with replacing(errors) as file:
            file.write("layer\tkind\twanted\tfound\trule\tcontext\tarticle\n")
            file.writelines(f"{mistake.line}\n" for mistake in evaluation.mistakes)
    if as_json:
        click.echo(json.dumps(_as_json(evaluation, scores), ensure_ascii=False, indent=1))
    else:
        _print_tables(evaluation, scores)


def _print_curve(points: Sequence[CurvePoint], *, as_json: bool) -> None:
    if as_json:
        rows = [{**asdict(one), "is_used": one.is_used, "f1": one.f1} for one in points]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not points:
        raise MendableError("There are too few corrected articles to learn from.")
    click.echo(f"{'layer':10} {'articles':>8} {'rules':>7} {'learnt':>7}   cross-validated   used")
    for one in points:
        rules, learnt = one.validated
        used = "yes" if one.is_used else "no"
        click.echo(
            f"{one.layer:10} {one.articles:8,} {one.before:7.3f} {one.after:7.3f}   "
            f"{rules:.3f} → {learnt:.3f}     {used}"
        )
        for name, (before, after) in one.measures.items() if len(one.measures) > 1 else ():
            click.echo(f"  {name:16} {before:7.3f} {after:7.3f}")


def _as_json(evaluation: Evaluation, scores: Iterable[Score]) -> dict[str, object]:
    return {
        "articles": len(evaluation.tallies),
        "scores": [
            {
                "layer": score.measure.layer.value,
                "measure": score.measure.name,
                "by": score.measure.by,
                "of": score.measure.of,
                "right": score.tally.right,
                "found": score.tally.found,
                "wanted": score.tally.wanted,
                "precision": score.tally.precision,
                "recall": score.tally.recall,
                "f1": score.f1,
                "low": score.low,
                "high": score.high,
            }
            for score in scores
        ],
        "actions": {
            layer.value: asdict(evaluation.actions_of(layer)) for layer in evaluation.actions
        },
    }


def _print_tables(evaluation: Evaluation, scores: Iterable[Score]) -> None:
    click.echo(f"{len(evaluation.tallies):,} articles")
    layer = ""
    for score in scores:
        if score.measure.by == "rule" and score.tally.found < _FEWEST:
            continue
        if score.measure.layer != layer:
            layer = score.measure.layer
            click.echo(f"\n{layer:44} {'P':>6} {'R':>6} {'F1':>6}  95 % interval   wanted   found")
        click.echo(_row(score))
    click.echo("\neditor actions to gold")
    for one in evaluation.actions:
        actions = evaluation.actions_of(one)
        click.echo(
            f"  {one.value:10} {actions.from_nothing:,} from nothing; from the suggestions "
            f"{actions.one_by_one:,} one by one, {actions.all_at_once:,} after accepting all"
        )


def _row(score: Score) -> str:
    measure, tally = score.measure, score.tally
    name = f"  {measure.name}"
    if measure.by:
        name = f"    {measure.name}, {measure.by} {measure.of}"
    if measure.by == "rule":
        return f"{name[:44]:44} {tally.precision:6.3f} {'':30} {tally.found:16,.0f}"
    interval = f"{score.low:.3f}–{score.high:.3f}" if score.low is not None else ""
    return (
        f"{name[:44]:44} {tally.precision:6.3f} {tally.recall:6.3f} {score.f1:6.3f}  {interval:13}"
        f" {tally.wanted:8,.0f} {tally.found:7,.0f}"
    )
