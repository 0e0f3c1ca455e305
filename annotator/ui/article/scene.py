"""What the view shows just now: values that painting and hit testing read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Layer, Quote, Segment
from annotator.domain.annotation_index import AnnotationIndex
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

    def shows(self, layer: Layer) -> bool:
        return layer is self.layer or not self.only_active

    @property
    def focused_quote(self) -> Quote | None:
        found = self.index.find(self.focused) if self.layer is Layer.QUOTES else None
        return found if isinstance(found, Quote) else None

    def place_of(self, annotation_id: str) -> Span | None:
        """Return where an annotation stands, of whatever layer; ``None`` where it is not there."""
        match self.index.find(annotation_id):
            case None:
                return None
            case Segment() as segment:
                return self.annotations.partition.span_of(segment).trimmed(self.article.text)
            case found:
                return found.span
