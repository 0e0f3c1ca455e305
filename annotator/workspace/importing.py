"""Bringing articles into a project, with a report that has a line for every file or record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.formats.plain_text import PLAIN_TEXT, article_of
from annotator.formats.protocol import (
    AnnotatedArticle,
    Format,
    Reads,
    Refusal,
    load_formats,
)
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.jobs import Advance, Job

_BATCH = 25
_PATIENCE = 0.01


class Outcome(StrEnum):
    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file or record."""

    where: str
    outcome: Outcome
    reason: str = ""
    article_id: str = ""


@dataclass(slots=True)
class ImportReport:
    """A line for everything that was to be imported."""

    lines: list[Line] = field(default_factory=list)

    def count(self, outcome: Outcome) -> int:
        return sum(line.outcome is outcome for line in self.lines)

    @property
    def article_ids(self) -> list[str]:
        """The articles that came in new."""
        return [line.article_id for line in self.lines if line.outcome is Outcome.IMPORTED]

    @property
    def summary(self) -> str:
        counts = ((self.count(outcome), outcome.value) for outcome in Outcome)
        return ", ".join(f"{count:,} {word}" for count, word in counts)


def import_paths(
    project: Project, paths: Sequence[Path], annotator: str, format_name: str = ""
) -> Job[ImportReport]:
    """Import files, and folders with all that is below them.

    The format is told by a file's name where ``format_name`` is empty; a file that was named
    itself, not found in a folder, is taken for plain text where its name tells nothing.
    """
    formats = [one for one in load_formats() if isinstance(one, Reads)]
    files = list(_files(paths, formats, format_name))
    reading = (_read(path, reader) for path, reader in files)
    return _stored(project, reading, len(files), annotator)


def import_text(project: Project, text: str, annotator: str) -> Job[ImportReport]:
    """Import one article from text, such as the clipboard's."""
    raw = text.encode("utf-8", "surrogatepass")
    return _stored(project, iter([[article_of(raw, "Pasted text", "Pasted text")]]), 1, annotator)


def _files(
    paths: Iterable[Path], formats: Sequence[Format], format_name: str
) -> Iterator[tuple[Path, Reads]]:
    by_suffix = {suffix: one for one in formats for suffix in one.suffixes}
    by_name = {one.name: one for one in formats}
    for path in paths:
        named = not path.is_dir()
        for file in [path] if named else sorted(path.rglob("*")):
            told = by_name.get(format_name) or by_suffix.get(file.suffix.lower())
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if named or (file.is_file() and not hidden):
                reader = told or PLAIN_TEXT
                assert isinstance(reader, Reads)
                yield file, reader


def _read(path: Path, reader: Reads) -> list[AnnotatedArticle | Refusal]:
    return list(reader.read(path))


def _stored(
    project: Project,
    reading: Iterator[list[AnnotatedArticle | Refusal]],
    total: int,
    annotator: str,
) -> Job[ImportReport]:
    report = ImportReport()
    with ThreadPoolExecutor(1) as reader:
        for done in range(0, total, _BATCH):
            # The thread takes the next files itself, so that no more than a batch is in memory.
            batch = reader.submit(list, islice(reading, _BATCH))
            while not batch.done():
                wait([batch], timeout=_PATIENCE)
                yield Advance(done, total)
            records = [record for of_file in batch.result() for record in of_file]
            # A file of many records is stored in slices as well.
            for begin in range(0, len(records), _BATCH):
                _store(project, records[begin : begin + _BATCH], annotator, report)
                yield Advance(done, total)
    yield Advance(total, total)
    return report


def _store(
    project: Project,
    records: Sequence[AnnotatedArticle | Refusal],
    annotator: str,
    report: ImportReport,
) -> None:
    good = [one for one in records if isinstance(one, AnnotatedArticle)]
    known = project.queries.ids_by_hash([one.article.sha256 for one in good])
    taken = project.queries.present_articles([one.article.id for one in good])
    news: list[NewArticle] = []
    for record in good:
        digest = record.article.sha256
        if digest not in known:
            known[digest] = new_id() if record.article.id in taken else record.article.id
            news.append(_new_article(record, known[digest]))
    project.add_articles(news, annotator)
    fresh = {new.article.id for new in news}
    for one in records:
        report.lines.append(
            Line(one.where, Outcome.REFUSED, one.reason)
            if isinstance(one, Refusal)
            else _settle(project, one, known[one.article.sha256], fresh)
        )


def _settle(project: Project, record: AnnotatedArticle, article_id: str, fresh: set[str]) -> Line:
    """Store the record's annotations where it has any, and say what became of it."""
    is_new = article_id in fresh
    fresh.discard(article_id)
    where = record.original.name if record.original else record.article.title or record.article.id
    if record.annotations is not None:
        try:
            added = _add_set(project, article_id, record, record.annotations)
        except RefusedError as error:
            return Line(where, Outcome.REFUSED, str(error), article_id)
        if added:
            reason = "" if is_new else "Its annotations were added; the article was there."
            return Line(where, Outcome.IMPORTED, reason, article_id)
    if is_new:
        reason = "; ".join(record.original.changes) if record.original else ""
        return Line(where, Outcome.IMPORTED, reason, article_id)
    return Line(where, Outcome.DUPLICATE, "The project has this article already.", article_id)


def _add_set(
    project: Project, article_id: str, record: AnnotatedArticle, annotations: AnnotationSet
) -> bool:
    """Store the annotations unless their owner has some of this article already."""
    if project.queries.set_id(article_id, annotations.owner) is not None:
        return False
    for segment in annotations.partition.segments:
        project.scheme.label(Layer.SEGMENTS, segment.label)
    for mention in annotations.mentions:
        project.scheme.label(Layer.ENTITIES, mention.label)
    ids = [one.id for one in (*annotations.annotations(), *annotations.notes)]
    present = project.queries.present_annotations(ids)
    renewed = {one: new_id() if one in present else one for one in ids}
    new = NewSet(
        segments=tuple(replace(one, id=renewed[one.id]) for one in annotations.partition.segments),
        mentions=tuple(replace(one, id=renewed[one.id]) for one in annotations.mentions),
        quotes=tuple(replace(one, id=renewed[one.id]) for one in annotations.quotes),
        notes=tuple(
            replace(one, id=renewed[one.id], about=renewed.get(one.about, one.about))
            for one in annotations.notes
        ),
        entities=record.register,
        progress=annotations.progress,
    )
    project.add_set(article_id, annotations.owner, new)
    return True


def _new_article(record: AnnotatedArticle, article_id: str) -> NewArticle:
    article, original = replace(record.article, id=article_id), record.original
    if original is None:
        return NewArticle(article)
    return NewArticle(article, original.content, original.name, original.encoding)
