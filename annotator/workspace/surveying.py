"""Looking at files before anything of them is stored: what has to be settled first.

That is which labels they use that we have not, and what the columns of tables hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.domain.span import Span
from annotator.formats.protocol import AnnotatedArticle, Refusal, Writes
from annotator.formats.table_columns import (
    Choose,
    Headings,
    ReadsTables,
    Table,
    TableColumns,
    TableError,
    cell_text,
)
from annotator.workspace.choosing_readers import Reading, records_of
from annotator.workspace.jobs import Job, Watch, watched
from annotator.workspace.label_map import LabelMap

_AROUND = 24
_LONGEST = 60
_LONGEST_CELL = 200
_ROWS_SHOWN = 5


@dataclass(slots=True)
class ForeignLabel:
    """A label that the scheme has not, how often it occurs, and the first place where it does.

    ``before`` and ``after`` are the text around ``words`` on the same line.
    """

    layer: Layer
    name: str
    count: int = 0
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table of articles: its first rows as text, and what its columns hold as far as is known.

    ``name`` is that of the first file with these headings, ``files`` how many there are.
    """

    name: str
    headings: Headings
    rows: tuple[tuple[str, ...], ...]
    columns: TableColumns
    files: int = 1

    @property
    def is_clear(self) -> bool:
        """Whether the text is found, and no column is left out."""
        return self.columns.text is not None and self.columns.used() >= set(self.headings)


@dataclass(frozen=True, slots=True)
class Survey:
    """What has to be settled before files come in.

    Labels come by layer, the most frequent first; tables in the order of their files.
    """

    labels: list[ForeignLabel]
    tables: list[SeenTable]


def surveyed(
    paths: Sequence[Path],
    labels: LabelMap,
    choose: Choose = TableColumns.guessed,
    format_name: str = "",
) -> Job[Survey]:
    """Read files as an import does, and return the labels that it would have to rename, and tables.

    ``choose`` says what the columns of a table hold as far as is known.
    """

    def work(watch: Watch) -> Survey:
        found: dict[tuple[Layer, str], ForeignLabel] = {}
        tables: dict[Headings, SeenTable] = {}
        with TemporaryDirectory(prefix="annotator-") as folder:
            files = Reading(paths, format_name, Path(folder)).files
            for done, (path, reader) in enumerate(files):
                watch.report(done, len(files))
                if isinstance(reader, ReadsTables) and _is_table(path, reader, choose, tables):
                    continue
                # Formats that are only read, such as pages and feeds, bring no labels of their own.
                for record in records_of(path, reader) if isinstance(reader, Writes) else ():
                    watch.check()
                    if isinstance(record, AnnotatedArticle):
                        _note(record, labels, found)
        layers = list(Layer)
        ordered = sorted(found.values(), key=lambda one: (layers.index(one.layer), -one.count))
        return Survey(ordered, list(tables.values()))

    return watched(work)


def _is_table(
    path: Path, reader: ReadsTables, choose: Choose, tables: dict[Headings, SeenTable]
) -> bool:
    """Note a table, and tell whether the file is one; the import says what is wrong with it."""
    try:
        with reader.opened(path) as table:
            if table is None:
                return False
            known = tables.get(table.headings)
            if known is not None:
                tables[table.headings] = replace(known, files=known.files + 1)
            elif rows := _first_rows(table):
                columns = choose(table.headings)
                tables[table.headings] = SeenTable(path.name, table.headings, rows, columns)
    except (TableError, MendableError):
        pass
    return True


def _first_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    rows = islice((row for row in table.rows if not isinstance(row, Refusal)), _ROWS_SHOWN)
    return tuple(
        tuple(" ".join(cell_text(row.get(one))[:_LONGEST_CELL].split()) for one in table.headings)
        for row in rows
    )


def _note(
    record: AnnotatedArticle, labels: LabelMap, found: dict[tuple[Layer, str], ForeignLabel]
) -> None:
    text = record.article.text
    for layer, name, span in _labelled(record):
        if not labels.is_foreign(layer, name):
            continue
        one = found.setdefault((layer, name), ForeignLabel(layer, name))
        if not one.count:
            line = text.rfind("\n", 0, span.start) + 1
            end = text.find("\n", span.end)
            end = len(text) if end < 0 else end
            one.before = _last_words(text[line : span.start])
            one.words = " ".join(span.of(text)[:_LONGEST].split())
            one.after = _first_words(text[span.end : end])
        one.count += 1


def _first_words(text: str) -> str:
    """Return what fits of a line's beginning, in whole words where it has spaces."""
    if len(text) <= _AROUND:
        return text
    return (text[:_AROUND].rpartition(" ")[0] or text[:_AROUND]) + "…"


def _last_words(text: str) -> str:
    if len(text) <= _AROUND:
        return text
    return "…" + (text[-_AROUND:].partition(" ")[2] or text[-_AROUND:])


def _labelled(record: AnnotatedArticle) -> Iterator[tuple[Layer, str, Span]]:
    annotations = record.annotations
    if annotations is not None:
        for segment, span in annotations.partition:
            yield Layer.SEGMENTS, segment.label, span.trimmed(record.article.text)
        for mention in annotations.mentions:
            yield Layer.ENTITIES, mention.label, mention.span
