"""Annotation sets: one owner's annotations of one article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Annotation, Mention, Note, Quote
from annotator.domain.partition import Partition


class OwnerKind(StrEnum):
    ANNOTATOR = "annotator"
    DETECTOR = "detector"
    GOLD = "gold"


@dataclass(frozen=True, slots=True, order=True)
class Owner:
    """Whose an annotation set is; ``name`` is unique within its kind."""

    kind: OwnerKind
    name: str


DETECTOR = Owner(OwnerKind.DETECTOR, "detector")
"""The owner of what the project's detectors found, each suggestion with its own origin."""
GOLD = Owner(OwnerKind.GOLD, "gold")


class Progress(StrEnum):
    """How far an owner has come with an article."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class AnnotationSet:
    """All annotations of one article by one owner; mentions and quotes in text order."""

    id: str
    article_id: str
    owner: Owner
    partition: Partition
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    progress: Progress = Progress.TODO

    def annotations(self) -> tuple[Annotation, ...]:
        return (*self.partition.segments, *self.mentions, *self.quotes)
