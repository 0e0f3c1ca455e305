"""Exports in all formats, and the check of what they lose."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter

from annotator.domain.annotation_set import DETECTOR
from annotator.formats.losses import LossReport
from annotator.formats.protocol import Writes, format_named, load_formats
from annotator.store import Project
from annotator.workspace.exporting import annotated_articles, export
from annotator.workspace.jobs import finished
from tests.benchmarks.made import project_of

_ARTICLES = 10_000
_OF_OTHERS = 200


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    path = folder / "formats.annot"
    project_of(path, [(3000, 40)] * _ARTICLES)
    project = Project.open(path)
    before = _peak_megabytes()
    begin = perf_counter()
    job = export(project, DETECTOR, format_named("jsonl"), folder / "all.jsonl")
    finished(job, lambda _advance: None)
    seconds = perf_counter() - begin
    yield "10,000 articles × 40 annotations to JSON Lines", f"{seconds:.1f} s", "goal 10 s"
    yield "memory that took", f"{_peak_megabytes() - before:,.0f} MB", "constant"
    records = list(islice(annotated_articles(project.queries, DETECTOR), _OF_OTHERS))
    project.close()
    for form in load_formats():
        if isinstance(form, Writes):
            begin = perf_counter()
            form.write(records, folder / f"benchmark-{form.name}")
            rate = _OF_OTHERS / (perf_counter() - begin)
            report, begin = LossReport(form.title, form.carries), perf_counter()
            for record in records:
                report.add(record)
            checked = _OF_OTHERS / (perf_counter() - begin)
            yield f"{form.title}, written and checked", f"{rate:,.0f}, {checked:,.0f} /s", ""


def _peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
