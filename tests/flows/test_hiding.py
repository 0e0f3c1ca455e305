"""Suggestions under a threshold are hidden everywhere, shown for the moment, and never decided."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QSlider
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Layer, State
from annotator.domain.step import Progress
from annotator.domain.suggestions import Thresholds
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.dialogs.thresholds import ThresholdsDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.queue.model import Roles
from annotator.workspace.commands import AddNote
from tests.flows.conftest import Editor
from tests.projects_for_tests import make_project, span


def _dialog(editor: Editor) -> ThresholdsDialog:
    editor.bot.waitUntil(lambda: bool(editor.window.findChildren(ThresholdsDialog)))
    return editor.window.findChildren(ThresholdsDialog)[-1]


def _hide_unsure(editor: Editor) -> None:
    """Hide mentions under 60 %: of the article's two, one."""
    editor.press("F3", "Shift+H")
    _dialog(editor)
    editor.press(*["PageUp"] * 6, "Return")


def _says(parent: Dialog, words: str) -> bool:
    return any(words in label.text() for label in parent.findChildren(QLabel))


def _told(editor: Editor) -> str:
    labels = editor.window.status.widget.findChildren(QLabel)
    return " | ".join(label.text() for label in labels)


def _listed(editor: Editor) -> list[str]:
    model = editor.window.panel.lists[Layer.ENTITIES].view.annotation_model
    return [model.row(row).text for row in range(model.rowCount())]


def _undecided_in_queue(editor: Editor) -> int:
    model = editor.window.queue.model
    return int(model.data(model.index(0), Roles.ROW).undecided)  # type: ignore[attr-defined]


def test_the_count_is_live_and_of_the_article_and_the_project(editor: Editor) -> None:
    editor.press("F3", "Shift+H")
    dialog = _dialog(editor)
    editor.bot.waitUntil(lambda: _says(dialog, "Hides 0 of 2 here, 0 of 4 in the project"))
    editor.press(*["Right"] * 50)
    assert _says(dialog, "Hides 0 of 2 here, 0 of 4 in the project")
    editor.press("Right")
    assert _says(dialog, "Hides 1 of 2 here, 2 of 4 in the project")
    editor.press("End")
    assert _says(dialog, "Hides 2 of 2 here, 4 of 4 in the project")
    assert dialog.findChildren(QSlider)[0].value() == 100
    editor.press("Escape")
    assert editor.window.session.thresholds == Thresholds()
    assert len(_listed(editor)) == 2


def test_what_is_unsure_is_nowhere_until_it_is_shown(editor: Editor) -> None:
    session, view = editor.window.session, editor.window.view
    assert _undecided_in_queue(editor) == 6
    _hide_unsure(editor)
    assert _listed(editor) == ["Ada Brandt"]
    assert "5 undecided, 1 hidden (H)" in _told(editor)
    assert _undecided_in_queue(editor) == 5
    hiding = view.grab().toImage()
    editor.press("N")
    focused = session.focused
    editor.press("N")
    assert session.focused == focused
    editor.press("J")
    assert session.focused == focused
    assert "1 hidden under 60 %" in editor.window.panel.lists[Layer.ENTITIES].foot.accessibleName()
    editor.press("H")
    assert _listed(editor) == ["Ada Brandt", "Crews"]
    assert editor.window.actions_by_id["show_hidden"].isChecked()
    session.focus(None)
    assert view.grab().toImage() != hiding
    editor.press("H")
    assert _listed(editor) == ["Ada Brandt"]
    assert not editor.window.actions_by_id["show_hidden"].isChecked()
    assert [state for *_, state in editor.mentions()] == ["suggested", "suggested"]


def test_accepting_the_label_leaves_out_what_is_hidden(editor: Editor) -> None:
    editor.press("F4", "Shift+H")
    _dialog(editor)
    editor.press("End", "Return")
    assert editor.window.session.hidden_count(Layer.QUOTES) == 1
    editor.press("H", "N", "H")
    assert editor.window.session.focused is None
    editor.press("H", "N", "Ctrl+Shift+A")
    assert [one.state for one in editor.now.quotes] == [State.ACCEPTED]
    editor.press("Ctrl+Z", "H", "Shift+A")
    assert [one.state for one in editor.now.quotes] == [State.SUGGESTED]


def test_finishing_neither_asks_about_nor_decides_what_is_hidden(editor: Editor) -> None:
    _hide_unsure(editor)
    first = editor.now.article_id
    editor.press("Ctrl+Return")
    dialog = editor.window.findChildren(Dialog)[-1]
    assert _says(dialog, "5 suggestions are undecided: 3 segments, 1 entity, 1 quote.")
    assert _says(dialog, "1 more is hidden and stays undecided; H shows it.")
    editor.press("Escape", "F2", *["Space"] * 6)
    assert "Nothing shown is undecided, 1 hidden (H). Ctrl+Enter finishes the article." in _told(
        editor
    )
    editor.press("Ctrl+Return")
    session = editor.window.session
    assert session.article is not None
    assert session.article.id != first
    assert "Article finished; 1 hidden suggestion stays undecided." in _told(editor)
    editor.press("Ctrl+Z")
    assert editor.now.article_id == first
    assert editor.now.progress is Progress.DOING
    assert [state for *_, state in editor.mentions()] == ["accepted", "suggested"]


def test_thresholds_are_kept_for_the_project_and_no_other(
    editor: Editor, make_window: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    _hide_unsure(editor)
    editor.press("H", "Alt+Down")
    assert editor.window.session.hidden_count() == 1
    editor.window.close()
    again = Editor(qtbot, make_window(), editor.path)
    again.open()
    assert again.window.session.thresholds == Thresholds(entities=60)
    assert again.window.session.hidden_count() == 1
    make_project(tmp_path / "other.annot", articles=1)
    again.window.projects.open(tmp_path / "other.annot")
    assert again.window.session.hidden_count() == 0


def test_what_somebody_goes_to_is_shown(editor: Editor) -> None:
    session = editor.window.session
    crews = next(one for one in editor.now.mentions if one.span == span("Crews"))
    session.do(AddNote(editor.now.article_id, editor.now.id, "Who?", about=crews.id))
    _hide_unsure(editor)
    session.focus(crews.id)
    assert session.is_showing_hidden
    assert session.focused == crews.id
    assert "Crews" in _listed(editor)
    editor.press("Alt+Down", "Alt+Up")
    assert not session.is_showing_hidden
    assert "Crews" not in _listed(editor)
