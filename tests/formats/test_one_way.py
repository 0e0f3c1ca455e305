"""Formats that are only written: each offset fits, nothing is computed, nothing is run."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import openpyxl
import pytest
from hypothesis import given, settings

from annotator.domain.annotation import Mention
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.domain.partition import Partition
from annotator.domain.span import Span
from annotator.formats.citron import CITRON
from annotator.formats.html_page import HTML_PAGE
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle, Format
from annotator.formats.tables import COLUMNS, CSV_TABLES, XLSX_TABLES
from annotator.formats.tei import TEI
from annotator.formats.web_annotation import WEB_ANNOTATION
from tests.formats.round_trips import cancelled_after, golden_record, write
from tests.strategies import annotated_articles

SPAN = {
    "type": "object",
    "required": ["start", "end", "text"],
    "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
}
SPANS = {"type": "array", "items": SPAN}
# Citron's docs/data_format.md.
CITRON_SCHEMA = {
    "type": "object",
    "required": ["text", "quotes"],
    "properties": {
        "text": {"type": "string"},
        "quotes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["cue", "sources", "contents"],
                "properties": {"cue": SPAN, "sources": SPANS, "contents": SPANS},
            },
        },
        "coreference_groups": {"type": "array", "items": SPANS},
    },
}


def _spans(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """Yield all objects with offsets, however deep."""
    if isinstance(value, dict):
        if "start" in value and "text" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _spans(one)


@given(annotated_articles())
def test_citron_gets_quotes_as_it_wants_them(record: AnnotatedArticle) -> None:
    with TemporaryDirectory() as name:
        write(CITRON, [record], Path(name) / "out")
        (file,) = (Path(name) / "out").glob("*.json")
        document = json.loads(file.read_text(encoding="utf-8"))
    jsonschema.validate(document, CITRON_SCHEMA)
    assert document["text"] == record.article.text
    for one in _spans(document):
        assert document["text"][one["start"] : one["end"]] == one["text"]
    annotations = kept(record, CITRON.carries).annotations
    assert annotations is not None
    assert len(document["quotes"]) == len(annotations.quotes)


@given(annotated_articles())
def test_web_annotations_select_by_position_and_by_words(record: AnnotatedArticle) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "out"
        write(WEB_ANNOTATION, [record, record], folder)
        page = json.loads((folder / "annotations.jsonld").read_text(encoding="utf-8"))
        texts = {one.name: one.read_bytes().decode() for one in folder.glob("*.txt")}
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert len(texts) == 2
    quotes = 0
    for item in page["items"]:
        assert item["id"].startswith("urn:")
        quotes += {"quote"} <= {body.get("value") for body in item["body"]}
        for target in item["target"]:
            text = texts[target["source"]]
            place, words = target["selector"]
            assert text[place["start"] : place["end"]] == words["exact"]
            assert text[: place["start"]].endswith(words["prefix"])
            assert text[place["end"] :].startswith(words["suffix"])
    annotations = kept(record, WEB_ANNOTATION.carries).annotations
    assert annotations is not None
    assert quotes == 2 * len(annotations.quotes)


EVIL = '=HYPERLINK("http://evil.example","Click")'


def _evil() -> AnnotatedArticle:
    record = golden_record()
    article = replace(record.article, title=EVIL, source="+1+2", url="@SUM(A1)")
    return replace(record, article=article)


def test_no_cell_of_csv_is_a_formula(tmp_path: Path) -> None:
    write(CSV_TABLES, [_evil()], tmp_path / "out")
    for name, columns in COLUMNS.items():
        content = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.reader(content.splitlines()))
        assert rows[0] == list(columns)
        assert all(len(row) == len(columns) for row in rows)
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert f"'{EVIL}" in {cell for row in _csv(tmp_path / "out" / "articles.csv") for cell in row}


def _csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_no_cell_of_excel_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write(XLSX_TABLES, [_evil()], path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [*COLUMNS, "continued"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert EVIL in {cell.value for cell in cells}


@settings(max_examples=30)
@given(record=annotated_articles())
def test_tables_have_a_row_for_everything(record: AnnotatedArticle) -> None:
    annotations = record.annotations
    assert annotations is not None
    expected = {
        "articles": 1,
        "segments": len(annotations.partition),
        "mentions": len(annotations.mentions),
        "quotes": len(annotations.quotes),
        "register": len(record.register),
        "notes": len(annotations.notes),
    }
    with TemporaryDirectory() as name:
        write(CSV_TABLES, [record], Path(name) / "out")
        found = {one.stem: len(_csv(one)) - 1 for one in (Path(name) / "out").glob("*.csv")}
        write(XLSX_TABLES, [record], Path(name) / "out.xlsx")
        book = openpyxl.load_workbook(Path(name) / "out.xlsx", read_only=True)
        rows = {sheet.title: len(list(sheet.iter_rows())) - 1 for sheet in book}
        book.close()
    assert found == expected
    assert rows == {**expected, "continued": 0}


@pytest.mark.parametrize("character", ["e", "👩"])
def test_what_no_cell_of_excel_holds_goes_on_in_another(tmp_path: Path, character: str) -> None:
    text = "".join(f"{n % 10}{character}" for n in range(40_000))
    mention = Mention("m", Span(0, len(text)), "PERSON")
    annotations = AnnotationSet("s", "a", GOLD, Partition(len(text)), (mention,))
    write(XLSX_TABLES, [AnnotatedArticle(Article("a", text), annotations)], tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True)
    column = COLUMNS["mentions"].index("text")
    _, row = book["mentions"].iter_rows(values_only=True)
    heading, *more = book["continued"].iter_rows(values_only=True)
    book.close()
    cells = [str(row[column]), *(str(one[-1]) for one in more)]
    assert heading == ("sheet", "id", "column", "text")
    assert {one[:-1] for one in more} == {("mentions", "m", "text")}
    assert "".join(cells) == text
    assert all(len(cell.encode("utf-16-le")) // 2 <= 32_767 for cell in cells)


def test_more_rows_than_excel_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.formats.tables._MOST_ROWS", 3)
    write(XLSX_TABLES, [golden_record()] * 1, tmp_path / "two.xlsx")
    with pytest.raises(MendableError, match="no more than 3 rows"):
        write(XLSX_TABLES, [golden_record()] * 2, tmp_path / "more.xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ["two.xlsx"]


class _Words(HTMLParser):
    """What a page shows, and what it would run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.handlers: list[str] = []
        self.words: list[str] = []
        self._skips = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self._skips = tag in ("style", "sup", "title")

    def handle_endtag(self, _tag: str) -> None:
        self._skips = False

    def handle_data(self, data: str) -> None:
        if not self._skips:
            self.words.append(data)


