"""The command on a project’s labels: show them, write them to a file, take others from one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from annotator.cli.opening import project_at, user
from annotator.cli.progress import run
from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.domain.scheme import LABELLED, LEFT_OUT, Scheme
from annotator.store import Project
from annotator.workspace.commands import ChangeLabels
from annotator.workspace.handing_out import refuse_in_package
from annotator.workspace.schemes import read_scheme, write_scheme
from annotator.workspace.workspace import Workspace


@click.command("labels")
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")
@click.option("--output", type=click.Path(path_type=Path), help="Write the scheme to this file.")
@click.option(
    "--change",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Take the labels of this scheme file.",
)
@click.option(
    "--replace",
    "replaced",
    multiple=True,
    metavar="OLD=NEW",
    help="What annotations whose label goes get instead; nothing behind = lets mentions go.",
)
def labels(
    project: Path, output: Path | None, change: Path | None, replaced: Sequence[str]
) -> None:
    """List the labels of a project with how often each is used, or change them.

    With --change, annotations of everybody, in finished articles too, get the labels that --replace
    tells; undo in the window takes it back.
    """
    if replaced and change is None:
        raise click.UsageError("--replace goes with --change.")
    with project_at(project, read_only=change is None) as opened:
        if change is not None:
            _change(opened, read_scheme(change), replaced)
        if output is not None:
            write_scheme(opened.scheme, output)
            click.echo(f"Version {opened.scheme.version} of the labels written to {output}.")
        else:
            _print(opened)


def _change(project: Project, wanted: Scheme, told: Sequence[str]) -> None:
    refuse_in_package(project, "Labels")
    quotes = project.scheme.of_layer(Layer.QUOTES)
    own = tuple(one for one in wanted.labels if one.layer is not Layer.QUOTES)
    replaced = dict(_read(project.scheme, one) for one in told)
    command = ChangeLabels((*own, *(wanted.of_layer(Layer.QUOTES) or quotes)), replaced)
    job = Workspace(project, user()).do_in_parts(command)
    run(job, "Changing labels", "nothing was changed")


def _read(scheme: Scheme, told: str) -> tuple[tuple[Layer, str], str]:
    old, equals, new = told.partition("=")
    layers = [one.layer for one in scheme.labels if one.name == old]
    if not equals or not layers:
        raise MendableError(f"“{told}” names no label of the project. Write OLD=NEW.")
    return (layers[0], old), new or LEFT_OUT


def _print(project: Project) -> None:
    counts = project.queries.label_counts()
    for layer in LABELLED:
        for one in project.scheme.of_layer(layer):
            also = f"  also {', '.join(one.also)}" if one.also else ""
            count = f"{counts[layer, one.name]:,}"
            click.echo(
                f"{layer.value:9} {one.key or '-'} {one.name:16} {count:>9}  {one.title}{also}"
            )
    for layer, name in project.scheme.left_out:
        click.echo(f"{layer.value:9}   {name:16} left out")
