"""Rotating backups in a folder beside the project file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from annotator.store import sqlite
from annotator.store.errors import ProjectError

_KEPT = 10
_NAME = "%Y-%m-%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; ``made`` is UTC."""

    path: Path
    made: datetime


def backups_of(project: Path) -> list[Backup]:
    """Return the backups that there are, newest first."""
    found = []
    for path in _folder(project).glob("*" + project.suffix):
        try:
            made = datetime.strptime(path.stem, _NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        found.append(Backup(path, made))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def back_up(project: Path) -> Backup:
    """Make a backup now and delete the oldest beyond ten.

    May run in any thread, while the project is open and being written to.
    """
    made = datetime.now(UTC)
    target = _folder(project) / (made.strftime(_NAME) + project.suffix)
    try:
        target.parent.mkdir(exist_ok=True)
        sqlite.copy(project, target)
    except OSError as error:
        raise ProjectError(
            f"No backup could be made in “{target.parent}”: {error.strerror}. "
            "Free some space or check the folder’s permissions."
        ) from error
    for old in backups_of(project)[_KEPT:]:
        old.path.unlink(missing_ok=True)
    return Backup(target, made)


def back_up_if_changed(project: Path) -> Backup | None:
    """Make a backup if the project was written to since the newest one."""
    newest = next(iter(backups_of(project)), None)
    if newest is not None and newest.path.stat().st_mtime >= project.stat().st_mtime:
        return None
    return back_up(project)


def restore(project: Path, backup: Backup) -> Backup | None:
    """Put a backup in the project's place and return the backup made of what was there.

    The project must not be open. Where the present file is too damaged to be backed up, it is
    kept beside the project under another name, and ``None`` is returned.
    """
    try:
        present = back_up(project)
    except Exception:  # noqa: BLE001 (whatever is wrong with it: the file itself is kept)
        project.replace(project.with_name(f"{project.stem} (damaged){project.suffix}"))
        present = None
    project.with_name(project.name + "-journal").unlink(missing_ok=True)
    sqlite.copy(backup.path, project)
    return present


def _folder(project: Path) -> Path:
    return project.with_name(project.name + ".backups")
