"""The commands that make releases and check them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any

import click

from annotator.cli.progress import run
from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import Owner
from annotator.domain.step import Progress
from annotator.store import Project
from annotator.workspace.exporting import owner_named
from annotator.workspace.releasing.checking import Checked, check_release
from annotator.workspace.releasing.reading import latest_release
from annotator.workspace.releasing.settings import ReleaseSettings, name_for
from annotator.workspace.releasing.splitting import SplitRule, StratifiedBy
from annotator.workspace.releasing.verifying import verify as verify_job
from annotator.workspace.releasing.writing import release as release_job

_FOLDER = click.Path(path_type=Path, file_okay=False)


def _choices(kind: type[StrEnum]) -> click.Choice[str]:
    return click.Choice([one.value for one in kind])


class _Share(click.ParamType[tuple[str, float]]):
    name = "NAME=SHARE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        name, _, share = str(value).partition("=")
        try:
            return name, float(share)
        except ValueError:
            self.fail(f"“{value}” is not a name and a share, such as train=0.8.", param, ctx)


@click.command()
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")
@click.argument("folder", type=_FOLDER)
@click.option("--version", required=True, help="Such as 1.0; a version is made once.")
@click.option("--name", default="", help="The dataset’s name; the project’s if not given.")
@click.option("--owner", default="gold", show_default=True, help="detector, gold or a name.")
@click.option("--layer", "layers", type=_choices(Layer), multiple=True, help="All if not given.")
@click.option(
    "--state",
    "states",
    type=_choices(State),
    multiple=True,
    default=("accepted",),
    show_default=True,
    help="Annotations in this state go in; may be given several times.",
)
@click.option(
    "--progress",
    type=_choices(Progress),
    multiple=True,
    default=("done",),
    show_default=True,
    help="Articles that stand so go in; may be given several times.",
)
@click.option("--source", "sources", multiple=True, help="Only articles of this source.")
@click.option("--language", "languages", multiple=True, help="Only articles in this language.")
@click.option("--from", "published_from", default="", help="Only articles published then or later.")
@click.option("--to", "published_to", default="", help="Only articles published then or before.")
@click.option(
    "--split",
    "ratios",
    type=_Share(),
    multiple=True,
    default=[f"{name}={share}" for name, share in SplitRule().ratios],
    show_default=True,
    help="A split’s name and share; may be given several times.",
)
@click.option("--seed", default=1, show_default=True, help="Another seed gives other splits.")
@click.option(
    "--stratify",
    type=_choices(StratifiedBy),
    default="source",
    show_default=True,
    help="What each split has a like share of.",
)
@click.option("--keep-sources", is_flag=True, help="Never part articles of one source.")
@click.option("--part-near-duplicates", is_flag=True, help="Let splits part near-duplicates.")
@click.option(
    "--likeness",
    type=click.FloatRange(0, 1, min_open=True),
    default=SplitRule().threshold,
    show_default=True,
    help="How alike near-duplicates are.",
)
@click.option("--format", "formats", multiple=True, help="A format besides jsonl, such as parquet.")
@click.option("--with-annotators", is_flag=True, help="Add each annotator’s own sets.")
@click.option("--with-names", is_flag=True, help="Tell annotators by name, not by code.")
@click.option("--with-notes", is_flag=True, help="Add the notes that were written.")
@click.option("--licence", default="", help="The licence, such as CC-BY-4.0.")
@click.option(
    "--since",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The release to tell changes since; the newest in FOLDER if not given.",
)
@click.option("--first", "is_first", is_flag=True, help="Look at no earlier release.")
@click.option("--check-only", is_flag=True, help="Say what would be in it, and write nothing.")
def release(
    project: Path,
    folder: Path,
    since: Path | None,
    is_first: bool,
    check_only: bool,
    **options: Any,  # noqa: ANN401 (they become settings)
) -> None:
    """Make a release: a dataset in a folder NAME-VERSION below FOLDER, which never changes.

    It holds the annotations of one owner as JSON Lines and in the formats asked for, divided into
    splits, with a manifest, a dataset card, Croissant metadata, and the changes since the release
    before, whose articles keep their splits. The same project and settings give the same bytes.
    """
    with closing(Project.open(project, read_only=True)) as opened:
        queries = opened.queries
        settings = _settings(options, owner_named(queries, options["owner"]), project)
        before = since or latest_release(folder, queries.project_id(), settings.name)
        if is_first:
            before = None
        if check_only:
            _tell(run(check_release(opened, settings, before), "Checking"), before)
            return
        job = release_job(opened, settings, folder, before)
        done = run(job, "Releasing", left="nothing was left behind")
    click.echo(f"{_articles(done.articles)} released to {done.folder}.")
    if before:
        click.echo(f"What changed since {before.name} is in {done.folder / 'CHANGES.md'}.")
    click.echo("What only people know is marked TODO in README.md of your copy for publishing.")


def _settings(options: Mapping[str, Any], owner: Owner, project: Path) -> ReleaseSettings:
    return ReleaseSettings(
        name=options["name"] or name_for(project.stem),
        version=options["version"],
        owner=owner,
        layers=tuple(layer for layer in Layer if layer in options["layers"]) or tuple(Layer),
        states=tuple(state for state in State if state in options["states"]),
        progress=tuple(one for one in Progress if one in options["progress"]),
        sources=options["sources"],
        languages=options["languages"],
        published_from=options["published_from"],
        published_to=options["published_to"],
        rule=SplitRule(
            ratios=options["ratios"],
            seed=options["seed"],
            stratified_by=StratifiedBy(options["stratify"]),
            keeps_near_duplicates=not options["part_near_duplicates"],
            threshold=options["likeness"],
            keeps_sources=options["keep_sources"],
        ),
        formats=options["formats"],
        with_annotators=options["with_annotators"],
        with_names=options["with_names"],
        with_notes=options["with_notes"],
        licence=options["licence"],
    )


def _tell(checked: Checked, before: Path | None) -> None:
    found = checked.plan
    for name, count in found.split_counts.items():
        click.echo(f"{name}: {_articles(count)}")
    for reason, count in found.left_out.items():
        click.echo(f"left out: {_articles(count)} {reason}")
    near = sum(len(group) for group in found.alike)
    groups = "1 group" if len(found.alike) == 1 else f"{len(found.alike):,} groups"
    click.echo(f"near-duplicates: {_articles(near)} in {groups}")
    for name, report in checked.losses.items():
        kinds = ", ".join(f"{loss.count:,} {loss.feature.lower()}" for loss in report.losses)
        click.echo(f"{name}: {f'loses {kinds}' if kinds else 'loses nothing'}")
    click.echo(f"compared with: {before.name if before else 'no earlier release'}")
    click.echo("Nothing was written.")


def _articles(count: int) -> str:
    return f"{count:,} {'article' if count == 1 else 'articles'}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="RELEASE")
@click.pass_context
def verify(ctx: click.Context, folder: Path) -> None:
    """Check a release: hashes, schemas, offsets, span texts, counts, and leaks between splits.

    RELEASE is the release’s folder. Nothing else is needed, neither project nor network.
    """
    findings = run(verify_job(folder), "Checking")
    for finding in findings:
        click.echo(finding)
    found = "1 finding." if len(findings) == 1 else f"{len(findings):,} findings."
    click.echo(found if findings else "Nothing is wrong.")
    ctx.exit(1 if findings else 0)
