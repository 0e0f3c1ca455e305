"""Looking at what a release would be, without writing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from annotator.formats.losses import LossReport
from annotator.formats.protocol import AnnotatedArticle
from annotator.store import Project, Queries
from annotator.workspace.jobs import Job, Report, watched
from annotator.workspace.releasing.contents import Counts, annotator_codes, released_records
from annotator.workspace.releasing.planning import Plan, planned
from annotator.workspace.releasing.reading import earlier_splits
from annotator.workspace.releasing.settings import ReleaseSettings
from annotator.workspace.releasing.writing import writing_format


@dataclass(frozen=True, slots=True)
class Checked:
    """What a release would be; ``losses`` are by the name of each of its formats."""

    plan: Plan
    total: Counts
    losses: Mapping[str, LossReport]


def check_release(
    project: Project, settings: ReleaseSettings, earlier: Path | None = None
) -> Job[Checked]:
    """Plan a release and count what it would hold, and what its formats would lose."""
    forms = [writing_format(name) for name in settings.all_formats]

    def work(report: Report) -> Checked:
        losses = {form.name: LossReport(form.title, form.carries) for form in forms}
        total = Counts()
        with project.reader() as (queries, _interrupt):
            splits = earlier_splits(earlier) if earlier else {}
            plan = planned(queries, settings, splits, report)
            ids = [row.id for row in plan.articles]
            codes = annotator_codes(queries, settings)
            records = released_records(queries, ids, [settings.owner], settings, codes, Counter())
            for record in records:
                total.add(record)
                for one in losses.values():
                    one.add(record)
                report(total.articles, len(ids))
        return Checked(plan, total, losses)

    return watched(lambda watch: work(watch.report))


def record_in_release(
    queries: Queries, settings: ReleaseSettings, article_id: str
) -> AnnotatedArticle | None:
    """Return an article as it would be in a release; ``None`` where it would not."""
    codes = annotator_codes(queries, settings)
    found = released_records(queries, [article_id], [settings.owner], settings, codes, Counter())
    return next(found, None)
