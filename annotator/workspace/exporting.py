"""Writing a project's annotated articles to a file or folder, with a word on what gets lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.domain.annotation_set import DETECTOR, GOLD, AnnotationSet, Owner, OwnerKind
from annotator.domain.errors import MendableError
from annotator.formats.atomic import replacing
from annotator.formats.losses import LossReport
from annotator.formats.protocol import AnnotatedArticle, Format, Writes
from annotator.store import Project, Queries
from annotator.workspace.jobs import Job, Watch, watched

_CHUNK = 50
"""So many articles are read at once, which is what an export keeps in memory."""


def owner_named(queries: Queries, name: str) -> Owner:
    """Return the owner that ``name`` means: ``detector``, ``gold`` or an annotator's name."""
    owners = {DETECTOR.name: DETECTOR, GOLD.name: GOLD}
    owner = owners.get(name, Owner(OwnerKind.ANNOTATOR, name))
    if owner not in queries.owners():
        known = ", ".join(one.name for one in queries.owners()) or "nobody yet"
        raise MendableError(f"“{name}” has annotated nothing here. Annotations are by: {known}.")
    return owner


def annotated_articles(queries: Queries, owner: Owner) -> Iterator[AnnotatedArticle]:
    """Yield every article that ``owner`` has annotated, one at a time, in the order of import."""
    ids = queries.annotated_ids(owner)
    for begin in range(0, len(ids), _CHUNK):
        chunk = ids[begin : begin + _CHUNK]
        articles, sets = queries.articles(chunk), queries.annotation_sets(chunk, [owner])
        referred = {one: _referred_to(sets[one][owner]) for one in chunk}
        register = queries.entities(sorted(set().union(*referred.values())))
        for one in chunk:
            entries = tuple(register[entity] for entity in sorted(referred[one]))
            yield AnnotatedArticle(articles[one], sets[one][owner], entries)


def _referred_to(annotations: AnnotationSet) -> set[str]:
    of_mentions = {mention.entity for mention in annotations.mentions}
    of_quotes = {quote.speaker.entity for quote in annotations.quotes}
    return {entity for entity in of_mentions | of_quotes if entity is not None}


@dataclass(frozen=True, slots=True)
class Exported:
    """How many articles were written, and what the format does not carry of them."""

    count: int
    report: LossReport
    report_path: Path | None = None


def export(project: Project, owner: Owner, form: Format, path: Path) -> Job[Exported]:
    """Write what ``owner`` has annotated, and beside it what the format loses, if anything.

    Reading and writing happen in a thread, with a connection of its own. A cancelled export leaves
    ``path`` as it was.
    """
    writer = _writer(form)
    total = len(project.queries.annotated_ids(owner))

    def work(watch: Watch) -> Exported:
        watch.report(0, total)
        report = LossReport(form.title, writer.carries)
        with project.reader() as (queries, _interrupt):
            writer.write(_noted(annotated_articles(queries, owner), report, watch, total), path)
        if not report.losses:
            return Exported(total, report)
        report_path = path.with_name(f"{path.name}.losses.txt")
        with replacing(report_path) as file:
            file.write(report.to_text())
        return Exported(total, report, report_path)

    return watched(work)


def check(project: Project, owner: Owner, form: Format) -> Job[LossReport]:
    """Return what ``form`` would lose of what ``owner`` has annotated; write nothing."""
    writer = _writer(form)
    total = len(project.queries.annotated_ids(owner)) if writer.carries.loses else 0

    def work(watch: Watch) -> LossReport:
        watch.report(0, total)
        report = LossReport(form.title, writer.carries)
        if total:
            with project.reader() as (queries, _interrupt):
                for _ in _noted(annotated_articles(queries, owner), report, watch, total):
                    pass
        return report

    return watched(work)


def _writer(form: Format) -> Writes:
    if not isinstance(form, Writes):
        raise MendableError(f"{form.title} can only be read. Choose another format.")
    return form


def _noted(
    records: Iterator[AnnotatedArticle], report: LossReport, watch: Watch, total: int
) -> Iterator[AnnotatedArticle]:
    """Let records pass, note what is lost of each, and say how many are done."""
    for done, record in enumerate(records, 1):
        report.add(record)
        yield record
        watch.report(done, total)
