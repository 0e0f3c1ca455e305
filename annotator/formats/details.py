"""The JSON of what is no span: origins, speakers, register, notes, an article's fields.

JSON Lines has it in its records; formats that let others' programs carry what they do not know
themselves have it beside each article and each annotation, under ``annotator``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from annotator.domain.annotation import (
    Annotation,
    Evidence,
    Layer,
    Mention,
    Note,
    Origin,
    Quote,
    QuoteType,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.decision import Decision, Reason, Ruling
from annotator.domain.identity import new_id
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.formats.canonical import canonicalised
from annotator.formats.gathering import Gathering
from annotator.formats.json_objects import BadRecordError, JsonObject
from annotator.formats.protocol import AnnotatedArticle

Json = dict[str, object]
Placing = Callable[[JsonObject], Span | None]
"""Finds the span of what has ``start``, ``end`` and ``text``; ``None`` where it is left out."""
KEY = "annotator"


def origin_json(origin: Origin, text: str) -> Json:
    """Return an origin; its evidence are stretches of the article's ``text``, or words alone."""
    return {
        "detector": origin.detector or None,
        "version": origin.version,
        "rule": origin.rule,
        "confidence": origin.confidence,
        "evidence": evidence_json(origin.evidence, text),
    }


def evidence_json(evidence: Evidence, text: str) -> list[Json]:
    return [
        {"start": None, "end": None, "text": one}
        if isinstance(one, str)
        else {"start": one.start, "end": one.end, "text": one.of(text)}
        for one in evidence
    ]


def speaker_json(speaker: Speaker) -> Json:
    return {"kind": speaker.kind.value, "entity": speaker.entity, "name": speaker.name}


def entity_json(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "aliases": list(entity.aliases),
    }


def note_json(note: Note) -> Json:
    return {
        "id": note.id,
        "text": note.text,
        "about": note.about,
        "start": note.span.start if note.span else None,
        "end": note.span.end if note.span else None,
        "answer": note.answer if note.is_question else None,
    }


def annotation_json(one: Annotation, text: str) -> Json:
    """Return what an annotation of ``text`` has beside its spans and its label."""
    details: Json = {
        "id": one.id,
        "state": one.state.value,
        "origin": origin_json(one.origin, text),
        "attributes": dict(one.attributes),
    }
    if isinstance(one, Mention):
        details["entity"] = one.entity
    if isinstance(one, Quote):
        details |= {"type": one.type.value, "speaker": speaker_json(one.speaker)}
    return details


def article_json(record: AnnotatedArticle) -> Json:
    """Return what an article and its annotation set have beside text and annotations."""
    article, annotations = record.article, record.annotations
    details: Json = {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "register": [entity_json(one) for one in record.register],
    }
    if annotations is not None:
        owner = annotations.owner
        details |= {
            "owner": {"kind": owner.kind.value, "name": owner.name},
            "state": annotations.progress.value,
            "notes": [note_json(one) for one in annotations.notes],
            "decisions": [decision_json(one) for one in annotations.decisions],
        }
    return details


def decision_json(decision: Decision) -> Json:
    return {
        "id": decision.id,
        "layer": decision.layer.value,
        "start": decision.span.start,
        "end": decision.span.end,
        "ruling": decision.ruling.value,
        "fingerprint": decision.fingerprint,
        "by": decision.by,
        "how": decision.how,
        "made": list(decision.made),
        "kinds": list(decision.kinds),
        "reason": decision.reason.value if decision.reason else None,
        "note": decision.note,
        "at": decision.at,
    }


def decision_of(one: JsonObject, text: str) -> Decision:
    """Read what was decided about a place of ``text``."""
    span = Span(one.get("start", int), one.get("end", int))
    span.of(text)
    return Decision(
        id=one.filled("id"),
        layer=one.choice("layer", Layer),
        span=span,
        ruling=one.choice("ruling", Ruling),
        fingerprint=one.get("fingerprint", str),
        by=one.get("by", str),
        how=one.get("how", str),
        made=one.texts("made"),
        kinds=one.texts("kinds"),
        reason=one.choice("reason", Reason) if one.has("reason") else None,
        note=one.get("note", str),
        at=one.get("at", str),
    )


