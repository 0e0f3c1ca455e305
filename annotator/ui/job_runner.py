"""Running jobs in the window: a little at a time between events, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar, cast

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import MendableError
from annotator.workspace.jobs import Job

T = TypeVar("T")
_SLICE_SECONDS = 0.012
_MOMENT_SECONDS = 0.1


@dataclass(slots=True)
class _Waiting:
    title: str
    job: Job[object]
    on_done: Callable[[object], object]


class JobRunner(QObject):
    """``progressed`` carries title, done, total; an empty title says that nothing runs."""

    progressed = Signal(str, int, int)
    failed = Signal(str)
    cancelled = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: list[_Waiting] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._advance)

    @property
    def is_running(self) -> bool:
        return bool(self._queue)

    def start(self, title: str, job: Job[T], on_done: Callable[[T], object]) -> None:
        """Run ``job`` after those that wait already; ``on_done`` gets its result."""
        self._queue.append(_Waiting(title, job, cast("Callable[[object], object]", on_done)))
        self._timer.start(0)

    def start_first(self, title: str, job: Job[None]) -> None:
        """Run ``job`` before all others: at once for a moment, and on between events if it is long.

        Most such jobs are done when this returns.
        """
        self._queue.insert(0, _Waiting(title, job, lambda _result: None))
        self._timer.start(0)
        self._advance(_MOMENT_SECONDS)

    def cancel(self) -> None:
        """Cancel the running job; what it has stored stays."""
        if self._queue:
            running = self._queue.pop(0)
            running.job.close()
            self.cancelled.emit(running.title)
            self._say_idle()

    def drop(self, job: Job[T]) -> None:
        """Cancel ``job``, whether it runs or waits; nothing happens where it is done."""
        dropped = [waiting for waiting in self._queue if waiting.job is job]
        for waiting in dropped:
            self._queue.remove(waiting)
            waiting.job.close()
            self._say_idle()

    def cancel_all(self) -> None:
        while self._queue:
            self.cancel()

    def _advance(self, seconds: float = _SLICE_SECONDS) -> None:
        if not self._queue:
            self._timer.stop()
            return
        running = self._queue[0]
        until = perf_counter() + seconds
        try:
            # At least one turn: the machine may have been away for all of the slice.
            advance = next(running.job)
            while perf_counter() < until:
                advance = next(running.job)
            self.progressed.emit(running.title, advance.done, advance.total)
        except StopIteration as stop:
            self._queue.pop(0)
            self._say_idle()
            running.on_done(stop.value)
        except MendableError as error:
            self._queue.pop(0)
            self._say_idle()
            self.failed.emit(str(error))
        except BaseException:
            self._queue.pop(0)
            self._say_idle()
            raise

    def _say_idle(self) -> None:
        if not self._queue:
            self._timer.stop()
            self.progressed.emit("", 0, 0)
