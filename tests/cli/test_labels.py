"""Labels from the command line, run as a program."""

import json
from pathlib import Path

from tests.cli.test_commands import _run
from tests.projects_for_tests import make_project


def test_labels_are_listed_written_and_changed(tmp_path: Path) -> None:
    project, scheme = tmp_path / "project.annot", tmp_path / "labels.json"
    make_project(project)
    listed = _run("labels", project)
    assert listed.returncode == 0, listed.stderr
    assert any(line.split()[2:4] == ["ORG", "1"] for line in listed.stdout.splitlines())
    assert _run("labels", project, "--output", scheme).returncode == 0
    content = json.loads(scheme.read_text(encoding="utf-8"))
    content["labels"] = [one for one in content["labels"] if one["name"] != "ORG"]
    scheme.write_text(json.dumps(content), encoding="utf-8")

    asked = _run("labels", project, "--change", scheme)
    assert asked.returncode == 1
    assert "Say which label takes its place" in asked.stderr
    changed = _run("labels", project, "--change", scheme, "--replace", "ORG=FAC")
    assert changed.returncode == 0, changed.stderr
    rows = [line.split() for line in changed.stdout.splitlines()]
    assert any(row[2:4] == ["FAC", "1"] and row[-1] == "ORG" for row in rows)
    assert not any("ORG" in row[:3] for row in rows)


def test_what_is_no_scheme_is_said(tmp_path: Path) -> None:
    project, scheme = tmp_path / "project.annot", tmp_path / "labels.json"
    make_project(project)
    scheme.write_text("{}", encoding="utf-8")
    refused = _run("labels", project, "--change", scheme)
    assert refused.returncode == 1
    assert "is not a label scheme" in refused.stderr
