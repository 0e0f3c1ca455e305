"""Renewing suggestions: what detectors find now, in an annotation set that was worked on before.

Whatever a person decided stays as it is: accepted, corrected, rejected, made by hand. Only what is
undecided gives way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.domain.annotation import Annotation, Mention, Quote, Segment, State
from annotator.domain.annotation_index import AnnotationIndex
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition
from annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class Renewal:
    """What to take out of a set and what to put into it; ``new`` replaces what has its id."""

    set_id: str
    gone: tuple[Annotation, ...]
    new: tuple[Annotation, ...]


def renewal(old: AnnotationSet, found: AnnotationSet, text: str) -> Renewal:
    """Return how the undecided part of ``old`` becomes what the detectors ``found``.

    A suggestion that says the same as before keeps its id. One is left out where it speaks of what
    is decided: a mention of the same span or one that overlaps an accepted mention of its label or
    crosses its edge, a quote whose content overlaps an accepted one's, or what was rejected as
    just that. Accepted segments keep their extent, and the new ones fill what lies between.
    """
    new: list[Annotation] = [
        *_segments(old.partition, found.partition, text),
        *_mentions(old, found),
        *_quotes(old, found),
    ]
    kept = {one.id for one in new}
    undecided = (one for one in old.annotations() if one.state is State.SUGGESTED)
    return Renewal(old.id, tuple(one for one in undecided if one.id not in kept), tuple(new))


def _segments(old: Partition, found: Partition, text: str) -> list[Segment]:
    ids = {one.start: one.id for one in old.segments if one.state is State.SUGGESTED}
    free = _free(old)
    return [
        replace(one, id=ids.get(piece.start) or new_id(), start=piece.start)
        for one, span in found
        for piece in _within(span, free)
        if piece.start == 0 or not piece.of(text).isspace()
    ]


def _free(old: Partition) -> list[Span]:
    """Return the stretches that no accepted segment holds; all of the text where none does."""
    if not old.segments:
        return [Span(0, old.length)] if old.length else []
    free: list[Span] = []
    for one, span in old:
        if one.state is State.SUGGESTED:
            if free and free[-1].end == span.start:
                free[-1] = Span(free[-1].start, span.end)
            else:
                free.append(span)
    return free


def _within(span: Span, free: Iterable[Span]) -> Iterable[Span]:
    for one in free:
        start, end = max(span.start, one.start), min(span.end, one.end)
        if start < end:
            yield Span(start, end)


def _mentions(old: AnnotationSet, found: AnnotationSet) -> Iterable[Mention]:
    ids = {(one.span, one.label): one.id for one in old.mentions if one.state is State.SUGGESTED}
    rejected = {(one.span, one.label) for one in old.mentions if one.state is State.REJECTED}
    index = AnnotationIndex(old)
    for one in found.mentions:
        touching = index.mentions_touching(one.span.start, one.span.end)
        accepted = (other for other in touching if other.state is State.ACCEPTED)
        is_decided = (one.span, one.label) in rejected or any(
            other.label == one.label or not _nests(one.span, other.span) for other in accepted
        )
        if not is_decided:
            yield replace(one, id=ids.pop((one.span, one.label), "") or new_id())


def _nests(one: Span, other: Span) -> bool:
    """Tell whether one lies within the other and they are not the same."""
    is_inside = other.start <= one.start and one.end <= other.end
    is_around = one.start <= other.start and other.end <= one.end
    return is_inside is not is_around


def _quotes(old: AnnotationSet, found: AnnotationSet) -> Iterable[Quote]:
    ids = {one.content: one.id for one in old.quotes if one.state is State.SUGGESTED}
    rejected = {one.content for one in old.quotes if one.state is State.REJECTED}
    accepted = [part for one in old.quotes if one.state is State.ACCEPTED for part in one.content]
    for one in found.quotes:
        if one.content in rejected:
            continue
        if any(part.overlaps(other) for part in one.content for other in accepted):
            continue
        yield replace(one, id=ids.pop(one.content, "") or new_id())
