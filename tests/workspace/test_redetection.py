"""Detecting again: decisions stay, one undo takes it back, it goes on where it stopped."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import DETECTOR, AnnotationSet
from annotator.domain.suggestions import Wanted
from annotator.store import Project
from annotator.workspace.commands import Accept, AddMention, DecideAll, FinishArticle, Reject
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.redetection import detect_again, told_outlook
from annotator.workspace.workspace import Workspace
from tests.projects_for_tests import TEXT, make_project, opened, span


def _ignored(_advance: Advance) -> None:
    pass


def _all(workspace: Workspace) -> dict[str, AnnotationSet | None]:
    queries = workspace.queries
    ids = queries.article_ids(workspace.owner)
    return {one: queries.annotation_set(one, workspace.owner) for one in ids}


def _words(annotations: AnnotationSet) -> set[tuple[str, str, State]]:
    return {(one.span.of(TEXT), one.label, one.state) for one in annotations.mentions}


def test_decisions_stay_suggestions_are_replaced_and_one_undo_takes_it_back(
    tmp_path: Path,
) -> None:
    begun_id, done_id, new_id = make_project(tmp_path / "project.annot", articles=3)
    workspace = opened(tmp_path / "project.annot")
    begun, done = workspace.annotations(begun_id), workspace.annotations(done_id)
    workspace.annotations(new_id)
    crews = next(one for one in begun.mentions if one.origin.rule == "guess")
    workspace.do(Reject(begun_id, begun.id, Layer.ENTITIES, crews.id))
    workspace.do(AddMention(begun_id, begun.id, span("harbour"), "LOC", "harbour"))
    headline = begun.partition.segments[0]
    workspace.do(Accept(begun_id, begun.id, Layer.SEGMENTS, headline.id))
    workspace.do(DecideAll(done_id, (done.id,), Wanted(Layer.QUOTES)))
    workspace.do(FinishArticle(done_id, done.id, anyway=True))
    before = _all(workspace)
    outlook = workspace.queries.outlook()
    assert (outlook.left, outlook.begun, outlook.finished) == (3, 1, 1)
    assert (outlook.undecided, outlook.decided) == (4, 3)
    assert "4 undecided suggestions will be replaced; 3 decisions will be kept" in told_outlook(
        outlook
    )

    report = finished(detect_again(workspace.project, workspace=workspace), _ignored)

    assert report.detected == 3
    after = workspace.annotations(begun_id)
    assert {("Crews", "ORG", State.REJECTED), ("harbour", "LOC", State.ACCEPTED)} <= _words(after)
    assert headline.id in {one.id for one in after.partition.segments}
    assert all(
        one.origin.detector != "rules" for one in after.annotations() if one.state == "suggested"
    )
    assert workspace.queries.annotation_set(done_id, workspace.owner) == before[done_id]
    assert not list(workspace.project.findings())
    assert workspace.undo_title == "Detect again"
    workspace.undo()
    assert workspace.queries.annotation_set(begun_id, workspace.owner) == before[begun_id]
    workspace.redo()
    assert workspace.annotations(begun_id) == after
    assert not list(workspace.project.findings())
    workspace.project.close()


def test_what_another_annotator_began_is_theirs_to_undo(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_project(path)
    for name in ("Ines", "Jon"):
        workspace = opened(path, name)
        begun = workspace.annotations(article_id)
        workspace.do(Accept(article_id, begun.id, Layer.ENTITIES, begun.mentions[0].id))
        workspace.project.close()
    workspace = opened(path, "Ines")
    finished(detect_again(workspace.project, workspace=workspace), _ignored)
    workspace.project.close()
    for name in ("Ines", "Jon"):
        workspace = opened(path, name)
        assert workspace.undo_title == "Detect again"
        workspace.undo()
        workspace.undo()
        states = {one.state for one in workspace.annotations(article_id).annotations()}
        assert states == {State.SUGGESTED}
        workspace.project.close()


def test_cancelled_it_changes_no_begun_article_and_goes_on_where_it_stopped(
    tmp_path: Path,
) -> None:
    ids = make_project(tmp_path / "project.annot", articles=40)
    workspace = opened(tmp_path / "project.annot")
    begun = workspace.annotations(ids[0])
    workspace.do(Accept(ids[0], begun.id, Layer.ENTITIES, begun.mentions[0].id))
    before = workspace.annotations(ids[0])
    job = detect_again(workspace.project, workers=1, workspace=workspace)
    while next(job).done < 8:
        pass
    job.close()
    assert workspace.annotations(ids[0]) == before
    left = workspace.queries.left_ids()
    assert 0 < len(left) <= 32
    assert workspace.queries.outlook().is_interrupted
    report = finished(detect_again(workspace.project, workspace=workspace), _ignored)
    assert report.detected == len(left)
    assert not workspace.queries.outlook().is_interrupted
    assert workspace.annotations(ids[0]) != before
    workspace.project.close()


_KILLED = """
import os, signal, sys
from pathlib import Path
from annotator.store import Project
from annotator.workspace.detection import detect_articles
from annotator.workspace.redetection import detect_again

if __name__ == "__main__":
    project = Project.open(Path(sys.argv[1]))
    new = detect_articles(project, project.queries.undetected_ids(), 1)
    job = new if sys.argv[2] == "new" else detect_again(project, 1)
    while next(job).done < 8:
        pass
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of Unix")
def test_killed_in_the_middle_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path, script = tmp_path / "project.annot", tmp_path / "killed.py"
    make_project(path, articles=40)
    script.write_text(_KILLED, encoding="utf-8")
    child = subprocess.run([sys.executable, str(script), str(path), "again"], check=False)
    assert child.returncode == -signal.SIGKILL
    project = Project.open(path)
    left = project.queries.left_ids()
    assert 0 < len(left) <= 32
    report = finished(detect_again(project), _ignored)
    assert report.detected == len(left)
    found = [project.queries.annotation_set(one, DETECTOR) for one in project.queries.left_ids()]
    assert len(found) == 40
    for one in found:
        assert one is not None
        assert all(mention.origin.detector == "entities" for mention in one.mentions)
    assert not list(project.findings())
    project.close()
