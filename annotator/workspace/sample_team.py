"""The people of the sample project: how three of them differ from gold, and what was decided.

``projects/sample_team.json`` says so place by place. A place names an annotation of gold by the
words that it begins with (``number`` tells those apart that begin alike, and ``new`` says that gold
has none there); ``says`` has what each annotator makes of it otherwise, ``null`` where they have
nothing there. ``decided`` is whose choice the reviewer took, or the ruling.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from annotator.comparing.disagreements import Cluster
from annotator.domain.annotation import (
    BY_HAND,
    Annotation,
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    SpeakerKind,
)
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.decision import Reason, Ruling
from annotator.domain.identity import derived_id
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.formats.protocol import AnnotatedArticle
from annotator.store import NewSet
from annotator.workspace.reviewing.decisions import Verdict


class Otherwise(TypedDict, total=False):
    """What an annotator makes of an annotation; what is not said is as in gold.

    ``words`` are where a mention lies, ``start`` with what a segment begins.
    """

    label: str
    words: str
    start: str
    joins_next: bool
    attributes: dict[str, str]
    entity: str
    type: str
    content: list[str]
    cue: list[str]
    source: list[str]
    speaker: str


class Place(TypedDict):
    segment: NotRequired[str]
    mention: NotRequired[str]
    quote: NotRequired[str]
    number: NotRequired[int]
    new: NotRequired[bool]
    says: dict[str, Otherwise | None]
    decided: NotRequired[str]
    reason: NotRequired[str]
    note: NotRequired[str]


class SampleTeam(TypedDict):
    """Who works on the sample; ``articles`` are by how their titles begin."""

    reviewer: str
    annotators: list[str]
    articles: dict[str, list[Place]]


def read_team(path: Path) -> SampleTeam:
    return cast("SampleTeam", json.loads(path.read_text(encoding="utf-8")))


def places_in(team: SampleTeam, record: AnnotatedArticle) -> list[Place]:
    """Return where the annotators differ in an article; none where they did not annotate it."""
    found = team["articles"].items()
    return next((of for title, of in found if record.article.title.startswith(title)), [])


def owner_of(name: str) -> Owner:
    return Owner(OwnerKind.ANNOTATOR, name)


def work_of(name: str, record: AnnotatedArticle, places: Sequence[Place]) -> NewSet:
    """Return an annotator's finished work: the gold, but for what they see otherwise."""
    gold = record.annotations
    assert gold is not None
    found = {one.id: one for one in gold.annotations()}
    for place in places:
        if name in place["says"]:
            target, otherwise = _target(place, record), place["says"][name]
            if isinstance(target, Segment) and otherwise and otherwise.get("joins_next"):
                index = gold.partition.segments.index(target)
                del found[gold.partition.segments[index + 1].id]
            if otherwise is None:
                del found[target.id]
            else:
                found[target.id] = _seen(target, otherwise, record)
    own = [replace(one, id=_own_id(one, name)) for one in found.values()]
    return NewSet(
        segments=tuple(one for one in own if isinstance(one, Segment)),
        mentions=tuple(one for one in own if isinstance(one, Mention)),
        quotes=tuple(one for one in own if isinstance(one, Quote)),
        entities=record.register,
        progress=Progress.DONE,
    )


def decided_in(
    record: AnnotatedArticle, places: Sequence[Place], clusters: Sequence[Cluster]
) -> Iterator[tuple[Cluster, Verdict]]:
    """Yield what the reviewer decided about an article, with the cluster that it is about."""
    by_annotation = {
        piece.annotation.id: cluster
        for cluster in clusters
        for choice in cluster.choices
        for piece in choice.pieces
    }
    for place in places:
        if "decided" not in place:
            continue
        target = _target(place, record)
        owners = {owner for cluster in clusters for ch in cluster.choices for owner in ch.owners}
        ids = [_own_id(target, owner.name) for owner in sorted(owners)]
        cluster = next(by_annotation[one] for one in ids if one in by_annotation)
        yield cluster, _verdict(place, cluster)


def _verdict(place: Place, cluster: Cluster) -> Verdict:
    decided = place["decided"]
    reason = Reason(place["reason"]) if "reason" in place else None
    note = place.get("note", "")
    if decided in list(Ruling):
        return Verdict(Ruling(decided), None, (), reason, note)
    return Verdict(Ruling.CHOICE, cluster.choice_of(owner_of(decided)), (), reason, note)


def _own_id(annotation: Annotation, name: str) -> str:
    return derived_id(annotation.id, OwnerKind.ANNOTATOR.value, name)


def _target(place: Place, record: AnnotatedArticle) -> Annotation:
    """Return the annotation of gold that a place is about."""
    gold, text = record.annotations, record.article.text
    assert gold is not None
    found: list[Annotation]
    if "segment" in place:
        words = place["segment"]
        found = [one for one, span in gold.partition if span.of(text).lstrip().startswith(words)]
    elif "quote" in place:
        words = place["quote"]
        found = [one for one in gold.quotes if one.content[0].of(text).startswith(words)]
    else:
        words = place["mention"]
        if place.get("new"):
            return Mention(derived_id(record.article.id, words), _nearest(text, words, 0), "")
        found = [one for one in gold.mentions if one.span.of(text) == words]
    return found[place.get("number", 1) - 1]


def _seen(target: Annotation, otherwise: Otherwise, record: AnnotatedArticle) -> Annotation:
    text, register = record.article.text, {one.name: one for one in record.register}
    match target:
        case Segment():
            begin = otherwise.get("start")
            return replace(
                target,
                start=_nearest(text, begin, target.start).start if begin else target.start,
                label=otherwise.get("label", target.label),
                attributes={**target.attributes, **otherwise.get("attributes", {})},
                origin=BY_HAND,
            )
        case Mention():
            words = otherwise.get("words")
            entity = otherwise.get("entity")
            return replace(
                target,
                span=_nearest(text, words, target.span.start) if words else target.span,
                label=otherwise.get("label", target.label),
                entity=register[entity].id if entity else target.entity,
                origin=BY_HAND,
            )
        case Quote():
            near = target.content[0].start
            parts = {
                role: _parts(text, otherwise, role, near) or target.parts(role) for role in Role
            }
            speaker = otherwise.get("speaker")
            return replace(
                target,
                type=QuoteType(otherwise.get("type", target.type)),
                content=parts[Role.CONTENT],
                cue=parts[Role.CUE],
                source=parts[Role.SOURCE],
                speaker=_speaker(speaker, register) if speaker else target.speaker,
                origin=BY_HAND,
            )


def _parts(text: str, otherwise: Otherwise, role: Role, near: int) -> tuple[Span, ...]:
    match role:
        case Role.CONTENT:
            words = otherwise.get("content", [])
        case Role.CUE:
            words = otherwise.get("cue", [])
        case Role.SOURCE:
            words = otherwise.get("source", [])
    return tuple(_nearest(text, one, near) for one in words)


def _speaker(said: str, register: Mapping[str, Entity]) -> Speaker:
    if said in register:
        return Speaker(SpeakerKind.ENTITY, register[said].id, said)
    return Speaker(SpeakerKind(said))


def _nearest(text: str, words: str, near: int) -> Span:
    """Return the occurrence of ``words`` that begins nearest to ``near``."""
    starts = []
    start = text.find(words)
    while start >= 0:
        starts.append(start)
        start = text.find(words, start + 1)
    begin = min(starts, key=lambda one: abs(one - near))
    return Span(begin, begin + len(words))
