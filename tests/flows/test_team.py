"""A team at the window: who one is, sharing out, handing out, bringing back, asking, guidelines."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import DETECTOR, Owner, OwnerKind
from annotator.domain.step import Progress
from annotator.domain.suggestions import Wanted
from annotator.store import Project
from annotator.ui.dialogs.bringing_back import BringBackDialog
from annotator.ui.dialogs.people import WhoDialog
from annotator.ui.main_window import MainWindow
from annotator.workspace.commands import DecideAll, RetypeMention
from annotator.workspace.handing_out import hand_out
from annotator.workspace.jobs import finished
from tests.flows.conftest import Editor
from tests.projects_for_tests import TEXT, make_project, opened

INES, NILS = Owner(OwnerKind.ANNOTATOR, "Ines"), Owner(OwnerKind.ANNOTATOR, "Nils")


@pytest.fixture
def team(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Editor:
    """Ines reviews, Nils and Tove annotate; the window is Ines's."""
    path = tmp_path / "project.annot"
    make_project(path, articles=4)
    project = Project.open(path)
    for name in ("Ines", "Nils", "Tove"):
        project.team.join(name)
    settings_id = project.fact("id")
    project.close()
    window = make_window()
    window.projects._settings.remember_annotator(settings_id, "Ines")
    editor = Editor(qtbot, window, path)
    editor.open()
    return editor


def _project(editor: Editor) -> Project:
    workspace = editor.window.session.workspace
    assert workspace is not None
    return workspace.project


def _dialog(kind: type) -> object:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def _handed_out(path: Path, name: str, target: Path) -> Path:
    project = Project.open(path, read_only=True)
    annotator = project.team.named(name)
    assert annotator is not None
    finished(hand_out(project, annotator, target), lambda _advance: None)
    project.close()
    return target


def test_who_are_you_is_asked_once_and_remembered(
    qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    path = tmp_path / "project.annot"
    make_project(path)
    project = Project.open(path)
    for name in ("Nils", "Tove"):
        project.team.join(name)
    project.close()
    editor = Editor(qtbot, make_window(), path)
    editor.window.projects.open(path)
    assert isinstance(QApplication.activeModalWidget(), WhoDialog)
    editor.press("Escape")
    assert editor.window.session.workspace is None
    editor.window.projects.open(path)
    assert isinstance(editor._focus(), QLineEdit)
    editor.type("Tove")
    editor.press("Return")
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert workspace.annotator == "Tove"
    editor.press("Ctrl+W")
    editor.open()
    assert workspace.annotator == "Tove"
    editor.press("Ctrl+Shift+W")
    editor.type("Nils")
    editor.press("Return")
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert workspace.annotator == "Nils"


def test_sharing_out_by_key(team: Editor) -> None:
    team.press("Ctrl+Shift+G", "Return")
    project = _project(team)
    dealt = [project.team.assigned_ids(one.id) for one in project.team.annotators()]
    assert len(set().union(*map(set, dealt))) == 4
    assert len(set(dealt[0]).intersection(*map(set, dealt))) == 1
    assert {load.is_assigned for load in project.team.workloads()} == {True}
    assert team.window.queue.model.rowCount() == len(project.queries.article_ids(INES))
    steps = [step.title for _, step in project.queries.steps()]
    assert "Assign articles: 20 % to everyone, the rest split by seed 1" in steps


def test_the_annotators_dialog_lists_everybody(team: Editor) -> None:
    team.press("Ctrl+Shift+P")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    table = dialog.findChild(QTableWidget)
    assert table is not None
    names = [table.item(row, 1).text() for row in range(table.rowCount())]  # type: ignore[union-attr]
    assert names == ["Ines", "Nils", "Tove"]
    reviews = table.item(1, 2)
    assert reviews is not None
    reviews.setCheckState(Qt.CheckState.Checked)
    named = _project(team).team.named("Nils")
    assert named is not None
    assert named.is_reviewer
    team.press("Escape")


def test_handing_out_and_bringing_back_by_key(team: Editor, tmp_path: Path) -> None:
    team.press("Ctrl+Shift+H")
    team.press("Return")
    team.bot.waitUntil(lambda: not team.window.jobs.is_running)
    packages = [tmp_path / f"project-for-{name}.annot" for name in ("Nils", "Tove")]
    for package in packages:
        workspace = opened(package, package.stem[-4:])
        (article_id, *_) = workspace.queries.article_ids(workspace.owner)
        now = workspace.annotations(article_id)
        workspace.do(DecideAll(article_id, (now.id,), Wanted(Layer.ENTITIES)))
        workspace.project.close()
    team.window.team.look_at(packages)
    team.bot.waitUntil(lambda: not team.window.jobs.is_running)
    team.press("Return")
    team.bot.waitUntil(lambda: not team.window.jobs.is_running)
    assert team.window.session.article is not None
    queries = _project(team).queries
    assert {NILS, Owner(OwnerKind.ANNOTATOR, "Tove")} <= set(queries.owners())
    # Blind: Ines sees her own set only.
    assert {one.state.value for one in team.now.mentions} == {"suggested"}


def test_a_question_is_answered_in_the_dialog(team: Editor, tmp_path: Path) -> None:
    desk = _handed_out(team.path, "Nils", tmp_path / "desk.annot")
    laptop = Path(shutil.copy(desk, tmp_path / "laptop.annot"))
    for package, label in ((desk, "ORG"), (laptop, "GPE")):
        workspace = opened(package, "Nils")
        (article_id, *_) = workspace.queries.article_ids(workspace.owner)
        now = workspace.annotations(article_id)
        workspace.do(RetypeMention(article_id, now.id, now.mentions[0].id, label))
        workspace.project.close()
    team.window.team.look_at([desk, laptop])
    team.bot.waitUntil(lambda: not team.window.jobs.is_running)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BringBackDialog)
    assert not dialog._button.isEnabled()
    box = dialog.findChild(QComboBox)
    assert box is not None
    assert [box.itemText(n) for n in range(3)] == ["Choose…", "Project: ORG", "File: GPE"]
    box.setFocus()
    team.press("Down", "Down")
    assert dialog._button.isEnabled()
    dialog._button.click()
    team.bot.waitUntil(lambda: not team.window.jobs.is_running)
    queries = _project(team).queries
    found = queries.annotation_set(queries.article_ids(DETECTOR)[0], NILS)
    assert found is not None
    assert found.mentions[0].label == "GPE"


