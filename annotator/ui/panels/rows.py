"""What the lists of the panel show: annotations as rows of plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.annotation import (
    Annotation,
    Layer,
    Mention,
    Quote,
    Segment,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.scheme import Scheme

_EXCERPT = 160
_SPEAKERS = {
    SpeakerKind.UNKNOWN: "No speaker yet",
    SpeakerKind.UNNAMED: "Unnamed speaker",
    SpeakerKind.IMPLIED: "Implied speaker",
    SpeakerKind.COLLECTIVE: "Collective speaker",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation as the list shows it; ``detail`` stands under ``text``.

    ``parts`` are a quote's content parts.
    """

    id: str
    label: str
    title: str
    text: str
    detail: str
    state: State
    confidence: float | None
    parts: tuple[str, ...] = ()


def row_of(
    annotation: Annotation,
    annotations: AnnotationSet,
    text: str,
    scheme: Scheme,
    names: Mapping[str, str],
) -> Row:
    """Return the row of an annotation of any layer."""
    confidence = None if annotation.origin.is_by_hand else annotation.origin.confidence
    shared = (annotation.state, confidence)
    match annotation:
        case Segment():
            words = _excerpt(annotations.partition.span_of(annotation).of(text))
            title = scheme.label(Layer.SEGMENTS, annotation.label).title
            return Row(annotation.id, annotation.label, title, words, "", *shared)
        case Mention():
            words = _excerpt(annotation.span.of(text))
            name = names.get(annotation.entity or "", "")
            detail = f"→ {name}" if name and name != words else ""
            return Row(annotation.id, annotation.label, annotation.label, words, detail, *shared)
        case Quote():
            speaker = annotation.speaker
            title = names.get(speaker.entity or "", speaker.name) or _SPEAKERS.get(speaker.kind, "")
            cue = " ".join(_excerpt(part.of(text)) for part in annotation.cue)
            detail = annotation.type.value + (f" · cue “{cue}”" if cue else " · no cue")
            parts = tuple(_excerpt(part.of(text)) for part in annotation.content)
            words = " … ".join(parts)
            return Row(annotation.id, annotation.type.value, title, words, detail, *shared, parts)


def says(row: Row) -> str:
    """Return what a screen reader says of a row."""
    confidence = f", {round(row.confidence * 100)} percent" if row.confidence is not None else ""
    return f"{row.title}: {row.text}. {row.state.value}{confidence}"


def _excerpt(words: str) -> str:
    words = " ".join(words[: 2 * _EXCERPT].split())
    return words if len(words) <= _EXCERPT else words[:_EXCERPT] + "…"
