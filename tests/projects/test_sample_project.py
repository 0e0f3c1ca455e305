"""The sample project can be labelled, reviewed and measured at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from annotator.comparing.disagreements import Kind
from annotator.comparing.measured import Measured
from annotator.comparing.report import Agreement
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import GOLD, OwnerKind
from annotator.domain.decision import Ruling
from annotator.domain.step import Progress
from annotator.shipped import sample_articles
from annotator.store import PACKAGE_FOR, Project
from annotator.workspace.agreement import AgreementRequest, comparable_owners, compute_agreement
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.reviewing.cases import (
    CaseState,
    ReviewQueue,
    article_ids,
    review_queue,
    reviewed_articles,
)
from annotator.workspace.reviewing.decisions import merge_agreed
from annotator.workspace.sample import make_sample
from annotator.workspace.sample_team import read_team
from annotator.workspace.workspace import Workspace


def _ignored(_advance: Advance) -> None:
    pass


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("sample") / "sample.annot"
    finished(make_sample(path, "Kim"), _ignored)
    project = Project.open(path)
    yield project
    project.close()


@pytest.fixture(scope="module")
def queue(project: Project) -> ReviewQueue:
    return finished(review_queue(project), _ignored)


def test_it_has_suggestions_gold_and_the_work_of_three(project: Project) -> None:
    owners = Counter(owner.kind for owner in project.queries.owners())
    assert owners == {OwnerKind.ANNOTATOR: 3, OwnerKind.DETECTOR: 1, OwnerKind.GOLD: 1}
    assert project.queries.article_count() >= 12
    assert list(project.findings()) == []
    assert [one.name for one in project.path.parent.iterdir() if "unfinished" in one.name] == []


def test_it_belongs_to_whoever_made_it(project: Project) -> None:
    reviewers = {one.name for one in project.team.annotators() if one.is_reviewer}
    assert reviewers == {"Ruth", "Kim"}
    assert project.fact(PACKAGE_FOR) == "Kim"


def test_articles_are_left_to_label(project: Project, queue: ReviewQueue) -> None:
    assert 4 <= queue.articles <= project.queries.article_count() // 2
    loads = [load for load in project.team.workloads() if load.is_assigned]
    assert len(loads) == 3
    assert all(load.counts[Progress.DONE] == load.total == queue.articles for load in loads)


def test_every_kind_of_disagreement_is_there(queue: ReviewQueue) -> None:
    assert {kind for case in queue.cases for kind in case.kinds} == set(Kind)
    assert {case.layer for case in queue.cases} == set(Layer)
    wanted = [
        len(of) for of in read_team(sample_articles() / "sample_team.json")["articles"].values()
    ]
    # Two places can be one disagreement, as where one mention stands for two.
    assert sum(wanted) - len(wanted) <= len(queue.cases) <= sum(wanted)


def test_half_of_it_is_decided_with_reasons(project: Project, queue: ReviewQueue) -> None:
    states = Counter(case.state for case in queue.cases)
    assert 0.4 < states[CaseState.DECIDED] / len(queue.cases) < 0.6
    assert states[CaseState.OPEN]
    assert states[CaseState.DEFERRED]
    assert not states[CaseState.CHANGED]
    reviewed = list(reviewed_articles(project.queries, article_ids(project.queries)))
    decided = [one for of in reviewed for one in of.decisions.values() if one.is_by_person]
    assert {one.by for one in decided} == {"Ruth"}
    assert all(one.reason for one in decided if one.ruling is not Ruling.DEFERRED)
    assert sum(bool(one.note) for one in decided) > 10
    assert len({one.ruling for one in decided}) > 3


def test_gold_of_the_reviewed_articles_comes_from_decisions_alone(project: Project) -> None:
    progress = []
    for one in reviewed_articles(project.queries, article_ids(project.queries)):
        assert one.gold is not None
        progress.append(one.gold.progress)
        made = {id_ for decision in one.gold.decisions for id_ in decision.made}
        assert {each.id for each in one.gold.mentions} <= made
        assert {each.id for each in one.gold.quotes} <= made
        if one.gold.progress is Progress.DONE:
            assert {one.state_of(cluster) for cluster in one.clusters} == {CaseState.DECIDED}
    assert Progress.DONE in progress
    ids = project.queries.article_ids(GOLD)
    assert len(project.queries.annotation_sets(ids, [GOLD])) == len(ids)


def test_what_all_agree_on_is_gold_already(project: Project) -> None:
    workspace = Workspace(project, "Ruth")
    assert finished(merge_agreed(workspace), _ignored) == 0


def test_agreement_is_as_among_people(project: Project) -> None:
    owners = [one for one in comparable_owners(project.queries) if one.kind is OwnerKind.ANNOTATOR]
    found = finished(compute_agreement(project, AgreementRequest(tuple(owners))), _ignored)
    for key in ("segments.pi", "entities.strict", "quotes.content"):
        assert 0.6 < _value(found, key) < 0.9, key


def _value(found: Agreement, key: str) -> float:
    measure = next(one.measure for one in found.figures if one.key == key)
    assert isinstance(measure, Measured)
    return measure.value
