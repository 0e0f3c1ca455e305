"""What an annotated article can hold, and how a format declares which of it it loses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from annotator.domain.article import Article
from annotator.domain.span import Span

Sentences = list[list[Span]]
"""The tokens of a text, sentence by sentence; they do not overlap, and none is blank."""


class Feature(StrEnum):
    """What a format may be unable to carry, in the order in which it is taken away.

    The value is what people read.
    """

    CONTROL_CHARACTERS = "Control characters"
    METADATA = "Title, source, address, date, language"
    OWNER = "Owner"
    PROGRESS = "Progress"
    NOTES = "Notes"
    DECISIONS = "Decisions of the review"
    ATTRIBUTES = "Attributes"
    EVIDENCE = "What made detectors suggest it"
    ORIGINS = "Origins"
    REJECTED = "Rejected suggestions"
    STATES = "Undecided suggestions"
    SPEAKERS = "Speakers"
    LINKS = "Links from mentions to the register"
    QUOTES = "Quotes"
    MENTIONS = "Mentions"
    SEGMENTS = "Segments"
    BLANK_EDGES = "White space at the ends of spans"
    TOKEN_EDGES = "Spans that end within a token"
    SEVERAL_PARTS = "Quotes with several parts of one role"
    SEVERAL_CUES = "Cues in several parts"
    WITHOUT_CUE = "Quotes without a cue"
    QUOTE_TYPES = "Types of quotes"
    ACROSS_SENTENCES = "Mentions that go on in the next sentence"
    NESTED = "Nested mentions"
    CROSSING = "Crossing mentions"
    WHITE_SPACE = "White space of the text"
    REGISTER = "Kinds and aliases in the register"
    IDS = "Ids of annotations"
    TEXT = "The text as a whole"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of something that a format does not carry as it is; ``says`` tells how."""

    is_left_out: bool
    says: str


def left_out(says: str = "not in this format") -> Fate:
    return Fate(True, says)


def changed(says: str) -> Fate:
    return Fate(False, says)


ANNOTATIONS_ALONE: Mapping[Feature, Fate] = dict.fromkeys(
    (
        Feature.OWNER,
        Feature.PROGRESS,
        Feature.NOTES,
        Feature.DECISIONS,
        Feature.ATTRIBUTES,
        Feature.ORIGINS,
    ),
    left_out(),
)
"""What formats lose that say nothing of whose annotations are and how they came about."""

LIKE_ACCEPTED: Mapping[Feature, Fate] = {
    Feature.REJECTED: left_out("they would look like accepted ones"),
    Feature.STATES: changed("they look like accepted ones"),
}
"""What becomes of suggestions where a format cannot tell them from what was accepted."""


@dataclass(frozen=True, slots=True)
class Carries:
    """What a format can carry: everything but what ``loses`` names.

    A format made of tokens says with ``sentences`` how it cuts an article's text into them.
    """

    loses: Mapping[Feature, Fate] = field(default_factory=dict)
    sentences: Callable[[Article], Sentences] | None = None
