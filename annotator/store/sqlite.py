"""What only SQLite has: the file's header, pragmas, locking, copying and checking a live file.

Everything else in ``store`` is SQL that PostgreSQL would run as well (``search`` excepted).
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

from annotator.store.errors import (
    NotAProjectError,
    ProjectBusyError,
    ProjectDamagedError,
    ProjectMissingError,
)

APPLICATION_ID = 0x414E4E54
"""“ANNT”: marks a SQLite file as a project, for ``file(1)`` and for us."""
_MAGIC = b"SQLite format 3\0"
_BUSY_SECONDS = 3.0
_MOST_PARAMETERS = 500
T = TypeVar("T")


def read_version(path: Path) -> int:
    """Return the project version from the file's header, without opening it as a database.

    Raises ``ProjectMissingError``, ``NotAProjectError`` or ``ProjectDamagedError``. Reading the
    header ourselves (https://www.sqlite.org/fileformat2.html) leaves a foreign file untouched.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise ProjectMissingError(
            f"There is no file “{path.name}” in “{path.parent}”. Was it moved or renamed?"
        ) from None
    except OSError as error:
        raise ProjectMissingError(
            f"“{path}” cannot be read: {error.strerror}. Check its permissions."
        ) from error
    if not header.startswith(_MAGIC[: len(header) or 1]) or len(header) < 100:
        if header.startswith(_MAGIC):
            raise ProjectDamagedError(damaged(path))
        raise NotAProjectError(f"“{path.name}” is not an Annotator project. Choose an .annot file.")
    if int.from_bytes(header[68:72]) != APPLICATION_ID:
        raise NotAProjectError(
            f"“{path.name}” is a database of another program, not an Annotator project."
        )
    if _is_truncated(path, header):
        raise ProjectDamagedError(damaged(path))
    return int.from_bytes(header[60:64])


def _is_truncated(path: Path, header: bytes) -> bool:
    page_size = int.from_bytes(header[16:18])
    pages = int.from_bytes(header[28:32])
    has_journal = path.with_name(path.name + "-journal").exists()
    return not has_journal and path.stat().st_size < pages * (
        65536 if page_size == 1 else page_size
    )


def damaged(path: Path) -> str:
    """Say that a file was a project once, and what to do."""
    return (
        f"“{path.name}” is damaged and cannot be opened. "
        "Restore a backup from the folder beside it, or copy the file again from where it came."
    )


def connect(path: Path, *, read_only: bool) -> Connection:
    """Open the file in autocommit mode; use ``begin`` and ``commit`` for transactions."""
    mode = "ro" if read_only else "rw"
    engine = _engine(f"{path.absolute().as_uri()}?mode={mode}")
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        # A file from somebody else may hold triggers and views: they get to call nothing.
        connection.exec_driver_sql("PRAGMA trusted_schema = OFF")
        if not read_only:
            # The one file stays complete for whoever copies it; with WAL it would not.
            connection.exec_driver_sql("PRAGMA journal_mode = DELETE")
            connection.exec_driver_sql("PRAGMA synchronous = FULL")
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except Exception as error:
        connection.close()
        raise _explained(error, path) from error
    return connection


def _engine(uri: str) -> Engine:
    def open_file() -> sqlite3.Connection:
        return sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False)

    return create_engine("sqlite://", creator=open_file, poolclass=NullPool)


def _explained(error: Exception, path: Path) -> Exception:
    """Turn a driver's error into a sentence, where it is one that the user can mend."""
    words = str(error)
    if "locked" in words:
        return ProjectBusyError(
            f"Another program is using “{path.name}” just now. Close it there, then try again."
        )
    if isinstance(getattr(error, "orig", error), sqlite3.DatabaseError):
        return ProjectDamagedError(damaged(path))
    return error


def begin(connection: Connection) -> None:
    """Begin a writing transaction at once, so that a second writer is refused here, not later."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def defer_keys(connection: Connection) -> None:
    """Let the running transaction refer to rows that come later; checked when it commits."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def commit(connection: Connection) -> None:
    connection.exec_driver_sql("COMMIT")


def roll_back(connection: Connection) -> None:
    # SQLite itself rolls back on a full disk, and then says that no transaction is active.
    if driver(connection).in_transaction:
        connection.exec_driver_sql("ROLLBACK")


def driver(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def mark(connection: Connection, version: int) -> None:
    """Write the project's version into the file, inside the running transaction."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def copy(source: Path, target: Path) -> None:
    """Copy a project, open or not, whole and at one moment; ``target`` appears when it is done."""
    temporary = target.with_name(target.name + ".part")
    temporary.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as original,
            closing(sqlite3.connect(temporary)) as duplicate,
        ):
            original.backup(duplicate)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def integrity_findings(path: Path, *, quick: bool) -> list[str]:
    """Return what SQLite finds wrong with the file; empty where it is sound.

    May run in any thread: it has a connection of its own. Quick leaves out the indexes.
    """
    pragma = "quick_check" if quick else "integrity_check"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as own:
            rows = [row[0] for row in own.execute(f"PRAGMA {pragma}")]
            keys = [] if quick else own.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [row for row in rows if row != "ok"] + [
        f"a row of {key[0]} points nowhere" for key in keys
    ]


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield ``values`` in runs short enough for one statement's parameters."""
    for begin in range(0, len(values), _MOST_PARAMETERS):
        yield values[begin : begin + _MOST_PARAMETERS]
