"""The commands, each with exit code 1 where something was refused or found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from annotator import __version__
from annotator.cli.agreement import agreement
from annotator.cli.check import check
from annotator.cli.evaluate import evaluate
from annotator.cli.importing import import_command
from annotator.cli.labels import labels
from annotator.cli.learn import learn
from annotator.cli.opening import project_at, user
from annotator.cli.progress import run
from annotator.cli.releases import release, verify
from annotator.cli.review import review
from annotator.cli.team import hand_out_command, merge_command
from annotator.domain.errors import MendableError
from annotator.formats.protocol import Reads, Writes, format_named, load_formats
from annotator.store import Project
from annotator.workspace.detection import detect_articles
from annotator.workspace.exporting import check as check_losses
from annotator.workspace.exporting import export as export_job
from annotator.workspace.exporting import owner_named
from annotator.workspace.redetection import detect_again, told_outlook
from annotator.workspace.sample import make_sample
from annotator.workspace.schemes import default_scheme, read_scheme

_PROJECT = click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")


@dataclass(frozen=True, slots=True)
class Windows:
    """What the command line asks of the window; ``__main__`` provides it."""

    show: Callable[[Path | None], int]
    has_display: Callable[[], bool]
    picture: Callable[[Path, Path], None]


class _Group(click.Group):
    """Shows what the user can mend as one plain sentence."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except MendableError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="annotator")
def main() -> None:
    """Turn news articles into gold-standard datasets.

    \b
    annotator                        opens the window
    annotator PROJECT.annot          opens the window on a project
    annotator COMMAND …              works without a window, as below

    \b
    Exit codes: 0 all went well; 1 something was refused or found, and the lines say what;
    2 the command was called wrongly; 130 cancelled.
    """  # noqa: D301 (click reads the \b)


@main.command()
@_PROJECT
@click.option("--scheme", type=click.Path(path_type=Path, exists=True), help="Label scheme (JSON).")
def new(project: Path, scheme: Path | None) -> None:
    """Make an empty project file."""
    Project.create(project, read_scheme(scheme) if scheme else default_scheme()).close()
    click.echo(f"Made {project}.")


main.add_command(import_command)
main.add_command(labels)


@main.command()
@_PROJECT
@click.option("--all", "again", is_flag=True, help="Detect again in all articles.")
@click.option("--dry-run", is_flag=True, help="With --all: say what it would do, and do nothing.")
@click.option("--workers", type=click.IntRange(1), help="Worker processes; all cores if not given.")
@click.pass_context
def detect(
    ctx: click.Context, project: Path, again: bool, dry_run: bool, workers: int | None
) -> None:
    """Run the detectors over the articles that they have not seen yet.

    With --all they look at every article once more, such as after a change of the rules. Whatever
    an annotator decided is kept, only undecided suggestions are replaced, and articles that are
    finished stay as they are. Where it is interrupted, the same command goes on.
    """
    with project_at(project, read_only=dry_run) as opened:
        if dry_run:
            click.echo(told_outlook(opened.queries.outlook()))
            return
        job = (
            detect_again(opened, workers)
            if again
            else detect_articles(opened, opened.queries.undetected_ids(), workers)
        )
        report = run(job, "Detecting")
    for article_id, reason in report.failures.items():
        click.echo(f"failed: {article_id}: {reason}", err=True)
    click.echo(f"{report.detected:,} articles detected, {len(report.failures):,} failed.")
    ctx.exit(1 if report.failures else 0)


@main.command()
@_PROJECT
@click.option("--format", "format_name", default="jsonl", show_default=True)
@click.option("--owner", default="gold", show_default=True, help="detector, gold or a name.")
@click.option("--output", type=click.Path(path_type=Path), help="The file or folder to write.")
@click.option("--check-only", is_flag=True, help="Say what would be lost, and write nothing.")
def export(
    project: Path, format_name: str, owner: str, output: Path | None, check_only: bool
) -> None:
    """Write what one owner has annotated to a file, or a folder where the format is one.

    With --owner detector the suggestions come out as the detectors made them. What the format does
    not carry is told on standard error and in OUTPUT.losses.txt. The file is replaced only when all
    has been written.
    """
    if output is None and not check_only:
        raise click.UsageError("Say where to with --output, or --check-only.")
    form = format_named(format_name)
    with project_at(project, read_only=True) as opened:
        whose = owner_named(opened.queries, owner)
        if output is None or check_only:
            click.echo(run(check_losses(opened, whose, form), "Checking").to_text(), nl=False)
            return
        exported = run(export_job(opened, whose, form, output), "Exporting")
    for loss in exported.report.losses:
        click.echo(f"lost: {loss.feature}: {loss.count:,}: {loss.fate.says}", err=True)
    click.echo(f"{exported.count:,} articles written to {output}.")
    if exported.report_path:
        click.echo(f"What {form.title} does not carry is listed in {exported.report_path}.")


main.add_command(check)
main.add_command(agreement)
main.add_command(review)


@main.command()
def formats() -> None:
    """List the formats that can be read and written."""
    for form in load_formats():
        ways = [way for way, kind in (("read", Reads), ("write", Writes)) if isinstance(form, kind)]
        suffixes = f" ({', '.join(form.suffixes)})" if form.suffixes else ""
        click.echo(f"{form.name:16} {form.title}{suffixes}: {' and '.join(ways)}")


@main.command()
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default="annotator-demo"
)
@click.option("--no-window", is_flag=True, help="Do the work without a window in any case.")
@click.pass_obj
def demo(windows: Windows, output: Path, no_window: bool) -> None:
    """Do the main job on the sample articles, or open the window on them.

    Makes a project of the sample articles in the folder --output. Where there is a display, the
    window opens on it; else the articles are imported, detected and exported, and a picture of the
    window is drawn.
    """
    output.mkdir(parents=True, exist_ok=True)
    project = output / "sample.annot"
    if not project.exists():
        run(make_sample(project, user()), "Making the sample project")
    if windows.has_display() and not no_window:
        raise SystemExit(windows.show(project))
    exported = output / "suggestions.jsonl"
    with project_at(project) as opened:
        owner = owner_named(opened.queries, "detector")
        run(export_job(opened, owner, format_named("jsonl"), exported), "Exporting")
    picture = output / "window.png"
    windows.picture(project, picture)
    click.echo("There is no display, so this was done without a window. The results:")
    for path, what in (
        (project, "the project file"),
        (exported, "the detectors’ suggestions as JSON Lines"),
        (picture, "a picture of the window"),
    ):
        click.echo(f"  {path.absolute()}  ({what})")


main.add_command(evaluate)
main.add_command(learn)
main.add_command(release)
main.add_command(verify)
main.add_command(hand_out_command)
main.add_command(merge_command)
