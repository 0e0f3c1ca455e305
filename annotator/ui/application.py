"""The Qt application: makes the parts that outlive a window, and shows one."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_data_path
from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from annotator.ui.article import accessible
from annotator.ui.settings import Settings
from annotator.ui.theme.fonts import load_fonts
from annotator.ui.theme.theme import Mode, Theme


def run(project: Path | None) -> int:
    """Show the window, on ``project`` where one is given, and return when it is closed."""
    application = make_application()
    settings = Settings(QSettings("Annotator", "Annotator"))
    theme = Theme(application, settings.mode)
    # Late: what the window needs costs more to import than Qt itself.
    from annotator.ui.crash import CrashDialog, CrashReporter
    from annotator.ui.main_window import MainWindow

    window = MainWindow(theme, settings, user_data_path("annotator", appauthor=False))
    crashes = CrashReporter()
    crashes.happened.connect(lambda report: CrashDialog(report, window).open())
    crashes.install()
    window.show()
    if project is not None:
        QTimer.singleShot(0, window, lambda: window.projects.open(project))
    return application.exec()


def draw(project: Path, target: Path, mode: Mode = Mode.LIGHT) -> None:
    """Draw the window on a project into a PNG file, with no display needed."""
    application = make_application()
    theme = Theme(application, mode)
    from annotator.ui.main_window import MainWindow

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        stored = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        window = MainWindow(theme, Settings(stored), target.parent)
        window.show()
        window.projects.open(project)
        window.actions_by_id["layer_entities"].trigger()
        window.labelling.go_to_undecided(1)
        application.sendPostedEvents()  # layouts and lists that wait for the next turn of the loop
        window.grab().save(str(target))
        window.close()


def make_application() -> QApplication:
    """Return the process's application, made where there is none yet."""
    present = QCoreApplication.instance()
    application = present if isinstance(present, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Annotator")
    load_fonts()
    accessible.install()
    return application
