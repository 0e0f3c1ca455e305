"""Memory while 10,000 articles are detected: it is to stay flat. Linux, as it reads /proc."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.store import NewArticle, Project
from annotator.workspace.detection import detect_articles
from annotator.workspace.schemes import default_scheme
from tests.benchmarks.made import text_of
from tests.texts import AGENCY

_ARTICLES = 10_000
_EARLY = 1_000
_SLICE = 500


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    project = Project.create(folder / "memory.annot", default_scheme())
    chance = random.Random(5)
    for begin in range(0, _ARTICLES, _SLICE):
        texts = [f"{AGENCY}\n{n} {text_of(1200, chance)}" for n in range(begin, begin + _SLICE)]
        project.add_articles([NewArticle(Article(new_id(), text)) for text in texts], "bench")
    early = 0.0
    started = perf_counter()
    for advance in detect_articles(project, project.queries.undetected_ids()):
        if not early and advance.done >= _EARLY:
            early = _megabytes()
    speed = _ARTICLES / (perf_counter() - started)
    late = _megabytes()
    project.close()
    yield "memory, 1,000 articles detected", f"{early:,.0f} MB", ""
    yield "memory, 10,000 articles detected", f"{late:,.0f} MB", "goal flat"
    yield "detection of 10,000, all cores", f"{speed:,.0f} /s", ""


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
