"""Prodigy and doccano: out and back, and work that others did there."""

import json
from pathlib import Path

import pytest
from hypothesis import given

from annotator.formats.doccano import DOCCANO
from annotator.formats.prodigy import PRODIGY
from annotator.formats.protocol import AnnotatedArticle, Format, Reads, Refusal
from tests.formats.round_trips import assert_comes_back
from tests.strategies import annotated_articles

TEXT = "👍 “All is well,” said Edda Lind."


@pytest.mark.parametrize("form", [PRODIGY, DOCCANO], ids=lambda form: form.name)
@given(record=annotated_articles())
def test_it_comes_back_but_for_the_declared_losses(form: Format, record: AnnotatedArticle) -> None:
    assert_comes_back(form, record)


def _read(tmp_path: Path, form: Reads, line: object) -> AnnotatedArticle | Refusal:
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    (found,) = form.read(path)
    return found


def _words(found: AnnotatedArticle | Refusal) -> list[list[str]]:
    """Return the words of the mentions, then of each quote's parts."""
    assert isinstance(found, AnnotatedArticle)
    assert found.annotations is not None
    return [
        [one.span.of(TEXT) for one in found.annotations.mentions],
        *(
            [part.of(TEXT) for part in (*one.content, *one.cue, *one.source)]
            for one in found.annotations.quotes
        ),
    ]


def test_tasks_of_prodigys_relations_recipe_come_in(tmp_path: Path) -> None:
    spans = [
        {"start": 2, "end": 16, "token_start": 1, "token_end": 6, "label": "Content"},
        {"start": 17, "end": 21, "token_start": 7, "token_end": 7, "label": "Cue"},
        {"start": 22, "end": 31, "token_start": 8, "token_end": 9, "label": "PERSON"},
    ]
    relations = [
        {"head": 6, "child": 7, "head_span": spans[0], "child_span": spans[1], "label": "BY"}
    ]
    task = {"text": TEXT, "spans": spans, "relations": relations, "_task_hash": 1}
    assert _words(_read(tmp_path, PRODIGY, task)) == [["Edda Lind"], ["“All is well,”", "said"]]
    refused = _read(tmp_path, PRODIGY, {**task, "answer": "reject"})
    assert isinstance(refused, Refusal)
    assert "reject" in refused.reason


def test_doccanos_two_forms_come_in(tmp_path: Path) -> None:
    plain = {"id": 3, "text": TEXT, "label": [[22, 31, "PER"], [0, 99, "PER"]]}
    found = _read(tmp_path, DOCCANO, plain)
    assert _words(found) == [["Edda Lind"]]
    assert isinstance(found, AnnotatedArticle)
    assert "outside the text" in found.remarks[0]
    entities = [
        {"id": 11, "label": "CONTENT", "start_offset": 2, "end_offset": 16},
        {"id": 12, "label": "SOURCE", "start_offset": 22, "end_offset": 31},
    ]
    relations = [{"id": 1, "from_id": 12, "to_id": 11, "type": "says"}]
    linked = {"text": TEXT, "entities": entities, "relations": relations}
    assert _words(_read(tmp_path, DOCCANO, linked)) == [[], ["“All is well,”", "Edda Lind"]]


@pytest.mark.parametrize("form", [PRODIGY, DOCCANO], ids=lambda form: form.name)
@pytest.mark.parametrize("line", [None, [], {"text": 3}, {"text": ""}, {"text": "a", "spans": 1}])
def test_rubbish_is_refused_or_comes_in_bare(tmp_path: Path, form: Reads, line: object) -> None:
    found = _read(tmp_path, form, line)
    assert isinstance(found, Refusal) or _words(found) == [[]]
