"""Two reviewers decide in copies of one project: any order, once or twice, comes to the same."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from annotator.comparing.deciding import can
from annotator.comparing.merging import Side
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.decision import Decision, Ruling
from annotator.store import Project
from annotator.workspace.bringing_back import BringReport, bring_back
from annotator.workspace.commands import FinishArticle, ReopenArticle, RetypeSegment, SplitSegment
from annotator.workspace.jobs import finished
from annotator.workspace.reviewing.cases import article_ids, review_queue, reviewed_article
from annotator.workspace.reviewing.decisions import Verdict, decide, merge_agreed, take_back
from tests.projects_for_agreement import make_compared_project
from tests.projects_for_tests import TEXT, opened
from tests.workspace.reviewing.test_reviewing import ignored
from tests.workspace.test_bringing_back import _content, _Larger

_CASES = 5
"""So many disagreements the project has, in one article: two of segments, two mentions, a quote."""
_RULINGS = ("first", "second", Ruling.UNION, Ruling.INTERSECTION, Ruling.NONE, Ruling.DEFERRED)
_Done = Sequence[tuple[int, str]]


def _make(path: Path) -> None:
    make_compared_project(path, articles=1)
    workspace = opened(path, "Joss")
    (article_id,) = article_ids(workspace.queries)
    set_id = workspace.annotations(article_id).id
    first, *_ = workspace.annotations(article_id).partition.segments
    workspace.do(ReopenArticle(article_id, set_id, "More."))
    workspace.do(RetypeSegment(article_id, set_id, first.id, "standfirst"))
    workspace.do(SplitSegment(article_id, set_id, TEXT.index("👩"), "caption"))
    workspace.do(FinishArticle(article_id, set_id, anyway=True))
    workspace.project.close()


def _review(path: Path, reviewer: str, done: _Done) -> None:
    """Let a reviewer decide, or take back, the cases of these numbers."""
    workspace = opened(path, reviewer)
    finished(merge_agreed(workspace), ignored)
    cases = finished(review_queue(workspace.project), ignored).cases
    assert len(cases) == _CASES
    for number, what in done:
        case = cases[number]
        reviewed = reviewed_article(workspace.queries, case.article_id)
        assert reviewed is not None
        cluster = reviewed.cluster(case.id)
        assert cluster is not None
        if what == "back":
            if case.id in reviewed.decisions:
                take_back(workspace, case)
        elif what in ("first", "second"):
            choice = cluster.choices[what == "second"]
            ruling = Ruling.CHOICE if choice.pieces else Ruling.NONE
            decide(workspace, reviewed, cluster, Verdict(ruling, choice))
        elif can(cluster, Ruling(what)):
            decide(workspace, reviewed, cluster, Verdict(Ruling(what)))
    workspace.project.close()


def _bring(path: Path, *files: Path, **options: object) -> BringReport:
    project = Project.open(path)
    try:
        job = bring_back(project, files, "Rita", **options)  # type: ignore[arg-type]
        report = finished(job, ignored)
        assert list(project.findings()) == []
        return report
    finally:
        project.close()


def _gold(path: Path) -> AnnotationSet:
    project = Project.open(path, read_only=True)
    (article_id,) = article_ids(project.queries)
    found = project.queries.annotation_set(article_id, GOLD)
    project.close()
    assert found is not None
    return found


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A project, and the two copies that Rita and Sam took along."""
    path = tmp_path / "project.annot"
    _make(path)
    rita, sam = (Path(shutil.copy(path, tmp_path / f"{name}.annot")) for name in ("rita", "sam"))
    return path, rita, sam


def test_decisions_about_different_places_come_together(copies: tuple[Path, Path, Path]) -> None:
    path, rita, sam = copies
    _review(rita, "Rita", [(0, "second"), (2, "first")])
    _review(sam, "Sam", [(3, "first"), (4, "none")])
    assert _bring(path, rita, sam).is_kept
    gold = _gold(path)
    assert {one.by for one in gold.decisions if one.kinds and one.by} == {"Rita", "Sam"}
    assert sum(one.is_by_person for one in gold.decisions) == 4
    made = {id_ for one in gold.decisions for id_ in one.made}
    assert {one.id for one in gold.mentions} | {one.id for one in gold.quotes} <= made
    for one in gold.decisions:
        if one.layer is not Layer.SEGMENTS:
            here = {each.id for each in gold.of_layer(one.layer)}
            assert set(one.made) <= here


def test_one_place_decided_differently_is_a_question(copies: tuple[Path, Path, Path]) -> None:
    path, rita, sam = copies
    _review(rita, "Rita", [(2, "first")])
    _review(sam, "Sam", [(2, "second")])
    before = _content(path)
    report = _bring(path, rita, sam)
    assert not report.is_kept
    assert _content(path) == before
    (asked,) = report.questions
    assert isinstance(asked.question.record, Decision)
    assert asked.owner == GOLD
    for side, name in ((Side.OURS, "Rita"), (Side.THEIRS, "Sam")):
        copy = Path(shutil.copy(path, path.with_name(f"{name}-wins.annot")))
        assert _bring(copy, rita, sam, answers={asked.question: side}).is_kept
        gold = _gold(copy)
        (kept,) = (one for one in gold.decisions if one.is_by_person)
        assert kept.by == name
        # What the other reviewer made there is gone with the decision.
        here = [one.id for one in gold.mentions if one.span.overlaps(kept.span)]
        assert here == list(kept.made)


def test_one_place_decided_alike_asks_nothing(copies: tuple[Path, Path, Path]) -> None:
    path, rita, sam = copies
    for file, name in ((rita, "Rita"), (sam, "Sam")):
        _review(file, name, [(number, "first") for number in range(_CASES)])
    assert _bring(path, rita, sam).is_kept
    assert _gold(path).mentions == _gold(rita).mentions


_verdicts = st.lists(
    st.tuples(st.integers(0, _CASES - 1), st.sampled_from((*_RULINGS, "back"))), max_size=5
)


@settings(max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(_verdicts, _verdicts, _verdicts)
def test_any_order_and_any_number_of_times(before: _Done, left: _Done, right: _Done) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "project.annot"
        _make(path)
        if before:
            _review(path, "Rita", before)
        files = [Path(shutil.copy(path, folder / f"{one}.annot")) for one in ("rita", "sam")]
        _review(files[0], "Rita", left)
        _review(files[1], "Sam", right)
        contents = []
        for number, order in enumerate((*permutations(files), [*files, *files])):
            copy = Path(shutil.copy(path, folder / f"copy{number}.annot"))
            for file in order:
                assert _bring(copy, file, answers=_Larger()).is_kept
            contents.append(_content(copy))
        assert contents[0] == contents[1] == contents[2]
