"""Handing out and bringing back: ten annotators with a thousand articles each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from annotator.domain.annotation import State
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.identity import new_id
from annotator.domain.step import Change, Progress, SetProgress
from annotator.store import JournalRow, Project
from annotator.store.records import to_json
from annotator.workspace.bringing_back import bring_back
from annotator.workspace.handing_out import hand_out
from annotator.workspace.jobs import Job, finished
from tests.benchmarks.made import project_of

_PEOPLE = 10
_ARTICLES = 1000


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    path = folder / "team.annot"
    project_of(path, [(3000, 40)] * _ARTICLES)
    project = Project.open(path)
    people = [project.team.join(f"Annotator {n}") for n in range(_PEOPLE)]
    packages = [folder / f"package{n}.annot" for n in range(_PEOPLE)]
    handing_out = 0.0
    for person, package in zip(people, packages, strict=True):
        handing_out += _seconds(hand_out(project, person, package))
        _label_everything(package, person.name)
    yield f"hand out {_ARTICLES:,} articles", f"{handing_out / _PEOPLE:.1f} s", ""
    seconds = _seconds(bring_back(project, packages, "bench", dry_run=True))
    yield f"dry run of bringing {_PEOPLE} such packages back", f"{seconds:.1f} s", "goal 60 s"
    seconds = _seconds(bring_back(project, packages, "bench"))
    yield (
        f"bring {_PEOPLE} packages of {_ARTICLES:,} articles back",
        f"{seconds:.1f} s",
        "goal 60 s",
    )
    seconds = _seconds(bring_back(project, packages, "bench"))
    yield "the same packages once more", f"{seconds:.1f} s", ""
    project.close()


def _label_everything(package: Path, name: str) -> None:
    """Accept each article's mentions one by one, as the journal of a real annotator has it."""
    project = Project.open(package)
    owner = Owner(OwnerKind.ANNOTATOR, name)
    ids = project.queries.article_ids(owner)
    for article_id in ids:
        project.begin_set(article_id, owner)
    with project.bringing_back() as writing:
        for article_id in ids:
            now = project.queries.annotation_set(article_id, owner)
            assert now is not None
            accepted = tuple(replace(one, state=State.ACCEPTED) for one in now.mentions)
            changes = [
                Change(now.id, before, after)
                for before, after in zip(now.mentions, accepted, strict=True)
            ]
            done = SetProgress(now.id, Progress.DONE)
            changes.append(Change(now.id, SetProgress(now.id, now.progress), done))
            made = replace(now, mentions=accepted, progress=Progress.DONE)
            writing.put_set(article_id, owner, made)
            writing.add_steps(
                [
                    JournalRow(
                        one, "do", one, "Accept", name, "2026-01-01", article_id, to_json((change,))
                    )
                    for change in changes
                    for one in [new_id()]
                ]
            )
    project.close()


def _seconds(job: Job[object]) -> float:
    begin = perf_counter()
    finished(job, lambda _advance: None)
    return perf_counter() - begin
