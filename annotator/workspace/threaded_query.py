"""Asking a project something away from the main thread, so that nobody waits for the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from annotator.store import Interrupted, Project, Queries

T = TypeVar("T")


class ThreadedQuery(Generic[T]):
    """One question to a project; ``stop`` may be called from any thread."""

    def __init__(self, project: Project, read: Callable[[Queries], T]) -> None:
        self._project = project
        self._read = read
        self._is_stopped = False
        self._interrupt: Callable[[], None] = lambda: None

    def stop(self) -> None:
        self._is_stopped = True
        self._interrupt()

    def answer(self) -> T | None:
        """Return what ``read`` finds, or ``None`` where the query was stopped.

        Runs in any thread, with a connection of its own.
        """
        if self._is_stopped:
            return None
        try:
            with self._project.reader() as (queries, interrupt):
                self._interrupt = interrupt
                found = self._read(queries)
        except Interrupted:
            return None
        finally:
            self._interrupt = lambda: None
        return None if self._is_stopped else found
