"""Changing all annotations of a record in one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
    def changed(annotations: AnnotationSet) -> AnnotationSet:
        partition = annotations.partition
        return replace(
            annotations,
            partition=replace(partition, segments=tuple(map(change, partition.segments))),
            mentions=tuple(map(change, annotations.mentions)),
            quotes=tuple(map(change, annotations.quotes)),
        )

    return on_set(record, changed)


def mentions_by(
    record: AnnotatedArticle, change: Callable[[tuple[Mention, ...]], tuple[Mention, ...]]
) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, mentions=change(one.mentions)))


def quotes_by(record: AnnotatedArticle, change: Callable[[Quote], Quote]) -> AnnotatedArticle:
    return on_set(record, lambda one: replace(one, quotes=tuple(map(change, one.quotes))))
