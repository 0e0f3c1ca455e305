"""CSV and TSV tables: an article a row, with columns known by their names or as they are told.

``text``, ``body``, ``content`` or ``article`` is the text; ``title`` or ``headline`` stands before
it where it does not begin with it. Rows are read one at a time, so that a table may be of any size.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import IO

from annotator.formats.canonical import UnreadableError, decode
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import MOST_BYTES
from annotator.formats.table_columns import (
    Choose,
    Headings,
    Row,
    Table,
    TableColumns,
    TableError,
    distinct,
    read_opened,
)

_SAMPLE = 1024 * 1024
_LONGEST_LINE = 2 * MOST_BYTES
_WIDE = {BOM_UTF32_LE: "utf-32", BOM_UTF32_BE: "utf-32", BOM_UTF16_LE: "utf-16"}
_WIDE |= {BOM_UTF16_BE: "utf-16"}


class Columns:
    name = "columns"
    title = "Tables of articles (CSV, TSV)"
    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def read(
        self, path: Path, choose: Choose = TableColumns.guessed
    ) -> Iterator[AnnotatedArticle | Refusal]:
        return read_opened(self.opened(path), path, choose)

    @contextmanager
    def opened(self, path: Path) -> Iterator[Table]:
        # The limit is the whole process's; it is always this one.
        csv.field_size_limit(MOST_BYTES)
        try:
            encoding = _encoding(path)
            with path.open("rb") as file:
                lines = _lines(file, encoding)
                heading = next(lines, "")
                is_tabs = path.suffix.lower() == ".tsv"
                delimiter = "\t" if is_tabs else _delimiter(heading)
                cells = csv.reader(chain([heading], lines), delimiter=delimiter)
                headings = distinct(next(cells, []))
                yield Table(headings, _rows(cells, headings, encoding), first=2)
        except UnreadableError as error:
            raise TableError(str(error)) from error
        except UnicodeDecodeError as error:
            raise TableError("its beginning is not all in one encoding.") from error
        except csv.Error as error:
            raise TableError(f"{error}.") from error
        except OSError as error:
            raise TableError(f"{error.strerror}.") from error


def _lines(file: IO[bytes], encoding: str) -> Iterator[str]:
    """Yield lines with their ends, each decoded by itself, so that a bad one costs none before."""
    if encoding in _WIDE.values():
        text = TextIOWrapper(file, encoding, newline="")
        try:
            yield from text
        finally:
            text.detach()
    else:
        for line in iter(lambda: file.readline(_LONGEST_LINE), b""):
            yield line.decode(encoding)


def _rows(cells: Iterator[list[str]], headings: Headings, encoding: str) -> Iterator[Row]:
    number = 1
    while True:
        number += 1
        try:
            row = next(cells, None)
        except csv.Error as error:
            raise TableError(f"row {number} and what follows is left out ({error}).") from error
        except UnicodeDecodeError as error:
            raise TableError(
                f"row {number} and what follows is left out, since it is not {encoding.upper()} as "
                "the beginning is. Save the table again as UTF-8."
            ) from error
        if row is None:
            return
        yield dict(zip(headings, row, strict=False))


def _encoding(path: Path) -> str:
    """Return the encoding of the table's beginning, which is taken for that of the whole."""
    with path.open("rb") as file:
        sample: bytes = _sample(file)
    for mark, encoding in _WIDE.items():
        if sample.startswith(mark):
            return encoding
    encoding = decode(sample).encoding
    return "utf-8-sig" if encoding == "utf-8" else encoding


def _sample(file: IO[bytes]) -> bytes:
    """Return whole lines from the beginning, so that no character is cut."""
    sample = file.read(_SAMPLE)
    return sample if len(sample) < _SAMPLE else sample[: sample.rfind(b"\n") + 1] or sample


def _delimiter(heading: str) -> str:
    return max(",;\t", key=heading.count)


COLUMNS = Columns()
