"""What can be wrong with a project file, as sentences for the person who opened it."""

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
