"""Handing out and merging from the command line, run as a program."""

import shutil
from pathlib import Path

from annotator.domain.annotation import Layer
from annotator.domain.suggestions import Wanted
from annotator.workspace.commands import DecideAll, RetypeMention
from tests.cli.test_commands import _run
from tests.projects_for_tests import make_project, opened


def _work(package: Path, label: str = "") -> None:
    workspace = opened(package, "Nils")
    (article_id, *_) = workspace.queries.article_ids(workspace.owner)
    now = workspace.annotations(article_id)
    workspace.do(DecideAll(article_id, (now.id,), Wanted(Layer.SEGMENTS)))
    if label:
        workspace.do(RetypeMention(article_id, now.id, now.mentions[0].id, label))
    workspace.project.close()


def test_handing_out_and_merging(tmp_path: Path) -> None:
    project, folder = tmp_path / "project.annot", tmp_path / "out"
    make_project(project, articles=2)
    done = _run("hand-out", project, "Nils", "--output", folder)
    assert done.returncode == 0, done.stderr
    assert "2 articles for Nils" in done.stdout
    package = folder / "project-for-Nils.annot"
    laptop = Path(shutil.copy(package, tmp_path / "laptop.annot"))
    _work(package, "ORG")
    dry = _run("merge", project, package, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "Nothing was changed; this would come: 0 new articles, 1 annotation sets" in dry.stdout
    assert "Merged: " in _run("merge", project, package).stdout
    _work(laptop, "GPE")
    asked = _run("merge", project, laptop)
    assert asked.returncode == 1
    assert "label: project ORG, file GPE" in asked.stderr
    assert "Nothing was changed." in asked.stdout
    assert _run("merge", project, laptop, "--prefer", "file").returncode == 0
    assert _run("check", project).returncode == 0


def test_a_truncated_package_gets_a_sentence(tmp_path: Path) -> None:
    project, folder = tmp_path / "project.annot", tmp_path / "out"
    make_project(project)
    _run("hand-out", project, "Nils", "--output", folder)
    package = folder / "project-for-Nils.annot"
    package.write_bytes(package.read_bytes()[:-4096])
    refused = _run("merge", project, package)
    assert refused.returncode == 1
    assert "damaged" in refused.stderr
    assert "Traceback" not in refused.stderr
