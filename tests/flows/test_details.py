"""What is told about an article: corrected in the window, and following the headline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.article import ArticleDetails
from annotator.ui.dialogs.article_details import ArticleDetailsDialog
from annotator.ui.main_window import MainWindow
from annotator.workspace.commands.details import checked
from annotator.workspace.handing_out import hand_out
from annotator.workspace.jobs import finished
from tests.flows.conftest import Editor


def _open(editor: Editor) -> ArticleDetailsDialog:
    editor.press("Alt+Return")
    editor.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ArticleDetailsDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ArticleDetailsDialog)
    return dialog


def _save(dialog: ArticleDetailsDialog) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == "Save")


def _titles(editor: Editor) -> list[str]:
    model = editor.window.queue.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_details_are_changed_by_keys_shown_everywhere_and_taken_back(editor: Editor) -> None:
    dialog = _open(editor)
    assert not _save(dialog).isEnabled()
    dialog.findChildren(QLineEdit)[0].selectAll()
    editor.type("Quay open")
    editor.press("Tab")
    editor.type("Meridian")
    editor.press("Return")
    article = editor.window.session.article
    assert article is not None
    assert (article.title, article.source) == ("Quay open", "Meridian")
    assert _titles(editor)[0] == "Quay open"
    shown = [label.text() for label in editor.window.findChildren(QLabel)]
    assert any(text.startswith("Meridian") for text in shown)
    workspace = editor.window.session.workspace
    assert workspace is not None
    assert workspace.queries.article(article.id) == article
    editor.press("Ctrl+Z")
    assert _titles(editor)[0] == "Harbour reopens"


def test_a_date_that_is_none_says_so(editor: Editor) -> None:
    dialog = _open(editor)
    dialog.findChildren(QLineEdit)[3].setFocus()
    editor.type("next week")
    assert not _save(dialog).isEnabled()
    assert any("2024-06-11" in label.text() for label in dialog.findChildren(QLabel))
    editor.press("Escape")
    assert _titles(editor)[0] == "Harbour reopens"


def test_the_title_follows_the_headline_it_was_taken_from(editor: Editor) -> None:
    assert _titles(editor)[0] == "Harbour reopens"
    editor.press("F2", "N", "2", "J", "J", "1")
    assert _titles(editor)[0] == "Crews want guarantees. 👩\u200d👩\u200d👧 Nils Okoro agreed."
    editor.press("Ctrl+Z")
    assert _titles(editor)[0] == "Harbour reopens"


def test_a_title_of_somebody_s_own_stays(editor: Editor) -> None:
    dialog = _open(editor)
    dialog.findChildren(QLineEdit)[0].selectAll()
    editor.type("Quay open")
    editor.press("Return")
    editor.window.view.setFocus()
    editor.press("F2", "N", "2", "J", "J", "1")
    assert _titles(editor)[0] == "Quay open"


def test_a_shortened_title_stays_when_something_else_is_relabelled(editor: Editor) -> None:
    dialog = _open(editor)
    dialog.findChildren(QLineEdit)[0].selectAll()
    editor.type("Harbour")
    editor.press("Return")
    editor.window.view.setFocus()
    editor.press("F2", "N", "J", "7")
    assert _titles(editor)[0] == "Harbour"


def test_a_date_as_a_file_told_it_stays() -> None:
    before = ArticleDetails("two  blanks", "A", published="June  11, 2024", language="none of it")
    assert checked(replace(before, title=" B  b "), before) == replace(before, title="B b")


def test_a_package_leaves_details_to_the_project_it_is_of(
    qtbot: QtBot, tmp_path: Path, editor: Editor, make_window: Callable[[], MainWindow]
) -> None:
    workspace = editor.window.session.workspace
    assert workspace is not None
    package = tmp_path / "package.annot"
    annotator = workspace.project.team.join("Adaeze")
    finished(hand_out(workspace.project, annotator, package), lambda _advance: None)
    other = Editor(qtbot, make_window(), package)
    other.open()
    told: list[str] = []
    other.window.session.told.connect(told.append)
    other.press("Alt+Return")
    assert told == ["This is a package. Details are changed in the project that handed it out."]
