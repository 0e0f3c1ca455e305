"""The commands of working apart: handing out packages, merging what comes back."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.progress import run
from annotator.comparing.merging import WHOLE, Side
from annotator.domain.errors import MendableError
from annotator.store import Project
from annotator.workspace.bringing_back import BringReport, OpenQuestion, bring_back
from annotator.workspace.handing_out import default_name, hand_out

_PROJECT = click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")


@click.command("hand-out")
@_PROJECT
@click.argument("annotators", nargs=-1, metavar="[NAME…]")
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the packages; that of the project if not given.",
)
def hand_out_command(project: Path, annotators: tuple[str, ...], output: Path | None) -> None:
    """Write a package for each annotator named, or for all.

    A package holds their articles, the scheme, the guidelines and the register, and nobody else's
    work. A name that the project does not know yet is added to its annotators.
    """
    folder = output or project.parent
    folder.mkdir(parents=True, exist_ok=True)
    opened = Project.open(project)
    try:
        people = [opened.team.join(name) for name in annotators] or opened.team.annotators()
        if not people:
            raise MendableError("The project has no annotators yet. Name those to hand out to.")
        for person in people:
            path = folder / default_name(opened, person)
            count = run(hand_out(opened, person, path), f"Handing out to {person.name}")
            click.echo(f"{count:,} articles for {person.name} written to {path}.")
    finally:
        opened.close()


@click.command("merge")
@_PROJECT
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would come; change nothing.")
@click.option(
    "--prefer",
    type=click.Choice(["project", "file"]),
    help="Whose word counts where both changed the same field; asked for if needed.",
)
@click.option("--as", "annotator", default="", help="Who merges, for the journal.")
@click.pass_context
def merge_command(
    ctx: click.Context,
    project: Path,
    files: tuple[Path, ...],
    dry_run: bool,
    prefer: str | None,
    annotator: str,
) -> None:
    """Bring packages and whole project files back into a project, all of them or none.

    The project is backed up first. The same file twice changes nothing more, and the order of the
    files does not matter. Where somebody changed the same field in the project and in a file, each
    such question is listed, and nothing is merged until --prefer says who is right (the window
    asks one by one).
    """
    sides = {"project": Side.OURS, "file": Side.THEIRS}
    opened = Project.open(project)
    try:
        job = bring_back(
            opened,
            files,
            annotator or "command line",
            prefer=sides[prefer] if prefer else None,
            dry_run=dry_run,
        )
        report = run(job, "Merging")
    finally:
        opened.close()
    _print(report, is_dry=dry_run)
    ctx.exit(1 if report.refused or report.questions else 0)


def _print(report: BringReport, *, is_dry: bool) -> None:
    for file in report.files:
        if file.refusal:
            click.echo(f"refused: {file.refusal}", err=True)
            continue
        whose = f" (handed out to {file.package_for})" if file.package_for else ""
        click.echo(
            f"{file.path.name}{whose}: {file.articles:,} new articles; annotation sets: "
            f"{file.new_sets:,} new, {file.changed_sets:,} changed, {file.same_sets:,} as they "
            f"were; {file.steps:,} steps"
        )
        for remark in file.remarks:
            click.echo(f"  {remark}")
    for one in report.questions:
        click.echo(f"question: {question_line(one)}", err=True)
    if report.is_kept:
        click.echo(f"Merged: {report.summary}.")
    elif is_dry and not report.refused and not report.questions:
        click.echo(f"Nothing was changed; this would come: {report.summary}.")
    else:
        click.echo("Nothing was changed.")


def question_line(one: OpenQuestion) -> str:
    """Say in one line what is asked."""
    asked = one.question
    field = "removed by one side" if asked.field == WHOLE else asked.field
    kind = type(asked.record).__name__.lower()
    ours, theirs = (asked.value(side) for side in Side)
    return f"{one.title}: {kind} {asked.record.id}: {field}: project {ours}, file {theirs}"
