"""Taking from an annotated article what a format cannot carry: a pure function for each feature."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

import regex

from annotator.domain.annotation import (
    BY_HAND,
    UNKNOWN_SPEAKER,
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    State,
)
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.partition import Partition
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span, hull
from annotator.domain.step import Progress
from annotator.formats.changing import each, mentions_by, on_set, quotes_by
from annotator.formats.features import Carries, Feature
from annotator.formats.fitting import (
    without_blank_edges,
    without_token_edges,
    without_white_space,
)
from annotator.formats.protocol import UNKNOWN_OWNER, AnnotatedArticle

_Taking = Callable[[AnnotatedArticle, Carries], AnnotatedArticle]
A = TypeVar("A", Segment, Mention, Quote)
Place = tuple[int, int]


# What XML 1.0, section 2.2, has no way to write.
_NOT_IN_XML = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without(feature: Feature, record: AnnotatedArticle, carries: Carries) -> AnnotatedArticle:
    """Return ``record`` as it is without ``feature``; ``record`` itself where it has none of it."""
    after = _TAKING[feature](record, carries)
    return record if after == record else after


def without_control_characters(words: str) -> str:
    """Return ``words`` as XML can hold them, with a space for each character that it cannot."""
    return _NOT_IN_XML.sub(" ", words)


def _control_characters(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    # Labels, owners and ids cannot have any: see ``naming``.
    clean = without_control_characters
    article = record.article
    register = (
        replace(one, name=clean(one.name), aliases=tuple(map(clean, one.aliases)))
        for one in record.register
    )
    cleaned = replace(
        article,
        text=clean(article.text),
        title=clean(article.title),
        source=clean(article.source),
        url=clean(article.url),
    )

    def clean_notes(annotations: AnnotationSet) -> AnnotationSet:
        notes = (replace(note, text=clean(note.text)) for note in annotations.notes)
        return replace(annotations, notes=tuple(notes))

    return on_set(replace(record, article=cleaned, register=tuple(register)), clean_notes)


def _metadata(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    bare = replace(record.article, title="", source="", url="", published="", language="")
    return replace(record, article=bare)


def _owner(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, owner=UNKNOWN_OWNER))


def _progress(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, progress=Progress.DOING))


def _decisions(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, decisions=()))


def _notes(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, notes=()))


def _attributes(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return each(record, lambda one: replace(one, attributes={}) if one.attributes else one)


def _evidence(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    def bare(one: A) -> A:
        return replace(one, origin=replace(one.origin, evidence=())) if one.origin.evidence else one

    return each(record, bare)


def _origins(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return each(record, lambda one: replace(one, origin=BY_HAND))


def _rejected(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    def undoubted(annotations: AnnotationSet) -> AnnotationSet:
        mentions = (one for one in annotations.mentions if one.state is not State.REJECTED)
        quotes = (one for one in annotations.quotes if one.state is not State.REJECTED)
        return replace(annotations, mentions=tuple(mentions), quotes=tuple(quotes))

    return on_set(record, undoubted)


def _states(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    def accepted(one: A) -> A:
        return one if one.state is State.ACCEPTED else replace(one, state=State.ACCEPTED)

    return each(record, accepted)


def _speakers(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return quotes_by(record, lambda quote: replace(quote, speaker=UNKNOWN_SPEAKER))


def _links(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return mentions_by(record, lambda some: tuple(replace(one, entity=None) for one in some))


def _register(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    """Leave of each entry that is referred to its id and name."""
    annotations = record.annotations
    if annotations is None:
        return replace(record, register=())
    used = {one.entity for one in annotations.mentions}
    used |= {one.speaker.entity for one in annotations.quotes}
    names = {one.id: one.name for one in record.register if one.id in used}

    def bare(quote: Quote) -> Quote:
        kind, entity = quote.speaker.kind, quote.speaker.entity
        return replace(quote, speaker=Speaker(kind, entity, names.get(entity or "", "")))

    register = tuple(Entity(id_, name, EntityKind.OTHER) for id_, name in names.items())
    return replace(quotes_by(record, bare), register=register)


def _quotes(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, quotes=()))


def _mentions(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, mentions=()))


def _segments(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    bare = Partition(len(record.article.text))
    return on_set(record, lambda one: replace(one, partition=bare))


def _several_parts(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    def joined(parts: tuple[Span, ...]) -> tuple[Span, ...]:
        return (hull(parts),) if len(parts) > 1 else parts

    return quotes_by(record, lambda quote: _with_parts(quote, joined))


def _several_cues(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    def joined(quote: Quote) -> Quote:
        return replace(quote, cue=(hull(quote.cue),)) if len(quote.cue) > 1 else quote

    return quotes_by(record, joined)


def _without_cue(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    def with_cue(annotations: AnnotationSet) -> AnnotationSet:
        return replace(annotations, quotes=tuple(one for one in annotations.quotes if one.cue))

    return on_set(record, with_cue)


def _quote_types(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return quotes_by(record, lambda quote: replace(quote, type=QuoteType.MIXED))


def _across_sentences(record: AnnotatedArticle, carries: Carries) -> AnnotatedArticle:
    if carries.sentences is None:
        raise ValueError("a format made of tokens has to say which")
    ends = [sentence[-1].end for sentence in carries.sentences(record.article)]

    def within_one(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(
            one
            for one in mentions
            if bisect_right(ends, one.span.start) == bisect_left(ends, one.span.end)
        )

    return mentions_by(record, within_one)


def _nested(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return mentions_by(record, outer_mentions)


def outer_mentions(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Return the outer ones of nested mentions, and the first of several with the same extent."""
    outer: list[Mention] = []
    furthest = -1
    # Outer ones come first in this order; an inner one ends where some earlier one has ended.
    for one in sorted(mentions, key=lambda one: (one.span.start, -one.span.end)):
        if one.span.end > furthest:
            outer.append(one)
            furthest = one.span.end
    return tuple(outer)


