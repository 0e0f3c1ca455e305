"""What the view shows just now: values that painting and hit testing read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Layer, Mention, Quote, Segment
from annotator.domain.annotation_index import AnnotationIndex, place_of
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span


class Edge(StrEnum):
    """Which end of the focused annotation the arrow keys move."""

    START = "start"
    END = "end"


@dataclass(slots=True)
class Scene:
    """An open article with everything that decides how it looks, colours apart.

    ``index`` is of ``annotations``, and whoever changes these keeps it in step.
    """

    article: Article
    annotations: AnnotationSet
    index: AnnotationIndex
    scheme: Scheme
    names: Mapping[str, str]
    layer: Layer = Layer.SEGMENTS
    only_active: bool = False
    focused: str | None = None
    edge: Edge | None = None
    selection: Span | None = None
    draft: Quote | None = None
    """The focused quote as the open editor has it; shown instead of the stored one."""
    part: Span | None = None
    """The content part of the draft whose edges move."""

    def shows(self, layer: Layer) -> bool:
        return layer is self.layer or not self.only_active

    @property
    def focused_quote(self) -> Quote | None:
        if self.draft is not None:
            return self.draft
        found = self.index.find(self.focused) if self.layer is Layer.QUOTES else None
        return found if isinstance(found, Quote) else None

    def quotes_touching(self, start: int, end: int) -> list[Quote]:
        """Return the quotes shown that reach into ``start`` to ``end``, in text order."""
        found = self.index.quotes_touching(start, end)
        if self.draft is None:
            return found
        others = [one for one in found if one.id != self.draft.id]
        is_here = self.draft.span.overlaps(Span(start, end)) if start < end else False
        return sorted([*others, self.draft], key=place_of) if is_here else others

    @property
    def parts_with_edges(self) -> tuple[Span, ...]:
        """The spans whose edges can be moved just now, in text order; segments apart."""
        match self.index.find(self.focused):
            case Mention(span=span) if self.layer is Layer.ENTITIES:
                return (span,)
            case Quote() if self.focused_quote is not None:
                return self.focused_quote.content
        return ()

    @property
    def part_with_edge(self) -> Span | None:
        """The content part of the focused quote that ``edge`` is of."""
        quote = self.focused_quote
        if quote is None or self.edge is None:
            return None
        return self.part or quote.content[0 if self.edge is Edge.START else -1]

    def place_of(self, annotation_id: str) -> Span | None:
        """Return where an annotation stands, of whatever layer; ``None`` where it is not there."""
        match self.index.find(annotation_id):
            case None:
                return None
            case Segment() as segment:
                return self.annotations.partition.span_of(segment).trimmed(self.article.text)
            case found:
                return found.span
