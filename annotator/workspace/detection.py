"""Running the detectors over articles of a project, in worker processes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing import get_context
from typing import TYPE_CHECKING

from annotator.detecting.pipeline import detect, load_detectors
from annotator.detecting.protocol import Detector, Reviser, Suggestions
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.article import Article
from annotator.formats.structure import ORIGIN
from annotator.store import NewSet, Project
from annotator.workspace.jobs import Advance, Job
from annotator.workspace.label_map import LabelMap
from annotator.workspace.processes import end_with_parent

if TYPE_CHECKING:
    from annotator.workspace.source_profiles import SourceProfiles

_FEW = 4
"""So many articles are done at once in this process, since starting workers takes longer."""
_CHUNK = 8
_PATIENCE = 0.01


@dataclass(slots=True)
class DetectionReport:
    """How many articles were done, and the ids of those that a detector failed on, with why."""

    detected: int = 0
    failures: dict[str, str] = field(default_factory=dict)


def detect_articles(
    project: Project, article_ids: Sequence[str], workers: int | None = None
) -> Job[DetectionReport]:
    """Store what the detectors find in each article; one that fails is reported and left out."""
    # Imported late: compiling the detectors' patterns takes longer than showing the window.
    from annotator.workspace.source_profiles import SourceProfiles

    report = DetectionReport()
    models = tuple(content for _, content in project.models.used())
    equipment = equipped(models)
    profiles = SourceProfiles(project)
    if len(article_ids) <= _FEW:
        for done, article_id in enumerate(article_ids):
            yield Advance(done, len(article_ids))
            outcomes = _detect_all([task_of(project, article_id, profiles)], models, equipment)
            _store(project, outcomes, report)
        return report
    pool = ProcessPoolExecutor(
        workers or os.cpu_count(), mp_context=get_context("spawn"), initializer=end_with_parent
    )
    try:
        yield from _spread(project, article_ids, pool, profiles, models, report)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return report


Task = tuple[Article, Suggestions]
Models = tuple[bytes, ...]
"""The models that are in use, as they are stored."""
Equipment = tuple[Sequence[Detector], Sequence[Reviser]]
_Outcomes = list[tuple[str, Suggestions | str]]


def _spread(
    project: Project,
    article_ids: Sequence[str],
    pool: ProcessPoolExecutor,
    profiles: SourceProfiles,
    models: Models,
    report: DetectionReport,
) -> Job[None]:
    """Keep every worker busy with a chunk and one in waiting, and store what comes back."""
    chunks = iter(
        article_ids[begin : begin + _CHUNK] for begin in range(0, len(article_ids), _CHUNK)
    )
    running: set[Future[_Outcomes]] = set()
    done = 0
    while True:
        while len(running) < 2 * (os.cpu_count() or 1) and (chunk := next(chunks, None)):
            tasks = [task_of(project, article_id, profiles) for article_id in chunk]
            running.add(pool.submit(_detect_all, tasks, models))
        if not running:
            return
        ready, running = wait(running, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
        for future in ready:
            outcomes = future.result()
            _store(project, outcomes, report)
            done += len(outcomes)
        yield Advance(done, len(article_ids))


def task_of(
    project: Project, article_id: str, profiles: SourceProfiles, *, is_finished: bool = False
) -> Task:
    """Return an article with the segments that its own structure told, if it told any.

    Where it did not, what is known of its source tells the detectors of its layout. An article
    that is finished tells its own source's layout too, and is left out of what tells of it.
    """
    article = project.queries.article(article_id)
    told = project.queries.annotation_set(article_id, DETECTOR)
    segments = told.partition.segments if told else ()
    if any(one.origin.detector == ORIGIN for one in segments):
        return article, Suggestions(segments)
    profile = profiles.without(article) if is_finished else profiles.of(article)
    return article, Suggestions(profile=profile)


def equipped(models: Models) -> Equipment:
    """Return the installed detectors, and what revises their suggestions."""
    if not models:
        return load_detectors(), []
    # Late: models need NumPy, which takes longer to import than the window to appear.
    from annotator.detecting.learning.model_file import from_bytes
    from annotator.detecting.learning.reviser import LearntReviser

    return load_detectors(), [LearntReviser(from_bytes(one)) for one in models]


_equipped = lru_cache(maxsize=1)(equipped)
"""In a worker, which gets one chunk after the other with the same models."""


def _detect_all(
    tasks: Sequence[Task], models: Models, equipment: Equipment | None = None
) -> _Outcomes:
    """Detect in a worker process: the suggestions, or in words what went wrong, by article id."""
    detectors, revisers = equipment or _equipped(models)
    return [
        (article.id, _suggestions_or_fault(article, known, detectors, revisers))
        for article, known in tasks
    ]


def _suggestions_or_fault(
    article: Article,
    known: Suggestions,
    detectors: Sequence[Detector],
    revisers: Sequence[Reviser],
) -> Suggestions | str:
    try:
        return detect(article, detectors, known, revisers)
    except Exception as error:  # noqa: BLE001 (a detector may be anybody's)
        return f"{type(error).__name__}: {error}"


def _store(project: Project, outcomes: _Outcomes, report: DetectionReport) -> None:
    labels = LabelMap(project.scheme, {})
    found = {key: labels.suggested(one) for key, one in outcomes if isinstance(one, Suggestions)}
    report.failures |= {key: one for key, one in outcomes if isinstance(one, str)}
    report.detected += len(found)
    project.put_detection(
        {
            article_id: NewSet(one.segments, one.mentions, one.quotes, entities=one.entities)
            for article_id, one in found.items()
        }
    )
