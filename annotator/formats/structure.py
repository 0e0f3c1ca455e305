"""Articles whose own structure tells their segments: pages, documents, news items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.domain.annotation import Origin, Segment, State
from annotator.domain.annotation_set import DETECTOR, AnnotationSet
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition
from annotator.domain.step import Progress
from annotator.formats.canonical import canonicalised

ORIGIN = "structure"
"""The detector that segments told by a file’s structure name as their origin."""
_VERSION = "1"
_CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with its label, and what of the structure told it.

    A blank line parts it from what comes before, or a line end where it does not ``break``.
    """

    label: str
    words: str
    rule: str
    breaks: bool = True


def structured(article: Article, pieces: Iterable[Piece]) -> tuple[Article, AnnotationSet]:
    """Return the article with the text of the pieces, and their segments as suggestions."""
    text = ""
    segments: list[Segment] = []
    for piece in pieces:
        words = canonicalised(piece.words).strip()
        if not words:
            continue
        if text:
            text += "\n\n" if piece.breaks else "\n"
        origin = Origin(ORIGIN, _VERSION, piece.rule, _CONFIDENCE)
        segments.append(Segment(new_id(), len(text), piece.label, State.SUGGESTED, origin))
        text += words
    text = f"{text}\n" if text else ""
    told = AnnotationSet(
        new_id(),
        article.id,
        DETECTOR,
        Partition(len(text), tuple(segments)),
        # Begun: the detectors of the other layers have still to look at the article.
        progress=Progress.DOING,
    )
    return replace(article, text=text), told
