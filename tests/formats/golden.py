"""The golden files of all formats: ``python -m tests.formats.golden`` writes them anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.formats.protocol import Format, Writes, load_formats
from tests.formats.round_trips import GOLDEN, golden_record

NAME = "harbour"


def golden_formats() -> Iterator[Format]:
    """Yield the formats that are written; but for JSON Lines, whose golden file all start from."""
    yield from (one for one in load_formats() if isinstance(one, Writes) and one.name != "jsonl")


def golden_folder(form: Format) -> Path:
    return GOLDEN / form.name


def write_golden(form: Format, folder: Path) -> Path:
    """Write the golden article in ``folder``, and return where."""
    assert isinstance(form, Writes)
    path = folder / (NAME if form.is_folder else f"{NAME}{form.suffixes[0]}")
    form.write([golden_record()], path)
    return path


def files_of(path: Path) -> dict[str, bytes]:
    """Return the files at ``path``, a file or a folder, by name."""
    files = path.rglob("*") if path.is_dir() else [path]
    return {
        str(one.relative_to(path.parent)): one.read_bytes()
        for one in files
        if one.is_file() and not one.name.startswith(".")
    }


def _write_all() -> None:
    for form in golden_formats():
        with TemporaryDirectory() as name:
            files = files_of(write_golden(form, Path(name)))
        shutil.rmtree(golden_folder(form), ignore_errors=True)
        for file, content in files.items():
            path = golden_folder(form) / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    _write_all()
