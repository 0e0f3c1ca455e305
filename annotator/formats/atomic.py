"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from annotator.domain.errors import MendableError


@contextmanager
def replacing(path: Path) -> Iterator[IO[str]]:
    """Give a text file that takes the place of ``path`` when the block ends well.

    Where the block or the disk fails, ``path`` is as it was and no other file is left. Raises
    ``MendableError`` for what the disk refuses.
    """
    temporary: Path | None = None
    try:
        with NamedTemporaryFile(
            "w",
            dir=path.parent,
            prefix=f".{path.name}.",
            suffix=".part",
            delete=False,
            encoding="utf-8",
            newline="\n",
        ) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
        temporary = None
    except OSError as error:
        raise MendableError(
            f"“{path}” could not be written: {error.strerror or error}. "
            "Free some space or choose another folder; what was there before is unchanged."
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
