"""Writing a file or a folder whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import IO

from annotator.domain.errors import MendableError

_MARK = ".annotator-export"
"""Stands in each folder that an export made, so that no other folder is ever replaced."""


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Give a text file that takes the place of ``path`` when the block ends well.

    Where the block or the disk fails, ``path`` is as it was and no other file is left. Raises
    ``MendableError`` for what the disk refuses.
    """
    with replacing_bytes(path) as file:
        text = open(file.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115
        try:
            yield text
        finally:
            text.close()


@contextmanager
def replacing_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Give a binary file that takes the place of ``path``, as ``replacing`` does."""
    temporary: Path | None = None
    with _told(path):
        try:
            with NamedTemporaryFile(
                "wb", dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
            ) as file:
                temporary = Path(file.name)
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
            temporary = None
        finally:
            if temporary is not None:
                with suppress(OSError):
                    temporary.unlink()


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder that takes the place of ``path`` when the block ends well.

    Only an empty folder or an earlier export is replaced; anything else is refused with a
    ``MendableError``, so that nobody's files go. Where the block or the disk fails, ``path`` is
    as it was and no other folder is left.
    """
    if path.exists() and not _is_replaceable(path):
        raise MendableError(
            f"“{path}” is there already and holds other things than an export. "
            "Choose a new or an empty folder."
        )
    temporary: Path | None = None
    with _told(path):
        try:
            temporary = Path(mkdtemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part"))
            (temporary / _MARK).touch()
            yield temporary
            temporary.chmod(0o777 & ~_umask())
            _swap(temporary, path)
            temporary = None
        finally:
            if temporary is not None:
                shutil.rmtree(temporary, ignore_errors=True)


def _is_replaceable(path: Path) -> bool:
    return path.is_dir() and ((path / _MARK).exists() or not any(path.iterdir()))


def _swap(new: Path, path: Path) -> None:
    """Put the folder ``new`` where ``path`` is; a folder cannot be replaced in one go."""
    if not path.exists():
        new.replace(path)
        return
    old = new.with_suffix(".old")
    path.replace(old)
    try:
        new.replace(path)
    except OSError:
        old.replace(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MendableError(
            f"“{path}” could not be written: {error.strerror or error}. "
            "Free some space or choose another folder; what was there before is unchanged."
        ) from error


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
