"""Putting an annotated article together from others' files, where not all fits our rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.domain.annotation import Mention, Note, Quote, Segment
from annotator.domain.annotation_set import AnnotationSet, Owner
from annotator.domain.article import Article
from annotator.domain.decision import Decision
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition, settled
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.formats.canonical import canonical_offsets, canonicalised
from annotator.formats.protocol import UNKNOWN_OWNER, AnnotatedArticle

A = TypeVar("A", Mention, Quote, Segment, Note)


class Gathering:
    """Annotations of one article as they are read.

    What does not fit is left out with a remark, so that one bad annotation costs no other.
    """

    def __init__(self, article: Article) -> None:
        """Take an article whose text may still have to be made canonical."""
        self._offsets = canonical_offsets(article.text)
        self.article = replace(article, text=canonicalised(article.text))
        self.mentions: list[Mention] = []
        self.quotes: list[Quote] = []
        self.notes: list[Note] = []
        self.decisions: list[Decision] = []
        self.register: dict[str, Entity] = {}
        self.owner: Owner = UNKNOWN_OWNER
        self.progress = Progress.DOING
        self._segments: list[tuple[Span, Segment]] = []
        self._remarks: Counter[str] = Counter()

    def remark(self, sentence: str) -> None:
        """Note what was changed or left out; the same sentence is told once, with how often."""
        self._remarks[sentence] += 1

    def span(
        self, start: int, end: int, words: str | None = None, of: str = "An annotation"
    ) -> Span | None:
        """Return the span of the canonical text, or remark why there is none.

        ``start`` and ``end`` count code points of the text as it came, ``words`` is what the
        file says stands there, ``of`` what the span is one of.
        """
        if not 0 <= start < end < len(self._offsets):
            self.remark(f"{of} whose offsets lie outside the text was left out.")
            return None
        start, end = self._offsets[start], self._offsets[end]
        if start == end:
            self.remark(f"{of} of no characters was left out.")
            return None
        span = Span(start, end)
        if words is not None and canonicalised(words) != span.of(self.article.text):
            self.remark(f"{of} whose text is not what stands at its offsets was left out.")
            return None
        return span

    def add_segment(self, span: Span, segment: Segment) -> None:
        self._segments.append((span, segment))

    def entity_named(self, name: str) -> Entity:
        """Return the register's entry of that name; a new one where there is none."""
        for entity in self.register.values():
            if entity.name == name:
                return entity
        entity = Entity(new_id(), name)
        self.register[entity.id] = entity
        return entity

    def record(self) -> AnnotatedArticle:
        quotes = sorted(self.quotes, key=lambda one: (one.content[0], one.id))
        annotations = AnnotationSet(
            id=new_id(),
            article_id=self.article.id,
            owner=self.owner,
            partition=self._partition(),
            mentions=tuple(sorted(self.mentions, key=lambda one: (one.span, one.id))),
            quotes=tuple(quotes),
            notes=tuple(sorted(self.notes, key=lambda note: note.id)),
            progress=self.progress,
            decisions=tuple(sorted(self.decisions, key=lambda one: (one.span, one.id))),
        )
        ids = [one.id for one in (*annotations.annotations(), *annotations.notes)]
        if len(set(ids)) < len(ids):
            annotations = _with_new_ids(annotations)
        remarks = tuple(
            sentence if count == 1 else f"{sentence} ({count:,} times)"
            for sentence, count in self._remarks.items()
        )
        register = tuple(self.register.values())
        return AnnotatedArticle(self.article, annotations, register, remarks=remarks)

    def _partition(self) -> Partition:
        text, segments, end = self.article.text, list[Segment](), 0
        for span, segment in sorted(self._segments, key=lambda one: one[0]):
            if span.start < end:
                self.remark("A segment that overlaps another was left out.")
                continue
            if text[end : span.start].strip():
                self.remark("Text between segments went to the segment next to it.")
            start = max(end, settled(text, span.start)) if segments else 0
            segments.append(replace(segment, start=start))
            end = span.end
        if segments and text[end:].strip():
            self.remark("Text between segments went to the segment next to it.")
        try:
            return Partition(len(text), tuple(segments))
        except RefusedError as error:
            self.remark(f"The segments were left out: {error}")
            return Partition(len(text))


def parts_apart(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    """Return the parts of a quote in text order, without those that overlap an earlier one."""
    found: list[Span] = []
    for span in sorted(one for one in spans if one is not None):
        if not found or found[-1].end <= span.start:
            found.append(span)
    return tuple(found)


def _with_new_ids(annotations: AnnotationSet) -> AnnotationSet:
    partition = annotations.partition
    renewed = replace(
        annotations,
        partition=replace(partition, segments=_renewed(partition.segments)),
        mentions=_renewed(annotations.mentions),
        quotes=_renewed(annotations.quotes),
        notes=_renewed(annotations.notes),
    )
    both = zip(annotations.annotations(), renewed.annotations(), strict=True)
    new = {old.id: one.id for old, one in both}
    decisions = (
        replace(one, made=tuple(new.get(made, made) for made in one.made))
        for one in annotations.decisions
    )
    return replace(renewed, decisions=tuple(decisions))


def _renewed(some: Sequence[A]) -> tuple[A, ...]:
    return tuple(replace(one, id=new_id()) for one in some)
