"""A release of gold says how the disagreements behind it were decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

from annotator.comparing.disagreements import Kind
from annotator.comparing.strategies import Majority
from annotator.domain.annotation import Layer
from annotator.domain.decision import Reason, Ruling
from annotator.domain.step import Progress
from annotator.shipped import resource
from annotator.workspace.jobs import finished
from annotator.workspace.releasing.settings import ReleaseSettings
from annotator.workspace.reviewing.cases import article_ids, reviewed_articles
from annotator.workspace.reviewing.decisions import Verdict, apply, decide, dry_run
from annotator.workspace.workspace import Workspace
from tests.projects_for_agreement import INES, JOSS, make_compared_project
from tests.projects_for_tests import opened
from tests.workspace.releasing.conftest import ignored, made

EVERY = ReleaseSettings("harbour", "1.0", progress=tuple(Progress))


def _decided(path: Path) -> Workspace:
    """Make a project in which a person decided the first article, and a rule the rest."""
    make_compared_project(path)
    workspace = opened(path, "Rita")
    first, *_ = list(reviewed_articles(workspace.queries, article_ids(workspace.queries)))
    for cluster in first.clusters:
        if cluster.kinds == (Kind.LABEL,):
            choice = cluster.choice_of(JOSS)
            decide(workspace, first, cluster, Verdict(Ruling.CHOICE, choice, (), Reason.SLIP))
        elif cluster.kinds == (Kind.BOUNDARY,):
            decide(workspace, first, cluster, Verdict(Ruling.UNION))
        elif cluster.kinds:
            decide(workspace, first, cluster, Verdict(Ruling.DEFERRED))
    finished(apply(workspace, finished(dry_run(workspace.project, [Majority()]), ignored)), ignored)
    return workspace


def _manifest(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    schema = json.loads(resource("schema/release_manifest.schema.json").read_text("utf-8"))
    jsonschema.validate(content, schema)
    return content


def test_decisions_are_counted_by_who_what_and_why(tmp_path: Path) -> None:
    workspace = _decided(tmp_path / "project.annot")
    done = made(workspace.project, EVERY, tmp_path)
    assert _manifest(done.folder)["adjudication"]["value"] == {
        "agreed": 9,
        "disagreements": 8,
        "deferred": 1,
        "by_person": 2,
        "reviewers": 1,
        "by_rule": {"majority": 6},
        "layers": {"entities": 6, "quotes": 2},
        "kinds": {"boundary": 3, "label": 3, "missing": 2},
        "rulings": {"choice": 7, "union": 1},
        "reasons": {"not given": 1, "slip": 1},
    }
    card = (done.folder / "README.md").read_text("utf-8")
    assert (
        "In 9 places all annotators agree; 8 disagreements were decided: 2 by 1 reviewer, "
        "6 by rule (majority); 1 are deferred."
    ) in card
    assert "reviewers see it: not given 1, slip 1." in card
    told = (done.folder / "jsonl" / "gold" / "train.jsonl").read_text("utf-8")
    assert '"ruling"' in told
    for name in ("Rita", "Joss", "Ines", "Oyel"):
        assert name not in card + told
    assert "How were disagreements decided?" not in card
    workspace.project.close()


def test_only_the_layers_and_the_gold_of_the_release_count(tmp_path: Path) -> None:
    workspace = _decided(tmp_path / "project.annot")
    quotes = ReleaseSettings("quotes", "1.0", layers=(Layer.QUOTES,), progress=tuple(Progress))
    done = made(workspace.project, quotes, tmp_path)
    assert _manifest(done.folder)["adjudication"]["value"]["layers"] == {"quotes": 2}
    own = ReleaseSettings("own", "1.0", owner=INES)
    done = made(workspace.project, own, tmp_path)
    assert _manifest(done.folder)["adjudication"] == {
        "value": None,
        "reason": "Only gold is decided; this is not gold.",
    }
    assert "How were disagreements decided?" in (done.folder / "README.md").read_text("utf-8")
    workspace.project.close()
