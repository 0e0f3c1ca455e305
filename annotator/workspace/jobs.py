"""Long work: a job is a generator that stores a little, says how far it is, and goes on.

The project is written by one thread, the main one. So the window advances a job between events and
stays responsive, and the command line runs it in a loop; whatever is slow (reading, detecting)
happens in workers that hand values back. Closing the generator cancels the job; what it stored
until then is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
_PATIENCE = 0.01


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a job is; ``total`` is 0 where that is not known yet."""

    done: int
    total: int


Job = Generator[Advance, None, T]
"""Long work with a result of type ``T``; no step of it takes longer than about 20 ms."""


def finished(job: Job[T], report: Callable[[Advance], None]) -> T:
    """Run a job to its end and return its result; an exception from ``report`` cancels it."""
    try:
        while True:
            report(next(job))
    except StopIteration as stop:
        result: T = stop.value
        return result
    finally:
        job.close()


class CancelledError(Exception):
    """Raised in a job's thread when the job was cancelled from another."""


Report = Callable[[int, int], None]
"""Takes how much is done, and of how much; raises to cancel."""


class Watch:
    """What work in a thread says of how far it is, and whether it should stop."""

    def __init__(self) -> None:
        self.advance = Advance(0, 0)
        self.is_cancelled = False

    def report(self, done: int, total: int) -> None:
        """Say how far the work is; raise ``CancelledError`` where it should stop."""
        self.advance = Advance(done, total)
        self.check()

    def check(self) -> None:
        """Raise ``CancelledError`` where the work should stop."""
        if self.is_cancelled:
            raise CancelledError


def watched(work: Callable[[Watch], T]) -> Job[T]:
    """Run ``work``, which reports often, in a thread of its own; closing the job stops it.

    Cancelling waits until ``work`` has ended, so that it has cleaned up by then.
    """
    watch = Watch()
    with ThreadPoolExecutor(1) as thread:
        try:
            running = thread.submit(work, watch)
            while not running.done():
                wait([running], timeout=_PATIENCE)
                yield watch.advance
        except BaseException:  # the job is closed, or Ctrl+C came while it waited
            watch.is_cancelled = True
            raise
    return running.result()


def in_thread(work: Callable[[], T]) -> Job[T]:
    """Run ``work``, which touches nothing that others use, in a thread of its own."""
    return watched(lambda _watch: work())
