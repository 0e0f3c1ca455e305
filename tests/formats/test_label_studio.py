"""Label Studio: our tasks as its documents have them, others' tasks in our reader."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given

from annotator.domain.annotation import QuoteType, SpeakerKind
from annotator.domain.annotation_set import DETECTOR
from annotator.formats.label_studio import LABEL_STUDIO
from annotator.formats.protocol import UNKNOWN_OWNER, AnnotatedArticle, Refusal
from tests.formats.round_trips import as_json, assert_comes_back, golden_record, write
from tests.strategies import annotated_articles

# The task format as labelstud.io/guide/task_format and /guide/export describe it for text.
REGION = {
    "type": "object",
    "required": ["id", "from_name", "to_name", "type", "value"],
    "properties": {
        "id": {"type": "string"},
        "from_name": {"type": "string"},
        "to_name": {"const": "text"},
        "type": {"enum": ["labels", "choices", "textarea"]},
        "value": {
            "type": "object",
            "required": ["start", "end", "text"],
            "properties": {
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
                "labels": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                "choices": {"type": "array", "items": {"type": "string"}},
            },
        },
        "meta": {"type": "object"},
    },
    "additionalProperties": False,
}
RELATION = {
    "type": "object",
    "required": ["type", "from_id", "to_id", "direction"],
    "properties": {
        "type": {"const": "relation"},
        "direction": {"enum": ["left", "right", "bi"]},
        "labels": {"type": "array", "items": {"type": "string"}},
        "from_id": {"type": "string"},
        "to_id": {"type": "string"},
    },
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["result"],
    "properties": {"result": {"type": "array", "items": {"oneOf": [REGION, RELATION]}}},
}
TASKS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["data"],
        "properties": {
            "data": {"type": "object", "required": ["text"]},
            "annotations": {"type": "array", "items": RESULT},
            "predictions": {"type": "array", "items": RESULT},
        },
        "additionalProperties": False,
    },
}


@given(annotated_articles())
def test_it_comes_back_without_any_loss(record: AnnotatedArticle) -> None:
    assert_comes_back(LABEL_STUDIO, record)


@given(annotated_articles())
def test_tasks_are_as_documented_and_fit_their_configuration(record: AnnotatedArticle) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "out"
        write(LABEL_STUDIO, [record, record], folder)
        tasks: Any = as_json(folder / "tasks.json")
        view = ElementTree.parse(folder / "labelling.xml").getroot()
    jsonschema.validate(tasks, TASKS)
    controls = {one.get("name"): one for one in view if one.get("toName") == "text"}
    labels = {name: {label.get("value") for label in control} for name, control in controls.items()}
    for task in tasks:
        text = task["data"]["text"]
        (done,) = task.get("annotations") or task["predictions"]
        ids = {one["id"] for one in done["result"] if one["type"] != "relation"}
        for one in done["result"]:
            if one["type"] == "relation":
                assert {one["from_id"], one["to_id"]} <= ids
                continue
            value = one["value"]
            allowed = labels[one["from_name"]]
            assert set(value.get("labels", value.get("choices", ()))) <= allowed
            if one["type"] == "labels":
                assert value["text"] == text[value["start"] : value["end"]]


def _label(id_: str, start: int, words: str, label: str, control: str = "label") -> dict[str, Any]:
    value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    return {"id": id_, "from_name": control, "to_name": "t", "type": "labels", "value": value}


def _read(tmp_path: Path, *tasks: object) -> list[AnnotatedArticle | Refusal]:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    return list(LABEL_STUDIO.read(path))


TEXT = "👍 “All is well,” said Edda Lind."


def test_work_of_another_project_comes_in(tmp_path: Path) -> None:
    """The regions of a project with one control, and relations drawn either way."""
    result = [
        _label("a", 2, "“All is well,”", "Content"),
        _label("b", 17, "said", "Cue"),
        _label("c", 22, "Edda Lind", "Source"),
        _label("d", 22, "Edda Lind", "PER"),
        {"type": "relation", "from_id": "b", "to_id": "a", "direction": "right"},
        {"type": "relation", "from_id": "a", "to_id": "c", "direction": "left"},
    ]
    task = {"id": 7, "data": {"article": TEXT}, "annotations": [{"id": 1, "result": result}]}
    (found,) = _read(tmp_path, task)
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    assert found.annotations.owner == UNKNOWN_OWNER
    (quote,) = found.annotations.quotes
    assert quote.type is QuoteType.DIRECT
    assert [part.of(TEXT) for part in (*quote.content, *quote.cue, *quote.source)] == [
        "“All is well,”",
        "said",
        "Edda Lind",
    ]
    assert [one.label for one in found.annotations.mentions] == ["PER"]


def test_predictions_are_the_detectors(tmp_path: Path) -> None:
    result = [_label("d", 22, "Edda Lind", "PER")]
    (found,) = _read(tmp_path, {"data": {"text": TEXT}, "predictions": [{"result": result}]})
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    assert found.annotations.owner == DETECTOR


def test_what_was_changed_in_label_studio_counts(tmp_path: Path) -> None:
    write(LABEL_STUDIO, [golden_record()], tmp_path / "out")
    tasks: Any = as_json(tmp_path / "out" / "tasks.json")
    for one in tasks[0]["annotations"][0]["result"]:
        if one["type"] == "choices":
            one["value"]["choices"] = ["mixed"]
        if one["type"] == "textarea":
            one["value"]["text"] = ["Nils Okoro"]
    (found,) = _read(tmp_path, *tasks)
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    (quote,) = found.annotations.quotes
    assert quote.type is QuoteType.MIXED
    assert quote.speaker.kind is SpeakerKind.ENTITY
    names = {entity.id: entity.name for entity in found.register}
    assert names[quote.speaker.entity or ""] == "Nils Okoro"


def test_evidence_that_does_not_fit_costs_no_annotation(tmp_path: Path) -> None:
    write(LABEL_STUDIO, [golden_record()], tmp_path / "out")
    tasks: Any = as_json(tmp_path / "out" / "tasks.json")
    for one in tasks[0]["annotations"][0]["result"]:
        if one.get("from_name") == "quotes" and "meta" in one:
            one["meta"]["annotator"]["origin"]["evidence"][0]["text"] = "told"
    (found,) = _read(tmp_path, *tasks)
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    (quote,) = found.annotations.quotes
    assert quote.origin.evidence == ("the name of a day",)
    (remark,) = found.remarks
    assert remark.startswith("A detector’s evidence whose text is not what stands")


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ({"value": {"start": 0, "end": 999, "text": "x", "labels": ["A"]}}, "outside the text"),
        ({"value": {"start": 0, "end": 1, "text": "x", "labels": ["A"]}}, "not what stands"),
        ({"type": "brush"}, "of type “brush”"),
        ({"type": "relation", "from_id": "d", "to_id": "z"}, "no part of a quote"),
    ],
)
def test_one_bad_region_costs_no_other(tmp_path: Path, change: dict[str, Any], remark: str) -> None:
    good = _label("d", 22, "Edda Lind", "PER")
    task = {"data": {"text": TEXT}, "annotations": [{"result": [{**good, **change}, good]}]}
    (found,) = _read(tmp_path, task)
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    assert len(found.annotations.mentions) == 1
    assert remark in found.remarks[0]


def test_good_tasks_come_in_beside_bad_ones(tmp_path: Path) -> None:
    found = _read(tmp_path, {"data": {}}, 7, {"data": {"text": TEXT}}, {"data": {"text": ""}})
    assert [isinstance(one, Refusal) for one in found] == [True, True, False, True]
