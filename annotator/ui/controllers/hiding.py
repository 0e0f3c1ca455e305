"""Hiding the suggestions that the detectors are unsure of, and showing them for the moment."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from annotator.domain.annotation import State
from annotator.domain.annotation_set import Owner
from annotator.domain.suggestions import LAYERS_WITH_THRESHOLD, Thresholds
from annotator.store import Queries
from annotator.ui.dialogs.thresholds import Counts, ThresholdsDialog
from annotator.ui.query_thread import QueryThread
from annotator.ui.session import Session
from annotator.ui.settings import Settings


class HidingController(QObject):
    """Thresholds are kept in the user's settings, by project.

    They change what one person looks at and nothing in the project: so they work on one that is
    open for reading only, and do not come along when work is handed out or brought back.
    """

    def __init__(
        self, session: Session, settings: Settings, shows_hidden: QAction, window: QWidget
    ) -> None:
        """``shows_hidden`` is the action that is checked while hidden suggestions are shown."""
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._shows_hidden = shows_hidden
        self._window = window
        self._counting = QueryThread(self)
        session.project_opened.connect(self._on_project_opened)
        session.hiding_changed.connect(self._on_hiding_changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"thresholds": self.choose, "show_hidden": self.toggle}

    def _on_project_opened(self) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            kept = self._settings.thresholds(workspace.queries.project_id())
            self._session.set_thresholds(kept)

    def choose(self) -> None:
        """Choose thresholds; what they would hide is counted meanwhile."""
        session = self._session
        workspace, annotations = session.workspace, session.annotations
        if workspace is None or annotations is None:
            session.told.emit("Open an article first.")
            return
        here: Counts = {
            layer: sorted(
                (one.origin.confidence, 1)
                for one in annotations.of_layer(layer)
                if one.state is State.SUGGESTED
            )
            for layer in LAYERS_WITH_THRESHOLD
        }
        dialog = ThresholdsDialog(session.thresholds, here, session.layer, self._window)
        self._counting.found.connect(dialog.show_project)
        dialog.finished.connect(self._counting.stop)
        dialog.chosen.connect(self._on_chosen)
        self._counting.start(workspace, partial(_counted, workspace.owner))
        dialog.open()

    def _on_chosen(self, thresholds: Thresholds) -> None:
        session = self._session
        if session.workspace is not None:
            project_id = session.workspace.queries.project_id()
            self._settings.set_thresholds(project_id, thresholds)
            session.show_hidden(False)
            session.set_thresholds(thresholds)
            hidden = session.hidden_count()
            session.told.emit(
                f"{hidden:,} hidden in this article. H shows them."
                if hidden
                else "Nothing is hidden in this article."
            )

    def toggle(self) -> None:
        """Show what is hidden, until the next article or the same key hides it again."""
        session = self._session
        if session.is_showing_hidden:
            session.show_hidden(False)
            session.told.emit(f"{session.hidden_count():,} hidden again.")
        elif hidden := session.hidden_count():
            session.show_hidden(True)
            session.told.emit(f"{hidden:,} shown for the moment. H hides them again.")
        else:
            session.told.emit("Nothing is hidden in this article. Shift+H sets thresholds.")
            self._on_hiding_changed()

    def _on_hiding_changed(self) -> None:
        self._shows_hidden.setChecked(self._session.is_showing_hidden)


def _counted(owner: Owner, queries: Queries) -> Counts:
    return {layer: queries.confidences(owner, layer) for layer in LAYERS_WITH_THRESHOLD}
