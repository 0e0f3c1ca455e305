"""``annotator check``: what is wrong with a project, as a linter tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from annotator.cli.progress import run
from annotator.comparing.consistency import Finding
from annotator.domain.annotation_set import GOLD, Owner
from annotator.store import Project
from annotator.workspace.consistency import Checked, Findings, check_consistency
from annotator.workspace.exporting import owner_named


@click.command()
@click.argument("project", type=click.Path(path_type=Path), metavar="PROJECT.annot")
@click.option("--owner", "name", default="", help="Whose work; gold if not given, where there is.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
@click.pass_context
def check(ctx: click.Context, project: Path, name: str, as_json: bool) -> None:
    """Check a project: the file, its texts and rules, and whether the labels are consistent.

    Each finding is a line: article, place in code points, kind, and why. What was marked as right
    in the window is left out. The exit code is 1 where anything was found.
    """
    opened = Project.open(project, read_only=True)
    try:
        wrong = list(opened.findings())
        owner = _owner(opened, name)
        checked = run(check_consistency(opened, owner), "Checking") if owner else None
        found = Findings(checked, opened.queries) if checked else None
        standing = found.standing() if found else []
        approved = len(found.standing(approved=True)) if found else 0
    finally:
        opened.close()
    if as_json:
        click.echo(_json(wrong, checked, standing, approved))
    else:
        _print(wrong, checked, standing, approved)
    ctx.exit(1 if wrong or standing else 0)


def _owner(project: Project, name: str) -> Owner | None:
    if name:
        return owner_named(project.queries, name)
    return GOLD if GOLD in project.queries.owners() else None


def _print(
    wrong: list[str], checked: Checked | None, standing: list[Finding], approved: int
) -> None:
    for sentence in wrong:
        click.echo(sentence)
    for one in standing:
        assert checked is not None
        place = f"{checked.titles[one.article_id]}:" if one.article_id else "register:"
        place += f"{one.span.start}-{one.span.end}:" if one.span else ""
        here = f"; here {one.odd}" if one.odd and one.usual else ""
        click.echo(f"{place} {one.kind}: {one.why}{here}")
    count = len(wrong) + len(standing)
    click.echo(f"{count:,} finding{'s' if count != 1 else ''}." if count else "Nothing is wrong.")
    if checked is None:
        click.echo(
            "There is no gold; --owner NAME checks somebody’s work for consistency.", err=True
        )
    elif approved:
        click.echo(f"{approved:,} more are marked as right.", err=True)


def _json(wrong: list[str], checked: Checked | None, standing: list[Finding], approved: int) -> str:
    told = {
        "project": wrong,
        "owner": checked.owner.name if checked else None,
        "articles": checked.articles if checked else 0,
        "findings": [_plain(one, checked.titles if checked else {}) for one in standing],
        "marked_as_right": approved,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _plain(one: Finding, titles: Mapping[str, str]) -> dict[str, object]:
    return {
        "key": one.key,
        "kind": one.kind.value,
        "article": one.article_id or None,
        "title": titles.get(one.article_id),
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "words": one.words,
        "odd": one.odd or None,
        "usual": one.usual or None,
        "why": one.why,
        "entities": list(one.entity_ids),
    }
