"""What a check finds: one place each, with what is usual and what is odd there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Layer
from annotator.domain.span import Span


class Kind(StrEnum):
    """What may be wrong, in the order in which lists show it."""

    LABEL = "label"
    UNLABELLED = "unlabelled"
    BOUNDARY = "boundary"
    NO_SPEAKER = "no speaker"
    SPEAKER_NOT_NAMED = "speaker not named"
    MARKS = "quotation marks"
    CAPTION = "speaker in a caption"
    ALIKE = "entries alike"

    @property
    def heading(self) -> str:
        return _HEADINGS[self]


_HEADINGS = {
    Kind.LABEL: "Same words, different label",
    Kind.UNLABELLED: "Labelled elsewhere, not here",
    Kind.BOUNDARY: "Boundaries differ from the usual",
    Kind.NO_SPEAKER: "Quote without speaker",
    Kind.SPEAKER_NOT_NAMED: "Speaker named nowhere in the article",
    Kind.MARKS: "Unbalanced quotation marks",
    Kind.CAPTION: "Speaker in a caption",
    Kind.ALIKE: "Register entries that look like one",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that looks inconsistent, or two register entries that look like one.

    ``odd`` is the label or the words that stand there, and ``usual`` what stands elsewhere; ``why``
    says it in a sentence. ``annotation_id`` is empty where nothing is labelled. ``target`` is where
    the mention would usually reach. ``entity_ids`` are the entry to keep and the one like it; only
    a finding about the register has them, and it has no article.
    """

    kind: Kind
    words: str
    why: str
    article_id: str = ""
    span: Span | None = None
    annotation_id: str = ""
    odd: str = ""
    usual: str = ""
    target: Span | None = None
    entity_ids: tuple[str, ...] = ()

    @property
    def layer(self) -> Layer:
        return Layer.QUOTES if self.kind in _OF_QUOTES else Layer.ENTITIES

    @property
    def is_fixable(self) -> bool:
        """Whether there is one thing to do about it, so that nobody need look for it."""
        return self.kind in _OF_WORDS or self.kind is Kind.ALIKE

    @property
    def key(self) -> str:
        """What the finding is about: stays while the place is labelled as it is."""
        place = f"{self.span.start}-{self.span.end}" if self.span else ""
        parts = (self.kind, self.article_id, place, self.odd, *sorted(self.entity_ids))
        return "|".join(parts)

    @property
    def group(self) -> str:
        """What findings of the same words have in common; empty where each is a case of its own."""
        return f"{self.kind}|{self.words}|{self.odd}" if self.kind in _OF_WORDS else ""


_OF_QUOTES = (Kind.NO_SPEAKER, Kind.SPEAKER_NOT_NAMED, Kind.MARKS, Kind.CAPTION)
_OF_WORDS = (Kind.LABEL, Kind.UNLABELLED, Kind.BOUNDARY)


def quoted(words: str) -> str:
    """Return words in quotation marks and on one line, for a sentence."""
    return f"“{' '.join(words.split())}”"
