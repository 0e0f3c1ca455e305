"""JSON and JSON Lines of articles as others have them: an object an article, with keys for columns.

A list of objects, or an object on each line; keys are known by their names or as they are told. A
list of texts stands for paragraphs. Files of annotations that another format knows are that
format's; here only text and what the article's columns say is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path

import regex

from annotator.formats.json_objects import content_of, parsed
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.table_columns import (
    TEXT_NAMES,
    Choose,
    Row,
    Table,
    TableColumns,
    TableError,
    read_opened,
)

_LONGEST_LINE = 64 * 1024 * 1024
_MOST_BYTES = 256 * 1024 * 1024
_FOR_HEADINGS = 100
_LIST = regex.compile(r"\s*\[\s*\{")
_LINES = regex.compile(r"\}[ \t\r]*\n\s*\{")


class JsonTables:
    name = "json-table"
    title = "Tables of articles (JSON)"
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson")

    def recognises(self, head: str) -> bool:
        head = head.lstrip("\ufeff \t\r\n")
        if not head.startswith("{"):
            return bool(_LIST.match(head))
        return any(f'"{name}"' in head.lower() for name in TEXT_NAMES) or bool(_LINES.search(head))

    def read(
        self, path: Path, choose: Choose = TableColumns.guessed
    ) -> Iterator[AnnotatedArticle | Refusal]:
        return read_opened(self.opened(path), path, choose)

    @contextmanager
    def opened(self, path: Path) -> Iterator[Table]:
        try:
            with path.open("rb") as file:
                is_list = file.read(_FOR_HEADINGS).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
                file.seek(0)
                lines = iter(lambda: file.readline(_LONGEST_LINE), b"")
                rows = _of_list(path) if is_list else _of_lines(lines, path)
                first = list(islice(rows, _FOR_HEADINGS))
                keys = (key for row in first if not isinstance(row, Refusal) for key in row)
                yield Table(tuple(dict.fromkeys(keys)), chain(first, rows))
        except OSError as error:
            raise TableError(f"{error.strerror}.") from error


def _of_list(path: Path) -> Iterator[Row | Refusal]:
    found = content_of(path, _MOST_BYTES)
    if isinstance(found, Refusal):
        raise TableError(found.reason)
    values, _ = found
    return _objects(values if isinstance(values, list) else [values], path)


def _objects(values: Iterable[object], path: Path) -> Iterator[Row | Refusal]:
    for number, value in enumerate(values, 1):
        if isinstance(value, dict):
            yield value
        else:
            yield Refusal(f"{path}, row {number}", "The row is not an object.")


def _of_lines(lines: Iterator[bytes], path: Path) -> Iterator[Row | Refusal]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = parsed(line.decode("utf-8-sig"))
        except ValueError as error:
            yield Refusal(f"{path}:{number}", f"The line is not valid JSON ({error}).")
            continue
        if isinstance(value, dict):
            yield value
        else:
            yield Refusal(f"{path}:{number}", "The line is not an object.")


JSON_TABLES = JsonTables()
