"""Handing out: a package is a project file with one annotator's articles and nobody else's work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator.domain.annotation_set import DETECTOR, Owner, OwnerKind
from annotator.domain.errors import MendableError, RefusedError
from annotator.domain.team import Annotator
from annotator.store import PACKAGE_FOR, PACKAGE_OF, Bringing, OtherFile, Project
from annotator.workspace.jobs import Advance, Job

_BATCH = 5


def default_name(project: Project, annotator: Annotator) -> str:
    """Return a file name that says what is in a package, and for whom."""
    name = "".join(one if one.isalnum() else "-" for one in annotator.name)
    return f"{project.path.stem}-for-{name}.annot"


def refuse_in_package(project: Project, what: str) -> None:
    """Refuse to change ``what`` in a package: it would not come back with it."""
    if project.fact(PACKAGE_OF):
        raise RefusedError(
            f"This is a package. {what} are changed in the project that handed it out."
        )


def hand_out(project: Project, annotator: Annotator, path: Path) -> Job[int]:
    """Write a package for ``annotator`` and return how many articles are in it.

    In it are the annotator's articles (all, where none are assigned) with what they have done so
    far and the detectors' suggestions, the scheme, the guidelines, the register and the models in
    use. A cancelled or failed hand-out leaves no file.
    """
    owner = Owner(OwnerKind.ANNOTATOR, annotator.name)
    articles = project.queries.article_ids(owner)
    if not articles:
        raise MendableError(f"There are no articles for {annotator.name}. Assign some first.")
    if path.exists():
        raise MendableError(f"There is already a file “{path.name}”. Choose another name.")
    unfinished = path.with_name(path.stem + ".unfinished" + path.suffix)
    unfinished.unlink(missing_ok=True)
    package = Project.create(unfinished, project.scheme)
    try:
        with project.other_file() as source, package.bringing_back() as target:
            _write_surroundings(project, source, target, annotator)
            yield from _write_articles(source, target, articles, owner)
            target.assign(annotator.id, articles)
        package.close()
        unfinished.replace(path)
    finally:
        package.close()
        unfinished.unlink(missing_ok=True)
        unfinished.with_name(unfinished.name + ".lock").unlink(missing_ok=True)
    if not project.is_read_only:
        project.record(f"Hand out {len(articles)} articles to {annotator.name}", annotator.name)
    return len(articles)


def _write_surroundings(
    project: Project, source: OtherFile, target: Bringing, annotator: Annotator
) -> None:
    target.put_fact(PACKAGE_OF, source.fact("id"))
    target.put_fact(PACKAGE_FOR, annotator.name)
    target.put_annotator(annotator)
    for scheme in source.schemes():
        if scheme.version != project.scheme.version:
            target.put_scheme(scheme)
    for guidelines in reversed(project.team.guideline_versions()):
        target.put_guidelines(guidelines)
    target.put_entities(source.queries.entities())
    for model, content in project.models.used():
        # What was found of it has sentences of others' articles for examples.
        target.put_model(replace(model, findings="", came_from=project.path.name), content)


def _write_articles(
    source: OtherFile, target: Bringing, articles: Sequence[str], owner: Owner
) -> Job[None]:
    own = {one.id: one for one in source.sittings() if one.annotator == owner.name}
    for begin in range(0, len(articles), _BATCH):
        yield Advance(begin, len(articles))
        chunk = articles[begin : begin + _BATCH]
        target.add_articles([source.new_article(one) for one in chunk])
        for article_id in chunk:
            for kept in (DETECTOR, owner):
                found = source.queries.annotation_set(article_id, kept)
                if found is not None:
                    target.put_set(article_id, kept, found)
    present = set(articles)
    for sitting in own.values():
        if sitting.article_id in present:
            target.put_sitting(sitting)
    yield Advance(len(articles), len(articles))
