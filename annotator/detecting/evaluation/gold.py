"""What suggestions are held against: an article, what is true of it, and in whose labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from annotator.domain.annotation import Layer, Mention, Quote, Segment
from annotator.domain.article import Article
from annotator.domain.register import Entity


@dataclass(frozen=True, slots=True)
class LabelMap:
    """Our entity labels in the words of another corpus.

    A label that ``labels`` does not name is not held against the corpus, which has none like it.
    With ``names_only``, mentions without a capital letter are left out as well, because the corpus
    has names alone.
    """

    labels: Mapping[str, str]
    names_only: bool = False

    def mapped(self, mentions: tuple[Mention, ...], text: str) -> tuple[Mention, ...]:
        """Return the mentions that the corpus could have, in its labels; of equal ones, one."""
        found: dict[tuple[int, int, str], Mention] = {}
        for one in mentions:
            label = self.labels.get(one.label)
            is_name = any(letter.isupper() for letter in one.span.of(text))
            if label is not None and (is_name or not self.names_only):
                mapped = replace(one, label=label)
                found.setdefault((one.span.start, one.span.end, label), mapped)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Gold:
    """What is true of an article; a layer that the corpus says nothing of is ``None``.

    A segment without a label stands for lines of which the corpus does not tell what they are.
    ``entities`` are those that mentions and speakers refer to. ``structure`` are the segments that
    the page itself tells, where the article comes from one.
    """

    article: Article
    segments: tuple[Segment, ...] | None = None
    mentions: tuple[Mention, ...] | None = None
    quotes: tuple[Quote, ...] | None = None
    entities: tuple[Entity, ...] = ()
    labels: LabelMap | None = None
    structure: tuple[Segment, ...] = ()

    def has(self, layer: Layer) -> bool:
        match layer:
            case Layer.SEGMENTS:
                return self.segments is not None
            case Layer.ENTITIES:
                return self.mentions is not None
            case Layer.QUOTES:
                return self.quotes is not None
