"""Changing the labels of the project."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.domain.errors import MendableError
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.commands import ChangeLabels
from annotator.workspace.handing_out import refuse_in_package
from annotator.workspace.scheme_draft import SchemeDraft
from annotator.workspace.workspace import Workspace


class LabelsController(QObject):
    def __init__(self, session: Session, jobs: JobRunner, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._jobs, self._theme, self._window = session, jobs, theme, window

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"labels": self.show}

    def show(self) -> None:
        """Open the dialog; a package takes its labels from the project it is of."""
        from annotator.ui.dialogs.labels import LabelsDialog

        session = self._session
        workspace = session.workspace
        if workspace is None:
            return
        try:
            refuse_in_package(workspace.project, "Labels")
        except MendableError as error:
            session.told.emit(str(error))
            return
        draft = SchemeDraft(workspace.scheme, workspace.queries.label_counts())
        dialog = LabelsDialog(draft, session.layer, self._theme, self._window)
        dialog.accepted.connect(lambda: self._change(workspace, draft))
        dialog.open()

    def _change(self, workspace: Workspace, draft: SchemeDraft) -> None:
        self._session.leaving.emit()
        command = ChangeLabels(draft.labels, draft.replaced)
        job = workspace.do_in_parts(command, self._session)
        told = f"Labels changed. {draft.summary}"
        self._jobs.start("Changing labels", job, lambda _step: self._session.told.emit(told))
