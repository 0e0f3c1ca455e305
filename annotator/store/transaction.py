"""One user action on the project: every write notes the record before and after it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby

from sqlalchemy import (
    Connection,
    bindparam,
    func,
    select,
    update,
)

from annotator.domain.annotation import Layer, Mention, Note, Quote, Role, Segment, State
from annotator.domain.approval import Approval
from annotator.domain.article import ArticleDetails
from annotator.domain.decision import Decision
from annotator.domain.errors import RefusedError
from annotator.domain.register import Entity
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.step import Change, Progress, Record, SetProgress
from annotator.domain.suggestions import Thresholds
from annotator.store import details, reading, schemes, suggestions, tables, writing
from annotator.store.draft import Draft, Editing, R
from annotator.store.ordering import count_changes
from annotator.store.writing import Removable

_MANY = 12
"""From so many edits of a set on, reading the set first and writing at once is quicker."""


class Transaction:
    """What a command may read and write; nothing lasts until the project commits it.

    ``scheme`` has the labels that annotations may carry.
    """

    def __init__(self, connection: Connection, scheme: Scheme) -> None:
        self._connection = connection
        self.scheme = scheme
        self._lengths: dict[str, int] = {}
        self.changes: list[Change] = []

    # Reading

    def find_or_none(self, kind: type[R], record_id: str) -> R | None:
        record = self._read(kind, record_id)
        return record if isinstance(record, kind) else None

    def find(self, kind: type[R], record_id: str) -> R:
        """Return the record; raise ``RefusedError`` where it is not there (any more)."""
        record = self._read(kind, record_id)
        if not isinstance(record, kind):
            raise RefusedError(f"This {kind.__name__.lower()} no longer exists.")
        return record

    def progress(self, set_id: str) -> Progress:
        return Progress(self._connection.execute(_PROGRESS, {"set_id": set_id}).scalar_one())

    def undecided(self, set_id: str) -> int:
        of_set = tables.annotation_set.c
        query = select(of_set.undecided).where(of_set.id == set_id)
        return int(self._connection.execute(query).scalar_one())

    def hidden(self, set_id: str, thresholds: Thresholds) -> int:
        """Return how many suggestions of the set ``thresholds`` hide."""
        return suggestions.hidden(self._connection, [set_id], thresholds)[set_id]

    def segment_at(self, set_id: str, position: int) -> Segment:
        """Return the segment that holds the code point at ``position``."""
        found = reading.segment_at(self._connection, set_id, position)
        if found is None or position >= self.length(set_id):
            raise RefusedError("There is no segment here.")
        return found

    def segment_after(self, set_id: str, start: int) -> Segment | None:
        return reading.segment_after(self._connection, set_id, start)

    def first_labelled(self, set_id: str, label: str) -> Segment | None:
        """Return the first segment of that label, if there is one."""
        return reading.first_labelled(self._connection, set_id, label)

    def sets_with(self, labels: Collection[tuple[Layer, str]]) -> list[str]:
        """Return the annotation sets, of all owners, with an annotation of one of ``labels``."""
        return schemes.sets_with(self._connection, labels)

    def segments(self, set_id: str) -> tuple[Segment, ...]:
        return reading.segments(self._connection, set_id)

    def mentions(self, set_id: str) -> tuple[Mention, ...]:
        return reading.mentions(self._connection, set_id)

    def mentions_of_span(self, set_id: str, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that cover just ``span``, in any state."""
        return reading.mentions_of_span(self._connection, set_id, span)

    def quotes(self, set_id: str) -> tuple[Quote, ...]:
        return reading.quotes(self._connection, set_id)

    def annotations_of(self, entity_id: str) -> list[tuple[str, Mention | Quote]]:
        """Return every mention and quote, of any owner, that refers to the entity, with its set."""
        mention, quote = tables.mention.c, tables.quote.c
        of_mentions = select(mention.set_id, mention.id).where(mention.entity == entity_id)
        of_quotes = select(quote.set_id, quote.id).where(quote.speaker_entity == entity_id)
        return [
            (set_id, self.find(Mention, record_id))
            for set_id, record_id in self._connection.execute(of_mentions).all()
        ] + [
            (set_id, self.find(Quote, record_id))
            for set_id, record_id in self._connection.execute(of_quotes).all()
        ]

    def entities_called(self, name: str) -> list[Entity]:
        """Return the entries that are called exactly ``name``, whatever the case."""
        table = tables.entity_name.c
        query = select(table.entity_id).where(table.folded == name.casefold()).distinct()
        ids = list(self._connection.execute(query).scalars())
        return sorted(reading.entities(self._connection, ids).values(), key=lambda e: e.id)

    def length(self, set_id: str) -> int:
        """Return how many code points the set's article has."""
        if set_id not in self._lengths:
            found = self._connection.execute(_LENGTH, {"set_id": set_id})
            self._lengths[set_id] = found.scalar_one()
        return self._lengths[set_id]

    def words(self, set_id: str, span: Span) -> str:
        """Return what the set's article has at ``span``, as far as it reaches."""
        sought = {"set_id": set_id, "first": span.start + 1, "length": len(span)}
        return str(self._connection.execute(_WORDS, sought).scalar_one())

    def require_text(self, set_id: str, span: Span, text: str) -> None:
        """Refuse a span whose text is not what the caller believes that it covers."""
        if self.words(set_id, span) != text:
            raise RefusedError(
                "The selection does not match the article’s text. Open the article again."
            )

    # Writing

    def note_guidelines(self) -> None:
        """Let the sets that were changed say under which version of the guidelines they were."""
        set_ids = list({change.set_id for change in self.changes})
        self._connection.execute(_NOTE_GUIDELINES, {"set_ids": set_ids})

    def put(self, set_id: str, record: Record) -> None:
        """Insert ``record``, or replace the one with its id."""
        before = self._read(type(record), record.id)
        if before == record:
            return
        self._check(set_id, record)
        writing.put(self._connection, set_id, record, exists=before is not None)
        self._note(Change(set_id, before, record))

    def put_scheme(self, scheme: Scheme) -> None:
        """Give the project other labels, as the next version of its scheme."""
        if replace(scheme, version=self.scheme.version) == self.scheme:
            return
        before, self.scheme = self.scheme, replace(scheme, version=self.scheme.version + 1)
        schemes.put(self._connection, self.scheme)
        self._note(Change("", before, self.scheme))

    def require_labels(self) -> None:
        """Refuse a scheme that lacks a label which annotations carry."""
        known = {(one.layer, one.name) for one in self.scheme.labels}
        unknown = schemes.label_counts(self._connection).keys() - known
        for _, name in sorted(unknown):
            raise RefusedError(
                f"By now annotations carry the label “{name}”, so that it has to stay. Let another "
                "label take its place instead."
            )

    def remove(self, set_id: str, record: Removable) -> None:
        if isinstance(record, Segment) and record.start == 0:
            raise RefusedError("The first segment cannot be removed: every text has one.")
        writing.remove(self._connection, record)
        self._note(Change(set_id, record, None))

    @contextmanager
    def editing(self, set_id: str, count: int) -> Iterator[Editing]:
        """Give what about ``count`` edits of a set are made with; many are written at once."""
        if count < _MANY:
            yield self
            return
        draft = Draft(
            self._connection, set_id, self.progress(set_id), self.length(set_id), self._check
        )
        yield draft
        self.changes += draft.write()

    def apply(self, changes: Sequence[Change]) -> Iterator[tuple[int, int]]:
        """Carry out changes noted earlier, as undo and redo do.

        Yields how many are done of all wherever another set comes.

        Raises ``RefusedError`` where they are of a set that is gone: what was undone to the last
        edit counts as not begun, and detecting again replaces it. A change of the scheme is of all
        sets, and passes over what has been detected anew under it.
        """
        scheme = next((one.after for one in changes if isinstance(one.after, Scheme)), None)
        if scheme is not None:
            self.put_scheme(scheme)  # first: annotations are checked by it
        left = self._there(changes, is_anew_fine=scheme is not None)
        done = 0
        for set_id, run in groupby(left, key=lambda change: change.set_id):
            if done:
                yield done, len(left)
            of_set = list(run)
            done += len(of_set)
            with self.editing(set_id, len(of_set) if set_id else 0) as edits:
                if scheme is not None:
                    of_set = [one for one in of_set if _is_there(edits, one)]
                _apply(edits, of_set)
        if scheme is not None:
            self.require_labels()

    def _there(self, changes: Sequence[Change], *, is_anew_fine: bool) -> Sequence[Change]:
        """Return the changes of what is there; refuse them if it has to be all."""
        set_ids = {change.set_id for change in changes} - {""}
        there = reading.present(self._connection, tables.annotation_set, list(set_ids))
        if there == set_ids:
            return changes
        if not is_anew_fine:
            raise RefusedError(
                "This was done on suggestions that have been detected anew since, and cannot be "
                "done again. Do it on the new ones."
            )
        return [one for one in changes if not one.set_id or one.set_id in there]

    def _note(self, change: Change) -> None:
        self.changes.append(change)
        count_changes(self._connection, change.set_id, [change])

    def _read(self, kind: type[Record], record_id: str) -> Record | None:
        match kind.__name__:
            case "Segment":
                return reading.segment(self._connection, record_id)
            case "Mention":
                return reading.mention(self._connection, record_id)
            case "Quote":
                return reading.quote(self._connection, record_id)
            case "Note":
                return reading.note(self._connection, record_id)
            case "Approval":
                of = tables.approval.c
                query = select(of.id).where(of.id == record_id)
                found = self._connection.scalars(query).one_or_none()
                return Approval(found) if found is not None else None
            case "ArticleDetails":
                return details.read(self._connection, record_id)
            case "Decision":
                return reading.decision(self._connection, record_id)
            case "Entity":
                return reading.entities(self._connection, [record_id]).get(record_id)
            case _:
                return SetProgress(record_id, self.progress(record_id))

    def _check(self, set_id: str, record: Record) -> None:
        """Refuse what the scheme does not know, and spans outside the article's text."""
        match record:
            case Segment():
                self.scheme.label(Layer.SEGMENTS, record.label)
                self._require_inside(set_id, record.start + 1)
                if record.state is State.REJECTED:
                    raise RefusedError(
                        "A segment cannot be rejected. Merge it or change its label."
                    )
            case Mention():
                self.scheme.label(Layer.ENTITIES, record.label)
                self._require_inside(set_id, record.span.end)
            case Quote():
                for role in Role:
                    for part in record.parts(role):
                        self._require_inside(set_id, part.end)
            case Note(span=Span(end=end)) | Decision(span=Span(end=end)):
                self._require_inside(set_id, end)

    def _require_inside(self, set_id: str, end: int) -> None:
        if end > self.length(set_id):
            raise RefusedError("This lies outside the article’s text. Nothing was changed.")


