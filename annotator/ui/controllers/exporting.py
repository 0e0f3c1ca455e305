"""What the editor does to take annotations out: choose, check what is lost, export."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.domain.annotation_set import Owner
from annotator.formats.losses import Example, LossReport
from annotator.formats.protocol import Format, Writes, load_formats
from annotator.ui.dialogs.export import ExportDialog
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.workspace.exporting import Exported, check, export


class ExportController(QObject):
    def __init__(self, session: Session, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._window = window
        self._dialog: ExportDialog | None = None

    def choose(self) -> None:
        workspace = self._session.workspace
        owners = workspace.queries.owners() if workspace else []
        if workspace is None or not owners:
            self._session.told.emit("There is nothing to export yet. Import articles first.")
            return
        formats = [one for one in load_formats() if isinstance(one, Writes)]
        own = [one for one in owners if one == workspace.owner]
        others = [one for one in owners if one != workspace.owner]
        folder = workspace.project.path.parent
        dialog = ExportDialog(workspace.queries, own + others, formats, folder, self._window)
        dialog.chosen.connect(self._export)
        dialog.check_wanted.connect(self._check)
        dialog.example_chosen.connect(self._go_to)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.choose_first()
        dialog.open()

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _check(self, owner: Owner, form: Format) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            job = check(workspace.project, owner, form)
            self._jobs.start(
                f"Checking {form.title}", job, lambda report: self._on_checked(owner, form, report)
            )

    def _on_checked(self, owner: Owner, form: Format, report: LossReport) -> None:
        if self._dialog is not None:
            self._dialog.show_report(owner, form, report)

    def _go_to(self, example: Example) -> None:
        """Open the article at the example: its annotation where it is one's own, else its words."""
        session = self._session
        session.open_article(example.article_id)
        layer = session.index.layer_of(example.annotation_id)
        session.place_wanted.emit(example.span if layer is None else None)
        if layer is not None:
            session.switch_layer(layer)
            session.focus(example.annotation_id)

    def _export(self, owner: Owner, form: Format, path: Path) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            job = export(workspace.project, owner, form, path)
            self._jobs.start("Exporting", job, lambda done: self._on_exported(done, path))

    def _on_exported(self, exported: Exported, path: Path) -> None:
        beside = exported.report_path
        losses = f" What was lost is listed in {beside.name}." if beside else ""
        self._session.told.emit(f"{exported.count:,} articles written to {path}.{losses}")
