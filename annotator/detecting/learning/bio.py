"""Spans as tags of tokens and back: ``B-`` begins one and ``I-`` goes on with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.detecting.learning.crf import OUTSIDE


def begin(label: str) -> str:
    return f"B-{label}"


def inside(label: str) -> str:
    return f"I-{label}"


def write(tags: list[str], places: range, label: str) -> bool:
    """Tag ``places`` where nothing is tagged yet; tell whether that was so."""
    if not places or any(tags[place] != OUTSIDE for place in places):
        return False
    for place in places:
        tags[place] = inside(label)
    tags[places.start] = begin(label)
    return True


def spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first place, place behind and label of each span; a lone ``I-`` begins one too."""
    first, open_label = 0, ""
    for place, tag in enumerate([*tags, OUTSIDE]):
        label = tag[2:]
        if open_label and (label != open_label or tag.startswith("B-")):
            yield first, place, open_label
            open_label = ""
        if label and not open_label:
            first, open_label = place, label