def test_a_truncated_package_is_refused_in_the_dialog(team: Editor, tmp_path: Path) -> None:
    package = _handed_out(team.path, "Nils", tmp_path / "nils.annot")
    package.write_bytes(package.read_bytes()[:-4096])
    team.window.team.look_at([package])
    team.bot.waitUntil(lambda: not team.window.jobs.is_running)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, BringBackDialog)
    assert "damaged" in dialog._told.text()
    assert not dialog._button.isEnabled()
    team.press("Escape")


def test_a_finished_article_is_locked_until_reopened_with_a_reason(editor: Editor) -> None:
    editor.press("Ctrl+Return")
    editor.press("Return")
    editor.press("Alt+Up")
    assert editor.now.progress is Progress.DONE
    editor.press("F3", "N", "X")
    assert editor.mentions()[0][2] == "suggested"
    editor.window.actions_by_id["reopen"].trigger()
    editor.type("Missed a name")
    editor.press("Return")
    assert editor.now.progress.value == "doing"
    assert "Reopen article: Missed a name" in [
        step.title for _, step in _project(editor).queries.steps()
    ]


def test_asking_the_reviewer_about_words_and_jumping_there(editor: Editor) -> None:
    editor.select("Nils Okoro")
    editor.press("Shift+I")
    assert isinstance(editor._focus(), QPlainTextEdit)
    editor.type("Is this one a person")
    editor.press("Ctrl+Return")
    (note,) = editor.now.notes
    assert note.is_open
    assert note.span is not None
    assert note.span.of(TEXT) == "Nils Okoro"
    assert editor.now.progress is not Progress.DONE
    editor.window.view.setFocus()
    editor.press("Alt+Down")
    editor.press("Alt+I")
    assert editor.window.session.annotations is not None
    assert editor.window.session.annotations.notes == (note,)
    assert editor.window.view.selection == note.span
    editor.press("Ctrl+Shift+N")
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    table = dialog.findChild(QTableWidget)
    assert table is not None
    assert table.rowCount() == 1
    editor.press("Escape")


def test_guidelines_have_versions_and_sets_note_them(editor: Editor) -> None:
    editor.press("F9")
    pane = editor.window.guidelines
    assert pane.isVisible()
    assert "no guidelines yet" in pane.text.toMarkdown()
    editor.window.actions_by_id["edit_guidelines"].trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(QPlainTextEdit)
    assert field is not None
    field.setPlainText("# Rules\n\nTitles are *not* part of a name.")
    editor.press("Tab")
    dialog.accept()  # type: ignore[attr-defined]
    assert _project(editor).team.guidelines().version == 1
    assert "Titles are" in pane.text.toMarkdown()
    editor.window.view.setFocus()
    editor.press("F3", "N", "Space")
    assert _project(editor).queries.annotation_set(editor.now.article_id, INES).guidelines == 1  # type: ignore[union-attr]
    editor.press("F9")
    assert not pane.isVisible()


def test_active_time_is_kept_for_its_owner(editor: Editor) -> None:
    measured = editor.window.active_time
    measured._stopwatch.seconds = 125.0
    editor.press("Alt+Down", "Alt+Up")
    team = _project(editor).team
    article = editor.window.session.article
    assert article is not None
    assert 125 <= team.active_seconds("Ines", article.id) < 200
    assert team.active_seconds("Nils", article.id) == 0
    assert "2 min of work" in editor.window.article_bar._about.text()
    editor.window.actions_by_id["my_time"].trigger()
    assert QApplication.activeModalWidget() is not None
    editor.press("Return")
