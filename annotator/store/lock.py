"""The writer's lock: one program at a time changes a project file, and others learn who it is."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO


class WriterLock:
    """An operating-system lock on a file beside the project, which dies with its process.

    The file's text says who holds it. It stays behind, empty, since deleting a lock file races
    with whoever opens it next.
    """

    def __init__(self, project: Path) -> None:
        self._path = project.with_name(project.name + ".lock")
        self._file: IO[str] | None = None

    def acquire(self) -> bool:
        """Take the lock; ``False`` where another program has it. Raises ``OSError`` otherwise."""
        file = self._path.open("a+", encoding="utf-8")
        try:
            _lock(file)
        except (BlockingIOError, PermissionError):
            file.close()
            return False
        file.seek(0)
        file.truncate()
        json.dump({"user": _user(), "host": socket.gethostname(), "since": _now()}, file)
        file.flush()
        self._file = file
        return True

    def release(self) -> None:
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None

    def holder(self) -> str:
        """Say who has the lock, as far as the file tells."""
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            return f"{told['user']} on {told['host']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another program"


def _user() -> str:
    with suppress(KeyError, OSError, ImportError):
        return getpass.getuser()
    return str(os.getpid())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        # A byte far behind the text, since a locked byte cannot be read by others on Windows.
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
