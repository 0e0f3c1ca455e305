"""Many suggestions decided at once, in articles opened and not, and taken back in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import Layer, State
from annotator.domain.errors import RefusedError
from annotator.domain.step import Progress
from annotator.domain.suggestions import Thresholds, Wanted
from annotator.store import BusyError
from annotator.workspace.commands import DecideAll, FinishArticle
from annotator.workspace.deciding import decide_everywhere
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.workspace import Workspace
from tests.projects_for_tests import TEXT, make_project, opened

UNSURE = Wanted(Layer.ENTITIES, at_most=0.8)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    make_project(tmp_path / "project.annot", articles=30)
    workspace = opened(tmp_path / "project.annot")
    yield workspace
    workspace.project.close()


def _ids(workspace: Workspace) -> list[str]:
    return workspace.queries.article_ids(workspace.owner)


def _states(workspace: Workspace, article_id: str) -> list[State]:
    return [one.state for one in workspace.annotations(article_id).mentions]


def _everywhere(workspace: Workspace, wanted: Wanted, state: State) -> int:
    step = finished(decide_everywhere(workspace, wanted, state), lambda _advance: None)
    return sum(change.set_id != change.record.id for change in step.changes)


def test_it_reaches_every_article_and_comes_back_in_one_step(workspace: Workspace) -> None:
    first, *_, last = _ids(workspace)
    workspace.annotations(first)
    assert _everywhere(workspace, UNSURE, State.REJECTED) == 30
    assert _states(workspace, last) == [State.SUGGESTED, State.REJECTED]
    row = workspace.queries.article_rows(workspace.owner, [last])[0]
    assert row.progress is Progress.DOING
    workspace.undo()
    for article_id in (first, last):
        assert _states(workspace, article_id) == [State.SUGGESTED] * 2
    workspace.redo()
    assert _states(workspace, first) == [State.SUGGESTED, State.REJECTED]


def test_taking_it_back_is_done_article_by_article_or_not_at_all(workspace: Workspace) -> None:
    first, *_, last = _ids(workspace)
    _everywhere(workspace, UNSURE, State.REJECTED)
    given_up = workspace.undo_in_parts()
    advances = [next(given_up) for _ in range(10)]
    assert [one.done for one in advances] == sorted({one.done for one in advances})
    with pytest.raises(BusyError):
        workspace.project.record("Meanwhile", "Ines")
    given_up.close()
    assert _states(workspace, first) == [State.SUGGESTED, State.REJECTED]
    step = finished(workspace.undo_in_parts(), lambda _advance: None)
    assert step is not None
    for article_id in (first, last):
        assert _states(workspace, article_id) == [State.SUGGESTED] * 2
    finished(workspace.redo_in_parts(), lambda _advance: None)
    assert _states(workspace, last) == [State.SUGGESTED, State.REJECTED]


def test_done_articles_are_left_alone(workspace: Workspace) -> None:
    done = _ids(workspace)[0]
    annotations = workspace.annotations(done)
    workspace.do(FinishArticle(done, annotations.id, anyway=True))
    assert _everywhere(workspace, UNSURE, State.ACCEPTED) == 29
    assert _states(workspace, done) == [State.SUGGESTED] * 2


def test_cancelled_while_opening_nothing_is_decided(workspace: Workspace) -> None:
    def stop(_advance: Advance) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finished(decide_everywhere(workspace, UNSURE, State.ACCEPTED), stop)
    assert not workspace.undo_title
    assert all(_states(workspace, one) == [State.SUGGESTED] * 2 for one in _ids(workspace))


def test_segments_are_never_rejected(workspace: Workspace) -> None:
    article_id = _ids(workspace)[0]
    set_id = workspace.annotations(article_id).id
    with pytest.raises(RefusedError, match="cannot be rejected"):
        workspace.do(DecideAll(article_id, (set_id,), Wanted(Layer.SEGMENTS), State.REJECTED))


@pytest.mark.parametrize("layer", Layer)
def test_what_is_counted_is_what_is_decided(workspace: Workspace, layer: Layer) -> None:
    article_id = _ids(workspace)[0]
    queries, owner = workspace.queries, workspace.owner
    for where in ("", article_id):
        counts = queries.suggestion_counts(owner, layer, where)
        examples = queries.suggestion_examples(owner, Wanted(layer), where, most=1000)
        assert sum(one.count for one in counts) == len(examples)
        assert examples == sorted(examples, key=lambda one: one.confidence)
    assert all(one.text in " ".join(TEXT.split()) for one in examples)
    counted = sum(one.count for one in queries.suggestion_counts(owner, layer))
    assert _everywhere(workspace, Wanted(layer), State.ACCEPTED) == counted
    assert queries.suggestion_counts(owner, layer) == []


@pytest.mark.parametrize("percent", [0, 50, 51, 95, 96, 100])
def test_what_is_hidden_is_counted_alike_everywhere(workspace: Workspace, percent: int) -> None:
    thresholds = Thresholds(percent, percent)
    queries, owner = workspace.queries, workspace.owner
    opened, *unopened = _ids(workspace)
    annotations = workspace.annotations(opened)
    hidden = [one for one in annotations.annotations() if thresholds.hides(one)]
    row, other = queries.article_rows(owner, [opened, unopened[0]], thresholds)
    assert row.undecided == 6 - len(hidden)
    assert other.undecided == 0
    for layer in Layer:
        here = sum(thresholds.hides(one) for one in annotations.of_layer(layer))
        counted = queries.confidences(owner, layer)
        everywhere = sum(n for one, n in counted if one < thresholds.least(layer))
        assert everywhere == here * (1 + len(unopened))


def test_label_and_rule_narrow_it_down(workspace: Workspace) -> None:
    queries, owner = workspace.queries, workspace.owner
    counts = queries.suggestion_counts(owner, Layer.ENTITIES)
    one = next(one for one in counts if one.label == "ORG")
    wanted = Wanted(Layer.ENTITIES, one.label, one.rule, one.confidence, one.confidence)
    assert {example.text for example in queries.suggestion_examples(owner, wanted)} == {"Crews"}
    assert _everywhere(workspace, wanted, State.ACCEPTED) == one.count
