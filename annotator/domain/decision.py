"""Decisions: what became of a disagreement, by whom, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.annotation import Layer
from annotator.domain.span import Span


class Ruling(StrEnum):
    """How a place was decided."""

    CHOICE = "choice"
    UNION = "union"
    INTERSECTION = "intersection"
    EDITED = "edited"
    NONE = "none"
    DEFERRED = "deferred"


class Reason(StrEnum):
    """Why annotators differed, as the reviewer sees it."""

    AMBIGUOUS = "ambiguous text"
    GUIDELINE = "guideline gap"
    SLIP = "slip"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one place, and the gold annotations that were made of it.

    ``id`` is that of the oldest annotation at the place, as ``comparing.disagreements`` gives it,
    and ``fingerprint`` is what the choices said then: where it differs from what they say now,
    somebody changed an annotation afterwards. ``by`` is empty for what a rule decided; ``how``
    says by which, or whose choice it was. ``made`` are ids of annotations in the gold set. ``at``
    is UTC in ISO 8601. ``kinds`` says what was disagreed about, and is empty where all agreed.
    """

    id: str
    layer: Layer
    span: Span
    ruling: Ruling
    fingerprint: str
    by: str = ""
    how: str = ""
    made: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    reason: Reason | None = None
    note: str = ""
    at: str = ""

    @property
    def is_by_person(self) -> bool:
        return bool(self.by)
