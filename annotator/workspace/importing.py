"""Bringing articles into a project, with a report that has a line for every file or record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.decision import Decision
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.scheme import Replaced
from annotator.formats.naming import named
from annotator.formats.protocol import UNKNOWN_OWNER, AnnotatedArticle, Refusal
from annotator.formats.table_columns import Choose
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.choosing_readers import Reading
from annotator.workspace.jobs import Advance, Job, in_thread
from annotator.workspace.label_map import LabelMap, remember_labels, remembered_labels
from annotator.workspace.pasting import text_record
from annotator.workspace.table_choices import choosing

_BATCH = 25
_Batch = tuple[int, list[AnnotatedArticle | Refusal]]
"""How many files are done, and the records read since the batch before."""
_PATIENCE = 0.01


class Outcome(StrEnum):
    IMPORTED = "imported"
    CHANGED = "imported with changes"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file or record; ``taken`` says in words what of it came in."""

    where: str
    outcome: Outcome
    reason: str = ""
    article_id: str = ""
    taken: str = ""


@dataclass(slots=True)
class ImportReport:
    """A line for everything that was to be imported.

    ``renamed`` counts the annotations that came in under another label, by layer, their label
    and ours.
    """

    lines: list[Line] = field(default_factory=list)
    renamed: Counter[tuple[Layer, str, str]] = field(default_factory=Counter)

    def count(self, outcome: Outcome) -> int:
        return sum(line.outcome is outcome for line in self.lines)

    @property
    def article_ids(self) -> list[str]:
        """The articles that came in new."""
        return [
            line.article_id
            for line in self.lines
            if line.outcome in (Outcome.IMPORTED, Outcome.CHANGED)
        ]

    @property
    def renamings(self) -> list[str]:
        """Whose label became which of ours how often, in words."""
        return [
            f"{theirs} → {ours} ({count:,} {layer})"
            for (layer, theirs, ours), count in self.renamed.items()
        ]

    @property
    def summary(self) -> str:
        counts = ((self.count(outcome), outcome.value) for outcome in Outcome)
        return ", ".join(f"{count:,} {word}" for count, word in counts)


def import_paths(
    project: Project,
    paths: Sequence[Path],
    annotator: str,
    format_name: str = "",
    labels: Replaced | None = None,
    choose: Choose | None = None,
) -> Job[ImportReport]:
    """Import files, folders with all that is below them, and zip archives of such.

    ``Reading`` tells which format a file has. Annotations of nobody known become ``annotator``'s.
    ``labels`` says what others' labels are called here; the project remembers it for later imports.
    ``choose`` says what the columns of tables hold; else the project knows it from earlier imports,
    or it is told by their names.
    """
    told = {**remembered_labels(project), **(labels or {})}
    choose_columns = choose or choosing(project)
    receiving = _Receiving(project, annotator, LabelMap(project.scheme, told))
    with TemporaryDirectory(prefix="annotator-") as folder:
        reading = yield from in_thread(
            lambda: Reading(paths, format_name, Path(folder), choose_columns)
        )
        remember_labels(project, labels or {})
        return (yield from _stored(receiving, reading.read(_BATCH), len(reading.files)))


def import_text(project: Project, text: str, annotator: str) -> Job[ImportReport]:
    """Import one article from plain text."""
    return import_record(project, text_record(text), annotator)


def import_record(
    project: Project, record: AnnotatedArticle | Refusal, annotator: str
) -> Job[ImportReport]:
    """Import one article that was read already, such as what was pasted."""
    receiving = _Receiving(project, annotator, LabelMap(project.scheme, {}))
    return _stored(receiving, iter([(1, [named(record, "What was copied")])]), 1)


def _stored(receiving: _Receiving, reading: Iterator[_Batch], total: int) -> Job[ImportReport]:
    done = 0
    with ThreadPoolExecutor(1) as reader:
        while True:
            # The thread reads on only when asked, so that no more than a batch is in memory.
            batch = reader.submit(next, reading, None)
            while not batch.done():
                wait([batch], timeout=_PATIENCE)
                yield Advance(done, total)
            found = batch.result()
            if found is None:
                return receiving.report
            done, records = found
            receiving.store(records)
            yield Advance(done, total)


