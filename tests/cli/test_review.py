"""Reviewing from the command line, run as a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.annotation_set import GOLD
from annotator.domain.step import Progress
from annotator.store import Project
from tests.cli.test_commands import _run
from tests.projects_for_agreement import make_compared_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_compared_project(tmp_path / "project.annot")
    return tmp_path / "project.annot"


def test_the_queue_is_counted_by_layer_and_kind(path: Path) -> None:
    before = path.read_bytes()
    done = _run("review", path)
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["entities", "label", "3", "0", "0", "0"] in rows
    assert ["quotes", "missing", "3", "0", "0", "0"] in rows
    assert ["all", "9", "0", "0", "0"] in rows
    told = json.loads(_run("review", path, "--json").stdout)
    assert told["disagreements"] == {"open": 9, "changed": 0, "deferred": 0, "decided": 0}
    assert {row["kind"] for row in told["kinds"]} == {"label", "boundary", "missing"}
    assert path.read_bytes() == before


def test_rules_run_dry_first_and_say_what_they_leave(path: Path) -> None:
    before = path.read_bytes()
    dry = _run("review", path, "--settle", "threshold:0.9", "--json")
    told = json.loads(dry.stdout)
    assert (told["is_applied"], told["settled"]["settled"]) == (False, 0)
    assert len(told["settled"]["left"]) == 9
    assert {one["why"] for one in told["settled"]["left"]} == {"2 against 1: 67% is below 90%."}
    assert path.read_bytes() == before
    applied = _run("review", path, "--settle", "threshold:0.9", "--settle", "trust:Joss", "--apply")
    assert "Settled 9 disagreements" in applied.stdout, applied.stderr
    told = json.loads(_run("review", path, "--json").stdout)
    assert told["disagreements"]["decided"] == 9


def test_decided_articles_are_finished_but_for_an_audit(path: Path) -> None:
    finish = (
        "review",
        path,
        "--finish",
        "--audit",
        "0.34",
        "--seed",
        "7",
        "--as",
        "Rita",
        "--apply",
    )
    assert "Finished the gold of 0 articles." in _run(*finish).stdout
    _run("review", path, "--settle", "majority", "--apply", "--as", "Rita")
    done = _run(*finish)
    assert "Finished the gold of 2 articles." in done.stdout
    assert "1 stay open for an audit:" in done.stdout
    project = Project.open(path)
    rows = project.queries.article_rows(GOLD, project.queries.article_ids(GOLD))
    assert sorted(row.progress for row in rows) == [Progress.DOING, Progress.DONE, Progress.DONE]
    assert [one.name for one in project.team.annotators()] == ["Rita"]
    project.close()


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--settle", "coin"), 2, "“coin” is not one of"),
        (("--settle", "threshold:7"), 2, "“7” is not a share"),
        (("--settle", "trust:Bo"), 1, "There is no annotator “Bo”"),
        (("--apply",), 2, "--settle or --finish"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    path: Path, options: tuple[str, ...], code: int, says: str
) -> None:
    refused = _run("review", path, *options)
    assert refused.returncode == code
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
