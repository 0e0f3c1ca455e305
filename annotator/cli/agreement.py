"""``annotator agreement``: measures of agreement on the terminal and into files."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.progress import run
from annotator.comparing.measured import Measure, Undefined
from annotator.comparing.report import Agreement
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import OwnerKind
from annotator.domain.errors import MendableError
from annotator.store import Project
from annotator.workspace.agreement import (
    SEED,
    AgreementRequest,
    comparable_owners,
    compute_agreement,
)
from annotator.workspace.agreement_files import write_agreement
from annotator.workspace.exporting import owner_named

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")
@click.option("--owner", "names", multiple=True, help="An annotator, gold or detector; repeat it.")
@click.option(
    "--layer", type=click.Choice([layer.value for layer in Layer]), help="One layer only."
)
@click.option("--begun", is_flag=True, help="Count articles that are not finished yet, too.")
@click.option("--gamma", "with_gamma", is_flag=True, help="Compute γ as well, which takes long.")
@click.option("--seed", default=SEED, show_default=True, help="Of the bootstrap and of γ.")
@click.option("--csv", "csv", type=_FILE, help="Write every measure as a table.")
@click.option("--json", "json", type=_FILE, help="Write everything, disagreements too.")
@click.option("--html", "html", type=_FILE, help="Write a page with pictures.")
def agreement(
    project: Path,
    names: tuple[str, ...],
    layer: str | None,
    begun: bool,
    with_gamma: bool,
    seed: int,
    **files: Path | None,
) -> None:
    """Say how far annotators agree, or any owners of annotations, detectors and gold too.

    Without --owner, all annotators are compared. Each measure comes with its 95 % interval, from
    drawing articles anew, or with the reason why it is undefined.
    """
    opened = Project.open(project, read_only=True)
    try:
        everybody = comparable_owners(opened.queries)
        annotators = [owner for owner in everybody if owner.kind is OwnerKind.ANNOTATOR]
        owners = [owner_named(opened.queries, name) for name in names] or annotators
        if len(owners) < 2:
            known = ", ".join(owner.name for owner in everybody) or "nobody yet"
            raise MendableError(
                f"It takes two to agree. Annotations are by: {known}. Name two with --owner."
            )
        request = AgreementRequest(tuple(owners), not begun, with_gamma, seed)
        found = run(compute_agreement(opened, request), "Comparing")
    finally:
        opened.close()
    _print(found, layer)
    for form, path in files.items():
        if path is not None:
            write_agreement(found, path, form)
            click.echo(f"Written to {path}.")


def _print(found: Agreement, layer: str | None) -> None:
    names = ", ".join(owner.name for owner in found.owners)
    click.echo(
        f"{names}: {len(found.articles):,} articles in common, "
        f"{len(found.disagreements):,} disagreements."
    )
    for one in found.figures:
        if layer in (None, one.layer.value):
            count = f"{one.count:,} {one.unit}"
            title = f"{one.layer.value} {one.title}"
            click.echo(f"{title:32} {_said(one.measure):24} {one.meaning}; {count}")
    for pair in found.pairs if len(found.owners) == 2 else ():
        for key, title in (("kappa", "κ (Cohen)"), ("pi", "π (Scott)")):
            for of in ("entities", "quotes"):
                measure = pair.measures[f"{of}.{'type_' if of == 'quotes' else ''}{key}"]
                if layer in (None, of):
                    click.echo(f"{of + ' ' + title:32} {_said(measure):24} labels of matched {of}")
    if found.gamma is not None:
        click.echo(f"γ: {found.gamma}.")


def _said(measure: Measure) -> str:
    if isinstance(measure, Undefined):
        return f"undefined: {measure.reason}"
    if measure.interval is None:
        return f"{measure.value:.3f}"
    return f"{measure.value:.3f} ({measure.interval.low:.3f}–{measure.interval.high:.3f})"