def rest_of(one: JsonObject, placing: Placing) -> dict[str, Any]:
    """Return what all annotations have beside id, spans, label and state, as keyword arguments."""
    origin = one.object("origin")
    return {
        "origin": Origin(
            origin.text_or_none("detector") or "",
            origin.get("version", str),
            origin.get("rule", str),
            origin.fraction("confidence"),
            evidence_of(origin, placing),
        ),
        "attributes": one.get("attributes", dict),
    }


def evidence_of(origin: JsonObject, placing: Placing) -> Evidence:
    """Return what made a detector decide; files of before it was written have none."""

    def found() -> Iterator[Span | str]:
        for one in origin.objects("evidence") if origin.has("evidence") else ():
            if not one.has("start"):
                yield one.get("text", str)
            elif (span := placing(one)) is not None:
                yield span

    return tuple(found())


def evidence_placed(gathering: Gathering) -> Placing:
    """Return what finds evidence in a text that may be another than the one it was written of."""

    def place(one: JsonObject) -> Span | None:
        start, end = one.get("start", int), one.get("end", int)
        return gathering.span(start, end, one.get("text", str), of="A detector’s evidence")

    return place


def speaker_of(one: JsonObject) -> Speaker:
    kind = one.choice("kind", SpeakerKind)
    return Speaker(kind, one.text_or_none("entity"), one.get("name", str))


def entity_of(one: JsonObject) -> Entity:
    names = one.texts("aliases")
    return Entity(one.filled("id"), one.get("name", str), one.choice("kind", EntityKind), names)


def note_of(one: JsonObject, text: str) -> Note:
    """Read a note on the article, on an annotation or on a span of its ``text``."""
    note = Note(one.filled("id"), one.get("text", str), one.get("about", str))
    if one.has("start"):
        span = Span(one.get("start", int), one.get("end", int))
        span.of(text)
        note = replace(note, span=span)
    if one.has("answer"):
        note = replace(note, is_question=True, answer=one.get("answer", str))
    return note


def gathering_of(text: str, details: JsonObject | None) -> Gathering:
    """Begin an article with what ``details`` says of it; all of it may be missing."""
    if not canonicalised(text).strip():
        raise BadRecordError("The article has no text.")
    if details is None:
        return Gathering(Article(new_id(), text))
    fields = ("title", "source", "url", "published", "language")
    article = Article(
        details.text("id") or new_id(), text, *(details.text(field) for field in fields)
    )
    gathering = Gathering(article)
    if details.has("owner"):
        owner = details.object("owner")
        gathering.owner = Owner(owner.choice("kind", OwnerKind), owner.get("name", str))
    if details.has("state"):
        gathering.progress = details.choice("state", Progress)
    if details.has("notes"):
        gathering.notes = [note_of(one, text) for one in details.objects("notes")]
    if details.has("decisions"):
        gathering.decisions = [decision_of(one, text) for one in details.objects("decisions")]
    if details.has("register"):
        entities = map(entity_of, details.objects("register"))
        gathering.register = {one.id: one for one in entities}
    return gathering


def annotation_of(details: JsonObject | None, gathering: Gathering) -> dict[str, Any]:
    """Return id, state, origin and attributes as keyword arguments; defaults where not given."""
    if details is None:
        return {"id": new_id()}
    return {
        "id": details.filled("id"),
        "state": details.choice("state", State),
        **rest_of(details, evidence_placed(gathering)),
    }


def quote_of(details: JsonObject | None, gathering: Gathering) -> dict[str, Any]:
    """Return what ``annotation_of`` does and type and speaker, where they are given."""
    found = annotation_of(details, gathering)
    if details is not None and details.has("type"):
        found["type"] = details.choice("type", QuoteType)
    if details is not None and details.has("speaker"):
        speaker = speaker_of(details.object("speaker"))
        if speaker.entity is None or speaker.entity in gathering.register:
            found["speaker"] = speaker
    return found


def mention_of(details: JsonObject | None, gathering: Gathering) -> dict[str, Any]:
    """Return what ``annotation_of`` does and the entity, where it is in the register."""
    found = annotation_of(details, gathering)
    entity = details.text_or_none("entity") if details is not None else None
    return {**found, "entity": entity if entity in gathering.register else None}
