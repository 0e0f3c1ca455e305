"""Tables for people: articles, segments, mentions, quotes, register and notes, as CSV or XLSX.

What begins like a formula is written so that no spreadsheet computes it (OWASP, CSV injection): in
CSV with an apostrophe before it, in XLSX as a cell of text. A cell of Excel holds 32,767 units of
UTF-16; what is longer goes on in the sheet ``continued``, piece by piece, under the id of its row.
A sheet holds 1,048,576 rows; an export that needs more is refused.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from annotator.domain.annotation import Annotation, Role
from annotator.domain.errors import MendableError
from annotator.domain.span import Span
from annotator.formats.atomic import replacing_bytes, replacing_folder
from annotator.formats.extras import needing
from annotator.formats.features import Carries, Feature, left_out
from annotator.formats.label_studio import speaker_text
from annotator.formats.protocol import AnnotatedArticle

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_OF_ALL = (
    "id", "state", "detector", "version", "rule", "confidence", "evidence", "evidence_places",
    "attributes",
)  # fmt: skip
COLUMNS = {
    "articles": (
        "id", "title", "source", "url", "published", "language", "characters", "owner", "progress",
    ),
    "segments": ("article", "start", "end", "label", "text", *_OF_ALL),
    "mentions": ("article", "start", "end", "label", "text", "entity", "entity_id", *_OF_ALL),
    "quotes": (
        "article", "type", "content", "cue", "source", "speaker", "speaker_kind", "speaker_id",
        "content_places", "cue_places", "source_places", *_OF_ALL,
    ),
    "register": ("article", "id", "name", "kind", "aliases"),
    "notes": ("article", "id", "about", "text"),
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTINUED = "continued"
_CONTINUED_COLUMNS = ("sheet", "id", "column", "text")
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
Cell = str | int | float
Row = Sequence[Cell]
_CARRIES = Carries(
    {
        Feature.DECISIONS: left_out(),
        Feature.TEXT: left_out("the rows have the words of each annotation"),
    }
)

_CREATED = datetime(1980, 1, 1, tzinfo=UTC)


class _Sheet(Protocol):
    def append(self, row: Row, /) -> None: ...


class CsvTables:
    name = "csv"
    title = "Tables (CSV)"
    suffixes: tuple[str, ...] = ()
    is_folder = True
    carries = _CARRIES

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with replacing_folder(path) as folder, ExitStack() as files:
            sheets: dict[str, _Sheet] = {}
            for name in COLUMNS:
                # The byte-order mark is what makes Excel read UTF-8.
                file = (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="")
                sheets[name] = _CsvSheet(csv.writer(files.enter_context(file)).writerow)
            _write(records, sheets)


class XlsxTables:
    name = "xlsx"
    title = "Tables (Excel)"
    suffixes: tuple[str, ...] = (".xlsx",)
    is_folder = False
    carries = _CARRIES

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with needing("XlsxWriter", "xlsx"):
            from xlsxwriter import Workbook
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with replacing_bytes(path) as file:
            workbook = Workbook(file, options)
            # The same content gives the same bytes, whenever it is written.
            workbook.set_properties({"created": _CREATED})
            try:
                pages = {name: workbook.add_worksheet(name) for name in (*COLUMNS, _CONTINUED)}
                continued = _XlsxSheet(pages[_CONTINUED])
                continued.append(_CONTINUED_COLUMNS)
                sheets = {name: _XlsxSheet(pages[name], continued) for name in COLUMNS}
                _write(records, sheets)
            finally:
                workbook.close()


class _CsvSheet:
    def __init__(self, write: Callable[[Row], object]) -> None:
        self._write = write

    def append(self, row: Row, /) -> None:
        self._write([harmless(value) if isinstance(value, str) else value for value in row])


class _XlsxSheet:
    def __init__(self, sheet: Worksheet, continued: _XlsxSheet | None = None) -> None:
        """``continued`` takes what is too long for a cell."""
        self._sheet = sheet
        self._continued = continued
        self._next = 0
        sheet.freeze_panes(1, 0)

    def append(self, row: Row, /) -> None:
        name = self._sheet.get_name()
        if self._next == _MOST_ROWS:
            raise MendableError(
                f"A sheet of Excel holds no more than {_MOST_ROWS:,} rows, and “{name}” needs "
                "more. Export tables as CSV instead, or fewer articles."
            )
        for column, value in enumerate(row):
            if isinstance(value, str):
                first, *more = _pieces(value)
                self._sheet.write_string(self._next, column, first)
                if self._continued is not None:
                    for piece in more:
                        self._continued.append(_continuation(name, row, column, piece))
            else:
                self._sheet.write_number(self._next, column, value)
        self._next += 1


def _pieces(words: str) -> list[str]:
    """Cut what is longer than a cell, which may hold twice as few characters beyond U+FFFF."""
    size = _LONGEST_CELL if words.isascii() or max(words) <= "\uffff" else _LONGEST_CELL // 2
    return [words[begin : begin + size] for begin in range(0, max(1, len(words)), size)]


def _continuation(name: str, row: Row, column: int, piece: str) -> Row:
    columns = COLUMNS[name]
    return name, row[columns.index("id")], columns[column], piece


def harmless(value: str) -> str:
    """Return a cell’s text so that no spreadsheet takes it for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _write(records: Iterable[AnnotatedArticle], sheets: Mapping[str, _Sheet]) -> None:
    for name, sheet in sheets.items():
        sheet.append(COLUMNS[name])
    for record in records:
        for name, row in _rows(record):
            sheets[name].append(row)


