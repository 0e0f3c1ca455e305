"""The check as a linter: lines, JSON, and an exit code that a script can use."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli.commands import main
from annotator.comparing.consistency import Kind
from annotator.workspace.commands import MarkAsRight
from tests.projects_for_consistency import make_inconsistent_project
from tests.projects_for_tests import make_project, opened


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.annot"
    make_inconsistent_project(path)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def test_lines_and_exit_code(project: Path) -> None:
    done = run(project)
    assert done.exit_code == 1
    *lines, last = done.stdout.splitlines()
    assert lines[0] == "Brenholm wins:0-8: label: “Brenholm” is GPE 4 of 5 times; here ORG"
    assert lines[-1].startswith("register: entries alike: The same last name")
    assert last == "8 findings."


def test_json_and_what_is_marked_as_right(project: Path) -> None:
    found = json.loads(run(project, "--json").stdout)
    assert [one["kind"] for one in found["findings"]] == [kind.value for kind in Kind]
    assert (found["owner"], found["articles"], found["project"]) == ("gold", 4, [])
    workspace = opened(project)
    workspace.do(MarkAsRight(tuple(one["key"] for one in found["findings"])))
    workspace.project.close()
    done = run(project, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["marked_as_right"] == 8
    assert "Nothing is wrong.\n8 more are marked as right." in run(project).output


def test_without_gold_and_with_an_owner(tmp_path: Path) -> None:
    path = tmp_path / "plain.annot"
    make_project(path, articles=2)
    done = run(path)
    assert done.exit_code == 0
    assert "There is no gold" in done.stderr
    assert run(path, "--owner", "detector").exit_code == 0
    assert "has annotated nothing" in run(path, "--owner", "Nobody").output
