"""What the editor does with projects: make, open, import, detect."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.domain.errors import MendableError
from annotator.store import (
    PACKAGE_FOR,
    Project,
    back_up_if_changed,
    quick_check,
)
from annotator.ui.controllers.exporting import ExportController
from annotator.ui.controllers.importing import ImportController
from annotator.ui.controllers.safety import SafetyController
from annotator.ui.dialogs.paste import copied_in
from annotator.ui.dialogs.people import WhoDialog
from annotator.ui.dialogs.question import ask, tell
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.theme.theme import Theme
from annotator.workspace.detection import DetectionReport, detect_articles
from annotator.workspace.jobs import in_thread
from annotator.workspace.pasting import Copied
from annotator.workspace.redetection import detect_again, told_outlook
from annotator.workspace.workspace import Workspace

if TYPE_CHECKING:
    from annotator.ui.detectors import DetectorsController

_SUFFIX = ".annot"


class ProjectsController(QObject):
    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        settings: Settings,
        sample_folder: Path,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._settings = settings
        self._sample_folder = sample_folder
        self._window = window
        jobs.progressed.connect(lambda *_: self._on_progressed())
        self._imports = ImportController(session, jobs, self._detect, window)
        self._theme = theme
        self._exports = ExportController(session, jobs, window)
        self._safety = SafetyController(session, jobs, self.open, window)

    @cached_property
    def detectors(self) -> DetectorsController:
        """Learning and its dialog, made when they are first wanted."""
        # Late: it needs NumPy, which the window should not wait for.
        from annotator.ui.detectors import DetectorsController

        again = self.ask_detect_again
        return DetectorsController(self._session, self._jobs, self._theme, again, self._window)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "new_project": self.new,
            "open_project": self.choose,
            "open_sample": self.open_sample,
            "import_files": self.choose_files,
            "import_folder": self.choose_folder,
            "paste_article": self.paste,
            "import_report": self._imports.show_report,
            "export": self._exports.choose,
            **self._safety.handlers(),
            "detectors": lambda: self.detectors.show(),
            "learn": lambda: self.detectors.train(),
            "change_annotator": self.ask_annotator,
            "close_project": self._session.close_project,
            "detect_article": self.detect_article,
            "detect_all": self.detect_all,
            "detect_again": self.ask_detect_again,
        }

    # Making and opening

    def new(self, then: Callable[[], object] = lambda: None) -> None:
        dialog = QFileDialog(self._window, "New project", "project" + _SUFFIX)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"Annotator projects (*{_SUFFIX})")
        dialog.setDefaultSuffix(_SUFFIX[1:])
        # An existing file is refused, not replaced: choosing it must not destroy a project.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(lambda name: self._make(Path(name), then))
        dialog.open()

    def _make(self, path: Path, then: Callable[[], object]) -> None:
        from annotator.workspace.schemes import default_scheme

        try:
            Project.create(path, default_scheme()).close()
        except MendableError as error:
            tell(self._window, "No project was made", str(error))
            return
        self.open(path)
        then()

    def choose(self) -> None:
        dialog = QFileDialog(self._window, "Open project")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"Annotator projects (*{_SUFFIX})", "All files (*)"])
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def open(self, path: Path) -> None:
        """Open a project, or say in a dialog why not; what was open before then stays open."""
        session = self._session
        is_open = session.workspace is not None and session.workspace.project.path == path
        if is_open:
            return
        self._jobs.cancel_all()
        try:
            project = Project.open(path)
        except MendableError as error:
            tell(self._window, "The project was not opened", str(error))
            return
        self._begin(project, self._known_annotator(project))

    def _known_annotator(self, project: Project) -> str:
        """Say who works on the project, where that is known; empty where it has to be asked.

        A package says for whom it is; one with nobody in it yet is the user's own.
        """
        told = self._settings.annotator_of(project.fact("id")) or project.fact(PACKAGE_FOR)
        people = [one.name for one in project.team.annotators()]
        if told in people:
            return told
        return self._annotator() if not people or people == [self._annotator()] else ""

    def _begin(self, project: Project, name: str) -> None:
        if not name:
            dialog = WhoDialog(project.team.annotators(), self._annotator(), self._window)
            dialog.chosen.connect(lambda chosen: self._begin(project, chosen))
            dialog.rejected.connect(project.close)
            dialog.open()
            return
        try:
            workspace = Workspace(project, name)
        except MendableError as error:
            project.close()
            tell(self._window, "The project was not opened", str(error))
            return
        session = self._session
        self._settings.remember_annotator(project.fact("id"), name)
        session.open_project(workspace)
        self._settings.remember(project.path)
        if project.writer:
            session.told.emit(f"{project.writer} has this project open, so it can only be read.")
        self._look_after(project.path, is_read_only=project.is_read_only)

    def _look_after(self, path: Path, *, is_read_only: bool) -> None:
        """Back up and check the file in a thread, while the editor begins."""

        def look() -> list[str]:
            if not is_read_only:
                back_up_if_changed(path)
            return quick_check(path)

        self._jobs.start("Checking the project", in_thread(look), self._on_looked_after)

    def _on_looked_after(self, findings: list[str]) -> None:
        if findings:
            tell(
                self._window,
                "The project file is damaged",
                f"{findings[0]} Restore a backup from the Project menu, and check the disk.",
            )

    def open_sample(self) -> None:
        path = self._sample_folder / f"sample{_SUFFIX}"
        if path.exists():
            self.open(path)
            return
        # Late, as above: making the sample project needs much that opening one does not.
        from annotator.workspace.sample import make_sample

        path.parent.mkdir(parents=True, exist_ok=True)
        making = make_sample(path, self._annotator())
        self._jobs.start("Making the sample project", making, lambda _none: self.open(path))

    def _annotator(self) -> str:
        if not self._settings.annotator:
            try:
                self._settings.annotator = getpass.getuser()
            except (KeyError, OSError):
                self._settings.annotator = "me"
        return self._settings.annotator

    def ask_annotator(self) -> None:
        """Let somebody else go on with the open project."""
        workspace = self._session.workspace
        people = workspace.project.team.annotators() if workspace else []
        dialog = WhoDialog(people, self._annotator(), self._window)
        dialog.chosen.connect(self._on_annotator_named)
        dialog.open()

    def _on_annotator_named(self, name: str) -> None:
        workspace = self._session.workspace
        if workspace is None:
            self._settings.annotator = name
            return
        self._settings.remember_annotator(workspace.project.fact("id"), name)
        self.reopen(workspace.project.path)

    def reopen(self, path: Path) -> None:
        """Open the project anew, at the article that was open."""
        article = self._session.article
        self._session.close_project()
        self.open(path)
        if article is not None and self._session.workspace is not None:
            self._session.open_article(article.id)

    # Bringing in

    def choose_files(self) -> None:
        if self._needs_project(self.choose_files):
            dialog = QFileDialog(self._window, "Import files")
            dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
            dialog.setNameFilters(["Articles (*.txt *.text *.jsonl *.ndjson)", "All files (*)"])
            dialog.filesSelected.connect(lambda names: self.import_(list(map(Path, names))))
            dialog.open()

    def choose_folder(self) -> None:
        if self._needs_project(self.choose_folder):
            dialog = QFileDialog(self._window, "Import a folder")
            dialog.setFileMode(QFileDialog.FileMode.Directory)
            dialog.fileSelected.connect(lambda name: self.import_([Path(name)]))
            dialog.open()

    def drop(self, paths: Sequence[Path]) -> None:
        """Import what was dropped on the window; a project file is opened instead."""
        projects = [path for path in paths if path.suffix == _SUFFIX]
        if projects:
            self.open(projects[0])
        elif self._needs_project(lambda: self.drop(paths)):
            self.import_(paths)

    def drop_link(self) -> None:
        self._session.told.emit(
            "A link was dropped, and nothing is fetched from the net. Select the article on its "
            "page and drop that, or save the page as a file."
        )

    def paste(self) -> None:
        self.take_copied(copied_in(QGuiApplication.clipboard().mimeData()))

    def take_copied(self, copied: Copied) -> None:
        """Make an article of what was copied or dragged in another program."""
        workspace = self._session.workspace
        if self._needs_project(lambda: self.take_copied(copied)) and workspace is not None:
            self._imports.take_copied(workspace, copied)

    def import_(self, paths: Sequence[Path]) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._imports.start(workspace, paths)

    def _needs_project(self, then: Callable[[], object]) -> bool:
        """Tell whether a project is open for writing; if none is, offer to make one first."""
        workspace = self._session.workspace
        if workspace is None:
            self.new(then)
            return False
        if workspace.project.is_read_only:
            self._session.told.emit("This project is open for reading only.")
            return False
        return True

    # Detecting

    def detect_all(self) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._detect(workspace.queries.undetected_ids())

    def detect_article(self) -> None:
        """Detect again; work on the article that was begun is kept as it is."""
        if self._session.article is not None:
            self._detect([self._session.article.id])

    def _detect(self, article_ids: list[str]) -> None:
        workspace = self._session.workspace
        if workspace is None or not article_ids:
            return
        if workspace.project.is_read_only:
            self._session.told.emit("This project is open for reading only.")
            return
        job = detect_articles(workspace.project, article_ids)
        self._jobs.start("Detecting", job, self._on_detected)

    def ask_detect_again(self) -> None:
        """Say what detecting again in the whole project would do, and offer it."""
        workspace = self._session.workspace
        if workspace is None or workspace.project.is_read_only:
            self._session.told.emit("There is no project open that can be changed.")
            return
        outlook = workspace.queries.outlook()
        if not outlook.articles:
            self._session.told.emit("There are no articles yet.")
            return
        text = (
            f"{told_outlook(outlook)}\n\nOne undo brings the suggestions in begun articles back. "
            "It can be cancelled, and goes on where it stopped."
        )
        verb = "Go on with" if outlook.is_interrupted else "Detect again in"
        accept = f"{verb} {outlook.left:,} articles"
        ask(self._window, "Detect again in all articles?", text, accept, self._detect_again)

    def _detect_again(self) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            job = detect_again(workspace.project, workspace=workspace, initiator=self)
            self._jobs.start("Detecting again", job, self._on_detected)

    def _on_progressed(self) -> None:
        """Read the open article again where it was not begun and has been detected anew."""
        session = self._session
        workspace, annotations = session.workspace, session.annotations
        if workspace is None or annotations is None or workspace.project.is_read_only:
            return
        stored = workspace.queries.set_id(annotations.article_id, workspace.owner)
        if stored != annotations.id:
            session.reload_article()

    def _on_detected(self, report: DetectionReport) -> None:
        self._session.articles_changed.emit()
        self._session.reload_article()
        self._session.told.emit(f"{report.detected:,} articles detected.")
        if report.failures:
            reasons = sorted(set(report.failures.values()))
            tell(
                self._window,
                f"{len(report.failures):,} articles could not be detected",
                f"They are there without suggestions. The detectors said: {reasons[0]}",
            )
