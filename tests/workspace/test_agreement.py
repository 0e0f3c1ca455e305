"""Agreement over a project: as a job, on the command line, and in files."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli.commands import Windows, main
from annotator.comparing.measured import Measured, Undefined
from annotator.comparing.report import Agreement
from annotator.domain.annotation_set import DETECTOR, Owner
from annotator.domain.errors import MendableError
from annotator.domain.step import Progress
from annotator.store import Project
from annotator.workspace.agreement import (
    AgreementRequest,
    comparable_owners,
    compute_agreement,
)
from annotator.workspace.agreement_files import write_agreement
from annotator.workspace.commands import ReopenArticle
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.workspace import Workspace
from tests.projects_for_agreement import INES, JOSS, OYEL, make_compared_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "project.annot"
    make_compared_project(path)
    return path


def computed(path: Path, *owners: Owner, begun: bool = False, gamma: bool = False) -> Agreement:
    project = Project.open(path, read_only=True)
    try:
        request = AgreementRequest(owners, not begun, gamma, samples=100)
        return finished(compute_agreement(project, request), lambda _advance: None)
    finally:
        project.close()


def value(found: Agreement, key: str) -> float:
    measure = found.figure(key).measure
    assert isinstance(measure, Measured)
    return measure.value


def test_three_annotators(path: Path) -> None:
    found = computed(path, INES, JOSS, OYEL)
    assert len(found.articles) == 3
    assert {one.kinds[0].value for one in found.disagreements} == {"label", "boundary", "missing"}
    assert len(found.disagreements) == 9
    assert value(found, "segments.b") == 1
    # Of six pairs of mentions an article, Crews agrees once and the name once.
    assert value(found, "entities.strict") == pytest.approx(2 / 6)
    assert value(found, "quotes.agr_one") == pytest.approx(1 / 3)
    assert found.articles[0].title == "Harbour reopens"


def test_any_two_owners_can_be_compared(path: Path) -> None:
    found = computed(path, INES, DETECTOR)
    assert found.owners == (INES, DETECTOR)
    assert value(found, "entities.strict") == 1
    assert not found.disagreements


def test_what_is_not_finished_counts_only_when_asked_for(path: Path) -> None:
    workspace = Workspace(Project.open(path), "Joss")
    article_id = workspace.queries.article_ids(JOSS)[0]
    set_id = workspace.queries.set_id(article_id, JOSS)
    assert set_id is not None
    workspace.do(ReopenArticle(article_id, set_id, "Look again"))
    annotations = workspace.queries.annotation_set(article_id, JOSS)
    assert annotations is not None
    assert annotations.progress is Progress.DOING
    workspace.project.close()
    assert len(computed(path, INES, JOSS).articles) == 2
    assert len(computed(path, INES, JOSS, begun=True).articles) == 3


def test_nothing_in_common_is_a_state_and_not_a_number(tmp_path: Path) -> None:
    path = tmp_path / "empty.annot"
    make_compared_project(path, articles=0)
    found = computed(path, INES, JOSS, gamma=True)
    assert not found.articles
    assert all(isinstance(one.measure, Undefined) for one in found.figures)
    assert isinstance(found.figure("entities.gamma").measure, Undefined)


def test_the_same_seed_gives_the_same_report(path: Path) -> None:
    assert computed(path, INES, JOSS, gamma=True) == computed(path, INES, JOSS, gamma=True)


def test_one_owner_alone_is_refused(path: Path) -> None:
    with pytest.raises(MendableError, match="two"):
        computed(path, INES)


def test_a_cancelled_job_stops_its_thread(tmp_path: Path) -> None:
    path = tmp_path / "many.annot"
    make_compared_project(path, articles=150)
    project = Project.open(path, read_only=True)
    request = AgreementRequest((INES, JOSS, OYEL), with_gamma=True)

    def stop(advance: Advance) -> None:
        if advance.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finished(compute_agreement(project, request), stop)
    assert comparable_owners(project.queries) == [INES, JOSS, OYEL, DETECTOR]
    project.close()


class _Page(HTMLParser):
    """What a browser would have to load, and what it shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.pictures = 0
        self.said: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pictures += tag == "svg"
        self.said += [value or "" for name, value in attrs if name == "aria-label"]
        self.loads += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_files(path: Path, tmp_path: Path) -> None:
    found = computed(path, INES, JOSS, OYEL, gamma=True)
    for form in ("json", "csv", "html"):
        write_agreement(found, tmp_path / f"report.{form}", form)
    content = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert content["bootstrap"] == {"samples": 100, "seed": found.seed, "level": 0.95}
    strict = next(one for one in content["figures"] if one["key"] == "entities.strict")
    assert strict["value"] == pytest.approx(2 / 6)
    assert strict["why_no_interval"]
    assert content["gamma"]["seed"] == found.seed
    assert len(content["disagreements"]) == 9
    gaps = next(one for one in content["figures"] if one["key"] == "segments.bar_u")
    assert gaps["value"] is None
    assert "gaps" in gaps["why_undefined"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text("utf-8"))))
    by_pair = [row for row in rows if row["what"] == "pair" and row["name"] == "entities.strict"]
    assert [(row["one"], row["other"]) for row in by_pair] == [
        ("Ines", "Joss"),
        ("Ines", "Oyel"),
        ("Joss", "Oyel"),
    ]
    page = _Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert page.loads == []
    assert page.pictures > 6
    courses = [one for one in page.said if "1 article" in one]
    assert len(courses) == 3
    assert all(one.count("1 article") == 3 for one in courses)
    assert "in the order of import" in page.words
    assert "Agreement of Ines, Joss, Oyel" in page.words


def test_a_name_is_no_markup_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "hostile.annot"
    ids = make_compared_project(path, articles=1)
    project = Project.open(path)
    from annotator.domain.annotation_set import OwnerKind
    from annotator.store import NewSet

    hostile = Owner(OwnerKind.ANNOTATOR, "=1+1<script>alert(1)</script>")
    project.add_set(ids[0], hostile, NewSet(progress=Progress.DONE))
    project.close()
    found = computed(path, INES, hostile)
    for form in ("csv", "html"):
        write_agreement(found, tmp_path / f"report.{form}", form)
    assert "<script>" not in (tmp_path / "report.html").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text("utf-8")))
    assert all(not row["other"].startswith("=") for row in rows)


def run(*arguments: str) -> tuple[int, str]:
    windows = Windows(show=lambda _path: 0, has_display=lambda: False, picture=lambda *_: None)
    result = CliRunner().invoke(main, ["agreement", *arguments], obj=windows)
    return result.exit_code, result.output


def test_command_line(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    code, output = run(str(path), "--layer", "entities", "--html", str(target))
    assert code == 0
    assert "Ines, Joss, Oyel: 3 articles in common, 9 disagreements." in output
    assert "entities F1 strict               0.333" in output
    assert "segments" not in output
    assert target.exists()
    code, output = run(str(path), "--owner", "Ines", "--owner", "detector", "--gamma")
    assert code == 0
    assert "κ (Cohen)" in output
    assert "entities γ" in output
    assert "windows of" in output


def test_command_line_says_who_there_is(path: Path) -> None:
    code, output = run(str(path), "--owner", "Ines")
    assert code == 1
    assert "Annotations are by: Ines, Joss, Oyel, detector." in output
    code, output = run(str(path), "--owner", "Nobody")
    assert code == 1
    assert "Nobody" in output


def test_the_window_does_not_wait_for_numpy() -> None:
    program = (
        "import sys; import annotator.ui.main_window; "
        "print([name for name in ('numpy', 'scipy') if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == "[]"
