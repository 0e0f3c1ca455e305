"""The command that learns from a project's finished articles."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.opening import project_at
from annotator.cli.progress import run
from annotator.detecting.learning.findings import Findings
from annotator.detecting.learning.training import FEWEST
from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.store import Project, StoredModel
from annotator.workspace.learning import Taught, export_model, import_model, measure
from annotator.workspace.learning import learn as learn_job

_LAYERS = click.Choice([layer.value for layer in Layer])


@click.command()
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")
@click.option("--layer", "layers", type=_LAYERS, multiple=True, help="Only this layer.")
@click.option("--seed", default=1, show_default=True, help="For parting the articles.")
@click.option("--list", "listed", is_flag=True, help="List the models that there are.")
@click.option("--use", metavar="MODEL", help="Use a model again, by its number in the list.")
@click.option("--rules-alone", type=_LAYERS, multiple=True, help="Use no model in this layer.")
@click.option(
    "--export", "exported", metavar="MODEL FILE", nargs=2, help="Write a model to a file."
)
@click.option("--import", "imported", type=click.Path(path_type=Path), help="Take one from a file.")
def learn(
    project: Path,
    layers: tuple[str, ...],
    seed: int,
    use: str | None,
    rules_alone: tuple[str, ...],
    exported: tuple[str, str] | None,
    imported: Path | None,
    *,
    listed: bool,
) -> None:
    """Learn from the finished articles, or look after what was learnt.

    A model is trained for each layer in which enough finished articles are decided throughout, and
    used where cross-validation finds it better than the rules alone and than the model in use, each
    judged by articles that it has not learnt from. Detect again with annotator detect --all, to
    have it in articles that were detected before.
    """
    with project_at(project, read_only=listed) as opened:
        if listed:
            _list(opened)
        elif use:
            opened.models.use(_numbered(opened, use))
        elif rules_alone:
            for one in rules_alone:
                opened.models.use_none(Layer(one))
        elif exported:
            number, path = exported
            export_model(opened, _numbered(opened, number), Path(path))
        elif imported:
            model = import_model(opened, imported)
            click.echo(f"A model for {model.layer} came in. --list shows its number for --use.")
            found = run(measure(opened, model), "Measuring", "the model is there, unmeasured")
            if found is None:
                click.echo(
                    "Too few articles that it has not learnt from are finished to measure it."
                )
            else:
                click.echo(f"On the finished articles here: F1 {_figures(found)}.")
        else:
            _learn(opened, [Layer(one) for one in layers] or list(Layer), seed)


def _learn(project: Project, layers: list[Layer], seed: int) -> None:
    report = run(learn_job(project, layers, seed), "Learning", "nothing was changed")
    for layer, count in report.too_few.items():
        click.echo(f"{layer}: {count:,} finished articles are decided; it takes {FEWEST}.")
    for one in report.taught:
        click.echo(_told(one))
    if not report.taught:
        raise MendableError("There is too little to learn from. Finish more articles.")


def _told(taught: Taught) -> str:
    found = taught.findings
    verdict = "used from now on" if taught.is_used else "not used, as it is not surely better"
    return (
        f"{found.layer}: from {found.articles:,} articles, cross-validated F1 {_figures(found)}; "
        f"{found.mended:,} mistakes fewer, {found.broken:,} new; {verdict}."
    )


def _figures(found: Findings) -> str:
    replaces = f" (the model in use: {found.replaces.f1:.3f})" if found.replaces else ""
    return f"{found.before.f1:.3f} → {found.after.f1:.3f}{replaces}"


def _list(project: Project) -> None:
    models = project.models.all()
    if not models:
        click.echo("There are no models yet; annotator learn trains them.")
    for number, one in enumerate(models, start=1):
        origin = f"from {one.came_from}" if one.came_from else "trained here"
        mark = "*" if one.is_used else " "
        click.echo(
            f"{mark}{number:3} {one.layer:9} {one.made} {one.articles:6,} articles "
            f"{one.size / 1024:8,.0f} KiB  {origin}"
        )


def _numbered(project: Project, number: str) -> StoredModel:
    models = project.models.all()
    if not number.isdigit() or not 1 <= int(number) <= len(models):
        raise MendableError(f"There is no model {number}. See annotator learn --list.")
    return models[int(number) - 1]
