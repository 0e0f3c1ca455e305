"""Searching articles in a thread, so that typing never waits; a newer search stops an older one."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from annotator.store import ArticleFilter
from annotator.workspace.searching import Search, search_articles
from annotator.workspace.workspace import Workspace


class QueueSearch(QObject):
    """``found`` carries the ids that the newest search found."""

    found = Signal(object)
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1)
        self._newest: Search | None = None
        self._finished.connect(self._on_finished)

    def start(self, workspace: Workspace, wanted: ArticleFilter) -> None:
        self.stop()
        search = self._newest = Search(workspace.project, workspace.owner, wanted)
        running = self._thread.submit(search_articles, search)
        running.add_done_callback(lambda done: self._tell(search, done))

    def stop(self) -> None:
        """Give up the running search."""
        if self._newest is not None:
            self._newest.stop()
            self._newest = None

    def _tell(self, search: Search, done: Future[list[str] | None]) -> None:
        # Called in the thread; the signal brings the result to the main one.
        self._finished.emit(search, done.result())

    def _on_finished(self, search: Search, ids: list[str] | None) -> None:
        if search is self._newest and ids is not None:
            self._newest = None
            self.found.emit(ids)
