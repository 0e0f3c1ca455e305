"""Work in a process of its own, as a job: it tells how far it is, and cancelling ends it.

No worker outlives the program that started it.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import Concatenate, ParamSpec, TypeVar

from annotator.domain.errors import MendableError
from annotator.workspace.jobs import Advance, Job, Report

T = TypeVar("T")
P = ParamSpec("P")
_PATIENCE = 0.01


class ProcessFailedError(Exception):
    """The process failed: the text is its traceback, or says that it was ended from outside."""


def in_process(
    work: Callable[Concatenate[Report, P], T], *arguments: P.args, **named: P.kwargs
) -> Job[T]:
    """Run ``work`` in a new process; it takes a report first, and frozen values.

    Closing the job ends the process at once, whatever it is doing.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, arguments, named), daemon=True)
    process.start()
    theirs.close()
    advance = Advance(0, 0)
    try:
        while True:
            while not ours.poll(_PATIENCE):
                yield advance
            try:
                told = ours.recv()
            except EOFError as error:
                raise ProcessFailedError("the process was ended from outside") from error
            if isinstance(told, Advance):
                advance = told
            elif isinstance(told, _Fault):
                raise told.error or ProcessFailedError(told.text)
            else:
                result: T = told.value
                return result
    finally:
        process.terminate()
        process.join()
        ours.close()


def end_with_parent() -> None:
    """Let this worker end when the process that started it ends, even if that was killed.

    A worker that waits for work holds both ends of what it waits on, and one that computes does not
    look: neither would notice.
    """
    Thread(target=_watch_parent, name="end with parent", daemon=True).start()


def _watch_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        # There is nobody left to tell, and nothing of a worker's to put in order.
        os._exit(1)


class _Done:
    def __init__(self, value: object) -> None:
        self.value = value


class _Fault:
    def __init__(self, text: str, error: MendableError | None) -> None:
        self.text = text
        self.error = error


def _run(
    connection: Connection,
    work: Callable[..., object],
    arguments: tuple[object, ...],
    named: dict[str, object],
) -> None:
    end_with_parent()

    def report(done: int, total: int) -> None:
        connection.send(Advance(done, total))

    try:
        told: _Done | _Fault = _Done(work(report, *arguments, **named))
    except MendableError as error:
        told = _Fault(str(error), error)
    except Exception:  # noqa: BLE001 (told where the job runs)
        told = _Fault(traceback.format_exc(), None)
    connection.send(told)
    connection.close()
