"""Disagreements are found, decided into gold, undone, and never decided twice by a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.comparing.deciding import blind_order, can
from annotator.comparing.disagreements import Cluster, Kind
from annotator.comparing.strategies import Majority, TrustOrder
from annotator.domain.annotation import Layer, Mention, Quote, Segment, State
from annotator.domain.annotation_set import GOLD, AnnotationSet, Owner, OwnerKind
from annotator.domain.decision import Reason, Ruling
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.store import NewSet, Project
from annotator.workspace.commands import (
    FinishArticle,
    ReopenArticle,
    RetypeMention,
    RetypeSegment,
)
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.reviewing.beside import beside_gold
from annotator.workspace.reviewing.cases import (
    Case,
    CaseOrder,
    CaseState,
    ReviewedArticle,
    ReviewQueue,
    in_order,
    review_queue,
    reviewed_article,
)
from annotator.workspace.reviewing.decisions import (
    Verdict,
    apply,
    decide,
    decide_alike,
    dry_run,
    merge_agreed,
    take_back,
)
from annotator.workspace.reviewing.finishing import finish, finishable
from annotator.workspace.workspace import Workspace
from tests.projects_for_agreement import INES, JOSS, OYEL, make_compared_project
from tests.projects_for_tests import TEXT, make_project, opened, span


def ignored(_advance: Advance) -> None:
    pass


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    make_compared_project(tmp_path / "project.annot")
    workspace = opened(tmp_path / "project.annot", "Rita")
    yield workspace
    workspace.project.close()


def queue_of(workspace: Workspace) -> ReviewQueue:
    return finished(review_queue(workspace.project), ignored)


def at(workspace: Workspace, case: Case) -> tuple[ReviewedArticle, Cluster]:
    reviewed = reviewed_article(workspace.queries, case.article_id)
    assert reviewed is not None
    cluster = reviewed.cluster(case.id)
    assert cluster is not None
    return reviewed, cluster


def gold_of(workspace: Workspace, article_id: str) -> AnnotationSet:
    found = workspace.queries.annotation_set(article_id, GOLD)
    assert found is not None
    return found


def case_of(workspace: Workspace, kind: Kind, layer: Layer = Layer.ENTITIES) -> Case:
    cases = queue_of(workspace).cases
    return next(one for one in cases if one.layer is layer and kind in one.kinds)


def test_the_queue_lists_what_somebody_has_to_decide(workspace: Workspace) -> None:
    queue = queue_of(workspace)
    assert queue.articles == 3
    kinds = {(one.layer, one.kinds) for one in queue.cases}
    assert kinds == {
        (Layer.ENTITIES, (Kind.LABEL,)),
        (Layer.ENTITIES, (Kind.BOUNDARY,)),
        (Layer.QUOTES, (Kind.MISSING,)),
    }
    assert len(queue.cases) == 9
    assert queue.count(CaseState.OPEN) == 9
    by_severity = in_order(queue.cases, CaseOrder.SEVERITY)
    assert [one.severity for one in by_severity] == sorted(
        (one.severity for one in queue.cases), reverse=True
    )
    words = [one.words for one in in_order(queue.cases, CaseOrder.WORDS)]
    assert words == sorted(words, key=str.casefold)


def test_a_choice_becomes_gold_and_comes_back_with_undo(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.LABEL)
    reviewed, cluster = at(workspace, case)
    verdict = Verdict(Ruling.CHOICE, cluster.choices[0], reason=Reason.SLIP, note="See 2.3")
    decide(workspace, reviewed, cluster, verdict)
    gold = gold_of(workspace, case.article_id)
    (mention,) = gold.mentions
    assert (mention.span, mention.label, mention.state) == (span("Crews"), "ORG", State.ACCEPTED)
    (decision,) = gold.decisions
    assert (decision.by, decision.how, decision.reason) == ("Rita", "Ines, Oyel", Reason.SLIP)
    assert decision.made == (mention.id,)
    again = next(one for one in queue_of(workspace).cases if one.id == case.id)
    assert again.state is CaseState.DECIDED
    workspace.undo()
    gold = gold_of(workspace, case.article_id)
    assert not gold.mentions
    assert not gold.decisions
    workspace.redo()
    assert gold_of(workspace, case.article_id).decisions == (decision,)
    assert not list(workspace.project.findings())


def test_finished_gold_stays_as_it_is(workspace: Workspace) -> None:
    ids = workspace.queries.article_ids(GOLD)
    workspace.project.add_set(ids[0], GOLD, NewSet(progress=Progress.DONE))
    before = gold_of(workspace, ids[0])
    run = finished(dry_run(workspace.project, [Majority()]), ignored)
    assert {(case.article_id, why) for case, why in run.left} == {
        (ids[0], "The gold of this article is finished.")
    }
    finished(apply(workspace, run), ignored)
    assert gold_of(workspace, ids[0]) == before
    assert gold_of(workspace, ids[1]).mentions


def test_another_decision_takes_the_place_of_the_first(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.BOUNDARY)
    reviewed, cluster = at(workspace, case)
    for ruling, words in (
        (Ruling.UNION, "Ada Brandt said"),
        (Ruling.INTERSECTION, "Ada Brandt"),
        (Ruling.NONE, ""),
        (Ruling.DEFERRED, ""),
        (Ruling.UNION, "Ada Brandt said"),
    ):
        decide(workspace, reviewed, cluster, Verdict(ruling))
        found = [one.span.of(TEXT) for one in gold_of(workspace, case.article_id).mentions]
        assert found == ([words] if words else [])
    take_back(workspace, case)
    gold = gold_of(workspace, case.article_id)
    assert not gold.mentions
    assert not gold.decisions


def test_what_was_edited_by_the_reviewer_is_gold(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.BOUNDARY)
    reviewed, cluster = at(workspace, case)
    edited = Mention(new_id(), span("Brandt"), "PERSON")
    decide(workspace, reviewed, cluster, Verdict(Ruling.EDITED, edited=(edited,)))
    assert gold_of(workspace, case.article_id).mentions == (edited,)
    with pytest.raises(RefusedError):
        decide(workspace, reviewed, cluster, Verdict(Ruling.EDITED))


def test_a_quote_brings_its_parts_along(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.MISSING, Layer.QUOTES)
    reviewed, cluster = at(workspace, case)
    decide(workspace, reviewed, cluster, Verdict(Ruling.CHOICE, cluster.choices[0]))
    (quote,) = gold_of(workspace, case.article_id).quotes
    assert isinstance(quote, Quote)
    assert [one.of(TEXT) for one in (*quote.content, *quote.cue, *quote.source)] == [
        "“It is ready,”",
        "said",
        "Brandt",
    ]


def test_what_all_agree_on_becomes_gold_by_itself(workspace: Workspace) -> None:
    count = finished(merge_agreed(workspace), ignored)
    assert count == 9
    for article_id in workspace.queries.article_ids(GOLD):
        gold = gold_of(workspace, article_id)
        assert [one.label for one in gold.partition.segments] == [
            "headline",
            "paragraph",
            "paragraph",
        ]
        assert {one.state for one in gold.partition.segments} == {State.ACCEPTED}
        assert {one.how for one in gold.decisions} == {"unanimous"}
        assert not any(one.is_by_person for one in gold.decisions)
    assert finished(merge_agreed(workspace), ignored) == 0
    assert not list(workspace.project.findings())


def test_a_rule_never_touches_what_a_person_decided(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.LABEL)
    reviewed, cluster = at(workspace, case)
    decide(workspace, reviewed, cluster, Verdict(Ruling.CHOICE, cluster.choices[1]))
    run = finished(dry_run(workspace.project, [Majority()]), ignored)
    assert run.taken == 8
    assert not run.left
    assert len(gold_of(workspace, case.article_id).mentions) == 1
    finished(apply(workspace, run), ignored)
    gold = gold_of(workspace, case.article_id)
    assert {one.label for one in gold.mentions if one.span == span("Crews")} == {"PERSON"}
    assert queue_of(workspace).count(CaseState.OPEN) == 0
    workspace.undo()
    assert queue_of(workspace).count(CaseState.OPEN) == 8


def test_what_a_strategy_leaves_it_explains(workspace: Workspace) -> None:
    stranger = Owner(OwnerKind.ANNOTATOR, "Nobody")
    run = finished(dry_run(workspace.project, [TrustOrder((stranger,))]), ignored)
    assert run.reasons == {"Nobody in the order annotated it.": 9}
    run = finished(dry_run(workspace.project, [TrustOrder((OYEL,))]), ignored)
    assert (run.taken, run.agreed) == (9, 9)


def test_a_change_after_the_decision_marks_it(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.LABEL)
    reviewed, cluster = at(workspace, case)
    decide(workspace, reviewed, cluster, Verdict(Ruling.CHOICE, cluster.choices[0]))
    joss = Workspace(workspace.project, "Joss")
    own = joss.annotations(case.article_id)
    crews = next(one for one in own.mentions if one.span == span("Crews"))
    joss.do(ReopenArticle(case.article_id, own.id, "Look again"))
    joss.do(RetypeMention(case.article_id, own.id, crews.id, "LOC"))
    joss.do(FinishArticle(case.article_id, own.id, anyway=True))
    again = next(one for one in queue_of(workspace).cases if one.id == case.id)
    assert again.state is CaseState.CHANGED
    # No rule decides it anew, since a person decided it.
    assert finished(merge_agreed(workspace), ignored) == 9
    assert gold_of(workspace, case.article_id).decisions[-1].by in ("", "Rita")


def test_agreement_that_ends_is_open_again(workspace: Workspace) -> None:
    finished(merge_agreed(workspace), ignored)
    article_id = workspace.queries.article_ids(GOLD)[0]
    joss = Workspace(workspace.project, "Joss")
    own = joss.annotations(article_id)
    joss.do(ReopenArticle(article_id, own.id, "Look again"))
    headline = own.partition.segments[0]
    joss.do(RetypeSegment(article_id, own.id, headline.id, "caption"))
    joss.do(FinishArticle(article_id, own.id, anyway=True))
    assert queue_of(workspace).count(CaseState.CHANGED) == 1
    finished(merge_agreed(workspace), ignored)
    first = gold_of(workspace, article_id).partition.segments[0]
    assert first.state is State.SUGGESTED
    assert queue_of(workspace).count(CaseState.CHANGED) == 0


def test_all_alike_are_decided_in_one_step(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.LABEL)
    alike = [one for one in queue_of(workspace).cases if one.signature == case.signature]
    assert len(alike) == 3
    _, cluster = at(workspace, case)
    verdict = Verdict(Ruling.CHOICE, cluster.choices[0], reason=Reason.GUIDELINE)
    finished(decide_alike(workspace, cluster, verdict, alike), ignored)
    assert queue_of(workspace).count(CaseState.DECIDED) == 3
    workspace.undo()
    assert queue_of(workspace).count(CaseState.OPEN) == 9


def test_what_is_alike_in_finished_gold_is_passed_over(workspace: Workspace) -> None:
    case = case_of(workspace, Kind.LABEL)
    alike = [one for one in queue_of(workspace).cases if one.signature == case.signature]
    other = next(one for one in alike if one.id != case.id)
    workspace.project.add_set(other.article_id, GOLD, NewSet(progress=Progress.DONE))
    _, cluster = at(workspace, case)
    verdict = Verdict(Ruling.CHOICE, cluster.choices[0])
    finished(decide_alike(workspace, cluster, verdict, alike), ignored)
    assert queue_of(workspace).count(CaseState.DECIDED) == 2
    assert not gold_of(workspace, other.article_id).decisions


def test_decided_articles_finish_and_some_are_kept_for_an_audit(workspace: Workspace) -> None:
    run = finished(dry_run(workspace.project, [Majority()]), ignored)
    assert finished(finishable(workspace.project, 0.0, 1), ignored).set_ids == ()
    finished(apply(workspace, run), ignored)
    found = finished(finishable(workspace.project, 0.34, 1), ignored)
    assert len(found.set_ids) == 2
    assert len(found.audited) == 1
    assert finished(finishable(workspace.project, 0.34, 1), ignored) == found
    finish(workspace, found)
    done = [
        one
        for one in workspace.queries.article_ids(GOLD)
        if gold_of(workspace, one).progress is Progress.DONE
    ]
    assert len(done) == 2
    assert not set(done) & set(found.audited)


def test_what_the_chosen_one_left_open_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "project.annot"
    (article_id,) = make_project(path)
    project = Project.open(path)
    crews = TEXT.index("Crews")
    left = Segment(new_id(), 17, "paragraph", State.SUGGESTED)
    for owner, segments in (
        (INES, (Segment(new_id(), 17, "paragraph"), Segment(new_id(), crews, "paragraph"))),
        (JOSS, (left, Segment(new_id(), TEXT.index("“It"), "caption"))),
    ):
        whole = (Segment(new_id(), 0, "headline"), *segments)
        project.add_set(article_id, owner, NewSet(whole, progress=Progress.DONE))
    workspace = Workspace(project, "Rita")
    finished(merge_agreed(workspace), ignored)
    (case,) = queue_of(workspace).cases
    reviewed, cluster = at(workspace, case)
    decide(workspace, reviewed, cluster, Verdict(Ruling.CHOICE, cluster.choice_of(JOSS)))
    gold = gold_of(workspace, article_id)
    assert [(one.start, one.state) for one in gold.partition.segments] == [
        (0, State.ACCEPTED),
        (17, State.SUGGESTED),
        (TEXT.index("“It"), State.ACCEPTED),
    ]
    found = finished(finishable(project, 0.0, 1), ignored)
    assert found.article_ids == ()
    project.close()


def test_gold_that_stood_there_before_is_replaced_and_comes_back_by_undo(
    workspace: Workspace,
) -> None:
    article_id = queue_of(workspace).cases[0].article_id
    imported = (
        Mention(new_id(), span("Crews"), "GPE"),
        Mention(new_id(), span("Nils Okoro"), "GPE"),
    )
    segments = workspace.annotations(article_id).partition.segments
    own = tuple(replace(one, id=new_id()) for one in segments)
    workspace.project.add_set(article_id, GOLD, NewSet(segments=own, mentions=imported))
    case = next(
        one
        for one in queue_of(workspace).cases
        if (one.article_id, one.words) == (article_id, "Crews")
    )
    reviewed, cluster = at(workspace, case)
    decide(workspace, reviewed, cluster, Verdict(Ruling.CHOICE, cluster.choices[0]))
    labels = [(one.span, one.label) for one in gold_of(workspace, article_id).mentions]
    assert labels == [(span("Crews"), "ORG"), (span("Nils Okoro"), "GPE")]
    workspace.undo()
    assert gold_of(workspace, article_id).mentions == imported


def test_work_beside_gold_says_what_differs(workspace: Workspace) -> None:
    finished(apply(workspace, finished(dry_run(workspace.project, [Majority()]), ignored)), ignored)
    finish(workspace, finished(finishable(workspace.project, 0.0, 1), ignored))
    beside = finished(beside_gold(workspace.project, OYEL), ignored)
    assert beside.articles == 3
    assert set(beside.confusion) == {
        (Layer.ENTITIES, "PERSON", "PERSON, other boundary"),
        (Layer.QUOTES, "nothing", "direct"),
    }


def test_the_blind_order_hides_names_and_stays() -> None:
    owners = [INES, JOSS, OYEL]
    orders = {tuple(blind_order(owners, f"article {n}", "7")) for n in range(40)}
    assert len(orders) == 6
    assert blind_order(owners, "a", "7") == blind_order(reversed(owners), "a", "7")


CUTS = st.sets(st.sampled_from([8, 17, 26, 36, 45, 58, TEXT.index("Crews")]), max_size=5)
LABELS = st.sampled_from(["headline", "paragraph", "caption"])


@st.composite
def _segments(draw: st.DrawFn) -> tuple[Segment, ...]:
    starts = sorted({0, *draw(CUTS)})
    return tuple(Segment(new_id(), start, draw(LABELS)) for start in starts)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    sets=st.lists(_segments(), min_size=2, max_size=3),
    rulings=st.lists(
        st.sampled_from([Ruling.CHOICE, Ruling.UNION, Ruling.INTERSECTION]),
        min_size=12,
        max_size=12,
    ),
    choices=st.lists(st.integers(0, 2), min_size=12, max_size=12),
)
def test_segments_stay_a_partition_whatever_is_decided(
    tmp_path_factory: pytest.TempPathFactory,
    sets: list[tuple[Segment, ...]],
    rulings: list[Ruling],
    choices: list[int],
) -> None:
    path = tmp_path_factory.mktemp("review") / "project.annot"
    (article_id,) = make_project(path)
    project = Project.open(path)
    for owner, segments in zip((INES, JOSS, OYEL), sets, strict=False):
        fresh = tuple(replace(one, id=new_id()) for one in segments)
        project.add_set(article_id, owner, NewSet(fresh, progress=Progress.DONE))
    workspace = Workspace(project, "Rita")
    try:
        cases = [one for one in queue_of(workspace).cases if one.layer is Layer.SEGMENTS]
        for case, ruling, number in zip(cases, rulings, choices, strict=False):
            reviewed, cluster = at(workspace, case)
            choice = cluster.choices[number % len(cluster.choices)]
            ruling = ruling if can(cluster, ruling) else Ruling.CHOICE
            given = Verdict(ruling, choice if ruling is Ruling.CHOICE else None)
            decide(workspace, reviewed, cluster, given)
            before = gold_of(workspace, article_id)
            workspace.undo()
            workspace.redo()
            assert gold_of(workspace, article_id) == before
        finished(merge_agreed(workspace), ignored)
        assert queue_of(workspace).count(CaseState.OPEN) == 0
        gold = gold_of(workspace, article_id)
        assert {one.state for one in gold.partition.segments} == {State.ACCEPTED}
        assert not list(project.findings())
    finally:
        project.close()
