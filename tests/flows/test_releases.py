"""Making a release through the real window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from annotator.store import Project
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.dialogs.release import ReleaseDialog
from annotator.ui.dialogs.release.parts import LinesDialog
from annotator.ui.line_list import LineList
from annotator.ui.main_window import MainWindow
from annotator.workspace.jobs import finished
from annotator.workspace.releasing.verifying import verify
from annotator.workspace.schemes import default_scheme
from tests.flows.conftest import Editor
from tests.workspace.releasing.conftest import add_article, ignored, text_of


@pytest.fixture
def releasing(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Releasing:
    path = tmp_path / "Harbour corpus.annot"
    project = Project.create(path, default_scheme())
    for number in range(8):
        add_article(project, number)
    add_article(project, 1, f"{text_of(0)}Correction.\n")
    project.close()
    editor = Editor(qtbot, make_window(), path)
    editor.open()
    return Releasing(editor)


class Releasing:
    """An editor in the release dialog, opened by its key."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.folder = editor.path.parent / "releases"
        self.open()

    def open(self) -> None:
        window = self.editor.window
        window.activateWindow()
        self.editor.bot.waitUntil(window.isActiveWindow)
        self.editor.press("Ctrl+Shift+R")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReleaseDialog)
        self.dialog = dialog
        self.wait()

    def wait(self) -> None:
        self.editor.bot.waitUntil(lambda: not self.editor.window.jobs.is_running)

    def says(self, words: str) -> bool:
        return any(
            words in label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible()
        )

    def box(self, words: str) -> QCheckBox:
        found = (one for one in self.dialog.findChildren(QCheckBox) if words in one.text())
        return next(found)

    def share(self, name: str) -> QSpinBox:
        found = self.dialog.findChildren(QSpinBox)
        return next(one for one in found if one.accessibleName() == f"Share of {name}")


def test_a_release_by_key_alone(releasing: Releasing) -> None:
    assert releasing.says("9 articles in 1 format.")
    assert releasing.says("1 group, 2 articles")
    releasing.editor.press("Ctrl+Return")
    releasing.editor.bot.waitUntil(lambda: releasing.says("is released"))
    folder = releasing.folder / "Harbour-corpus-1.0"
    assert releasing.says(str(folder))
    assert finished(verify(folder), ignored) == []
    releasing.editor.press("Return")
    assert QApplication.activeModalWidget() is None
    # The next one is the next version, and tells what changed.
    releasing.open()
    assert releasing.box("since Harbour-corpus-1.0").isChecked()
    releasing.editor.press("Ctrl+Return")
    releasing.editor.bot.waitUntil(lambda: releasing.says("is released"))
    changes = releasing.folder / "Harbour-corpus-1.1" / "CHANGES.md"
    assert "Since Harbour-corpus-1.0" in changes.read_text("utf-8")


def test_counts_follow_what_is_chosen(releasing: Releasing, qtbot: QtBot) -> None:
    for name in ("validation", "test"):
        releasing.share(name).setValue(0)
    qtbot.waitUntil(lambda: releasing.says("0 articles"))
    assert releasing.says("9 articles")
    releasing.box("Finished").setChecked(False)
    qtbot.waitUntil(lambda: releasing.says("Left out: 9 not as far as asked for"))
    releasing.editor.press("Ctrl+Return")
    assert not releasing.folder.exists()
    combo = releasing.dialog.findChildren(QComboBox)[0]
    combo.setCurrentIndex(combo.findText("Omar’s work"))
    releasing.wait()
    releasing.box("Finished").setChecked(True)
    qtbot.waitUntil(lambda: releasing.says("9 articles in 1 format."))


def test_what_cannot_be_released_is_told(releasing: Releasing, qtbot: QtBot) -> None:
    # The name has the focus.
    releasing.editor.type("a b")
    qtbot.waitUntil(lambda: releasing.says("cannot be a release’s name"))
    releasing.editor.press("Ctrl+Return", "Alt+C")
    assert not releasing.folder.exists()
    releasing.editor.press("Escape")
    assert QApplication.activeModalWidget() is None


def test_check_only_tells_losses_and_writes_nothing(releasing: Releasing, qtbot: QtBot) -> None:
    releasing.box("brat").setChecked(True)
    releasing.editor.press("Alt+C")
    qtbot.waitUntil(lambda: releasing.says("Checked; nothing was written."))
    assert releasing.says("lossless")
    assert releasing.says("losses")
    assert not releasing.folder.exists()
    losses = releasing.dialog.findChildren(LineList)[0]
    assert losses.count() > 1
    losses.setFocus()
    losses.setCurrentRow(0)
    losses.itemActivated.emit(losses.item(0))
    assert isinstance(QApplication.activeModalWidget(), LinesDialog)


def test_a_release_can_be_cancelled(releasing: Releasing, qtbot: QtBot) -> None:
    for words in ("brat", "Prodigy", "Label Studio"):
        releasing.box(words).setChecked(True)
    releasing.editor.press("Ctrl+Return")
    assert releasing.editor.window.jobs.is_running
    releasing.editor.press("Escape")
    qtbot.waitUntil(lambda: releasing.says("Cancelled; nothing was written."))
    assert not releasing.folder.exists()
    assert QApplication.activeModalWidget() is releasing.dialog
    releasing.editor.press("Escape")
    assert QApplication.activeModalWidget() is None


def test_a_version_that_is_there_is_told(releasing: Releasing, qtbot: QtBot) -> None:
    (releasing.folder / "Harbour-corpus-1.0").mkdir(parents=True)
    releasing.editor.press("Ctrl+Return")
    qtbot.waitUntil(lambda: releasing.says("There is already a release"))
    assert releasing.dialog.isVisible()


def test_a_release_is_checked_from_the_window(releasing: Releasing, qtbot: QtBot) -> None:
    releasing.editor.press("Ctrl+Return")
    qtbot.waitUntil(lambda: releasing.says("is released"))
    releasing.editor.press("Return")
    folder = releasing.folder / "Harbour-corpus-1.0"
    window = releasing.editor.window
    for words in ("Nothing is wrong", "more.txt is not in the manifest."):
        window.releases.check(folder)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Dialog)
        assert any(words in label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        (folder / "more.txt").write_text("more")
