"""Numbered migrations: each brings a project file from one version to the next."""

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Connection

from annotator.store import backups, search, sqlite, tables
from annotator.store.errors import ReadOnlyError

Migration = Callable[[Connection], None]


def _create_tables(connection: Connection) -> None:
    tables.metadata.create_all(connection)
    search.create_index(connection)


MIGRATIONS: tuple[Migration, ...] = (_create_tables,)
"""``MIGRATIONS[n]`` brings version ``n`` to ``n + 1``; never change one that was released."""


def migrate(connection: Connection, version: int, migrations: Sequence[Migration]) -> None:
    """Run the migrations that a file of ``version`` lacks, each whole or not at all."""
    for number in range(version, len(migrations)):
        sqlite.begin(connection)
        try:
            migrations[number](connection)
            sqlite.mark(connection, number + 1)
        except BaseException:
            sqlite.roll_back(connection)
            raise
        sqlite.commit(connection)


def bring_up(
    path: Path,
    connection: Connection,
    version: int,
    migrations: Sequence[Migration],
    *,
    may_write: bool,
) -> None:
    """Carry out the migrations from ``version`` on, each after a backup."""
    if not may_write:
        raise ReadOnlyError(
            f"“{path.name}” is of an older version and has to be changed to be opened, "
            "but it cannot be written. Copy it to a folder of your own and open the copy."
        )
    for number in range(version, len(migrations)):
        backups.back_up(path)
        migrate(connection, number, migrations[: number + 1])
