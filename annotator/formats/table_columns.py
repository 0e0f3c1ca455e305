"""Tables of articles, an article a row: what their columns hold, whatever these are called."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from annotator.domain.article import Article
from annotator.formats.news_items import news_item, paragraphs
from annotator.formats.protocol import AnnotatedArticle, Refusal

Headings = tuple[str, ...]
Row = Mapping[str, object]
"""The values of a row by the headings of their columns."""

TEXT_NAMES = ("text", "body", "content", "article", "fulltext", "full_text", "maintext")
_NAMES = {
    "text": TEXT_NAMES,
    "title": ("title", "headline"),
    "source": ("source", "publisher", "publication", "outlet", "newspaper"),
    "url": ("url", "link", "uri"),
    "published": ("published", "date", "publish_date", "published_at", "pubdate", "datetime"),
    "language": ("language", "lang"),
}


class TableError(Exception):
    """A table that cannot be read, or not further; says why in a plain sentence."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Which column holds what of an article, by its heading; ``None`` where none does."""

    text: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None

    @classmethod
    def guessed(cls, headings: Headings) -> TableColumns:
        """Return what the columns probably hold, by what they are called."""
        by_name = {heading.strip().lower(): heading for heading in reversed(headings)}
        return cls(
            **{
                field: next((by_name[name] for name in names if name in by_name), None)
                for field, names in _NAMES.items()
            }
        )

    def used(self) -> set[str]:
        return {heading for heading in asdict(self).values() if heading is not None}


FIELDS = tuple(field.name for field in fields(TableColumns))
Choose = Callable[[Headings], TableColumns]
"""Says what the columns of a table hold."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is open; its rows are read as they are asked for, a bad one as a refusal.

    ``first`` is the number that people give to the first row.
    """

    headings: Headings
    rows: Iterator[Row | Refusal]
    first: int = 1


@runtime_checkable
class ReadsTables(Protocol):
    """What a reader of tables has."""

    def opened(self, path: Path) -> AbstractContextManager[Table | None]:
        """Open the table; ``None`` where the file is one whose columns are known.

        Raises ``TableError``, as reading rows does.
        """
        ...

    def read(
        self, path: Path, choose: Choose = TableColumns.guessed
    ) -> Iterator[AnnotatedArticle | Refusal]:
        """Yield an article for each row, with what ``choose`` says the columns hold."""
        ...


def read_opened(
    opened: AbstractContextManager[Table], path: Path, choose: Choose
) -> Iterator[AnnotatedArticle | Refusal]:
    """Yield the articles of a table, and a refusal where it cannot be read to its end."""
    try:
        with opened as table:
            yield from articles_of(table, path, choose)
    except TableError as error:
        yield Refusal(str(path), f"The table cannot be read: {error}")


def articles_of(table: Table, path: Path, choose: Choose) -> Iterator[AnnotatedArticle | Refusal]:
    """Yield an article for each row that has words, and tell with the first what is left out."""
    columns = choose(table.headings)
    known = ", ".join(table.headings)
    missing = sorted(columns.used() - set(table.headings))
    if missing:
        yield Refusal(str(path), f"No column is called “{missing[0]}”. There are: {known}.")
        return
    if columns.text is None:
        usual = ", ".join(TEXT_NAMES)
        yield Refusal(
            str(path),
            f"No column holds the text: none is called {usual}. Choose one of: {known}.",
        )
        return
    unused = [heading for heading in table.headings if heading not in columns.used()]
    remarks = (f"Columns of this table left out: {', '.join(unused)}.",) if unused else ()
    for number, row in enumerate(table.rows, table.first):
        if isinstance(row, Refusal):
            yield row
        elif any(cell_text(value).strip() for value in row.values()):
            found = news_item(_article(row, columns), f"{path}, row {number}", None, remarks)
            yield found
            remarks = () if isinstance(found, AnnotatedArticle) else remarks


def _article(row: Row, columns: TableColumns) -> Article:
    cells = {
        field: cell_text(row.get(heading)) if heading is not None else ""
        for field, heading in asdict(columns).items()
    }
    text, title = cells.pop("text"), cells["title"]
    begins = text.lstrip().startswith(title.strip())
    return Article(id="", text=text if begins else paragraphs(title, text), **cells)


def cell_text(value: object) -> str:
    """Return what a cell holds as text; a list of texts as paragraphs."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return paragraphs(*value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def distinct(headings: Iterable[str]) -> Headings:
    """Return the headings with a name for those that have none, and a number for second ones."""
    found: list[str] = []
    for place, heading in enumerate(headings, 1):
        name = wanted = heading.strip() or f"column {place}"
        number = 1
        while name in found:
            number += 1
            name = f"{wanted} ({number})"
        found.append(name)
    return tuple(found)