class _Receiving:
    """Stores what was read, and notes what became of it."""

    def __init__(self, project: Project, annotator: str, labels: LabelMap) -> None:
        self.report = ImportReport()
        self._project = project
        self._annotator = annotator
        self._labels = labels

    def store(self, records: Sequence[AnnotatedArticle | Refusal]) -> None:
        queries = self._project.queries
        good = [one for one in records if isinstance(one, AnnotatedArticle)]
        known = queries.ids_by_hash([one.article.sha256 for one in good])
        taken = queries.present_articles([one.article.id for one in good])
        news: list[NewArticle] = []
        for record in good:
            digest = record.article.sha256
            if digest not in known:
                known[digest] = new_id() if record.article.id in taken else record.article.id
                news.append(_new_article(record, known[digest]))
        self._project.add_articles(news, self._annotator)
        fresh = {new.article.id for new in news}
        for one in records:
            self.report.lines.append(
                Line(one.where, Outcome.REFUSED, one.reason)
                if isinstance(one, Refusal)
                else self._settle(one, known[one.article.sha256], fresh)
            )

    def _settle(self, record: AnnotatedArticle, article_id: str, fresh: set[str]) -> Line:
        """Store the record's annotations where it has any, and say what became of it."""
        is_new = article_id in fresh
        fresh.discard(article_id)
        original = record.original
        where = original.name if original else record.article.title or record.article.id
        remarks = list(record.remarks)
        taken = ["text"] if is_new else []
        is_added = False
        if record.annotations is not None:
            mapped = self._labels.mapped(record.annotations)
            remarks += mapped.remarks
            try:
                is_added = self._add_set(article_id, record, mapped.annotations)
            except RefusedError as error:
                return Line(where, Outcome.REFUSED, str(error), article_id, ", ".join(taken))
            if is_added:
                taken += _counted(mapped.annotations)
                self.report.renamed += mapped.renamed
        if not is_new and not is_added:
            reason = "The project has this article already."
            return Line(where, Outcome.DUPLICATE, reason, article_id)
        if not is_new:
            remarks.insert(0, "Its annotations were added; the article was there.")
        outcome = Outcome.CHANGED if remarks[not is_new :] else Outcome.IMPORTED
        changes = original.changes if original else ()
        reason = " ".join((*remarks, "; ".join(changes))).strip()
        return Line(where, outcome, reason, article_id, ", ".join(taken))

    def _add_set(
        self, article_id: str, record: AnnotatedArticle, annotations: AnnotationSet
    ) -> bool:
        """Store the annotations unless their owner has some of this article already."""
        queries, owner = self._project.queries, annotations.owner
        if owner == UNKNOWN_OWNER:
            owner = Owner(OwnerKind.ANNOTATOR, self._annotator)
        if queries.set_id(article_id, owner) is not None:
            return False
        ids = [one.id for one in (*annotations.annotations(), *annotations.notes)]
        present = queries.present_annotations(ids)
        renewed = {one: new_id() if one in present else one for one in ids}
        segments = annotations.partition.segments
        new = NewSet(
            segments=tuple(replace(one, id=renewed[one.id]) for one in segments),
            mentions=tuple(replace(one, id=renewed[one.id]) for one in annotations.mentions),
            quotes=tuple(replace(one, id=renewed[one.id]) for one in annotations.quotes),
            notes=tuple(
                replace(one, id=renewed[one.id], about=renewed.get(one.about, one.about))
                for one in annotations.notes
            ),
            entities=record.register,
            progress=annotations.progress,
            decisions=self._decisions(annotations, renewed),
        )
        self._project.add_set(article_id, owner, new)
        return True

    def _decisions(
        self, annotations: AnnotationSet, renewed: Mapping[str, str]
    ) -> tuple[Decision, ...]:
        """Return the decisions, about the annotations under their ``renewed`` ids."""
        found = annotations.decisions
        present = self._project.queries.present_decisions([one.id for one in found])
        return tuple(
            replace(
                one,
                id=new_id() if one.id in present else one.id,
                made=tuple(renewed.get(made, made) for made in one.made),
            )
            for one in found
        )


def _counted(annotations: AnnotationSet) -> list[str]:
    counts = {
        "segment": len(annotations.partition),
        "mention": len(annotations.mentions),
        "quote": len(annotations.quotes),
        "note": len(annotations.notes),
    }
    return [
        f"{count:,} {word}{'' if count == 1 else 's'}" for word, count in counts.items() if count
    ]


def _new_article(record: AnnotatedArticle, article_id: str) -> NewArticle:
    article, original = replace(record.article, id=article_id), record.original
    if original is None:
        return NewArticle(article)
    return NewArticle(article, original.content, original.name, original.encoding)
