"""Changing all annotations of a record in one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import is_
from typing import Protocol, TypeVar

from annotator.domain.annotation import Mention, Quote, Segment
from annotator.domain.annotation_set import AnnotationSet
from annotator.formats.protocol import AnnotatedArticle

A = TypeVar("A", Segment, Mention, Quote)


class Change(Protocol):
    def __call__(self, one: A, /) -> A: ...


def on_set(
    record: AnnotatedArticle, change: Callable[[AnnotationSet], AnnotationSet]
) -> AnnotatedArticle:
    if record.annotations is None:
        return record
    return replace(record, annotations=change(record.annotations))


def each(record: AnnotatedArticle, change: Change) -> AnnotatedArticle:
    """Change every annotation; the record itself comes back where ``change`` gives each back."""
    now = record.annotations
    if now is None:
        return record
    partition = now.partition
    segments = _changed(partition.segments, change)
    mentions, quotes = _changed(now.mentions, change), _changed(now.quotes, change)
    if segments is partition.segments and mentions is now.mentions and quotes is now.quotes:
        return record
    after = replace(
        now, partition=replace(partition, segments=segments), mentions=mentions, quotes=quotes
    )
    return replace(record, annotations=after)


def _changed(some: tuple[A, ...], change: Callable[[A], A]) -> tuple[A, ...]:
    changed = tuple(map(change, some))
    return some if all(map(is_, changed, some)) else changed


def mentions_by(
    record: AnnotatedArticle, change: Callable[[tuple[Mention, ...]], tuple[Mention, ...]]
) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, mentions=change(one.mentions)))


def quotes_by(record: AnnotatedArticle, change: Callable[[Quote], Quote]) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, quotes=tuple(map(change, one.quotes))))
