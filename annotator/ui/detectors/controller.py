"""What the editor does with what is learnt: look, train, take back, export and import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.detecting.learning.findings import Findings
from annotator.detecting.learning.model_file import SUFFIX
from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.store import Project, StoredModel
from annotator.ui.detectors.dialog import DetectorsDialog
from annotator.ui.detectors.standing import Standing
from annotator.ui.dialogs.question import tell
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.jobs import Job
from annotator.workspace.learning import (
    LearningReport,
    export_model,
    import_model,
    learn,
    measure,
)

_TITLE = "Training"


class DetectorsController(QObject):
    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        theme: Theme,
        detect_again: Callable[[], object],
        window: QWidget,
    ) -> None:
        """``detect_again`` asks whether all articles are to be detected again."""
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._theme = theme
        self._detect_again = detect_again
        self._window = window
        self._running: Job[LearningReport] | None = None
        self.dialog: DetectorsDialog | None = None
        jobs.progressed.connect(self._on_progressed)
        jobs.failed.connect(lambda _text: self._on_stopped())
        jobs.cancelled.connect(lambda _title: self._on_stopped())

    @property
    def _project(self) -> Project | None:
        workspace = self._session.workspace
        return workspace.project if workspace is not None else None

    # Looking

    def show(self) -> None:
        if self._project is None:
            self._session.told.emit("There is no project open.")
            return
        if self.dialog is not None:
            self.dialog.raise_()
            return
        dialog = DetectorsDialog(self._theme, self._window)
        dialog.train_wanted.connect(self.train)
        dialog.stop_wanted.connect(self.stop)
        dialog.use_wanted.connect(lambda model: self._change(lambda one: one.models.use(model)))
        dialog.none_wanted.connect(
            lambda layer: self._change(lambda one: one.models.use_none(layer))
        )
        dialog.remove_wanted.connect(
            lambda model: self._change(lambda one: one.models.remove(model))
        )
        dialog.export_wanted.connect(self.choose_export)
        dialog.import_wanted.connect(self.choose_import)
        dialog.detect_wanted.connect(self._on_detect_wanted)
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        self._refresh()
        dialog.open()

    def _refresh(self) -> None:
        project, dialog = self._project, self.dialog
        if project is None or dialog is None:
            return
        models = project.models.all()
        standings = {
            layer: Standing(layer, tuple(one for one in models if one.layer is layer))
            for layer in Layer
        }
        dialog.show_standings(standings, len(project.models.finished()))

    def _on_closed(self) -> None:
        self.dialog = None

    def _on_detect_wanted(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._detect_again()

    # Training

    def train(self) -> None:
        """Train in a process of its own; the editor goes on working meanwhile."""
        project = self._project
        if project is None or project.is_read_only:
            self._session.told.emit("There is no project open that can be changed.")
            return
        if self._running is not None:
            self._session.told.emit("A training is going on already.")
            return
        self._running = learn(project)
        self._jobs.start(_TITLE, self._running, self._on_trained)

    def stop(self) -> None:
        if self._running is not None:
            self._jobs.drop(self._running)
            self._session.told.emit("Training was stopped; nothing was changed.")
        self._on_stopped()

    def _on_progressed(self, title: str, done: int, total: int) -> None:
        if self.dialog is not None and title == _TITLE:
            self.dialog.show_progress(done, total)

    def _on_stopped(self) -> None:
        self._running = None
        if self.dialog is not None:
            self.dialog.show_idle()

    def _on_trained(self, report: LearningReport) -> None:
        self._on_stopped()
        self._refresh()
        self._session.told.emit(report.summary)

    # Models

    def _change(self, work: Callable[[Project], object]) -> None:
        project = self._project
        if project is None:
            return
        try:
            work(project)
        except MendableError as error:
            tell(self.dialog or self._window, "Nothing was changed", str(error))
        self._refresh()

    def choose_export(self, model: StoredModel) -> None:
        project = self._project
        if project is None:
            return
        start = project.path.with_name(f"{project.path.stem} {model.layer}{SUFFIX}")
        dialog = QFileDialog(self.dialog or self._window, "Export the model", str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.fileSelected.connect(lambda name: self.export(model, Path(name)))
        dialog.open()

    def export(self, model: StoredModel, path: Path) -> None:
        self._change(lambda project: export_model(project, model, path))

    def choose_import(self) -> None:
        dialog = QFileDialog(self.dialog or self._window, "Import a model")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"Annotator models (*{SUFFIX})", "All files (*)"])
        dialog.fileSelected.connect(lambda name: self.import_(Path(name)))
        dialog.open()

    def import_(self, path: Path) -> None:
        """Take in a model, unused as yet, and show its layer."""

        def take(project: Project) -> None:
            model = import_model(project, path)
            if self.dialog is not None:
                self.dialog.layer = model.layer
            # Whether it is any good here, the finished articles tell.
            self._jobs.start("Measuring the model", measure(project, model), self._on_measured)

        self._change(take)

    def _on_measured(self, found: Findings | None) -> None:
        self._refresh()
        if found is None:
            self._session.told.emit(
                "The model came in. Too few articles that it has not learnt from are finished to "
                "measure it."
            )
