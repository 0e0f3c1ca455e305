"""The command line, run as a program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema

from annotator.shipped import resource
from tests.texts import AGENCY, LABELS_OF_AGENCY


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    return subprocess.run(
        [sys.executable, "-m", "annotator", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def test_the_main_job(tmp_path: Path) -> None:
    project, output = tmp_path / "p.annot", tmp_path / "out.jsonl"
    article = tmp_path / "article.txt"
    article.write_text(AGENCY, encoding="utf-8")
    for arguments in (
        ("new", project),
        ("import", project, article),
        ("detect", project),
        ("export", project, "--format", "jsonl", "--owner", "detector", "--output", output),
        ("check", project),
    ):
        done = _run(*arguments)
        assert done.returncode == 0, done.stderr
    (line,) = output.read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    schema = json.loads(resource("schema/annotated_article.schema.json").read_text())
    jsonschema.validate(record, schema)
    assert [one["label"] for one in record["segments"]] == LABELS_OF_AGENCY
    assert record["owner"] == {"kind": "detector", "name": "detector"}
    names = {one["id"]: one["name"] for one in record["register"]}
    assert {names[one["speaker"]["entity"]] for one in record["quotes"]} == {"Viktor Sandoval"}


def test_exit_codes_and_sentences(tmp_path: Path) -> None:
    project = tmp_path / "p.annot"
    assert _run("new", project).returncode == 0
    again = _run("new", project)
    assert again.returncode == 1
    assert "already a file" in again.stderr
    assert "Traceback" not in again.stderr
    assert _run("nonsense").returncode == 2
    assert _run("export", project).returncode == 2
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    refused = _run("import", project, empty)
    assert refused.returncode == 1
    assert "refused: " in refused.stderr
    missing = _run("check", tmp_path / "none.annot")
    assert missing.returncode == 1
    assert "no file" in missing.stderr


def test_help_is_worth_reading() -> None:
    shown = _run("--help").stdout
    assert "Exit codes" in shown
    for command in ("new", "import", "detect", "export", "check", "demo"):
        assert command in shown


def test_the_demo_leaves_results_where_it_says(tmp_path: Path) -> None:
    done = _run("demo", "--output", tmp_path / "demo", "--no-window")
    assert done.returncode == 0, done.stderr
    for name in ("sample.annot", "suggestions.jsonl", "window.png"):
        assert (tmp_path / "demo" / name).stat().st_size > 1000
        assert name in done.stdout
