"""Parquet tables that Hugging Face's ``datasets`` loads: one annotation set on each row.

A row has the columns of a line of JSON Lines, with explicit types, so that an empty list or a
missing value does not change a column's type from file to file. Attributes, which may be anything,
are JSON text. Offsets are half-open code points of ``text``. Parquet of others is read as a table
of articles, with columns known by their names or as they are told.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.errors import RefusedError
from annotator.formats.atomic import replacing_bytes
from annotator.formats.details import Json
from annotator.formats.extras import needing
from annotator.formats.features import Carries
from annotator.formats.json_objects import BadRecordError, JsonObject, parsed
from annotator.formats.jsonl import to_json
from annotator.formats.jsonl_reading import record_of
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.table_columns import (
    Choose,
    Row,
    Table,
    TableColumns,
    TableError,
    articles_of,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import (
        ColumnChunkMetaData,
        FileMetaData,
        ParquetFile,
        RowGroupMetaData,
    )

_ROWS_OF_GROUP = 256
_ROWS_READ = 64
_MOST_BYTES_OF_GROUP = 1024**3
_UNSUSPICIOUS_BYTES = 64 * 1024**2
_MOST_TIMES = 100
_OWN = frozenset(("text", "sha256", "owner", "segments", "entities", "quotes"))
"""The columns by which a file of this format is known."""


class Parquet:
    name = "parquet"
    title = "Parquet (Hugging Face datasets)"
    suffixes: tuple[str, ...] = (".parquet",)
    carries = Carries()
    is_folder = False

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with needing("PyArrow", "hf"):
            import pyarrow as pa
            from pyarrow.parquet import ParquetWriter
        rows = (_row(record) for record in records)
        columns = schema()
        with (
            replacing_bytes(path) as file,
            ParquetWriter(file, columns, compression="zstd") as writer,
        ):
            while group := list(islice(rows, _ROWS_OF_GROUP)):
                writer.write_table(pa.Table.from_pylist(group, schema=columns))

    def read(
        self, path: Path, choose: Choose = TableColumns.guessed
    ) -> Iterator[AnnotatedArticle | Refusal]:
        try:
            with _file(path) as file:
                names = tuple(file.schema_arrow.names)
                if set(names) >= _OWN:
                    yield from _records(file, path)
                else:
                    yield from articles_of(Table(names, _rows(file)), path, choose)
        except TableError as error:
            yield Refusal(str(path), f"The table cannot be read: {error}")

    @contextmanager
    def opened(self, path: Path) -> Iterator[Table | None]:
        with _file(path) as file:
            names = tuple(file.schema_arrow.names)
            yield None if set(names) >= _OWN else Table(names, _rows(file))


@contextmanager
def _file(path: Path) -> Iterator[ParquetFile]:
    with needing("PyArrow", "hf"):
        from pyarrow.parquet import ParquetFile
    with _told():
        file = ParquetFile(path)
    with file:
        _check(file.metadata, path.stat().st_size)
        yield file


def _check(metadata: FileMetaData, size: int) -> None:
    """Refuse a file of ``size`` bytes that by its own account would unpack to too much.

    Text is packed to a quarter or so; what is packed a hundred times as tight, or has more rows
    than bytes, is no news but made to fill the memory.
    """
    if metadata.num_rows > size:
        raise TableError(f"it says that it has {metadata.num_rows:,} rows, in {size:,} bytes.")
    for group in _groups(metadata):
        if group.total_byte_size > _MOST_BYTES_OF_GROUP:
            raise TableError(
                f"a group of its rows has more than {_MOST_BYTES_OF_GROUP / 1e6:,.0f} MB. "
                "Write it again with smaller groups."
            )
        packed = sum(column.total_compressed_size for column in _columns(group))
        if group.total_byte_size > max(_UNSUSPICIOUS_BYTES, _MOST_TIMES * min(packed, size)):
            raise TableError(
                f"a group of its rows unpacks to {group.total_byte_size / 1e6:,.0f} MB, which is "
                f"more than {_MOST_TIMES} times its size."
            )


def _groups(metadata: FileMetaData) -> Iterator[RowGroupMetaData]:
    return (metadata.row_group(number) for number in range(metadata.num_row_groups))


def _columns(group: RowGroupMetaData) -> Iterator[ColumnChunkMetaData]:
    return (group.column(number) for number in range(group.num_columns))


def _rows_at_once(metadata: FileMetaData) -> int:
    """Return how many rows to read at once: fewer where a value of all of them may be large.

    A dictionary holds a value that many rows have but once; unpacked, each row has it.
    """
    columns = (column for group in _groups(metadata) for column in _columns(group))
    largest = max((column.total_uncompressed_size for column in columns), default=0)
    return max(1, min(_ROWS_READ, _UNSUSPICIOUS_BYTES // max(1, largest)))


def _rows(file: ParquetFile) -> Iterator[Row]:
    batches = file.iter_batches(batch_size=_rows_at_once(file.metadata))
    while True:
        with _told():
            batch = next(batches, None)
            rows = batch.to_pylist() if batch is not None else []
        if batch is None:
            return
        yield from rows


@contextmanager
def _told() -> Iterator[None]:
    """Say in a sentence what PyArrow finds wrong with a file."""
    import pyarrow as pa

    try:
        yield
    except (pa.ArrowException, OSError, ValueError) as error:
        raise TableError(f"it is not whole Parquet ({error}).") from error


def _records(file: ParquetFile, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
    """Yield the records of a file that this format wrote."""
    for number, row in enumerate(_rows(file), 1):
        try:
            line = {key: _with_read_attributes(value) for key, value in row.items()}
            yield record_of(JsonObject(line, "the row"))
        except (BadRecordError, RefusedError, ValueError, TypeError) as error:
            yield Refusal(f"{path}, row {number}", str(error))


def _with_read_attributes(value: object) -> object:
    if not isinstance(value, list):
        return value
    return [
        {**one, "attributes": parsed(one["attributes"])}
        if isinstance(one, dict) and "attributes" in one
        else one
        for one in value
    ]


def schema() -> pa.Schema:
    """Return the columns; they are those of ``resources/schema/annotated_article.schema.json``."""
    import pyarrow as pa

    text, place = pa.string(), pa.int32()

    def texts(*names: str) -> dict[str, pa.DataType]:
        return dict.fromkeys(names, text)

    def many(columns: dict[str, pa.DataType]) -> pa.DataType:
        return pa.list_(pa.struct(columns))

    stretch = {"start": place, "end": place}
    parts = many({**stretch, **texts("text")})
    origin = pa.struct(
        {**texts("detector", "version", "rule"), "confidence": pa.float64(), "evidence": parts}
    )
    rest = {**texts("state"), "origin": origin, **texts("attributes")}
    annotation = {**texts("id"), **stretch, **texts("label", "text"), **rest}
    quote = {
        **texts("id", "type"),
        **dict.fromkeys(("content", "cue", "source"), parts),
        "speaker": pa.struct(texts("kind", "entity", "name")),
        **rest,
    }
    decision = {
        **texts("id", "layer", "ruling", "fingerprint", "by", "how", "reason", "note", "at"),
        **stretch,
        **dict.fromkeys(("made", "kinds"), pa.list_(text)),
    }
    entry = {**texts("id", "name", "kind"), "aliases": pa.list_(text)}
    return pa.schema(
        {
            **texts("id", "title", "source", "url", "published", "language", "text", "sha256"),
            "owner": pa.struct(texts("kind", "name")),
            **texts("state"),
            "segments": many(annotation),
            "entities": many({**annotation, **texts("entity")}),
            "quotes": many(quote),
            "register": many(entry),
            "notes": many({**texts("id", "text", "about", "answer"), **stretch}),
            "decisions": many(decision),
        }
    )


def _row(record: AnnotatedArticle) -> Json:
    line = to_json(record)
    return {key: _with_plain_attributes(value) for key, value in line.items()}


def _with_plain_attributes(value: object) -> object:
    if not isinstance(value, list):
        return value
    return [
        {**one, "attributes": json.dumps(one["attributes"], ensure_ascii=False)}
        if isinstance(one, dict) and "attributes" in one
        else one
        for one in value
    ]


PARQUET = Parquet()
