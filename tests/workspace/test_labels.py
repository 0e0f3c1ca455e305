"""Changing the labels: every annotation keeps one, nothing is lost by it, and undo leads back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import DETECTOR, AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.scheme import LEFT_OUT, Label, Scheme
from annotator.domain.step import Progress
from annotator.domain.suggestions import Wanted
from annotator.store import NewArticle, Project
from annotator.workspace.bringing_back import bring_back
from annotator.workspace.commands import (
    AddMention,
    ChangeLabels,
    DecideAll,
    FinishArticle,
    Reject,
    RetypeMention,
)
from annotator.workspace.detection import detect_articles
from annotator.workspace.handing_out import hand_out
from annotator.workspace.jobs import finished
from annotator.workspace.workspace import Workspace
from tests.projects_for_tests import TEXT, make_project, opened, span, suggestions

NILS = Owner(OwnerKind.ANNOTATOR, "Nils")
COMPANY = Label("COMPANY", "Company", Layer.ENTITIES, light="#2457C5", dark="#86B2FF")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "project.annot"
    make_project(path, articles=2)
    return path


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    workspace = opened(path)
    yield workspace
    assert list(workspace.project.findings()) == []
    workspace.project.close()


def without(scheme: Scheme, *names: str) -> tuple[Label, ...]:
    return tuple(one for one in scheme.labels if one.name not in names)


def everything(workspace: Workspace) -> dict[tuple[str, Owner], AnnotationSet]:
    queries = workspace.queries
    return {
        (article_id, owner): one
        for article_id, owners in queries.owners_by_article().items()
        for owner, one in queries.annotation_sets([article_id], owners)[article_id].items()
    }


def labels(workspace: Workspace) -> set[tuple[Owner, str, str]]:
    return {
        (owner, one.span.of(TEXT), one.label)
        for (_, owner), found in everything(workspace).items()
        for one in found.mentions
    }


def test_a_label_takes_the_place_of_another_everywhere_and_undo_leads_back(
    workspace: Workspace, path: Path
) -> None:
    first, _second = workspace.queries.article_ids(DETECTOR)
    mine = workspace.annotations(first)
    for layer in Layer:
        workspace.do(DecideAll(first, (mine.id,), Wanted(layer)))
    workspace.do(FinishArticle(first, mine.id))
    before, scheme = everything(workspace), workspace.scheme
    new = (*without(scheme, "ORG", "paragraph"), COMPANY)

    workspace.do(
        ChangeLabels(
            new, {(Layer.ENTITIES, "ORG"): "COMPANY", (Layer.SEGMENTS, "paragraph"): "subhead"}
        )
    )

    assert workspace.scheme.version == scheme.version + 1
    assert {one for _, _, one in labels(workspace)} == {"PERSON", "COMPANY"}
    for found in everything(workspace).values():
        assert [one.label for one in found.partition.segments] == ["headline", "subhead", "subhead"]
    assert workspace.annotations(first).progress is Progress.DONE

    workspace.undo()
    assert everything(workspace) == before
    assert workspace.scheme == replace(scheme, version=scheme.version + 2)
    workspace.redo()
    assert {one for _, _, one in labels(workspace)} == {"PERSON", "COMPANY"}
    assert Project.open(path, read_only=True).scheme == workspace.scheme


def test_mentions_whose_label_is_left_out_go_and_come_back_the_same(workspace: Workspace) -> None:
    first, _ = workspace.queries.article_ids(DETECTOR)
    workspace.annotations(first)
    before = everything(workspace)
    new = without(workspace.scheme, "ORG")
    workspace.do(ChangeLabels(new, {(Layer.ENTITIES, "ORG"): LEFT_OUT}))
    assert {one for _, _, one in labels(workspace)} == {"PERSON"}
    workspace.undo()
    assert everything(workspace) == before


@pytest.mark.parametrize("decided_first", [True, False])
def test_of_two_mentions_that_become_one_the_decided_one_stays(
    workspace: Workspace, *, decided_first: bool
) -> None:
    first, _ = workspace.queries.article_ids(DETECTOR)
    mine = workspace.annotations(first)
    place, crews = (first, mine.id), next(one for one in mine.mentions if one.label == "ORG")
    workspace.do(Reject(*place, Layer.ENTITIES, crews.id))
    workspace.do(AddMention(*place, span("Ada"), "PERSON", "Ada"))
    other = "ORG" if decided_first else "LOC"
    workspace.do(AddMention(*place, span("Crews"), other, "Crews"))
    gone, stays = ("ORG", "LOC") if decided_first else ("LOC", "ORG")
    before = everything(workspace)
    workspace.do(ChangeLabels(without(workspace.scheme, gone), {(Layer.ENTITIES, gone): stays}))
    of_crews = [one for one in workspace.annotations(first).mentions if one.span == span("Crews")]
    assert [(one.label, one.state) for one in of_crews] == [(stays, State.ACCEPTED)]
    workspace.undo()
    assert everything(workspace) == before


def test_detectors_suggest_by_the_new_labels(workspace: Workspace) -> None:
    places = {(Layer.ENTITIES, "PERSON"): "PER", (Layer.ENTITIES, "GPE"): LEFT_OUT}
    person = replace(workspace.scheme.label(Layer.ENTITIES, "PERSON"), name="PER")
    workspace.do(ChangeLabels((*without(workspace.scheme, "PERSON", "GPE"), person), places))
    text = "Bridge opens\n\nOSLO (Fjordpress) – Ada Brandt, a minister, met Nils Okoro in Paris.\n"
    article = Article(new_id(), text, language="en")
    workspace.project.add_articles([NewArticle(article)], "Ines")
    report = finished(detect_articles(workspace.project, [article.id]), lambda _advance: None)
    assert not report.failures
    found = {(one.span.of(text), one.label) for one in workspace.annotations(article.id).mentions}
    assert {("Ada Brandt", "PER"), ("Nils Okoro", "PER")} <= found
    assert not {"PERSON", "GPE"} & {label for _, label in found}


def test_undoing_passes_over_what_was_detected_anew(workspace: Workspace) -> None:
    first, _ = workspace.queries.article_ids(DETECTOR)
    workspace.annotations(first)
    workspace.do(ChangeLabels(without(workspace.scheme, "ORG"), {(Layer.ENTITIES, "ORG"): "LOC"}))
    anew = suggestions()
    mentions = tuple(replace(one, label="PERSON") for one in anew.mentions)
    workspace.project.put_detection({first: replace(anew, mentions=mentions)})
    workspace.undo()
    assert {label for owner, _, label in labels(workspace) if owner == DETECTOR} == {
        "PERSON",
        "ORG",
    }
    detected = everything(workspace)[first, DETECTOR]
    assert [one.label for one in detected.mentions] == ["PERSON", "PERSON"]


def test_a_label_that_others_have_used_meanwhile_cannot_be_undone(
    workspace: Workspace,
) -> None:
    first, _ = workspace.queries.article_ids(DETECTOR)
    workspace.do(ChangeLabels((*workspace.scheme.labels, COMPANY), {}))
    nils = Workspace(workspace.project, "Nils")
    theirs = nils.annotations(first)
    nils.do(RetypeMention(first, theirs.id, theirs.mentions[0].id, "COMPANY"))
    with pytest.raises(RefusedError, match="COMPANY"):
        workspace.undo()
    assert workspace.scheme.label(Layer.ENTITIES, "COMPANY")
    assert workspace.annotations(first)


def test_a_package_of_before_comes_back_under_the_new_labels(
    workspace: Workspace, tmp_path: Path
) -> None:
    first, _ = workspace.queries.article_ids(DETECTOR)
    package = tmp_path / "nils.annot"
    project = workspace.project
    person = project.team.join("Nils")
    finished(hand_out(project, person, package), lambda _advance: None)
    away = opened(package, "Nils")
    theirs = away.annotations(first)
    away.do(AddMention(first, theirs.id, span("harbour"), "LOC", "harbour"))
    away.do(RetypeMention(first, theirs.id, theirs.mentions[0].id, "ORG"))
    away.project.close()

    workspace.do(
        ChangeLabels(
            without(workspace.scheme, "LOC", "ORG"),
            {(Layer.ENTITIES, "LOC"): "GPE", (Layer.ENTITIES, "ORG"): LEFT_OUT},
        )
    )
    report = finished(bring_back(project, [package], "Ines"), lambda _advance: None)

    assert report.is_kept
    found = workspace.queries.annotation_set(first, NILS)
    assert found is not None
    assert [(one.span.of(TEXT), one.label) for one in found.mentions] == [("harbour", "GPE")]
