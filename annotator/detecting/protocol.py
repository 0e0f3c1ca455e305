"""What a detector is: a pure function of an article and of what earlier layers found in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from annotator.domain.annotation import Layer, Mention, Quote, Segment
from annotator.domain.article import Article
from annotator.domain.register import Entity

if TYPE_CHECKING:
    from annotator.detecting.segments.profile import SourceProfile


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is known about one article; every annotation is in state ``suggested``.

    ``segments`` are a partition of the text, ``entities`` the people, organisations and places of
    this article that mentions and speakers refer to by id. ``profile`` is what other articles of
    its source tell; no detector finds that.
    """

    segments: tuple[Segment, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    profile: SourceProfile | None = None

    def with_more(self, more: Suggestions) -> Suggestions:
        return Suggestions(
            self.segments + more.segments,
            self.mentions + more.mentions,
            self.quotes + more.quotes,
            self.entities + more.entities,
            self.profile,
        )


class Detector(Protocol):
    """A program part that proposes annotations of one layer.

    ``version`` goes up with every change of what is suggested. Instances are made once in each
    worker process and used for many articles, so they keep nothing between them.
    """

    name: str
    version: str
    layer: Layer

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:
        """Return what this detector finds, and only that.

        ``known`` is what the detectors of earlier layers found: segments come first, then
        entities, then quotes.
        """
        ...


class Reviser(Protocol):
    """What was learnt from finished articles: changes what a layer's detectors suggest."""

    layer: Layer

    def revise(self, article: Article, known: Suggestions) -> Suggestions:
        """Return ``known`` with this layer revised; it may replace, add and leave out."""
        ...
