"""CSV and TSV tables: an article a row, with columns known by their names.

``text``, ``body``, ``content`` or ``article`` is the text; ``title`` or ``headline`` stands before
it where it does not begin with it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from annotator.domain.article import Article
from annotator.formats.canonical import UnreadableError, decode
from annotator.formats.news_items import news_item, paragraphs
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import read_bytes

_MOST_BYTES = 1024 * 1024 * 1024
_NAMES = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext"),
    "title": ("title", "headline"),
    "source": ("source", "publisher", "publication", "outlet", "newspaper"),
    "url": ("url", "link", "uri"),
    "published": ("published", "date", "publish_date", "published_at", "pubdate", "datetime"),
    "language": ("language", "lang"),
}


class Columns:
    name = "columns"
    title = "Tables of articles (CSV, TSV)"
    suffixes: tuple[str, ...] = (".csv", ".tsv")

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        raw = read_bytes(path, _MOST_BYTES)
        if isinstance(raw, Refusal):
            yield raw
            return
        try:
            text = decode(raw).text
            delimiter = "\t" if path.suffix.lower() == ".tsv" else _delimiter(text)
            csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
            yield from _articles(csv.reader(io.StringIO(text), delimiter=delimiter), path)
        except (UnreadableError, csv.Error) as error:
            yield Refusal(str(path), f"The table cannot be read: {error}")


def _delimiter(text: str) -> str:
    heading = text.partition("\n")[0]
    return max(",;\t", key=heading.count)


def _articles(rows: Iterator[list[str]], path: Path) -> Iterator[AnnotatedArticle | Refusal]:
    heading = [name.strip().lower() for name in next(rows, [])]
    places = {
        field: next((heading.index(name) for name in names if name in heading), None)
        for field, names in _NAMES.items()
    }
    if places["text"] is None:
        known = ", ".join(_NAMES["text"])
        yield Refusal(str(path), f"No column holds the text. Call it one of: {known}.")
        return
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            yield news_item(_article(row, places), f"{path}, row {number}", None)


def _article(row: list[str], places: Mapping[str, int | None]) -> Article:
    cells = {
        field: row[place] if place is not None and place < len(row) else ""
        for field, place in places.items()
    }
    text, title = cells.pop("text"), cells["title"]
    begins = text.lstrip().startswith(title.strip())
    return Article(id="", text=text if begins else paragraphs(title, text), **cells)


COLUMNS = Columns()
