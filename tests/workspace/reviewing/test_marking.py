"""When annotators marked what they say of a place, and how long it took them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from annotator.store import Project
from annotator.workspace.commands import (
    AddNote,
    FinishArticle,
    ReopenArticle,
    RetypeMention,
)
from annotator.workspace.reviewing.cases import reviewed_article
from annotator.workspace.reviewing.marking import Marking, marked_at, markings
from annotator.workspace.workspace import Workspace
from tests.projects_for_agreement import INES, JOSS, OYEL, make_compared_project
from tests.projects_for_tests import span


def mark_crews(path: Path) -> str:
    """Let Ines give Crews another label twice, and note why; return the article's id."""
    (article_id,) = make_compared_project(path, articles=1)
    project = Project.open(path)
    workspace = Workspace(project, "Ines")
    own = workspace.annotations(article_id)
    crews = next(one for one in own.mentions if one.span == span("Crews"))
    workspace.do(ReopenArticle(article_id, own.id, "once more"))
    workspace.do(RetypeMention(article_id, own.id, crews.id, "LOC"))
    workspace.do(RetypeMention(article_id, own.id, crews.id, "GPE"))
    workspace.do(AddNote(article_id, own.id, "Is a crew a place?", crews.id))
    workspace.do(FinishArticle(article_id, own.id))
    project.close()
    put_times(path, "09:00:00", "09:00:12", "09:00:50", "09:05:00", "09:05:01")
    return article_id


def put_times(path: Path, *times: str) -> None:
    """Let the steps of the project have been done at ``times`` of one day."""
    with sqlite3.connect(path) as connection:
        query = "SELECT id FROM step WHERE kind = 'do' ORDER BY sequence"
        ids = connection.execute(query).fetchall()
        assert len(ids) == len(times)
        for (step_id,), time in zip(ids, times, strict=True):
            at = f"2026-03-14T{time}.000+00:00"
            connection.execute("UPDATE step SET at = ? WHERE id = ?", (at, step_id))
    connection.close()


def test_the_time_since_the_step_before_is_what_a_place_took(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    article_id = mark_crews(path)
    project = Project.open(path)
    reviewed = reviewed_article(project.queries, article_id)
    assert reviewed is not None
    crews = next(one for one in reviewed.clusters if one.words == "Crews")
    found = marked_at(reviewed, crews, markings(project.queries, article_id))
    at = "2026-03-14T09:00:50.000+00:00"
    assert found == {
        INES: Marking(at, 50.0, ("Is a crew a place?",)),
        JOSS: Marking(),
        OYEL: Marking(),
    }
    project.close()


def test_a_long_pause_and_a_step_for_many_say_when_and_not_how_long(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_compared_project(path, articles=1)
    project = Project.open(path)
    workspace = Workspace(project, "Oyel")
    own = workspace.annotations(article_id)
    wide = next(one for one in own.mentions if one.label == "PERSON")
    workspace.do(ReopenArticle(article_id, own.id, "once more"))
    workspace.do(RetypeMention(article_id, own.id, wide.id, "ORG"))
    workspace.do(FinishArticle(article_id, own.id))
    project.close()
    put_times(path, "09:00:00", "10:30:00", "10:30:01")
    project = Project.open(path)
    known = markings(project.queries, article_id)
    assert known[wide.id] == Marking("2026-03-14T10:30:00.000+00:00", None)
    project.close()
