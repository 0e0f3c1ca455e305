"""Findings in a project: found in gold, mended in one step, marked as right for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.comparing.consistency import Finding, Kind
from annotator.domain.annotation_set import GOLD, AnnotationSet, Owner, OwnerKind
from annotator.domain.errors import RefusedError
from annotator.domain.span import Span
from annotator.domain.step import Step
from annotator.workspace.bringing_back import bring_back
from annotator.workspace.commands import (
    ChangeQuote,
    Command,
    DeleteMention,
    MarkAsOpen,
    MarkAsRight,
    ReopenArticle,
)
from annotator.workspace.consistency import (
    Checked,
    Findings,
    check_consistency,
    default_owner,
    fix_of,
)
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.workspace import Workspace
from tests.projects_for_consistency import make_inconsistent_project
from tests.projects_for_tests import make_project, opened

INES = Owner(OwnerKind.ANNOTATOR, "Ines")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    make_inconsistent_project(tmp_path / "project.annot")
    workspace = opened(tmp_path / "project.annot")
    yield workspace
    workspace.project.close()


def check(workspace: Workspace, owner: Owner = GOLD) -> Checked:
    return finished(check_consistency(workspace.project, owner), lambda _advance: None)


def one_of(findings: Findings, kind: Kind) -> Finding:
    (found,) = [one for one in findings.standing() if one.kind is kind]
    return found


def gold(workspace: Workspace, finding: Finding) -> AnnotationSet:
    found = workspace.queries.annotation_set(finding.article_id, GOLD)
    assert found is not None
    return found


def _followed(findings: Findings, step: Step) -> None:
    findings.apply(step.changes)


@pytest.fixture
def findings(workspace: Workspace) -> Findings:
    found = Findings(check(workspace), workspace.queries)
    workspace.subscribe(lambda step, _: _followed(found, step))
    return found


def test_one_of_each_kind_in_order(findings: Findings) -> None:
    assert [one.kind for one in findings.standing()] == list(Kind)
    assert findings.checked.articles == 4
    article_id = one_of(findings, Kind.LABEL).article_id
    assert findings.checked.titles[article_id] == "Brenholm wins"


@pytest.mark.parametrize("kind", [Kind.LABEL, Kind.UNLABELLED, Kind.BOUNDARY, Kind.ALIKE])
def test_mended_undone_and_done_again(workspace: Workspace, findings: Findings, kind: Kind) -> None:
    finding = one_of(findings, kind)
    step = workspace.do(fix_of(workspace.queries, findings.checked, [finding]))
    assert step.article_id == finding.article_id
    for move, stands in ((workspace.undo, True), (workspace.redo, False)):
        assert (finding in findings.standing()) is not stands
        assert (finding in check(workspace).findings) is not stands
        move()
    workspace.undo()
    assert finding in findings.standing()


def test_all_in_one_step(workspace: Workspace, findings: Findings) -> None:
    kinds = (Kind.LABEL, Kind.UNLABELLED, Kind.BOUNDARY)
    fix = fix_of(workspace.queries, findings.checked, findings.standing())
    before = [gold(workspace, one_of(findings, kind)) for kind in kinds]
    workspace.do(fix)
    assert not {one.kind for one in check(workspace).findings} & {*kinds, Kind.ALIKE}
    workspace.undo()
    assert [gold(workspace, one_of(findings, kind)) for kind in kinds] == before


def test_what_has_no_one_fix_says_so(workspace: Workspace, findings: Findings) -> None:
    with pytest.raises(RefusedError, match="more than one way"):
        fix_of(workspace.queries, findings.checked, [one_of(findings, Kind.NO_SPEAKER)])


def test_mending_by_hand_is_seen(workspace: Workspace, findings: Findings) -> None:
    label, marks = one_of(findings, Kind.LABEL), one_of(findings, Kind.MARKS)
    place = label.article_id, gold(workspace, label).id
    workspace.do(DeleteMention(*place, label.annotation_id))
    assert label not in findings.standing()
    annotations = gold(workspace, marks)
    (quote,) = annotations.quotes
    (content,) = quote.content
    moved = replace(quote, content=(Span(content.start + 1, content.end),))
    workspace.do(ChangeQuote(marks.article_id, annotations.id, moved, ("Not today,",)))
    assert marks not in findings.standing()
    assert one_of(findings, Kind.SPEAKER_NOT_NAMED)
    workspace.undo()
    assert marks in findings.standing()


def test_marked_as_right_is_remembered(workspace: Workspace, findings: Findings) -> None:
    finding, other = one_of(findings, Kind.LABEL), one_of(findings, Kind.CAPTION)
    workspace.do(MarkAsRight((finding.key, other.key)))
    assert finding not in findings.standing()
    assert findings.standing(approved=True) == [finding, other]
    workspace.undo()
    assert finding in findings.standing()
    workspace.redo()
    path = workspace.project.path
    workspace.project.close()
    again = opened(path)
    found = Findings(check(again), again.queries)
    assert finding not in found.standing()
    again.subscribe(lambda step, _: _followed(found, step))
    again.do(MarkAsOpen(found.approvals_of(finding)))
    assert finding in found.standing()
    assert again.queries.approved() == {other.key}
    again.project.close()


def test_all_of_the_same_words_marked_at_once(workspace: Workspace, findings: Findings) -> None:
    finding = one_of(findings, Kind.UNLABELLED)
    assert findings.like(finding) == [finding]
    workspace.do(MarkAsRight((finding.group,)))
    assert finding not in Findings(check(workspace), workspace.queries).standing()


def test_marks_come_in_with_a_project(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.annot"
    other.write_bytes(workspace.project.path.read_bytes())
    there = opened(other, "Joss")
    there.do(MarkAsRight(("a key",)))
    there.project.close()
    workspace.do(MarkAsRight(("own",)))
    for _ in range(2):
        finished(bring_back(workspace.project, [other], "Ines"), lambda _advance: None)
        assert workspace.queries.approved() == {"a key", "own"}


def test_finished_work_of_ones_own_is_locked(tmp_path: Path) -> None:
    make_inconsistent_project(tmp_path / "own.annot", INES)
    workspace = opened(tmp_path / "own.annot")
    assert default_owner(workspace.queries, INES) == INES
    findings = Findings(check(workspace, INES), workspace.queries)
    finding = one_of(findings, Kind.LABEL)
    with pytest.raises(RefusedError, match="Reopen it"):
        fix_of(workspace.queries, findings.checked, [finding])
    place = finding.article_id, findings.checked.set_ids[finding.article_id]
    workspace.do(ReopenArticle(*place, "Consistency"))
    fix: Command = fix_of(workspace.queries, findings.checked, [finding])
    workspace.do(fix)
    assert finding not in check(workspace, INES).findings
    workspace.project.close()


def test_articles_not_begun_are_left_out_and_cancelling_changes_nothing(tmp_path: Path) -> None:
    make_project(tmp_path / "new.annot", articles=3)
    workspace = opened(tmp_path / "new.annot")
    for article_id in workspace.queries.article_ids(INES):
        workspace.annotations(article_id)
    assert check(workspace, INES).articles == 0

    def stop(_advance: Advance) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finished(check_consistency(workspace.project, INES), stop)
    workspace.project.close()
