"""Starting, switching articles and editing, in the real window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from annotator.domain.annotation import Layer
from annotator.ui.application import make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.theme.theme import Mode, Theme
from tests.benchmarks.made import project_of

_SIZES = (
    ("typical: 3 KB, 40 mentions", (3_000, 40), "goal 30 ms", "goal 10 ms"),
    ("100,000 characters, 5,000 mentions", (100_000, 5_000), "goal 100 ms", ""),
    ("1,000,000 characters, 50,000 mentions", (1_000_000, 50_000), "goal 300 ms", "goal 16 ms"),
)
_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator.ui import application

def stop():
    window = QApplication.topLevelWidgets()
    if any(getattr(one, "session", None) and one.session.article for one in window):
        QApplication.quit()

original = application.make_application
def make():
    made = original()
    timer = QTimer(made)
    timer.timeout.connect(stop)
    timer.start(5)
    return made
application.make_application = make
application.run(Path(sys.argv[1]))
"""


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    many = folder / "many.annot"
    project_of(many, [(3_000, 40)], others=10_000)
    starts = [_start(many) for _ in range(6)][1:]
    yield "start to a usable window, 10,000 articles", _shown(starts), "goal 800 ms"
    path = folder / "sizes.annot"
    ids = project_of(path, [size for _, size, _, _ in _SIZES])
    window = _window(folder)
    window.projects.open(path)
    for (what, _, switch_goal, edit_goal), article_id in zip(_SIZES, ids, strict=True):
        other = ids[1] if article_id == ids[0] else ids[0]
        window.session.open_article(article_id)
        switches = [_switch(window, other, article_id) for _ in range(7)]
        yield f"switch to {what}", _shown(switches), switch_goal
        window.session.switch_layer(Layer.ENTITIES)
        window.labelling.go_to_undecided(1)
        edits = [_edit(window) for _ in range(31)]
        yield f"key to committed and repainted, {what}", _shown(edits), edit_goal
    window.close()


def _start(path: Path) -> float:
    # An installed program has its bytecode beside it; the first start here writes that.
    environment = {key: one for key, one in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    begin = perf_counter()
    subprocess.run([sys.executable, "-c", _START, str(path)], check=True, env=environment)
    return perf_counter() - begin


def _window(folder: Path) -> MainWindow:
    theme = Theme(make_application(), Mode.LIGHT)
    stored = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(theme, Settings(stored), folder)
    window.show()
    QTest.qWaitForWindowExposed(window)
    return window


def _switch(window: MainWindow, away: str, there: str) -> float:
    window.session.open_article(away)
    window.view.viewport().repaint()
    begin = perf_counter()
    window.session.open_article(there)
    window.view.viewport().repaint()
    return perf_counter() - begin


def _edit(window: MainWindow) -> float:
    window.view.setFocus()
    begin = perf_counter()
    QTest.keyClick(window.view, Qt.Key.Key_Space)
    window.view.viewport().repaint()
    return perf_counter() - begin


def _shown(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:,.1f} ms"
