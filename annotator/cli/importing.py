"""The command that imports, with a word on what became of everything."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.opening import project_at, user
from annotator.cli.progress import run
from annotator.formats.protocol import format_named
from annotator.workspace.import_report_files import require_known_suffix, write_import_report
from annotator.workspace.importing import Outcome, import_paths
from annotator.workspace.label_map import remembered_labels, told_by_name
from annotator.workspace.table_choices import choosing


@click.command("import")
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")
@click.argument("paths", type=click.Path(path_type=Path, exists=True), nargs=-1, required=True)
@click.option("--format", "format_name", default="", help="Read all files as this format.")
@click.option("--label", "labels", multiple=True, metavar="THEIRS=OURS", help="Rename a label.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help="Say which column of tables holds the text, title, source, url, published or language.",
)
@click.option(
    "--report",
    "report_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what became of every record to this file (.csv, .json or .txt).",
)
@click.pass_context
def import_command(
    ctx: click.Context,
    project: Path,
    paths: tuple[Path, ...],
    format_name: str,
    labels: tuple[str, ...],
    columns: tuple[str, ...],
    report_path: Path | None,
) -> None:
    """Import files, and folders and zip archives with all that is in them.

    Each file that is refused or there already gets a line with the reason; the others come in.
    --label PER=PERSON renames a label, and --label MISC= leaves its annotations out. The project
    remembers both, for later imports here and in the window. --column text=Body says where in a
    table the text is, where its name does not tell; --column url= takes no column for the address.
    """
    if format_name:
        format_named(format_name)
    if report_path is not None:
        require_known_suffix(report_path)
    names = {theirs: ours for theirs, _, ours in (one.partition("=") for one in labels)}
    named = {field: heading for field, _, heading in (one.partition("=") for one in columns)}
    with project_at(project) as opened:
        told = told_by_name(opened.scheme, names)
        before = remembered_labels(opened).keys() - told.keys()
        choose = choosing(opened, named)
        report = run(import_paths(opened, paths, user(), format_name, told, choose), "Importing")
    for line in report.lines:
        if line.outcome is not Outcome.IMPORTED:
            click.echo(f"{line.outcome}: {line.where}: {line.reason}", err=True)
    for key, count in report.renamed.items():
        layer, theirs, ours = key
        as_before = " (as before)" if (layer, theirs) in before else ""
        click.echo(f"label: {theirs} → {ours}: {count:,} {layer}{as_before}")
    if report_path is not None:
        write_import_report(report, report_path)
        click.echo(f"What became of every record is in {report_path}.")
    click.echo(f"{report.summary}.")
    ctx.exit(1 if report.count(Outcome.REFUSED) else 0)
