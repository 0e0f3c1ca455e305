"""Parquet tables that Hugging Face's ``datasets`` loads: one annotation set on each row.

A row has the columns of a line of JSON Lines, with explicit types, so that an empty list or a
missing value does not change a column's type from file to file. Attributes, which may be anything,
are JSON text. Offsets are half-open code points of ``text``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.formats.atomic import replacing_bytes
from annotator.formats.details import Json
from annotator.formats.extras import needing
from annotator.formats.features import Carries
from annotator.formats.jsonl import to_json
from annotator.formats.protocol import AnnotatedArticle

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_OF_GROUP = 256


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
    origin = pa.struct({**texts("detector", "version", "rule"), "confidence": pa.float64()})
    rest = {**texts("state"), "origin": origin, **texts("attributes")}
    annotation = {**texts("id"), **stretch, **texts("label", "text"), **rest}
    quote = {
        **texts("id", "type"),
        **dict.fromkeys(("content", "cue", "source"), parts),
        "speaker": pa.struct(texts("kind", "entity", "name")),
        **rest,
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
