"""Reading files that may be anybody's: never more than an article may have, never an exception."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.formats.protocol import Refusal

MOST_BYTES = 32 * 1024 * 1024
"""The largest file that is taken for an article; a larger one is refused unread."""


def read_bytes(path: Path, most: int = MOST_BYTES) -> bytes | Refusal:
    """Return a file's bytes, or why they cannot be read."""
    try:
        size = path.stat().st_size
        if size > most:
            return Refusal(str(path), too_large(size, most))
        return path.read_bytes()
    except OSError as error:
        return Refusal(str(path), f"The file cannot be read: {error.strerror}.")


def too_large(size: int, most: int = MOST_BYTES) -> str:
    return (
        f"The file has {size / 1e6:.0f} MB; an article may have {most / 1e6:.0f}. "
        "Split it into its articles."
    )


def text_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file without their ends; may raise ``OSError`` and such."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in file:
            yield line.rstrip("\r\n")