def _apply(edits: Editing, changes: Sequence[Change]) -> None:
    for change in changes:
        if change.after is not None and not isinstance(change.after, Scheme):
            edits.put(change.set_id, change.after)
        elif not isinstance(change.before, ArticleDetails | Scheme | SetProgress | None):
            edits.remove(change.set_id, change.before)


def _is_there(edits: Editing, change: Change) -> bool:
    """Tell whether what a change is of is there still: detecting again makes all anew."""
    match change.before:
        case Segment(id=record_id):
            return edits.find_or_none(Segment, record_id) is not None
        case Mention(id=record_id):
            return edits.find_or_none(Mention, record_id) is not None
        case _:
            return True


# Statements of each edit are made once: making one takes longer than running it.


_OF_SET = tables.annotation_set.c
_IS_SET = _OF_SET.id == bindparam("set_id")
_PROGRESS = select(_OF_SET.progress).where(_IS_SET)
_LENGTH = (
    select(tables.article.c.length)
    .join(tables.annotation_set, _OF_SET.article_id == tables.article.c.id)
    .where(_IS_SET)
)
_BODY = tables.article_body.c
_WORDS = (
    select(func.substr(_BODY.text, bindparam("first"), bindparam("length")))
    .join(tables.annotation_set, _OF_SET.article_id == _BODY.article_id)
    .where(_IS_SET)
)
_NEWEST = select(func.coalesce(func.max(tables.guidelines.c.version), 0)).scalar_subquery()
_NOTE_GUIDELINES = (
    update(tables.annotation_set)
    .where(_OF_SET.id.in_(bindparam("set_ids", expanding=True)), _OF_SET.guidelines != _NEWEST)
    .values(guidelines=_NEWEST)
)
