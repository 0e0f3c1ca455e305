"""Reviewing: finding, merging, settling; going through it in the window; a queue of 50,000."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.comparing.strategies import Majority
from annotator.store import Project
from annotator.ui.application import make_application
from annotator.ui.main_window import MainWindow
from annotator.ui.settings import Settings
from annotator.ui.theme.theme import Mode, Theme
from annotator.workspace.jobs import Job
from annotator.workspace.reviewing.cases import CaseOrder, ReviewQueue, in_order, review_queue
from annotator.workspace.reviewing.decisions import (
    apply,
    dry_run,
    merge_agreed,
)
from annotator.workspace.reviewing.finishing import finish, finishable
from annotator.workspace.workspace import Workspace
from tests.benchmarks.agreement import compared_project

T = TypeVar("T")
Row = tuple[str, str, str]
_ARTICLES = 1000
_QUEUE = 50_000


def rows(folder: Path) -> Iterator[Row]:
    path = folder / "review.annot"
    compared_project(path, _ARTICLES).close()
    yield from _merging(path)
    yield from _in_the_window(path)
    yield from _settling(path)


def _merging(path: Path) -> Iterator[Row]:
    of = f"{_ARTICLES:,} articles × 3 × 40"
    workspace = Workspace(Project.open(path), "Rita")
    seconds, _, queue = _watched(review_queue(workspace.project))
    yield f"disagreements, {of}", f"{seconds:.1f} s", f"{len(queue.cases):,} of them"
    seconds, longest, count = _watched(merge_agreed(workspace))
    yield f"gold of what all agree on, {of}", f"{seconds:.1f} s", f"{count:,} places"
    yield "  longest step of it", f"{longest * 1000:,.0f} ms", ""
    workspace.project.close()


def _in_the_window(path: Path) -> Iterator[Row]:
    theme = Theme(make_application(), Mode.LIGHT)
    stored = QSettings(str(path.with_suffix(".ini")), QSettings.Format.IniFormat)
    settings = Settings(stored)
    settings.annotator = "Rita"
    window = MainWindow(theme, settings, path.parent)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.projects.open(path)
    window.actions_by_id["workspace_review"].trigger()
    while window.jobs.is_running or not window.review.cases:
        QTest.qWait(20)
    review, listed = window.review, window.review_page.cases
    yield "next disagreement, shown", _shown(_times(40, lambda: review.go(1))), "goal 50 ms"
    cases = list(review.cases.values())
    many = [
        replace(one, id=f"{one.id} {round_}") if round_ else one
        for round_ in range(_QUEUE // len(cases) + 1)
        for one in cases
    ][:_QUEUE]
    window.review._on_queue(ReviewQueue(tuple(many), _ARTICLES, 0))
    of = f"in a queue of {_QUEUE:,}"
    for order in CaseOrder:
        taken = _times(3, lambda order=order: in_order(many, order))  # type: ignore[misc]
        yield f"order by {order.value}, {of}", _shown(taken), ""
    yield f"show another list, {of}", _shown(_times(3, listed.view_changed.emit)), ""
    bar = listed.list.verticalScrollBar()
    step = bar.maximum() // 20
    yield (
        f"scroll by a page, {of}",
        _shown(_times(20, lambda: bar.setValue(bar.value() + step))),
        "",
    )
    listed.go_to_row(0)
    yield f"decide and go on, {of}", _shown(_times(20, lambda: _decide(window))), "goal 50 ms"
    window.close()


def _decide(window: MainWindow) -> None:
    window.review.place.choose(0)
    window.review.save()


def _settling(path: Path) -> Iterator[Row]:
    workspace = Workspace(Project.open(path), "Rita")
    _, _, run = _watched(dry_run(workspace.project, [Majority()]))
    seconds, longest, _ = _watched(apply(workspace, run))
    yield "settle disagreements by majority", f"{seconds:.1f} s", f"{run.taken:,} of them"
    yield "  longest step of it", f"{longest * 1000:,.0f} ms", ""
    seconds, longest, _ = _watched(workspace.undo_in_parts())
    yield "  undo", f"{seconds:.1f} s", f"longest step {longest * 1000:,.0f} ms"
    workspace.redo()
    seconds, _, found = _watched(finishable(workspace.project, 0.1, 7))
    yield "find decided articles", f"{seconds:.1f} s", f"{len(found.article_ids):,} articles"
    yield "  finish them", _shown(_times(1, lambda: finish(workspace, found))), ""
    workspace.project.close()


def _watched(job: Job[T]) -> tuple[float, float, T]:
    """Run a job; return its seconds, those of its longest step, and its result."""
    begin = last = perf_counter()
    longest = 0.0
    try:
        while True:
            next(job)
            now = perf_counter()
            last, longest = now, max(longest, now - last)
    except StopIteration as stop:
        now = perf_counter()
        return now - begin, max(longest, now - last), stop.value


def _times(count: int, work: Callable[[], object]) -> list[float]:
    """Return the seconds of each of ``count`` runs, with all that is painted for it."""
    taken = []
    for _ in range(count):
        begin = perf_counter()
        work()
        QApplication.processEvents()
        taken.append(perf_counter() - begin)
    return taken


def _shown(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:,.1f} ms"
