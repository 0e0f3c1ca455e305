"""Learning from finished articles in the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.detecting.learning.model_file import from_bytes, to_bytes
from annotator.domain.annotation import Layer
from annotator.store import Models
from annotator.ui.detectors import DetectorsDialog
from annotator.ui.main_window import MainWindow
from tests.flows.conftest import Editor
from tests.projects_for_learning import make_learning_project

_MINUTE = 60_000


class Learning:
    """An editor at the Detectors dialog, opened by its key."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        editor.press("Ctrl+Shift+M")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, DetectorsDialog)
        self.dialog = dialog
        self.bot = editor.bot

    @property
    def models(self) -> Models:
        workspace = self.editor.window.session.workspace
        assert workspace is not None
        return workspace.project.models

    def click(self, button: str) -> None:
        self.bot.mouseClick(getattr(self.dialog, button), Qt.MouseButton.LeftButton)

    def train(self) -> None:
        self.click("train")
        jobs = self.editor.window.jobs
        self.bot.waitUntil(lambda: not jobs.is_running, timeout=_MINUTE)

    def used(self) -> list[str]:
        return [one.layer.value for one in self.models.all() if one.is_used]


@pytest.fixture
def learning(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Learning:
    return _learning(qtbot, tmp_path / "project.annot", make_window(), 12)


def _learning(qtbot: QtBot, path: Path, window: MainWindow, finished: int) -> Learning:
    make_learning_project(path, finished, left=1)
    editor = Editor(qtbot, window, path)
    editor.open()
    return Learning(editor)


def test_training_fills_the_dialog_and_can_be_taken_back(learning: Learning) -> None:
    dialog = learning.dialog
    assert "There are 12 to learn from" in dialog._about.text()
    assert "not" not in dialog.cards[Layer.ENTITIES].accessibleName()
    learning.train()
    assert learning.used() == ["entities"]
    assert "Model of" in dialog.cards[Layer.ENTITIES].accessibleName()
    assert "Learnt from" in dialog.curve.accessibleDescription()
    labels = [one.of for one in dialog.precision._rows.rows]
    assert "EVENT" in labels
    assert dialog.changes.model().rowCount() > 0
    assert "mistakes fewer" in dialog._changed.text()
    dialog._by_rule.click()
    assert "learnt from corrections" in [one.of for one in dialog.precision._rows.rows]
    assert not dialog.use.isEnabled()
    learning.click("none")
    assert learning.used() == []
    assert "Rules alone" in dialog.cards[Layer.ENTITIES].accessibleName()
    learning.click("use")
    assert learning.used() == ["entities"]
    assert dialog.grab().width() > 0


def test_training_again_tells_what_the_model_in_use_is_worth(learning: Learning) -> None:
    dialog = learning.dialog
    learning.train()
    assert dialog._replaces.text() == ""
    learning.train()
    latest, first = learning.models.all()
    assert (latest.is_used, first.is_used) == (False, True)
    assert dialog.models.current == latest
    assert dialog._replaces.text().startswith("The model in use then: ")
    dialog.models.selectRow(1)
    assert dialog._replaces.text() == ""


def test_layers_are_chosen_by_keys(learning: Learning) -> None:
    dialog = learning.dialog
    dialog.cards[Layer.QUOTES].setFocus()
    learning.editor.press("Space")
    assert dialog.layer is Layer.QUOTES
    assert "learnt for quotes" in dialog._empty.text()
    assert not dialog.export.isEnabled()


def test_training_goes_on_when_the_dialog_is_closed_and_stops_when_told(
    learning: Learning,
) -> None:
    jobs = learning.editor.window.jobs
    learning.click("train")
    learning.bot.waitUntil(lambda: learning.dialog.stop.isVisible())
    assert not learning.dialog.train.isVisible()
    learning.editor.press("Escape")
    assert jobs.is_running
    again = Learning(learning.editor)
    again.bot.waitUntil(lambda: again.dialog.stop.isVisible())
    again.click("stop")
    assert not jobs.is_running
    assert again.dialog.train.isVisible()
    assert again.models.all() == []


def test_a_model_is_exported_and_imported(learning: Learning, tmp_path: Path) -> None:
    learning.train()
    controller = learning.editor.window.projects.detectors
    file = tmp_path / "clubs.annotmodel"
    learning.click("export")
    chooser = QApplication.activeModalWidget()
    assert isinstance(chooser, QFileDialog)
    chooser.reject()
    (model,) = learning.models.all()
    controller.export(model, file)
    assert file.stat().st_size == model.size
    # A model that does not say what it learnt from is measured here.
    silent = to_bytes(replace(from_bytes(file.read_bytes()), learnt_from=frozenset()))
    file.write_bytes(silent)
    controller.import_(file)
    taken, _ = learning.models.all()
    assert (taken.came_from, taken.is_used) == (file.name, False)
    learning.bot.waitUntil(lambda: not learning.editor.window.jobs.is_running, timeout=_MINUTE)
    learning.dialog.models.selectRow(0)
    assert "What it would change" in learning.dialog._changed.text()
    learning.click("remove")
    assert learning.models.all() == [model]
    (tmp_path / "letter.annotmodel").write_text("Dear reader")
    controller.import_(tmp_path / "letter.annotmodel")
    told = QApplication.activeModalWidget()
    assert told is not None
    assert told.windowTitle() == "Nothing was changed"
    learning.editor.press("Escape")


def test_too_few_articles_are_told(
    qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]
) -> None:
    dialog = _learning(qtbot, tmp_path / "few.annot", make_window(), 3).dialog
    assert not dialog.train.isEnabled()
    assert "Finish 7 more articles" in dialog._empty.text()
    assert dialog.import_.isEnabled()
