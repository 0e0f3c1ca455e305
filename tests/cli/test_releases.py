"""Releases from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli.commands import main
from annotator.domain.annotation_set import GOLD
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.store import NewSet, Project
from tests.projects_for_tests import make_project


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project called “Harbour corpus” of ten articles with finished, empty gold."""
    path = tmp_path / "Harbour corpus.annot"
    ids = make_project(path, articles=10)
    opened = Project.open(path)
    for article_id in ids:
        opened.add_set(article_id, GOLD, NewSet(progress=Progress.DONE))
    opened.close()
    return path


def test_release_verify_and_release_again(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    done = run("release", project, folder, "--version", "1.0", "--split", "train=1")
    assert done.exit_code == 0, done.output
    first = folder / "Harbour-corpus-1.0"
    assert f"10 articles released to {first}." in done.output
    assert run("verify", first).output == "Nothing is wrong.\n"
    again = run("release", project, folder, "--version", "1.0")
    assert again.exit_code == 1
    assert "already a release" in again.output
    second = run("release", project, folder, "--version", "1.1")
    assert "What changed since Harbour-corpus-1.0" in second.output
    manifest = json.loads((folder / "Harbour-corpus-1.1" / "manifest.json").read_text("utf-8"))
    # Articles keep the splits of the release before.
    assert list(manifest["counts"]["splits"]) == ["train"]
    alone = run("release", project, folder, "--version", "1.2", "--first")
    assert "What changed" not in alone.output


def test_verify_tells_each_finding_and_exits_with_1(project: Path, tmp_path: Path) -> None:
    run("release", project, tmp_path, "--version", "1.0")
    folder = tmp_path / "Harbour-corpus-1.0"
    (folder / "more.txt").write_text("more")
    found = run("verify", folder)
    assert found.exit_code == 1
    assert found.output == "more.txt is not in the manifest.\n1 finding.\n"
    assert "no release" in run("verify", tmp_path).output


def test_check_only_writes_nothing(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    done = run("release", project, folder, "--version", "1.0", "--format", "brat", "--check-only")
    assert done.exit_code == 0, done.output
    assert "train: " in done.output
    # The articles differ in a number at their end.
    assert "near-duplicates: 10 articles in 1 group" in done.output
    assert "jsonl: loses nothing" in done.output
    assert "brat: loses 10 " in done.output
    assert "Nothing was written." in done.output
    assert not folder.exists()


@pytest.mark.parametrize(
    ("arguments", "told", "code"),
    [
        (["--version", "../1"], "cannot be a release’s version", 1),
        (["--version", "1", "--split", "train"], "such as train=0.8", 2),
        (["--version", "1", "--split", "Train=1"], "small letters", 1),
        (["--version", "1", "--format", "text"], "can only be read", 1),
        (["--version", "1", "--owner", new_id()], "has annotated nothing here", 1),
        (["--version", "1", "--language", "fr"], "10 in another language", 1),
        ([], "Missing option '--version'", 2),
    ],
)
def test_what_cannot_be_is_told(
    project: Path, tmp_path: Path, arguments: list[str], told: str, code: int
) -> None:
    done = run("release", project, tmp_path / "releases", *arguments)
    assert done.exit_code == code
    assert told in done.output
    assert not (tmp_path / "releases").exists()
