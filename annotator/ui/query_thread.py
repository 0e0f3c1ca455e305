"""Asking a project in a thread, so that typing never waits; a newer query stops an older one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from annotator.store import Queries
from annotator.workspace.threaded_query import ThreadedQuery
from annotator.workspace.workspace import Workspace


class QueryThread(QObject):
    """``found`` carries what the newest query found."""

    found = Signal(object)
    _finished = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1)
        self._newest: ThreadedQuery[object] | None = None
        self._finished.connect(self._on_finished)

    def start(self, workspace: Workspace, read: Callable[[Queries], object]) -> None:
        self.stop()
        query = self._newest = ThreadedQuery(workspace.project, read)
        running = self._thread.submit(query.answer)
        running.add_done_callback(lambda done: self._tell(query, done))

    def stop(self) -> None:
        """Give up the running query."""
        if self._newest is not None:
            self._newest.stop()
            self._newest = None

    def _tell(self, query: ThreadedQuery[object], done: Future[object]) -> None:
        # Called in the thread; the signal brings the answer to the main one.
        self._finished.emit(query, done.result())

    def _on_finished(self, query: ThreadedQuery[object], found: object) -> None:
        if query is self._newest and found is not None:
            self._newest = None
            self.found.emit(found)
