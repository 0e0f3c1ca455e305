"""What the view shows just now: values that painting and hit testing read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from annotator.domain.annotation import Layer, Mention, Quote, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span

A = TypeVar("A", Mention, Quote)


class Edge(StrEnum):
    """Which end of the focused annotation the arrow keys move."""

    START = "start"
    END = "end"


class SpanIndex(Generic[A]):
    """Annotations in text order, and quickly those that touch a stretch of the text."""

    def __init__(self, annotations: Sequence[A]) -> None:
        self._kept: list[A] = [one for one in annotations if one.state is not State.REJECTED]
        self._kept.sort(key=lambda one: one.span)
        self._starts: list[int] = [one.span.start for one in self._kept]
        self._longest = max((len(one.span) for one in self._kept), default=0)

    def touching(self, start: int, end: int) -> list[A]:
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, end)
        return [one for one in self._kept[first:last] if one.span.end > start]


@dataclass(slots=True)
class Scene:
    """An open article with everything that decides how it looks, colours apart."""

    article: Article
    annotations: AnnotationSet
    scheme: Scheme
    names: Mapping[str, str]
    layer: Layer = Layer.SEGMENTS
    only_active: bool = False
    focused: str | None = None
    edge: Edge | None = None
    selection: Span | None = None
    mentions: SpanIndex[Mention] = field(init=False)
    quotes: SpanIndex[Quote] = field(init=False)

    def __post_init__(self) -> None:
        self.index()

    def index(self) -> None:
        self.mentions = SpanIndex(self.annotations.mentions)
        self.quotes = SpanIndex(self.annotations.quotes)

    def shows(self, layer: Layer) -> bool:
        return layer is self.layer or not self.only_active

    @property
    def focused_quote(self) -> Quote | None:
        if self.layer is not Layer.QUOTES or self.focused is None:
            return None
        return next((one for one in self.annotations.quotes if one.id == self.focused), None)

    def place_of(self, annotation_id: str) -> Span | None:
        """Return where an annotation stands, of whatever layer; ``None`` where it is not there."""
        for segment, span in self.annotations.partition:
            if segment.id == annotation_id:
                return span.trimmed(self.article.text)
        spans: dict[str, Span] = {one.id: one.span for one in self.annotations.quotes}
        mention = next((one for one in self.annotations.mentions if one.id == annotation_id), None)
        return mention.span if mention else spans.get(annotation_id)
