"""Who a quote's speaker may be: entries of the register, likeliest first, each with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.annotation import Mention, Quote, SpeakerKind, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.register import Entity, EntityKind

_MOST = 9
_SPEAKS = (EntityKind.PERSON, EntityKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible speaker; scores of one quote add up to at most 1."""

    entity: Entity
    score: float
    reason: str


def ranked_speakers(
    text: str, annotations: AnnotationSet, register: Mapping[str, Entity], quote: Quote
) -> list[Candidate]:
    """Rank the entities of the article as speakers of ``quote``.

    The source's own words count most, then who was named last before the quote, then who speaks
    elsewhere in the article. Names inside the content are left out.
    """
    weights: dict[str, tuple[float, str]] = {}

    def weigh(entity_id: str | None, weight: float, reason: str) -> None:
        entity = register.get(entity_id or "")
        if entity is None or entity.kind not in _SPEAKS:
            return
        if weight > weights.get(entity.id, (0.0, ""))[0]:
            weights[entity.id] = (weight, reason)

    source = " ".join(part.of(text) for part in quote.source)
    for entity in register.values():
        if source and any(_is_in(name, source) for name in (entity.name, *entity.aliases)):
            weigh(entity.id, 10.0, "named in the source")
    known = "suggested" if quote.state is State.SUGGESTED else "chosen before"
    weigh(quote.speaker.entity, 8.0, known)
    for distance, mention in enumerate(_before(annotations.mentions, quote)):
        weigh(mention.entity, 4.0 / (1 + distance), "named before the quote")
    for other in annotations.quotes:
        if other.id != quote.id and other.speaker.kind is SpeakerKind.ENTITY:
            weigh(other.speaker.entity, 0.8, "speaks elsewhere in the article")
    for mention in annotations.mentions:
        weigh(mention.entity, 0.2, "named in the article")
    total = sum(weight for weight, _ in weights.values()) or 1.0
    ranked = sorted(weights.items(), key=lambda one: (-one[1][0], register[one[0]].name))
    return [
        Candidate(register[entity_id], weight / total, reason)
        for entity_id, (weight, reason) in ranked[:_MOST]
    ]


def _before(mentions: Iterable[Mention], quote: Quote) -> list[Mention]:
    """Return the linked mentions before the quote and outside its content, nearest first."""
    start = quote.content[0].start
    found = [
        mention
        for mention in mentions
        if mention.entity and mention.span.start < start and mention.state is not State.REJECTED
    ]
    return found[:-7:-1]


def _is_in(name: str, source: str) -> bool:
    surname = name.split()[-1]
    return name.casefold() in source.casefold() or surname in source.split()
