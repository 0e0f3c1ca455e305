"""The order of the queue, changed by key and kept with the project."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Layer
from annotator.domain.suggestions import Wanted
from annotator.ui.main_window import MainWindow
from annotator.ui.queue.model import Roles
from annotator.workspace.commands import DecideAll
from tests.flows.conftest import Editor
from tests.projects_for_tests import make_project


def _listed(editor: Editor) -> list[str | None]:
    model = editor.window.queue.model
    return [model.id_at(row) for row in range(model.rowCount())]


def _reasons(editor: Editor) -> list[object]:
    model = editor.window.queue.model
    return [model.data(model.index(row), Roles.REASON) for row in range(model.rowCount())]


def test_the_key_changes_it_and_the_reason_is_shown(editor: Editor) -> None:
    session = editor.window.session
    first, second = _listed(editor)
    assert _reasons(editor) == ["", ""]
    assert session.workspace is not None
    place = editor.now.article_id, (editor.now.id,)
    session.do(DecideAll(*place, Wanted(Layer.ENTITIES)))
    editor.press("Ctrl+Shift+O", "Ctrl+Shift+O")
    assert _listed(editor) == [second, first]
    assert _reasons(editor) == ["2 of 6 suggestions under 60 %", "1 of 4 suggestions under 60 %"]
    assert session.article is not None
    assert session.article.id == first
    editor.press("Alt+Up")
    assert session.article.id == second
    editor.press("Alt+Down")
    assert session.article.id == first
    editor.press("Ctrl+Shift+O")
    assert _listed(editor) == [first, second]


def test_it_is_kept_for_the_project_and_no_other(
    editor: Editor, make_window: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    editor.press("Ctrl+Shift+O")
    editor.window.close()
    again = Editor(qtbot, make_window(), editor.path)
    again.open()
    box = again.window.queue.findChild(QComboBox)
    assert box is not None
    assert box.currentText() == "Newest first"
    make_project(tmp_path / "other.annot", articles=2)
    again.window.projects.open(tmp_path / "other.annot")
    assert box.currentText() == "As imported"
