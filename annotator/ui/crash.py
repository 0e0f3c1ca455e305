"""What happens when the program itself is at fault: a report to copy, with the data safe."""

from __future__ import annotations

import platform
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import PySide6
from platformdirs import user_log_path
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from annotator import __version__
from annotator.ui.dialogs.layouts import Dialog


class CrashReporter(QObject):
    """Catches what nobody caught. Every edit is on disk before it is shown, so nothing is lost."""

    happened = Signal(str)

    def install(self) -> None:
        sys.excepthook = self._on_exception

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(kind, error, trace)
        sys.stderr.write(report)
        self.happened.emit(report)


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what developers need to know: versions and the traceback, no article text."""
    head = (
        f"Annotator {__version__}, Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, {platform.platform()}\n"
        f"{datetime.now(UTC).isoformat(timespec='seconds')}\n\n"
    )
    return head + "".join(traceback.format_exception(kind, error, trace))


def log_folder() -> Path:
    return user_log_path("annotator", appauthor=False)


class CrashDialog(Dialog):
    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__("Something went wrong in Annotator", parent)
        self._report = report
        self.add_text(
            "This is a fault of the program, not of yours. Your work is saved: every edit is on "
            "disk before it is shown. You can go on; please send this report to the developers."
        )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setAccessibleName("Report")
        self.column.addWidget(text)
        copy = QPushButton("Copy the report")
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        self.column.addWidget(copy)
        self.finish_with("Go on", reject="")
        self.resize(680, 440)
