"""The sample project: the sample articles with suggestions, gold, and a team at work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.formats.jsonl import JSON_LINES
from annotator.formats.protocol import AnnotatedArticle
from annotator.shipped import sample_articles
from annotator.store import PACKAGE_FOR, NewSet, Project
from annotator.workspace.commands import DecideMany
from annotator.workspace.detection import detect_articles
from annotator.workspace.importing import import_paths
from annotator.workspace.jobs import Advance, Job
from annotator.workspace.reviewing.cases import reviewed_article
from annotator.workspace.reviewing.decisions import (
    begin_gold,
    command_for,
    merge_agreed,
)
from annotator.workspace.reviewing.finishing import finish, finishable
from annotator.workspace.sample_team import (
    Place,
    SampleTeam,
    decided_in,
    owner_of,
    places_in,
    read_team,
    work_of,
)
from annotator.workspace.schemes import default_scheme
from annotator.workspace.workspace import Workspace


def make_sample(path: Path, whose: str) -> Job[None]:
    """Make the sample project at ``path``; a cancelled or failed one leaves no file.

    ``whose`` it is, is one of its reviewers, and not asked who they are on opening it.

    Three people have annotated some of the articles, and half of what they disagree about is
    decided. The gold of these articles is made of that alone, so that nothing is there twice; the
    others have the gold that comes with them.
    """
    unfinished = path.with_name(path.stem + ".unfinished" + path.suffix)
    unfinished.unlink(missing_ok=True)
    project = Project.create(unfinished, default_scheme())
    try:
        folder = sample_articles() / "sample"
        yield from import_paths(project, sorted(folder.glob("*.txt")), "sample")
        yield from detect_articles(project, project.queries.undetected_ids())
        yield from _add_work(project)
        me = project.team.join(whose)
        project.team.put_annotator(replace(me, is_reviewer=True))
        project.remember(PACKAGE_FOR, whose)
        project.close()
        unfinished.replace(path)
    finally:
        project.close()
        unfinished.unlink(missing_ok=True)
        unfinished.with_name(unfinished.name + ".lock").unlink(missing_ok=True)


def _add_work(project: Project) -> Job[None]:
    """Add what the sample's people did: annotators first, then the reviewer."""
    team = read_team(sample_articles() / "sample_team.json")
    reviewer = Workspace(project, team["reviewer"])
    annotated: dict[str, tuple[AnnotatedArticle, list[Place]]] = {}
    records = list(JSON_LINES.read(sample_articles() / "sample" / "gold.jsonl"))
    for number, record in enumerate(records):
        yield Advance(number, len(records))
        assert isinstance(record, AnnotatedArticle)
        assert record.annotations is not None
        hashed = record.article.sha256
        article_id = project.queries.ids_by_hash([hashed])[hashed]
        places = places_in(team, record)
        if not places:
            project.add_set(article_id, GOLD, _as_new(record.annotations, record))
            continue
        annotated[article_id] = record, places
        for name in team["annotators"]:
            project.add_set(article_id, owner_of(name), work_of(name, record, places))
    _share_out(project, team, list(annotated))
    yield from merge_agreed(reviewer)
    for article_id, (record, places) in annotated.items():
        yield Advance(len(records), len(records))
        reviewed = reviewed_article(project.queries, article_id)
        assert reviewed is not None
        set_id = begin_gold(project, reviewed)
        commands = [
            command_for(reviewed, set_id, cluster, verdict, reviewer.annotator)
            for cluster, verdict in decided_in(record, places, reviewed.clusters)
        ]
        reviewer.do(DecideMany(tuple(commands), "Decide", article_id))
    decided = yield from finishable(project, audit_share=0, seed=0)
    finish(reviewer, decided)


def _as_new(gold: AnnotationSet, record: AnnotatedArticle) -> NewSet:
    return NewSet(
        segments=gold.partition.segments,
        mentions=gold.mentions,
        quotes=gold.quotes,
        entities=record.register,
        progress=gold.progress,
    )


def _share_out(project: Project, team: SampleTeam, article_ids: list[str]) -> None:
    people = [project.team.join(name) for name in team["annotators"]]
    project.team.assign({one.id: article_ids for one in people})
