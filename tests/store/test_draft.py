"""Many edits of a set written at once come to the same as one by one, and are undone the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Layer, Mention, Segment
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.decision import Decision, Ruling
from annotator.domain.errors import RefusedError
from annotator.domain.span import Span
from annotator.domain.step import Progress, Record, SetProgress
from annotator.store import BusyError, Editing, Project, Transaction
from annotator.workspace.jobs import Advance, finished
from tests.projects_for_tests import TEXT, make_project, span

INES = Owner(OwnerKind.ANNOTATOR, "Ines")
_MANY = 1000
_Edits = Sequence[tuple[str, int]]


_PUT: dict[str, Callable[[str, AnnotationSet, int], Record]] = {
    "retype": lambda _id, now, n: replace(now.mentions[n % 2], label=("ORG", "GPE", "ROLE")[n % 3]),
    "add": lambda _id, _now, n: Mention(f"new {n}", Span(n, n + 3), "ORG"),
    "quote": lambda _id, now, n: replace(now.quotes[0], cue=(span("agreed"),) * (n % 2)),
    "decide": lambda _id, _now, n: Decision(
        f"place {n}", Layer.ENTITIES, Span(0, 5), Ruling.CHOICE, "said", made=(f"new {n}",)
    ),
    "progress": lambda set_id, _now, n: SetProgress(set_id, list(Progress)[n % len(Progress)]),
}


def _edit(edits: Editing, set_id: str, now: AnnotationSet, what: str, number: int) -> None:
    """Make one edit; whatever is not there any more is passed over."""
    match what:
        case "remove":
            found = edits.find_or_none(Mention, now.mentions[number % 2].id)
            if found is not None:
                edits.remove(set_id, found)
        case "split":
            starts = {one.start for one in edits.segments(set_id)}
            if 20 + number not in starts:
                edits.put(set_id, Segment(f"segment {number}", 20 + number, "caption"))
        case "join":
            edits.remove(set_id, edits.segments(set_id)[-1])
        case _:
            edits.put(set_id, _PUT[what](set_id, now, number))


def _make_edits(tx: Transaction, count: int, now: AnnotationSet, done: _Edits) -> None:
    with tx.editing(now.id, count) as edits:
        for what, number in done:
            _edit(edits, now.id, now, what, number)


_edits = st.lists(
    st.tuples(
        st.sampled_from(("remove", "split", "join", *_PUT)),
        st.integers(0, 9),
    ),
    max_size=12,
).filter(lambda done: sum(what == "join" for what, _ in done) < 3)


@settings(max_examples=30)
@given(_edits)
def test_at_once_is_as_one_by_one(done: _Edits) -> None:
    with TemporaryDirectory() as name:
        found = []
        path = Path(name) / "project.annot"
        (article_id,) = make_project(path)
        project = Project.open(path)
        project.begin_set(article_id, INES)
        for count in (1, _MANY):
            before = project.queries.annotation_set(article_id, INES)
            assert before is not None
            step = project.run(
                partial(_make_edits, count=count, now=before, done=done), title="", annotator="Ines"
            )
            found.append(project.queries.annotation_set(article_id, INES))
            assert list(project.findings()) == []
            if step.changes:
                kept = project.step(step.id)
                undoing = project.reapply_in_parts("undo", kept, "Ines", Advance)
                finished(undoing, lambda _advance: None)
            assert project.queries.annotation_set(article_id, INES) == before
            assert list(project.findings()) == []
        project.close()
    assert found[0] == found[1]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    make_project(tmp_path / "project.annot")
    return Project.open(tmp_path / "project.annot")


def test_what_may_not_be_is_refused_and_nothing_changes(project: Project) -> None:
    (article_id,) = project.queries.article_ids(INES)
    project.begin_set(article_id, INES)
    now = project.queries.annotation_set(article_id, INES)
    assert now is not None

    def work(tx: Transaction, record: Mention) -> None:
        with tx.editing(now.id, _MANY) as edits:
            edits.put(now.id, replace(now.mentions[0], label="ORG"))
            edits.put(now.id, record)

    for record in (
        Mention("one", Span(0, len(TEXT) + 1), "ORG"),
        Mention("two", Span(0, 3), "no label of ours"),
    ):
        with pytest.raises(RefusedError):
            project.run(partial(work, record=record), title="", annotator="Ines")

    def without_first(tx: Transaction) -> None:
        with tx.editing(now.id, _MANY) as edits:
            edits.remove(now.id, now.partition.segments[0])

    with pytest.raises(RefusedError, match="first segment"):
        project.run(without_first, title="", annotator="Ines")
    assert project.queries.annotation_set(article_id, INES) == now
    project.close()


def test_a_long_step_that_is_given_up_changes_nothing(project: Project) -> None:
    (article_id,) = project.queries.article_ids(INES)
    project.begin_set(article_id, INES)
    now = project.queries.annotation_set(article_id, INES)
    assert now is not None

    def parts(tx: Transaction) -> Iterator[Advance]:
        for quote in now.quotes:
            tx.remove(now.id, quote)
            yield Advance(1, 1)

    running = project.run_in_parts(parts, title="Long", annotator="Ines")
    assert next(running) == Advance(1, 1)
    with pytest.raises(BusyError, match="long step"):
        project.record("Meanwhile", "Ines")
    running.close()
    assert project.queries.annotation_set(article_id, INES) == now
    project.record("Afterwards", "Ines")
    again = project.run_in_parts(parts, title="Long", annotator="Ines")
    step = finished(again, lambda _advance: None)
    assert len(step.changes) == len(now.quotes)
    project.close()
