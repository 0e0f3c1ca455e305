"""What a learner of a layer is, and what it leaves of an annotation's origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from annotator.detecting.entities.tokens import Token
from annotator.detecting.learning.crf import Crf, Tagged
from annotator.detecting.learning.places import Places
from annotator.detecting.learning.stretches import Stretches
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Annotation, Evidence, Layer, Origin
from annotator.domain.article import Article
from annotator.domain.span import Span

NAME = "learnt"
RULE = "learnt from corrections"
_STRONGEST = 2


@dataclass(frozen=True, slots=True)
class Applied:
    """A model at work on an article: its weights, and the version that its suggestions get."""

    crf: Crf
    version: str = ""

    def origin(self, confidence: float, evidence: Evidence = ()) -> Origin:
        return Origin(NAME, self.version, RULE, round(confidence, 2), evidence)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a model sees of an article, by sequence; of tokens, also the lines that they are in.

    Lines as units of their own need no ``stretches``.
    """

    features: Sequence[Places]
    stretches: Stretches | None = None

    @property
    def lines(self) -> Stretches:
        assert self.stretches is not None
        return self.stretches


class Learner(Protocol):
    """Turns one layer of an article into sequences that a model tags, and back."""

    layer: Layer
    settings: Mapping[str, float]
    """How to train, in CRFsuite's words."""

    def seen(self, article: Article, known: Suggestions) -> Seen:
        """Return what is seen of the article, given what is suggested."""
        ...

    def tags(
        self, article: Article, known: Suggestions, seen: Seen, truth: Sequence[Annotation]
    ) -> list[list[str]]:
        """Return the tags that stand for the truth, of the sequences of ``seen``."""
        ...

    def revised(
        self,
        article: Article,
        known: Suggestions,
        seen: Seen,
        tagged: Sequence[Tagged],
        model: Applied,
    ) -> Suggestions:
        """Return ``known`` with this layer as the tags have it.

        What they agree with stays, with the model's confidence; the rest gets an origin of the
        model's own.
        """
        ...


def confirmed(origin: Origin, confidence: float) -> Origin:
    """Return the origin of a suggestion that the model agrees with."""
    return replace(origin, confidence=round(confidence, 2))


def evidence_of(
    crf: Crf,
    tokens: Sequence[Token],
    seen: Places,
    tags: Sequence[str],
    places: range,
) -> Evidence:
    """Return the words that spoke most for the tags of a span."""
    weighed = [
        (weight, place + place_seen(feature))
        for place in places
        for weight, feature in crf.speaks_for(tags[place], seen.features(place))
        if "w=" in feature
    ]
    words = dict.fromkeys(place for _, place in sorted(weighed, reverse=True))
    chosen = sorted(list(words)[:_STRONGEST])
    return tuple(Span(tokens[place].start, tokens[place].end) for place in chosen)


def place_seen(feature: str) -> int:
    """Return how many places off the token stands that a feature is about."""
    return int(feature[:2]) if feature[0] in "+-" and feature[1:2].isdigit() else 0
