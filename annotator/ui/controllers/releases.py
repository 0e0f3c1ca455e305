"""What the editor does with releases: choose what goes in, check, make, and see where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.domain.annotation_set import GOLD, Owner
from annotator.domain.errors import MendableError
from annotator.formats.protocol import Writes, load_formats
from annotator.ui.dialogs.question import tell
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.jobs import Job

if TYPE_CHECKING:
    from annotator.ui.dialogs.release import ReleaseDialog, Wanted

# What makes and checks a release is imported late: the window does not wait for it.

_MOST_SHOWN = 20
_RELEASING, _CHECKING, _COMPARING = "Releasing", "Checking the release", "Comparing texts"


class ReleasesController(QObject):
    def __init__(self, session: Session, jobs: JobRunner, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._theme = theme
        self._window = window
        self._dialog: ReleaseDialog | None = None
        self._running: Job[object] | None = None
        self._comparing: Job[object] | None = None
        jobs.progressed.connect(self._on_progressed)
        jobs.failed.connect(self._on_failed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"release": self.choose, "check_release": self.choose_to_check}

    def choose(self) -> None:
        from annotator.ui.dialogs.release import ReleaseDialog
        from annotator.workspace.releasing.settings import name_for

        workspace = self._session.workspace
        owners = workspace.queries.owners() if workspace else []
        if workspace is None or not owners:
            self._session.told.emit("There is nothing to release yet. Import articles first.")
            return
        path = workspace.project.path
        dialog = ReleaseDialog(
            workspace.queries,
            workspace.scheme,
            sorted(owners, key=lambda owner: (owner != GOLD, owner != workspace.owner)),
            [one for one in load_formats() if isinstance(one, Writes)],
            path,
            name_for(path.stem),
            self._theme,
            self._window,
        )
        dialog.owner_chosen.connect(self._compare)
        dialog.wanted.connect(self._start)
        dialog.cancelled.connect(self._cancel)
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        self._compare(dialog.owner)
        dialog.open()

    def choose_to_check(self) -> None:
        """Check a release on the disk; no project is needed."""
        dialog = QFileDialog(self._window, "Check a release")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.check(Path(name)))
        dialog.open()

    def check(self, folder: Path) -> None:
        from annotator.workspace.releasing.verifying import verify

        def show(findings: list[str]) -> None:
            shown = "\n".join(findings[:_MOST_SHOWN])
            more = len(findings) - _MOST_SHOWN
            tell(
                self._window,
                f"{folder.name} was checked",
                (shown + (f"\nand {more:,} more" if more > 0 else ""))
                or "Nothing is wrong: hashes, schemas, offsets, counts and splits are as they "
                "should be.",
            )

        self._jobs.start("Checking a release", verify(folder), show)

    def _compare(self, owner: Owner) -> None:
        """Show what ``owner`` has, and compare its texts in a thread meanwhile."""
        from annotator.workspace.releasing.planning import alike_job
        from annotator.workspace.releasing.splitting import SplitRule

        workspace = self._session.workspace
        if workspace is None or self._dialog is None:
            return
        self._dialog.show_owner(workspace.queries.catalogue(owner))
        if self._comparing is not None:
            self._jobs.drop(self._comparing)
        job = alike_job(workspace.project, owner, SplitRule().threshold)
        self._comparing = job
        self._jobs.start(_COMPARING, job, self._on_compared)

    def _on_compared(self, alike: list[tuple[str, ...]]) -> None:
        self._comparing = None
        if self._dialog is not None:
            self._dialog.show_alike(alike)

    def _start(self, wanted: Wanted) -> None:
        from annotator.workspace.releasing.checking import check_release
        from annotator.workspace.releasing.writing import release

        workspace = self._session.workspace
        dialog = self._dialog
        if workspace is None or dialog is None:
            return
        project, settings, earlier = workspace.project, wanted.settings, wanted.earlier
        try:
            if wanted.checks_only:
                checking = check_release(project, settings, earlier)
                self._running = checking
                self._jobs.start(_CHECKING, checking, dialog.show_checked)
            else:
                releasing = release(project, settings, wanted.parent, earlier)
                self._running = releasing
                self._jobs.start(_RELEASING, releasing, dialog.show_released)
        except MendableError as error:
            dialog.show_problem(str(error))

    def _cancel(self) -> None:
        if self._running is not None:
            self._jobs.drop(self._running)
            self._running = None
        if self._dialog is not None:
            self._dialog.show_cancelled()

    def _on_progressed(self, title: str, done: int, total: int) -> None:
        if self._dialog is not None and title in (_RELEASING, _CHECKING):
            self._dialog.show_progress(title, done, total)

    def _on_failed(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(text)

    def _on_closed(self) -> None:
        for job in (self._running, self._comparing):
            if job is not None:
                self._jobs.drop(job)
        self._dialog = self._running = self._comparing = None
