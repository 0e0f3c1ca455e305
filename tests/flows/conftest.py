"""The real window on a real project, driven by keys and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation_set import AnnotationSet
from annotator.ui.application import make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.theme.theme import Mode, Theme
from tests.projects_for_tests import TEXT, make_project


class Editor:
    """A person at the window: presses keys, clicks, and looks at what is there."""

    def __init__(self, qtbot: QtBot, window: MainWindow, path: Path) -> None:
        self.bot = qtbot
        self.window = window
        self.path = path

    def open(self) -> None:
        self.window.projects.open(self.path)
        self.bot.waitUntil(lambda: self.window.session.article is not None)
        self.bot.waitUntil(lambda: not self.window.jobs.is_running)
        self.window.view.setFocus()

    def press(self, *keys: str) -> None:
        """Press keys by name, such as ``Ctrl+Z`` or ``Shift+Right``, where the focus is."""
        for name in keys:
            *modifiers, key = name.split("+") if name != "+" else ["+"]
            pressed = Qt.KeyboardModifier.NoModifier
            for modifier in modifiers:
                pressed |= {
                    "Ctrl": Qt.KeyboardModifier.ControlModifier,
                    "Shift": Qt.KeyboardModifier.ShiftModifier,
                    "Alt": Qt.KeyboardModifier.AltModifier,
                }[modifier]
            named = getattr(Qt.Key, f"Key_{key}", None)
            self.bot.keyClick(self._focus(), named if named is not None else key, pressed)

    def type(self, text: str) -> None:
        self.bot.keyClicks(self._focus(), text)

    def _focus(self) -> QWidget:
        """Return what has the focus, in the dialog that is open if one is."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self.bot.waitUntil(lambda: dialog.focusWidget() is QApplication.focusWidget())
        else:
            # A window manager would make the window active again after a dialog.
            self.window.activateWindow()
            self.bot.waitUntil(self.window.isActiveWindow)
        return QApplication.focusWidget() or self.window

    def select(self, words: str) -> None:
        start = TEXT.index(words)
        self.window.view.select(start, start + len(words))

    @property
    def now(self) -> AnnotationSet:
        """What is on disk just now."""
        workspace, article = self.window.session.workspace, self.window.session.article
        assert workspace is not None
        assert article is not None
        found = workspace.queries.annotation_set(article.id, workspace.owner)
        assert found is not None
        assert found == self.window.session.annotations
        return found

    def mentions(self) -> list[tuple[str, str, str]]:
        return [(one.span.of(TEXT), one.label, one.state.value) for one in self.now.mentions]

    def point_of(self, words: str, number: int = 0) -> QPoint:
        """Return the middle of the words on the screen."""
        start = -1
        for _ in range(number + 1):
            start = TEXT.index(words, start + 1)
        view = self.window.view
        view.scroll_to(start)
        view.grab()
        pages = view._pages
        block = pages.number_of(start)
        (_, box), *_ = pages.layout(block).rectangles(start, start + len(words))
        x = view._left() + pages.style(block).indent + box.center().x()
        y = pages.top(block) + box.center().y() - view.verticalScrollBar().value()
        return QPoint(round(x), round(y))


@pytest.fixture
def theme() -> Theme:
    return Theme(make_application(), Mode.LIGHT)


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path, theme: Theme) -> Iterator[Callable[[], MainWindow]]:
    windows: list[MainWindow] = []

    def make() -> MainWindow:
        stored = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        settings = Settings(stored)
        settings.annotator = "Ines"
        window = MainWindow(theme, settings, tmp_path)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
        windows.append(window)
        return window

    yield make
    for window in windows:
        window.close()


@pytest.fixture
def editor(qtbot: QtBot, tmp_path: Path, make_window: Callable[[], MainWindow]) -> Editor:
    path = tmp_path / "project.annot"
    make_project(path, articles=2)
    editor = Editor(qtbot, make_window(), path)
    editor.open()
    return editor