def _crossing(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return mentions_by(record, uncrossed_mentions)


def uncrossed_mentions(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Leave out each mention that begins within an earlier one and ends behind it."""
    left: list[Mention] = []
    still_open: list[Span] = []
    for one in mentions:
        still_open = [span for span in still_open if span.end > one.span.start]
        if not any(span.start < one.span.start and span.end < one.span.end for span in still_open):
            left.append(one)
            still_open.append(one.span)
    return tuple(left)


def _ids(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return on_set(record, _numbered)


def _numbered(annotations: AnnotationSet) -> AnnotationSet:
    """Number the annotations in an order that does not depend on their ids."""
    numbers = itertools.count(1)
    new: dict[str, str] = {}

    def numbered(some: Iterable[A], place: Callable[[A], Place]) -> tuple[A, ...]:
        ordered = sorted(some, key=lambda one: (place(one), repr(replace(one, id=""))))
        for one in ordered:
            new[one.id] = f"{next(numbers):06}"
        return tuple(replace(one, id=new[one.id]) for one in ordered)

    partition = annotations.partition
    segments = numbered(partition.segments, lambda one: (one.start, 0))
    mentions = numbered(annotations.mentions, lambda one: (one.span.start, one.span.end))
    quotes = numbered(annotations.quotes, lambda one: (one.content[0].start, one.content[0].end))
    notes = (replace(one, about=new.get(one.about, one.about)) for one in annotations.notes)
    return replace(
        annotations,
        partition=Partition(partition.length, segments),
        mentions=mentions,
        quotes=quotes,
        notes=tuple(notes),
        decisions=tuple(
            replace(one, made=tuple(new.get(made, made) for made in one.made))
            for one in annotations.decisions
        ),
    )


def _text(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    return replace(record, article=replace(record.article, text=""))


def _with_parts(quote: Quote, change: Callable[[tuple[Span, ...]], tuple[Span, ...]]) -> Quote:
    content, cue, source = (change(quote.parts(role)) for role in Role)
    return replace(quote, content=content, cue=cue, source=source)


_TAKING: dict[Feature, _Taking] = {
    Feature.CONTROL_CHARACTERS: _control_characters,
    Feature.METADATA: _metadata,
    Feature.OWNER: _owner,
    Feature.PROGRESS: _progress,
    Feature.NOTES: _notes,
    Feature.DECISIONS: _decisions,
    Feature.ATTRIBUTES: _attributes,
    Feature.EVIDENCE: _evidence,
    Feature.ORIGINS: _origins,
    Feature.REJECTED: _rejected,
    Feature.STATES: _states,
    Feature.SPEAKERS: _speakers,
    Feature.LINKS: _links,
    Feature.REGISTER: _register,
    Feature.QUOTES: _quotes,
    Feature.MENTIONS: _mentions,
    Feature.SEGMENTS: _segments,
    Feature.BLANK_EDGES: without_blank_edges,
    Feature.TOKEN_EDGES: without_token_edges,
    Feature.SEVERAL_PARTS: _several_parts,
    Feature.SEVERAL_CUES: _several_cues,
    Feature.WITHOUT_CUE: _without_cue,
    Feature.QUOTE_TYPES: _quote_types,
    Feature.ACROSS_SENTENCES: _across_sentences,
    Feature.NESTED: _nested,
    Feature.CROSSING: _crossing,
    Feature.WHITE_SPACE: without_white_space,
    Feature.IDS: _ids,
    Feature.TEXT: _text,
}
