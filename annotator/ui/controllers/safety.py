"""What the editor does so that nothing is lost: make backups, restore one, check the project."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import MendableError
from annotator.store import Backup, back_up, backups_of, restore
from annotator.ui.dialogs.backups import BackupsDialog
from annotator.ui.dialogs.question import tell
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.workspace.jobs import Advance, Job, in_thread


class SafetyController(QObject):
    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        open_project: Callable[[Path], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._open = open_project
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "back_up": self.back_up,
            "restore_backup": self.choose_backup,
            "check_project": self.check,
        }

    def back_up(self) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            path = workspace.project.path
            self._jobs.start(
                "Making a backup", in_thread(lambda: back_up(path)), self._on_backed_up
            )

    def _on_backed_up(self, backup: Backup) -> None:
        self._session.told.emit(f"Backup made: {backup.path}.")

    def choose_backup(self) -> None:
        workspace = self._session.workspace
        backups = backups_of(workspace.project.path) if workspace else []
        if workspace is None or not backups or workspace.project.is_read_only:
            self._session.told.emit("There is no backup that could be restored here.")
            return
        dialog = BackupsDialog(backups, self._window)
        dialog.chosen.connect(self._restore)
        dialog.open()

    def _restore(self, backup: Backup) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        path = workspace.project.path
        self._jobs.cancel_all()
        self._session.close_project()
        try:
            restore(path, backup)
        except MendableError as error:
            tell(self._window, "The backup was not restored", str(error))
        self._open(path)
        self._session.told.emit("The backup is restored; what was there before is backed up too.")

    def check(self) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            findings = workspace.project.findings()
            self._jobs.start("Checking the project", _collected(findings), self._on_checked)

    def _on_checked(self, findings: list[str]) -> None:
        text = "\n".join(findings[:20]) or "Nothing is wrong: file, texts, spans and counts agree."
        tell(self._window, "The project was checked", text)


def _collected(findings: Iterable[str]) -> Job[list[str]]:
    found: list[str] = []
    for finding in findings:
        found.append(finding)
        yield Advance(len(found), 0)
    return found
