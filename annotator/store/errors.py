"""What can be wrong with a project file, as sentences for the person who opened it."""

from pathlib import Path

from sqlalchemy.exc import DBAPIError

from annotator.domain.errors import MendableError


class ProjectError(MendableError):
    """The project file cannot be used as asked; the file is as it was."""


class ProjectMissingError(ProjectError):
    """There is no file at the path."""


class NotAProjectError(ProjectError):
    """The file is something else."""


class ProjectDamagedError(ProjectError):
    """The file was a project once, and parts of it cannot be read."""


class ProjectNewerError(ProjectError):
    """The file was written by a newer version of the program."""


class ProjectBusyError(ProjectError):
    """Another program holds the file just now."""


class BusyError(ProjectError):
    """Something that this program does to the project has to end first."""


class ReadOnlyError(ProjectError):
    """The project is open for reading only."""


class Interrupted(Exception):  # noqa: N818 (it is no fault)
    """A query was stopped by another thread."""


def write_error(error: DBAPIError, path: Path) -> Exception:
    """Return what a failed write means to the person; the error itself where that is not known."""
    words = str(error.orig)
    if "full" in words:
        return ProjectError("The disk is full. Free some space, then try again; nothing was lost.")
    if "locked" in words:
        return ProjectError(f"Another program is using “{path.name}”. Try again in a moment.")
    if "readonly" in words or "disk I/O" in words or "unable to open" in words:
        return ProjectError(
            f"“{path.name}” can no longer be written ({words}). Check the disk, then open it again."
        )
    return error