@given(annotated_articles())
def test_a_page_shows_every_word_of_the_text(record: AnnotatedArticle) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "out.html"
        write(HTML_PAGE, [record], path)
        page = _Words()
        page.feed(path.read_text(encoding="utf-8"))
    shown = "".join("".join(page.words).split())
    assert record.annotations is not None
    if not record.annotations.partition.segments:
        assert "".join(record.article.text.split()) in shown
    for segment, span in record.annotations.partition:
        assert segment.label + "".join(span.of(record.article.text).split()) in shown.replace(
            f"{segment.label}?", segment.label
        )


def test_a_page_runs_nothing_of_the_article(tmp_path: Path) -> None:
    text = "<script>alert(1)</script> & <img src=x onerror=alert(1)>\n"
    article = Article("a", text, '"><script>alert(2)</script>', language='"><script>')
    write(HTML_PAGE, [AnnotatedArticle(article)], tmp_path / "out.html")
    page = _Words()
    page.feed((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert page.handlers == []


@pytest.mark.parametrize(
    "form",
    [CITRON, WEB_ANNOTATION, CSV_TABLES, XLSX_TABLES, HTML_PAGE, TEI],
    ids=lambda one: one.name,
)
def test_a_cancelled_export_leaves_nothing(form: Format, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write(form, cancelled_after([golden_record()]), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
