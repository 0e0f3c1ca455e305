"""Annotations: segments, mentions and quotes, with their state and origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from annotator.domain.span import Span, hull


class Layer(StrEnum):
    """The three kinds of annotation, as the editor switches between them."""

    SEGMENTS = "segments"
    ENTITIES = "entities"
    QUOTES = "quotes"


class State(StrEnum):
    """What the owner has decided about an annotation."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


Evidence = tuple[Span | str, ...]
"""What decided: stretches of the article, and what cannot be pointed at in words."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an annotation came from; by hand where ``detector`` is empty.

    ``confidence`` lies in 0–1; 1 for work by hand. ``evidence`` is what made the detector decide,
    the strongest first.
    """

    detector: str = ""
    version: str = ""
    rule: str = ""
    confidence: float = 1.0
    evidence: Evidence = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence outside 0–1: {self.confidence}")

    @property
    def is_by_hand(self) -> bool:
        return not self.detector


BY_HAND = Origin()


@dataclass(frozen=True, slots=True)
class Segment:
    """A typed stretch of an article, from ``start`` up to the next segment's start.

    A segment has no end of its own: see ``Partition``.
    """

    id: str
    start: int
    label: str
    state: State = State.ACCEPTED
    origin: Origin = BY_HAND
    attributes: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or refers to an entity; ``entity`` is a register id or ``None``."""

    id: str
    span: Span
    label: str
    state: State = State.ACCEPTED
    origin: Origin = BY_HAND
    attributes: Mapping[str, object] = field(default_factory=dict, hash=False)
    entity: str | None = None


class SpeakerKind(StrEnum):
    """Whether a quote's speaker is an entry of the register, and if not, why."""

    ENTITY = "entity"
    UNKNOWN = "unknown"
    UNNAMED = "unnamed"
    IMPLIED = "implied"
    COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: ``entity`` is a register id, only and always with kind ``entity``."""

    kind: SpeakerKind = SpeakerKind.UNKNOWN
    entity: str | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if (self.kind is SpeakerKind.ENTITY) != (self.entity is not None):
            raise ValueError(f"speaker of kind {self.kind} with entity {self.entity}")


UNKNOWN_SPEAKER = Speaker()


class QuoteType(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Role(StrEnum):
    """What a part of a quote is."""

    CONTENT = "content"
    CUE = "cue"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution: what was said (at least one content part), the cue, the source, the speaker.

    Parts of one role are in text order and do not overlap.
    """

    id: str
    type: QuoteType
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: Speaker = UNKNOWN_SPEAKER
    state: State = State.ACCEPTED
    origin: Origin = BY_HAND
    attributes: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a quote without content")
        # Most roles have one part or none, and an export makes tens of thousands of quotes.
        for parts in (self.content, self.cue, self.source):
            if len(parts) > 1 and any(left.end > right.start for left, right in pairwise(parts)):
                raise ValueError(f"parts overlap or are out of order: {parts}")

    def parts(self, role: Role) -> tuple[Span, ...]:
        match role:
            case Role.CONTENT:
                return self.content
            case Role.CUE:
                return self.cue
            case Role.SOURCE:
                return self.source

    @property
    def span(self) -> Span:
        """The hull of all parts."""
        return hull((*self.content, *self.cue, *self.source))


Annotation = Segment | Mention | Quote


def layer_of(annotation: Annotation) -> Layer:
    match annotation:
        case Segment():
            return Layer.SEGMENTS
        case Mention():
            return Layer.ENTITIES
        case Quote():
            return Layer.QUOTES


@dataclass(frozen=True, slots=True)
class Note:
    """What an annotator wrote about an article, an annotation of it, or a span of its text.

    ``about`` is the annotation's id; a question is for the reviewer, and open until answered.
    """

    id: str
    text: str
    about: str = ""
    span: Span | None = None
    is_question: bool = False
    answer: str = ""

    @property
    def is_open(self) -> bool:
        return self.is_question and not self.answer
