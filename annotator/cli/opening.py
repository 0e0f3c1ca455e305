"""Opening a project for a command, and who the command works for."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.store import Project, ReadOnlyError


@contextmanager
def project_at(path: Path, *, read_only: bool = False) -> Iterator[Project]:
    """Open a project and close it again; raise ``ReadOnlyError`` where it has to be writable."""
    project = Project.open(path, read_only=read_only)
    try:
        if project.is_read_only and not read_only:
            by = f" {project.writer} has it open." if project.writer else " It is write-protected."
            raise ReadOnlyError(f"“{path}” cannot be changed just now:{by}")
        yield project
    finally:
        project.close()


def user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "command line"
