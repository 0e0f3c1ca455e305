"""Writing a project's annotated articles to a file."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from annotator.domain.annotation_set import DETECTOR, GOLD, AnnotationSet, Owner, OwnerKind
from annotator.domain.errors import MendableError
from annotator.formats.protocol import AnnotatedArticle, Format, Writes
from annotator.store import Project, Queries
from annotator.workspace.jobs import Advance, Job

_PATIENCE = 0.01
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


def export(project: Project, owner: Owner, form: Format, path: Path) -> Job[int]:
    """Write what ``owner`` has annotated and return the number of articles.

    Reading and writing happen in a thread, with a connection of its own. A cancelled export leaves
    ``path`` as it was.
    """
    if not isinstance(form, Writes):
        raise MendableError(f"{form.title} can only be read. Choose another format.")
    total = len(project.queries.annotated_ids(owner))
    progress = _Progress()

    def write() -> int:
        with project.reader() as (queries, _interrupt):
            return form.write(annotated_articles(queries, owner), path, progress.report)

    with ThreadPoolExecutor(1) as writer:
        writing = writer.submit(write)
        try:
            while not writing.done():
                wait([writing], timeout=_PATIENCE)
                yield Advance(progress.written, total)
        except GeneratorExit:
            progress.is_cancelled = True
            raise
    return writing.result()


class CancelledError(Exception):
    """The job was cancelled from another thread."""


class _Progress:
    """What the writing thread says, and hears."""

    def __init__(self) -> None:
        self.written = 0
        self.is_cancelled = False

    def report(self, written: int) -> None:
        self.written = written
        if self.is_cancelled:
            raise CancelledError
