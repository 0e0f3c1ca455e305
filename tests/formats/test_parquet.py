"""Parquet, read by Hugging Face's ``datasets`` and by pyarrow."""

from __future__ import annotations

import json
import sys
import tracemalloc
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import datasets
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Mention, Quote, QuoteType
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition
from annotator.domain.span import Span
from annotator.formats.jsonl import to_json
from annotator.formats.parquet import PARQUET
from annotator.formats.protocol import AnnotatedArticle, Refusal, Writes, format_named
from tests.strategies import annotated_articles


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its attributes read back from their text."""
    for layer in ("segments", "entities", "quotes"):
        for one in row[layer]:
            one["attributes"] = json.loads(one["attributes"])
    return row


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(records=st.lists(annotated_articles(), max_size=4))
def test_rows_are_the_lines_of_json_lines(tmp_path: Path, records: list[AnnotatedArticle]) -> None:
    path = tmp_path / "articles.parquet"
    PARQUET.write(records, path)
    rows = pyarrow.parquet.read_table(path).to_pylist()
    assert [_line(row) for row in rows] == [to_json(record) for record in records]
    first = path.read_bytes()
    PARQUET.write(records, path)
    assert path.read_bytes() == first


def test_datasets_finds_the_same_features_whatever_is_in_it(tmp_path: Path) -> None:
    form = format_named("parquet")
    assert isinstance(form, Writes)
    article = Article(new_id(), "Harbour reopens")
    bare = AnnotationSet(new_id(), article.id, GOLD, Partition(len(article.text)))
    quote = Quote(new_id(), QuoteType.DIRECT, (Span(0, 7),), cue=(Span(8, 15),))
    full = replace(
        bare, mentions=(Mention(new_id(), Span(0, 7), "GPE"),), quotes=(quote,), notes=()
    )
    features = []
    for name, owned in (("bare", bare), ("full", full)):
        path = tmp_path / f"{name}.parquet"
        form.write([AnnotatedArticle(article, owned)], path)
        loaded = datasets.load_dataset(
            "parquet", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
        )
        assert loaded[0]["text"] == article.text
        features.append(loaded.features)
    assert features[0] == features[1]
    assert features[0]["quotes"].feature["content"].feature["start"].dtype == "int32"


def test_a_missing_library_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MendableError, match=r"annotator\[hf\]"):
        PARQUET.write([], tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def _table(path: Path, texts: pyarrow.Array, **how: Any) -> Path:  # noqa: ANN401 (as pyarrow has it)
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), path, compression="zstd", **how)
    return path


def _peak(path: Path) -> tuple[int, list[AnnotatedArticle | Refusal]]:
    """Read a file, and return the most bytes that Python held meanwhile."""
    tracemalloc.start()
    try:
        found = list(islice(PARQUET.read(path), 3))
        return tracemalloc.get_traced_memory()[1], found
    finally:
        tracemalloc.stop()


def test_what_unpacks_to_far_more_than_it_has_is_refused_unread(tmp_path: Path) -> None:
    many = pyarrow.array(["a" * 1_000_000] * 80)
    path = _table(tmp_path / "bomb.parquet", many, use_dictionary=False)
    assert path.stat().st_size < 100_000
    peak, (refused,) = _peak(path)
    assert isinstance(refused, Refusal)
    assert "unpacks to 80 MB" in refused.reason
    assert peak < 1_000_000


def test_more_rows_than_bytes_are_refused_unread(tmp_path: Path) -> None:
    path = _table(tmp_path / "nothing.parquet", pyarrow.nulls(1_000_000, pyarrow.string()))
    peak, (refused,) = _peak(path)
    assert isinstance(refused, Refusal)
    assert "1,000,000 rows" in refused.reason
    assert peak < 1_000_000


def test_a_value_that_many_rows_share_does_not_fill_the_memory(tmp_path: Path) -> None:
    large = pyarrow.array(["An article. " + "a" * 4_000_000] * 64)
    path = _table(tmp_path / "shared.parquet", large, dictionary_pagesize_limit=8_000_000)
    assert path.stat().st_size < 100_000
    peak, found = _peak(path)
    assert [isinstance(one, AnnotatedArticle) for one in found] == [True, True, True]
    assert peak < 150_000_000


def test_ordinary_articles_are_read_however_alike_they_are(tmp_path: Path) -> None:
    texts = pyarrow.array([f"The port of Brenholm opened again today. {n}" for n in range(5000)])
    path = _table(tmp_path / "alike.parquet", texts)
    found = list(PARQUET.read(path))
    assert len(found) == 5000
    assert all(isinstance(one, AnnotatedArticle) for one in found)
