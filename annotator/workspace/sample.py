"""The sample project: the sample articles with suggestions, and gold beside them."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.domain.scheme import Scheme
from annotator.shipped import resource, sample_articles
from annotator.store import Project
from annotator.workspace.detection import detect_articles
from annotator.workspace.importing import import_paths
from annotator.workspace.jobs import Job


def default_scheme() -> Scheme:
    """Return the label scheme that new projects begin with."""
    return Scheme.from_json(json.loads(resource("schemes/news.json").read_text(encoding="utf-8")))


def make_sample(path: Path) -> Job[None]:
    """Make the sample project at ``path``; a cancelled or failed one leaves no file."""
    unfinished = path.with_name(path.stem + ".unfinished" + path.suffix)
    unfinished.unlink(missing_ok=True)
    project = Project.create(unfinished, default_scheme())
    try:
        folder = sample_articles() / "sample"
        yield from import_paths(project, [folder, folder / "gold.jsonl"], "sample")
        yield from detect_articles(project, project.queries.undetected_ids())
        project.close()
        unfinished.replace(path)
    finally:
        project.close()
        unfinished.unlink(missing_ok=True)
        unfinished.with_name(unfinished.name + ".lock").unlink(missing_ok=True)
