"""The command line, run as a program."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema

from annotator.domain.annotation import Layer, State
from annotator.shipped import resource
from annotator.workspace.commands import Accept
from tests.projects_for_tests import make_project, opened
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


def test_columns_of_tables_are_told(tmp_path: Path) -> None:
    project, table = tmp_path / "p.annot", tmp_path / "a.csv"
    table.write_text("Kopf,Inhalt\nOpen,The harbour opens.\n", encoding="utf-8")
    assert _run("new", project).returncode == 0
    refused = _run("import", project, table)
    assert refused.returncode == 1
    assert "Choose one of: Kopf, Inhalt" in refused.stderr
    nonsense = _run("import", project, table, "--column", "author=Kopf")
    assert "An article has no “author”" in nonsense.stderr
    told = _run("import", project, table, "--column", "text=Inhalt", "--column", "title=Kopf")
    assert told.returncode == 0, told.stderr
    assert "1 imported" in told.stdout


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


def test_detecting_again_says_first_what_it_would_do(tmp_path: Path) -> None:
    path = tmp_path / "p.annot"
    article_id, _ = make_project(path, articles=2)
    workspace = opened(path)
    begun = workspace.annotations(article_id)
    workspace.do(Accept(article_id, begun.id, Layer.ENTITIES, begun.mentions[0].id))
    workspace.project.close()
    before = path.read_bytes()
    told = _run("detect", path, "--all", "--dry-run")
    begins = "The detectors look at 2 articles again. In 1 begun article 5 undecided suggestions"
    assert told.stdout == f"{begins} will be replaced; 1 decision will be kept.\n"
    assert path.read_bytes() == before
    done = _run("detect", path, "--all")
    assert done.stdout.splitlines()[-1] == "2 articles detected, 0 failed."
    workspace = opened(path)
    kept = workspace.annotations(article_id).mentions[0]
    assert (kept.id, kept.state) == (begun.mentions[0].id, State.ACCEPTED)
    assert workspace.undo_title == "Detect again"
    workspace.project.close()


def test_labels_told_once_are_used_again(tmp_path: Path) -> None:
    project, article = tmp_path / "p.annot", tmp_path / "one.ann"
    article.with_suffix(".txt").write_text("Ada Lind left.\n", encoding="utf-8")
    article.write_text("T1\tHuman 0 8\tAda Lind\n", encoding="utf-8")
    other = tmp_path / "two.ann"
    other.with_suffix(".txt").write_text("Ada Lind stayed.\n", encoding="utf-8")
    other.write_bytes(article.read_bytes())
    assert _run("new", project).returncode == 0
    wrong = _run("import", project, article, "--label", "Human=HUMAN")
    assert wrong.returncode == 1
    assert "no label “HUMAN”" in wrong.stderr
    first = _run("import", project, article, "--label", "Human=PERSON")
    assert "label: Human → PERSON: 1 entities\n" in first.stdout
    second = _run("import", project, other)
    assert "label: Human → PERSON: 1 entities (as before)" in second.stdout


def test_the_report_of_an_import_is_written(tmp_path: Path) -> None:
    project, folder = tmp_path / "p.annot", tmp_path / "in"
    folder.mkdir()
    (folder / "=1+1.txt").write_text("An article.", encoding="utf-8")
    (folder / "no.txt").write_text("", encoding="utf-8")
    assert _run("new", project).returncode == 0
    assert "End it in" in _run("import", project, folder, "--report", tmp_path / "r.doc").stderr
    done = _run("import", project, folder, "--report", tmp_path / "report.csv")
    assert done.returncode == 1
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["record"], row["outcome"], row["taken"]) for row in rows] == [
        ("'=1+1.txt", "imported", "text"),
        (str(folder / "no.txt"), "refused", ""),
    ]
    assert rows[0]["article_id"]
