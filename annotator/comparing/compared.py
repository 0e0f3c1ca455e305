"""What is compared: one article with the annotation sets of several owners, decided work only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from annotator.domain.annotation import Annotation, Mention, Quote, State
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.span import Span

_A = TypeVar("_A", bound=Annotation)


@dataclass(frozen=True, slots=True)
class Compared:
    """One article and what each owner has of it.

    An owner who has no set of the article is not in ``sets``, which differs from having found
    nothing in it.
    """

    article: Article
    sets: Mapping[Owner, AnnotationSet]

    def mentions(self, owner: Owner) -> list[Mention]:
        return _standing(self.sets[owner].mentions, owner)

    def quotes(self, owner: Owner) -> list[Quote]:
        return _standing(self.sets[owner].quotes, owner)

    def segments(self, owner: Owner) -> list[Piece]:
        """Return the owner's segments, each beginning with its first word.

        So white space, which belongs to the segment before it wherever somebody cuts, is no
        disagreement. A segment of white space alone is left out.
        """
        text = self.article.text
        starts = [_settled(text, one.start) for one in self.sets[owner].partition.segments]
        ends = [*starts[1:], len(text)][: len(starts)]
        pieces = zip(self.sets[owner].partition.segments, starts, ends, strict=True)
        return [
            Piece(segment, Span(start, end), segment.label)
            for segment, start, end in pieces
            if start < end and _stands(segment, owner)
        ]


@dataclass(frozen=True, slots=True)
class Piece:
    """An annotation with the stretch that it covers; ``label`` is a quote's type."""

    annotation: Annotation
    span: Span
    label: str


def _standing(annotations: tuple[_A, ...], owner: Owner) -> list[_A]:
    return [one for one in annotations if _stands(one, owner)]


def _stands(annotation: Annotation, owner: Owner) -> bool:
    """Tell whether an annotation is its owner's judgement: what a person has not decided is not."""
    if owner.kind is OwnerKind.DETECTOR:
        return annotation.state is not State.REJECTED
    return annotation.state is State.ACCEPTED


def _settled(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
