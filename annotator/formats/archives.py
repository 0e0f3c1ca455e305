"""Reading zip archives from others: nothing outside the folder, nothing without end."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from annotator.formats.protocol import Refusal

_MOST_FILES = 200_000
_MOST_BYTES = 4 * 1024**3
_UNSUSPICIOUS_BYTES = 64 * 1024**2
_MOST_TIMES = 200
_PIECE = 1024 * 1024
_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError
)  # fmt: skip


class ArchiveError(Exception):
    """An archive that is not unpacked; says why in a plain sentence."""


def unpack(archive: Path, folder: Path) -> list[Refusal]:
    """Unpack ``archive`` into ``folder`` and return the members that were refused.

    Raises ``ArchiveError`` for what is no zip archive, or one that would fill the disk.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            return list(_unpacked(opened, archive, folder))
    except _BROKEN as error:
        raise ArchiveError(f"The archive cannot be unpacked ({error}).") from error


def member_of(opened: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return what a member of an archive holds, nothing where there is no such member.

    Raises ``ArchiveError`` where that is more than ``most`` bytes or cannot be unpacked.
    """
    try:
        with opened.open(name) as source:
            content = source.read(most + 1)
    except KeyError:
        return b""
    except _BROKEN as error:
        raise ArchiveError(f"The archive cannot be unpacked ({error}).") from error
    if len(content) > most:
        raise ArchiveError(f"It unpacks to more than {most / 1e6:,.0f} MB, which no article does.")
    return content


def _unpacked(opened: zipfile.ZipFile, archive: Path, folder: Path) -> Iterator[Refusal]:
    members = [one for one in opened.infolist() if not one.is_dir()]
    if len(members) > _MOST_FILES:
        raise ArchiveError(f"The archive holds more than {_MOST_FILES:,} files.")
    most = min(_MOST_BYTES, max(_UNSUSPICIOUS_BYTES, _MOST_TIMES * archive.stat().st_size))
    written = 0
    for member in members:
        where = f"{archive}/{member.filename}"
        if not _is_inside(member):
            yield Refusal(where, "The archive would put this file outside its folder.")
            continue
        path = folder / member.filename
        path.parent.mkdir(parents=True, exist_ok=True)
        with opened.open(member) as source, path.open("wb") as target:
            # What the archive says of its sizes may be a lie, so that the bytes are counted.
            while piece := source.read(_PIECE):
                written += len(piece)
                if written > most:
                    raise ArchiveError(
                        f"The archive unpacks to more than {most / 1e6:,.0f} MB, "
                        "which no articles do. Unpack it yourself if you trust it."
                    )
                target.write(piece)


def _is_inside(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return not (path.is_absolute() or ".." in path.parts or ":" in member.filename or is_link)
