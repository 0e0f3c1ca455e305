"""Opening what is there, whole or not, and leaving files as they were."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from annotator.domain.annotation import Mention
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.store import (
    ArticleFilter,
    Project,
    ProjectError,
    ReadOnlyError,
    back_up,
    back_up_if_changed,
    backups_of,
    restore,
)
from annotator.store.migrations import MIGRATIONS
from annotator.workspace.commands import AddMention, AddNote
from annotator.workspace.schemes import default_scheme
from tests.projects_for_tests import TEXT, make_project, opened, span


def _truncated(path: Path) -> None:
    make_project(path)
    path.write_bytes(path.read_bytes()[:5000])


def _garbled(path: Path) -> None:
    make_project(path)
    raw = bytearray(path.read_bytes())
    raw[100:4096] = b"\xa5" * 3996
    path.write_bytes(raw)


def _foreign(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE other (name)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    make_project(path)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_text("no database"), "not an Annotator project"),
        (lambda path: path.write_bytes(b""), "not an Annotator project"),
        (_foreign, "another program"),
        (_newer, "newer version"),
        (_truncated, "damaged"),
        (_garbled, "damaged"),
    ],
)
def test_a_file_that_cannot_be_opened_is_left_alone(
    tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "project.annot"
    make(path)
    before = path.read_bytes()
    with pytest.raises(ProjectError, match=words):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no file"):
        Project.open(tmp_path / "none.annot")


def test_a_file_in_the_way_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    path.write_text("something")
    with pytest.raises(ProjectError, match="already a file"):
        Project.create(path, default_scheme())
    assert path.read_text() == "something"


def test_a_second_program_reads_only_and_knows_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    make_project(path)
    first = Project.open(path)
    second = Project.open(path)
    try:
        assert second.is_read_only
        assert second.writer
        with pytest.raises(ReadOnlyError, match="reading only"):
            second.team.join("Nils")
    finally:
        second.close()
        first.close()
    third = Project.open(path)
    assert not third.is_read_only
    third.close()


def test_a_locked_database_gets_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    make_project(path)
    script = (
        "import sqlite3, sys\n"
        f"connection = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
        "connection.execute('BEGIN EXCLUSIVE')\n"
        "print('locked', flush=True)\n"
        "sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(ProjectError, match="Another program is using"):
            Project.open(path)
    finally:
        holder.communicate()


def test_a_write_protected_file_opens_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    make_project(path)
    path.chmod(stat.S_IRUSR)
    # The superuser may write anything, and has to ask for it.
    project = Project.open(path, read_only=os.access(path, os.W_OK))
    assert project.is_read_only
    assert project.queries.article_count() == 1
    project.close()


def test_a_migration_is_made_on_a_backed_up_file(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    make_project(path)

    def add_table(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE added (name TEXT)")

    project = Project.open(path, migrations=(*MIGRATIONS, add_table))
    project.close()
    assert len(backups_of(path)) == 1
    with pytest.raises(ProjectError, match="newer"):
        Project.open(path)
    restore(path, backups_of(path)[-1])
    Project.open(path).close()


def test_a_failed_migration_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    ids = make_project(path)

    def fail(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM article")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        Project.open(path, migrations=(*MIGRATIONS, fail))
    project = Project.open(path)
    assert project.queries.article_ids(DETECTOR) == ids
    project.close()


def test_backups_rotate_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_project(path)
    assert back_up_if_changed(path) is not None
    assert back_up_if_changed(path) is None
    workspace = opened(path)
    annotations = workspace.annotations(article_id)
    chosen = span("Nils Okoro")
    workspace.do(AddMention(article_id, annotations.id, chosen, "PERSON", chosen.of(TEXT)))
    workspace.project.close()
    for _ in range(12):
        back_up(path)
    backups = backups_of(path)
    assert len(backups) == 10
    assert backups == sorted(backups, key=lambda one: one.made, reverse=True)


def test_restoring_takes_the_work_back_and_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_project(path)
    before = back_up(path)
    workspace = opened(path)
    chosen = span("Nils Okoro")
    annotations = workspace.annotations(article_id)
    workspace.do(AddMention(article_id, annotations.id, chosen, "PERSON", chosen.of(TEXT)))
    workspace.project.close()
    present = restore(path, before)
    workspace = opened(path)
    assert len(workspace.annotations(article_id).mentions) == 2
    workspace.project.close()
    assert present is not None
    restore(path, present)
    workspace = opened(path)
    assert len(workspace.annotations(article_id).mentions) == 3
    workspace.project.close()


@pytest.mark.parametrize("end", [len(TEXT) + 1, 10**9])
def test_a_span_outside_the_text_is_refused(tmp_path: Path, end: int) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_project(path)
    workspace = opened(path)
    annotations = workspace.annotations(article_id)
    with pytest.raises(RefusedError, match="outside"):
        workspace.project.run(
            lambda tx: tx.put(annotations.id, Mention(new_id(), Span(3, end), "PERSON")),
            title="Add",
            annotator="Ines",
        )
    assert workspace.annotations(article_id) == annotations
    workspace.project.close()


def test_the_database_itself_refuses_an_empty_span(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    make_project(path)
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE mention SET start = end")
    connection.close()


def test_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_project(path)
    workspace = opened(path)
    annotations = workspace.annotations(article_id)
    connection = workspace.project._connection
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ProjectError, match="disk is full"):
        workspace.do(AddNote(article_id, annotations.id, "long " * 100_000))
    connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    assert list(workspace.project.findings()) == []
    workspace.do(AddMention(article_id, annotations.id, span("open"), "ORG", "open"))
    workspace.project.close()


def test_articles_are_found_by_title_and_text(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    ids = make_project(path, articles=3)
    workspace = opened(path)
    queries, owner = workspace.queries, workspace.owner
    assert queries.article_ids(owner, ArticleFilter(typed="harb guaran")) == ids
    assert queries.article_ids(owner, ArticleFilter(typed="reopen ")) == ids
    assert queries.article_ids(owner, ArticleFilter(typed="nowhere")) == []
    assert queries.article_ids(owner, ArticleFilter(typed='"(*')) == []
    assert queries.article_rows(owner, ids)[0].title == "Harbour reopens"
    workspace.project.close()
