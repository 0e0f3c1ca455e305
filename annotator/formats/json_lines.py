"""Files with one JSON object on each line, which several formats are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import orjson

from annotator.domain.errors import RefusedError
from annotator.formats.atomic import replacing
from annotator.formats.details import Json
from annotator.formats.json_objects import BadRecordError, JsonObject, parsed
from annotator.formats.protocol import AnnotatedArticle, Refusal

_LONGEST_LINE = 256 * 1024 * 1024


def read_lines(
    path: Path, record_of: Callable[[JsonObject], AnnotatedArticle]
) -> Iterator[AnnotatedArticle | Refusal]:
    """Yield a record for each line that is not blank, or why it is refused."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), 1):
                if line.strip():
                    yield _read_line(line, f"{path}:{number}", record_of)
    except OSError as error:
        yield Refusal(str(path), f"The file cannot be read: {error.strerror}.")


def _read_line(
    line: bytes, where: str, record_of: Callable[[JsonObject], AnnotatedArticle]
) -> AnnotatedArticle | Refusal:
    try:
        value = parsed(line.decode("utf-8-sig"))
    except ValueError as error:
        return Refusal(where, f"The line is not valid JSON ({error}).")
    try:
        return record_of(JsonObject(value, "the record"))
    except (BadRecordError, RefusedError, ValueError) as error:
        return Refusal(where, str(error))


def write_lines(lines: Iterable[Json], path: Path) -> None:
    """Write a line for each object, whole or not at all."""
    with replacing(path) as file:
        file.writelines(_encoded(line) + "\n" for line in lines)


def _encoded(line: Json) -> str:
    try:
        return orjson.dumps(line).decode()
    except orjson.JSONEncodeError:
        # What came in from others can hold integers of more than 64 bits.
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))
