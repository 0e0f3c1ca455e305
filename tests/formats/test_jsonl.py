"""The project's own JSON Lines go out and come back without loss."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from annotator.domain.annotation import Segment
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition
from annotator.formats.jsonl import JSON_LINES, to_json
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.shipped import resource
from tests.formats.round_trips import cancelled_after
from tests.strategies import annotated_articles

SCHEMA = json.loads(resource("schema/annotated_article.schema.json").read_text(encoding="utf-8"))


def _without_set_id(record: AnnotatedArticle) -> AnnotatedArticle:
    assert record.annotations is not None
    return replace(record, annotations=replace(record.annotations, id=""))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=annotated_articles())
def test_a_record_comes_back_as_it_was(tmp_path: Path, record: AnnotatedArticle) -> None:
    path = tmp_path / "records.jsonl"
    JSON_LINES.write([record], path)
    (back,) = JSON_LINES.read(path)
    assert isinstance(back, AnnotatedArticle)
    assert _without_set_id(back) == _without_set_id(record)


@settings(max_examples=60)
@given(annotated_articles())
def test_a_record_fits_the_schema(record: AnnotatedArticle) -> None:
    jsonschema.validate(to_json(record), SCHEMA)


def _record() -> dict[str, Any]:
    golden = Path(__file__).parent.parent / "golden" / "harbour.jsonl"
    record: dict[str, Any] = json.loads(golden.read_text(encoding="utf-8"))
    return record


def _read(tmp_path: Path, line: str | bytes) -> AnnotatedArticle | Refusal:
    path = tmp_path / "one.jsonl"
    path.write_bytes(line if isinstance(line, bytes) else line.encode())
    (found,) = JSON_LINES.read(path)
    return found


def test_the_golden_file_is_written_as_it_stands(tmp_path: Path) -> None:
    golden = Path(__file__).parent.parent / "golden" / "harbour.jsonl"
    records = [one for one in JSON_LINES.read(golden) if isinstance(one, AnnotatedArticle)]
    JSON_LINES.write(records, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == golden.read_bytes()


def _set(path: str, value: object) -> dict[str, Any]:
    record = _record()
    *way, last = path.split(".")
    place: Any = record
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return record


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("entities.0.start", 1, "not what stands at its offsets"),
        ("entities.0.end", 10**9, "outside the article"),
        ("entities.0.end", 2**70, "outside the article"),
        ("entities.0.start", True, "not a whole number"),
        ("entities.0.origin.confidence", 2, "from 0 to 1"),
        ("entities.1.origin.evidence.0.start", 55, "evidence 1 is not what stands"),
        ("entities.1.origin.evidence.1.text", 7, "not text"),
        ("entities.0.entity", "nobody", "not in “register”"),
        ("segments.1.start", 0, "not what stands at its offsets"),
        ("sha256", "0" * 64, "not the one"),
        ("owner.kind", "robot", "must be one of"),
        ("quotes.0.content", [], "quote without content"),
        ("quotes", None, "not a list"),
        ("text", "a\r\nb", "would change"),
        ("id", "", "is empty"),
    ],
)
def test_a_bad_record_is_refused_with_its_reason(
    tmp_path: Path, path: str, value: object, reason: str
) -> None:
    found = _read(tmp_path, json.dumps(_set(path, value)))
    assert isinstance(found, Refusal)
    assert reason in found.reason
    assert found.where.endswith(":1")


def test_lines_of_before_evidence_was_written_come_in(tmp_path: Path) -> None:
    record = _record()
    for one in (*record["segments"], *record["entities"], *record["quotes"]):
        del one["origin"]["evidence"]
    found = _read(tmp_path, json.dumps(record))
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    (_, day) = found.annotations.mentions
    assert (day.origin.detector, day.origin.evidence) == ("quotes", ())


@pytest.mark.parametrize("line", [b"{", b"[]", b"null", b"\xff\xfe\x00", b"NaN", b"[" * 100_000])
def test_rubbish_is_refused(tmp_path: Path, line: bytes) -> None:
    assert isinstance(_read(tmp_path, line), Refusal)


def test_good_records_come_in_beside_bad_ones(tmp_path: Path) -> None:
    good = json.dumps(_record())
    path = tmp_path / "mixed.jsonl"
    path.write_text(f"{good}\nrubbish\n\n{good}\n", encoding="utf-8")
    found = list(JSON_LINES.read(path))
    assert [isinstance(one, Refusal) for one in found] == [False, True, False]


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("old", encoding="utf-8")
    (record,) = JSON_LINES.read(Path(__file__).parent.parent / "golden" / "harbour.jsonl")
    assert isinstance(record, AnnotatedArticle)

    with pytest.raises(KeyboardInterrupt):
        JSON_LINES.write(cancelled_after([record] * 60), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_unwritable_folder_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(MendableError, match="could not be written"):
        JSON_LINES.write([], tmp_path / "missing" / "out.jsonl")


def test_numbers_of_any_size_go_through(tmp_path: Path) -> None:
    article = Article(new_id(), "A short text.")
    segment = Segment(new_id(), 0, "paragraph", attributes={"views": 10**30})
    annotations = AnnotationSet(new_id(), article.id, GOLD, Partition(13, (segment,)))
    path = tmp_path / "big.jsonl"
    JSON_LINES.write([AnnotatedArticle(article, annotations)], path)
    (read,) = JSON_LINES.read(path)
    assert isinstance(read, AnnotatedArticle)
    assert read.annotations is not None
    assert read.annotations.partition.segments[0].attributes == {"views": 10**30}
