"""Which articles go into a release, into which split, and why the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import Owner
from annotator.store import CatalogueRow, Project, Queries
from annotator.workspace.jobs import Job, Report, watched
from annotator.workspace.releasing.settings import ReleaseSettings
from annotator.workspace.releasing.similarity import near_duplicates
from annotator.workspace.releasing.splitting import Item, split


class Reason(StrEnum):
    """Why an article that its owner has annotated is not in a release."""

    PROGRESS = "not as far as asked for"
    SOURCE = "of another source"
    LANGUAGE = "in another language"
    DATE = "published at another time, or without a date"
    SEGMENTS = "with segments still undecided"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a release will hold.

    ``splits`` are by article id; a split without articles does not occur. ``alike`` are the groups
    of near-duplicates among the articles, by id.
    """

    articles: tuple[CatalogueRow, ...]
    splits: Mapping[str, str]
    left_out: Mapping[Reason, int]
    alike: tuple[tuple[str, ...], ...]

    def of_split(self, name: str) -> list[str]:
        return [row.id for row in self.articles if self.splits[row.id] == name]

    @property
    def split_counts(self) -> dict[str, int]:
        """The number of articles by split, in the order of the rule; none is 0."""
        return dict(Counter(self.splits.values()))


def plan(
    catalogue: Sequence[CatalogueRow],
    settings: ReleaseSettings,
    alike: Iterable[Sequence[str]] = (),
    earlier: Mapping[str, str] | None = None,
) -> Plan:
    """Choose articles and divide them; ``alike`` and ``earlier`` are as ``splitting`` has them."""
    reasons = {row.id: _reason_against(row, settings) for row in catalogue}
    chosen = tuple(row for row in catalogue if reasons[row.id] is None)
    ids = {row.id for row in chosen}
    kept = (tuple(one for one in group if one in ids) for group in alike)
    among_chosen = tuple(group for group in kept if len(group) > 1)
    items = [Item(row.id, row.source, row.language) for row in chosen]
    found = split(items, settings.rule, among_chosen, earlier)
    order = [name for name, _ in settings.rule.ratios]
    splits = dict(sorted(found.items(), key=lambda one: order.index(one[1])))
    left_out = Counter(reason for reason in reasons.values() if reason is not None)
    return Plan(chosen, splits, dict(sorted(left_out.items())), among_chosen)


def _reason_against(row: CatalogueRow, settings: ReleaseSettings) -> Reason | None:
    """Return why the article does not go in, ``None`` where it does.

    Segments are a partition, so they go in all or none: taking away those that are not decided
    would give their text to others.
    """
    published, first, last = row.published, settings.published_from, settings.published_to
    wants_decided = State.SUGGESTED not in settings.states
    tests = {
        Reason.PROGRESS: row.progress in settings.progress,
        Reason.SOURCE: not settings.sources or row.source in settings.sources,
        Reason.LANGUAGE: not settings.languages or row.language in settings.languages,
        Reason.DATE: (not first or published[: len(first)] >= first)
        and (not last or "" < published[: len(last)] <= last),
        Reason.SEGMENTS: not (
            wants_decided and Layer.SEGMENTS in settings.layers and row.undecided_segments
        ),
    }
    return next((reason for reason, passes in tests.items() if not passes), None)


def alike_articles(
    queries: Queries, owner: Owner, threshold: float, report: Report
) -> list[tuple[str, ...]]:
    """Return the groups of near-duplicates among all articles that ``owner`` has annotated."""
    ids = queries.annotated_ids(owner)
    texts = ((article_id, queries.article(article_id).text) for article_id in ids)
    return near_duplicates(texts, threshold, lambda done: report(done, len(ids)))


def planned(
    queries: Queries, settings: ReleaseSettings, earlier: Mapping[str, str], report: Report
) -> Plan:
    """Return the plan for a project as it is now."""
    rule = settings.rule
    alike: list[tuple[str, ...]] = []
    if rule.keeps_near_duplicates:
        alike = alike_articles(queries, settings.owner, rule.threshold, report)
    return plan(queries.catalogue(settings.owner), settings, alike, earlier)


def alike_job(project: Project, owner: Owner, threshold: float) -> Job[list[tuple[str, ...]]]:
    """Find the near-duplicates alone, for a plan that changes under the editor's hands."""

    def work(report: Report) -> list[tuple[str, ...]]:
        with project.reader() as (queries, _interrupt):
            return alike_articles(queries, owner, threshold, report)

    return watched(lambda watch: work(watch.report))
