"""Tables of articles, as CSV, JSON and Parquet: known columns, told columns, hostile files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from annotator.formats.columns import COLUMNS
from annotator.formats.json_tables import JSON_TABLES
from annotator.formats.parquet import PARQUET
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.table_columns import ReadsTables, TableColumns, distinct
from tests.formats.round_trips import assert_comes_back, golden_record, write
from tests.strategies import annotated_articles

ROWS: list[dict[str, object]] = [
    {"Kopf": "Harbour reopens", "Inhalt": "It is open 👩‍👩‍👧.", "id": 1, "date": "2024-06-11"},
    {"Kopf": "", "Inhalt": "Harbour closes.", "id": 2, "date": None},
]
TOLD = TableColumns(text="Inhalt", title="Kopf", published="date")


def _file(folder: Path, form: ReadsTables) -> Path:
    """Write the rows as a file of the format."""
    if form is PARQUET:
        parquet.write_table(pa.Table.from_pylist(ROWS), folder / "a.parquet")
        return folder / "a.parquet"
    if form is JSON_TABLES:
        (folder / "a.json").write_text(json.dumps(ROWS), encoding="utf-8")
        return folder / "a.json"
    lines = [";".join(ROWS[0]), *(";".join(str(cell or "") for cell in r.values()) for r in ROWS)]
    (folder / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "a.csv"


def _articles(form: ReadsTables, path: Path, told: TableColumns) -> list[AnnotatedArticle]:
    found = list(form.read(path, lambda _headings: told))
    assert all(isinstance(one, AnnotatedArticle) for one in found), found
    return [one for one in found if isinstance(one, AnnotatedArticle)]


FORMS: list[ReadsTables] = [COLUMNS, JSON_TABLES, PARQUET]


def _refusals(form: ReadsTables, path: Path) -> list[str]:
    return [one.reason for one in form.read(path) if isinstance(one, Refusal)]


@pytest.mark.parametrize("form", FORMS)
def test_columns_hold_what_is_told(form: ReadsTables, tmp_path: Path) -> None:
    path = _file(tmp_path, form)
    first, second = _articles(form, path, TOLD)
    assert first.article.text == "Harbour reopens\n\nIt is open 👩‍👩‍👧.\n"
    assert (first.article.title, first.article.published) == ("Harbour reopens", "2024-06-11")
    assert second.article.text == "Harbour closes.\n"
    assert first.remarks == ("Columns of this table left out: id.",)
    assert second.remarks == ()


@pytest.mark.parametrize("form", FORMS)
def test_without_a_text_the_columns_are_named(form: ReadsTables, tmp_path: Path) -> None:
    path = _file(tmp_path, form)
    (reason,) = _refusals(form, path)
    assert "Choose one of: Kopf, Inhalt, id, date." in reason
    (missing,) = form.read(path, lambda _headings: TableColumns(text="Body"))
    assert isinstance(missing, Refusal)
    assert "No column is called “Body”" in missing.reason


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_looked_at_before(form: ReadsTables, tmp_path: Path) -> None:
    with form.opened(_file(tmp_path, form)) as table:
        assert table is not None
        assert table.headings == ("Kopf", "Inhalt", "id", "date")
        row = next(table.rows)
    assert not isinstance(row, Refusal)
    assert row["Inhalt"] == "It is open 👩‍👩‍👧."


def test_names_tell_columns_whatever_their_case() -> None:
    headings = ("Link", " BODY ", "Text", "Headline", "lang")
    assert TableColumns.guessed(headings) == TableColumns(
        text="Text", title="Headline", url="Link", language="lang"
    )
    assert distinct(["a", "", "a", " a "]) == ("a", "column 2", "a (2)", "a (3)")


def test_a_csv_of_any_size_is_read_row_by_row(tmp_path: Path) -> None:
    row = "x" * 200
    good = ("text\n" + f"{row}\n" * 8_000).encode()
    for encoding, mark in (("utf-16", b""), ("utf-8", b"\xef\xbb\xbf")):
        (tmp_path / "a.csv").write_bytes(mark + good.decode().encode(encoding))
        assert len(list(COLUMNS.read(tmp_path / "a.csv"))) == 8_000
    (tmp_path / "a.csv").write_bytes(good + b"Caf\xe9\n")
    *articles, last = COLUMNS.read(tmp_path / "a.csv")
    assert len(articles) == 8_000
    assert isinstance(last, Refusal)
    assert "row 8002" in last.reason
    assert "UTF-8" in last.reason


def test_a_cell_that_is_no_article_ends_the_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text\nfine\n"' + "x" * 40_000_000, encoding="utf-8")
    fine, bad = COLUMNS.read(tmp_path / "a.csv")
    assert isinstance(fine, AnnotatedArticle)
    assert isinstance(bad, Refusal)
    assert "field larger than field limit" in bad.reason


def test_values_of_json_become_text(tmp_path: Path) -> None:
    lines = [
        {"text": ["One.", "Two."], "title": 7, "source": {"name": "Meridian"}},
        ["no object"],
        {"text": "\ud800 “Three”."},
    ]
    content = "\n".join(json.dumps(line) for line in lines) + "\n{\n\n"
    (tmp_path / "a.jsonl").write_text(content, encoding="utf-8")
    listed, no_object, lone, broken = JSON_TABLES.read(tmp_path / "a.jsonl")
    assert isinstance(listed, AnnotatedArticle)
    assert listed.article.text == "7\n\nOne.\n\nTwo.\n"
    assert listed.article.source == '{"name": "Meridian"}'
    assert isinstance(lone, AnnotatedArticle)
    assert lone.article.text == " “Three”.\n"
    assert isinstance(no_object, Refusal)
    assert isinstance(broken, Refusal)


@pytest.mark.parametrize(
    ("head", "is_table"),
    [
        ('[{"a": 1}]', True),
        ('\ufeff [ {"a": 1}]', True),
        ('{"body": "x"}', True),
        ('{"a": 1}\n{"a": 2}', True),
        ('{"a": 1}', False),
        ("[1, 2]", False),
        ("", False),
    ],
)
def test_json_is_a_table_where_it_has_rows(head: str, *, is_table: bool) -> None:
    assert JSON_TABLES.recognises(head) is is_table


@pytest.mark.parametrize("content", ["", "[", "[" * 100_000, "[1]", '{"text": NaN}', "\0", "null"])
def test_bad_json_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    assert _refusals(JSON_TABLES, tmp_path / "a.json")


def test_dates_of_parquet(tmp_path: Path) -> None:
    rows = [{"text": "Words", "date": date(2024, 6, 11)}]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet")
    (found,) = _articles(
        PARQUET, tmp_path / "a.parquet", TableColumns(text="text", published="date")
    )
    assert found.article.published == "2024-06-11"


@settings(max_examples=25)
@given(annotated_articles())
def test_parquet_comes_back(record: AnnotatedArticle) -> None:
    assert_comes_back(PARQUET, record)


def test_parquet_of_ours_is_no_foreign_table(tmp_path: Path) -> None:
    write(PARQUET, [golden_record()], tmp_path / "a.parquet")
    with PARQUET.opened(tmp_path / "a.parquet") as table:
        assert table is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(place=st.integers(0, 10_000), junk=st.binary(min_size=1, max_size=8))
def test_damaged_parquet_never_raises(tmp_path: Path, place: int, junk: bytes) -> None:
    path = tmp_path / "a.parquet"
    write(PARQUET, [golden_record()], path)
    raw = path.read_bytes()
    at = place % len(raw)
    path.write_bytes(raw[:at] + junk + raw[at + len(junk) :])
    for found in PARQUET.read(path):
        assert isinstance(found, AnnotatedArticle | Refusal)
    path.write_bytes(raw[:at])
    assert _refusals(PARQUET, path)