def _rows(record: AnnotatedArticle) -> Iterator[tuple[str, Row]]:
    """Yield sheet and row of everything in a record, in the order of ``COLUMNS``."""
    article, annotations = record.article, record.annotations
    about = (article.title, article.source, article.url, article.published, article.language)
    owner = (annotations.owner.name, annotations.progress.value) if annotations else ("", "")
    yield "articles", (article.id, *about, len(article.text), *owner)
    for entity in record.register:
        aliases = "; ".join(entity.aliases)
        yield "register", (article.id, entity.id, entity.name, entity.kind.value, aliases)
    if annotations is None:
        return
    names = {one.id: one.name for one in record.register}
    for segment, extent in annotations.partition:
        span = extent.trimmed(article.text)
        yield (
            "segments",
            (
                *_place(record, span),
                segment.label,
                span.of(article.text),
                *_rest(segment, article.text),
            ),
        )
    for mention in annotations.mentions:
        words, entity_id = mention.span.of(article.text), mention.entity or ""
        place = (*_place(record, mention.span), mention.label, words)
        yield (
            "mentions",
            (*place, names.get(entity_id, ""), entity_id, *_rest(mention, article.text)),
        )
    for quote in annotations.quotes:
        speaker = speaker_text(quote.speaker, names)
        said = (" … ".join(part.of(article.text) for part in quote.parts(role)) for role in Role)
        places = (
            "; ".join(f"{part.start}–{part.end}" for part in quote.parts(role)) for role in Role
        )
        who = (speaker, quote.speaker.kind.value, quote.speaker.entity or "")
        yield (
            "quotes",
            (article.id, quote.type.value, *said, *who, *places, *_rest(quote, article.text)),
        )
    for note in annotations.notes:
        yield "notes", (article.id, note.id, note.about, note.text)


def _place(record: AnnotatedArticle, span: Span) -> tuple[str, int, int]:
    return record.article.id, span.start, span.end


def _rest(one: Annotation, text: str) -> Row:
    origin = one.origin
    words = (of.of(text) if isinstance(of, Span) else of for of in origin.evidence)
    places = ("" if isinstance(of, str) else f"{of.start}–{of.end}" for of in origin.evidence)
    attributes = json.dumps(dict(one.attributes), ensure_ascii=False) if one.attributes else ""
    return (
        one.id,
        one.state.value,
        origin.detector,
        origin.version,
        origin.rule,
        origin.confidence,
        " … ".join(words),
        "; ".join(places),
        attributes,
    )


CSV_TABLES = CsvTables()
XLSX_TABLES = XlsxTables()
