"""What the editor does to bring articles in: settle what their labels are called here, paste."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.domain.scheme import Replaced
from annotator.formats.protocol import AnnotatedArticle
from annotator.formats.table_columns import TableColumns
from annotator.store import back_up_if_changed
from annotator.ui.dialogs.column_mapping import ColumnMappingDialog
from annotator.ui.dialogs.import_report import ImportReportDialog
from annotator.ui.dialogs.label_mapping import LabelMappingDialog
from annotator.ui.dialogs.paste import PasteDialog
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.workspace.importing import ImportReport, Outcome, import_paths, import_record
from annotator.workspace.jobs import in_thread
from annotator.workspace.label_map import LabelMap, remembered_labels
from annotator.workspace.pasting import Copied, PastedReading, readings_of
from annotator.workspace.surveying import ForeignLabel, SeenTable, Survey, surveyed
from annotator.workspace.table_choices import choosing, remember_columns
from annotator.workspace.workspace import Workspace


class ImportController(QObject):
    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        detect: Callable[[list[str]], object],
        window: QWidget,
    ) -> None:
        """``detect`` is called with the ids of the articles that came in new."""
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._detect = detect
        self._window = window
        self._report: ImportReport | None = None
        session.project_opened.connect(self._forget)

    def _forget(self) -> None:
        self._report = None

    def start(self, workspace: Workspace, paths: Sequence[Path]) -> None:
        """Look at the files, settle what their columns and labels are called here, then import."""
        labels = LabelMap(workspace.scheme, remembered_labels(workspace.project))
        self._jobs.start(
            "Looking at the files",
            surveyed(paths, labels, choosing(workspace.project)),
            partial(self._on_surveyed, workspace, paths, labels),
        )

    def _on_surveyed(
        self, workspace: Workspace, paths: Sequence[Path], labels: LabelMap, survey: Survey
    ) -> None:
        unclear = [table for table in survey.tables if not table.is_clear]
        then = partial(self._ask_labels, workspace, paths, labels, survey.labels)
        self._ask_columns(workspace, unclear, then)

    def _ask_columns(
        self, workspace: Workspace, tables: Sequence[SeenTable], then: Callable[[], None]
    ) -> None:
        """Ask about one table after the other what its columns hold."""
        if not tables:
            then()
            return
        table, *further = tables

        def settle(columns: TableColumns) -> None:
            if workspace is self._session.workspace:
                remember_columns(workspace.project, {table.headings: columns})
                self._ask_columns(workspace, further, then)

        dialog = ColumnMappingDialog(table, self._window)
        dialog.chosen.connect(settle)
        dialog.rejected.connect(self._on_given_up)
        dialog.open()

    def _ask_labels(
        self,
        workspace: Workspace,
        paths: Sequence[Path],
        labels: LabelMap,
        found: Sequence[ForeignLabel],
    ) -> None:
        if not found:
            self._import(workspace, paths, {})
            return
        dialog = LabelMappingDialog(found, labels, workspace.scheme, self._window)
        dialog.chosen.connect(partial(self._import, workspace, paths))
        dialog.rejected.connect(self._on_given_up)
        dialog.open()

    def _on_given_up(self) -> None:
        self._session.told.emit("Nothing was imported.")

    def _import(self, workspace: Workspace, paths: Sequence[Path], told: Replaced) -> None:
        if workspace is not self._session.workspace:
            return
        if len(paths) > 1 or any(path.is_dir() for path in paths):
            self._back_up_first(workspace)
        job = import_paths(workspace.project, paths, workspace.annotator, labels=told)
        self._jobs.start("Importing", job, self.on_imported)

    def _back_up_first(self, workspace: Workspace) -> None:
        """Make a backup before work in bulk."""
        path = workspace.project.path
        if not workspace.project.is_read_only:
            self._jobs.start(
                "Making a backup", in_thread(lambda: back_up_if_changed(path)), lambda _backup: None
            )

    def take_copied(self, workspace: Workspace, copied: Copied) -> None:
        """Read what was copied, and ask before it becomes an article, which is there to stay."""
        self._jobs.start(
            "Reading what was copied",
            in_thread(lambda: readings_of(copied)),
            partial(self._on_read, workspace),
        )

    def _on_read(self, workspace: Workspace, readings: list[PastedReading]) -> None:
        dialog = PasteDialog(readings, workspace.scheme, workspace.queries.sources(), self._window)
        dialog.chosen.connect(partial(self._import_record, workspace))
        dialog.open()

    def _import_record(self, workspace: Workspace, record: AnnotatedArticle) -> None:
        if workspace is self._session.workspace:
            job = import_record(workspace.project, record, workspace.annotator)
            self._jobs.start("Importing", job, self.on_imported)

    def on_imported(self, report: ImportReport) -> None:
        self._report = report
        self._session.articles_changed.emit()
        self._session.told.emit(f"{report.summary}.")
        if report.count(Outcome.IMPORTED) < len(report.lines):
            self.show_report()
        self._detect(report.article_ids)

    def show_report(self) -> None:
        """Show what became of each record of the last import since the project was opened."""
        if self._report is None:
            self._session.told.emit("Nothing has been imported since the project was opened.")
            return
        dialog = ImportReportDialog(self._report, self._window)
        dialog.article_chosen.connect(self._go_to)
        dialog.open()

    def _go_to(self, article_id: str) -> None:
        self._session.open_article(article_id)
        self._session.place_wanted.emit(None)
