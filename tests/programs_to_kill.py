"""Programs that start workers and say “working” when these work: to be killed from outside.

``python -m tests.programs_to_kill NAME PROJECT``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

from annotator.store import Project
from annotator.ui.application import make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.theme.theme import Mode, Theme
from annotator.workspace.detection import detect_articles
from annotator.workspace.processes import in_process


def window(path: Path) -> None:
    """A window that detects."""
    application = make_application()
    stored = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
    shown = MainWindow(Theme(application, Mode.LIGHT), Settings(stored), path.parent)
    shown.show()
    shown.projects.open(path)
    shown.jobs.progressed.connect(lambda _title, done, _total: _tell_when(done > 0))
    shown.actions_by_id["detect_all"].trigger()
    application.exec()


def idle(path: Path) -> None:
    """A program whose workers have no more to do and wait."""
    project = Project.open(path)
    job = detect_articles(project, project.queries.undetected_ids(), workers=2)
    while next(job).done == 0:
        pass
    _tell_when(is_working=True)
    sys.stdin.read()


def busy(_path: Path) -> None:
    """A program with a process that computes and never looks up."""
    for advance in in_process(_compute):
        _tell_when(advance.done > 0)


def _compute(report: Callable[[int, int], None]) -> None:
    report(1, 2)
    while True:
        pass


def _tell_when(is_working: bool) -> None:
    if is_working:
        sys.stdout.write("working\n")
        sys.stdout.flush()


if __name__ == "__main__":
    {"window": window, "idle": idle, "busy": busy}[sys.argv[1]](Path(sys.argv[2]))
