"""Records as rows and as JSON: the one place that knows how a domain value is stored."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, cast

from annotator.domain.annotation import (
    Evidence,
    Layer,
    Mention,
    Note,
    Origin,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.approval import Approval
from annotator.domain.article import ArticleDetails
from annotator.domain.decision import Decision, Reason, Ruling
from annotator.domain.register import Entity, EntityKind
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.step import Change, Progress, Record, SetProgress

Row = dict[str, Any]


def segment_row(set_id: str, segment: Segment) -> Row:
    return {
        "id": segment.id,
        "set_id": set_id,
        "start": segment.start,
        "label": segment.label,
        **_origin_row(segment),
    }


def mention_row(set_id: str, mention: Mention) -> Row:
    return {
        "id": mention.id,
        "set_id": set_id,
        "start": mention.span.start,
        "end": mention.span.end,
        "label": mention.label,
        **_origin_row(mention),
        "entity": mention.entity,
    }


def quote_row(set_id: str, quote: Quote) -> Row:
    return {
        "id": quote.id,
        "set_id": set_id,
        "type": quote.type.value,
        **_origin_row(quote),
        "speaker_kind": quote.speaker.kind.value,
        "speaker_entity": quote.speaker.entity,
        "speaker_name": quote.speaker.name,
    }


def part_rows(quote: Quote) -> list[Row]:
    return [
        {
            "quote_id": quote.id,
            "role": role.value,
            "ordinal": ordinal,
            "start": span.start,
            "end": span.end,
        }
        for role in Role
        for ordinal, span in enumerate(quote.parts(role))
    ]


def note_row(set_id: str, note: Note) -> Row:
    return {
        "id": note.id,
        "set_id": set_id,
        "text": note.text,
        "about": note.about,
        "start": note.span.start if note.span else None,
        "end": note.span.end if note.span else None,
        "is_question": note.is_question,
        "answer": note.answer,
    }


def decision_row(set_id: str, decision: Decision) -> Row:
    plain = _plain_decision(decision)
    start, end = plain.pop("span")
    lists = {name: json.dumps(plain[name], ensure_ascii=False) for name in ("made", "kinds")}
    return {**plain, **lists, "set_id": set_id, "start": start, "end": end}


def decision_of(plain: Row) -> Decision:
    """Read a decision; ``plain`` is as the journal has it, its lists as lists."""
    reason = plain["reason"]
    return Decision(
        **{
            **plain,
            "layer": Layer(plain["layer"]),
            "span": Span(*plain["span"]),
            "ruling": Ruling(plain["ruling"]),
            "made": tuple(plain["made"]),
            "kinds": tuple(plain["kinds"]),
            "reason": None if reason is None else Reason(reason),
        }
    )


def name_rows(entity: Entity) -> list[Row]:
    return [
        {"entity_id": entity.id, "ordinal": ordinal, "name": name, "folded": name.casefold()}
        for ordinal, name in enumerate((entity.name, *entity.aliases))
    ]


def _origin_row(annotation: Segment | Mention | Quote) -> Row:
    origin = annotation.origin
    return {
        "state": annotation.state.value,
        "detector": origin.detector,
        "version": origin.version,
        "rule": origin.rule,
        "confidence": origin.confidence,
        "evidence": json.dumps(_plain_evidence(origin.evidence), ensure_ascii=False)
        if origin.evidence
        else None,
        "attributes": json.dumps(dict(annotation.attributes), ensure_ascii=False)
        if annotation.attributes
        else None,
    }


def attributes_of(stored: str | None) -> Mapping[str, object]:
    return cast("Mapping[str, object]", json.loads(stored)) if stored else {}


def evidence_of(stored: str | None) -> Evidence:
    return _read_evidence(json.loads(stored)) if stored else ()


def _plain_evidence(evidence: Evidence) -> list[list[int] | str]:
    return [one if isinstance(one, str) else [one.start, one.end] for one in evidence]


def _read_evidence(plain: list[list[int] | str]) -> Evidence:
    return tuple(one if isinstance(one, str) else Span(*one) for one in plain)


def to_json(changes: tuple[Change, ...]) -> str:
    """Write a step's changes for the journal."""
    return json.dumps(
        [
            {
                "set": change.set_id,
                "kind": _KIND_OF[type(change.record)],
                "before": change.before and _plain(change.before),
                "after": change.after and _plain(change.after),
            }
            for change in changes
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def from_json(stored: str) -> tuple[Change, ...]:
    """Read what ``to_json`` wrote."""
    return tuple(
        Change(
            set_id=one["set"],
            before=None if one["before"] is None else _RECORD_OF[one["kind"]](one["before"]),
            after=None if one["after"] is None else _RECORD_OF[one["kind"]](one["after"]),
        )
        for one in json.loads(stored)
    )


def _plain(record: Record) -> Row:
    match record:
        case Segment():
            return {"start": record.start, "label": record.label, **_common(record)}
        case Mention():
            span = [record.span.start, record.span.end]
            return {"span": span, "label": record.label, "entity": record.entity, **_common(record)}
        case Quote():
            parts = {
                role.value: [[span.start, span.end] for span in record.parts(role)] for role in Role
            }
            speaker = [record.speaker.kind.value, record.speaker.entity, record.speaker.name]
            return {"type": record.type.value, **parts, "speaker": speaker, **_common(record)}
        case Note():
            return {
                "id": record.id,
                "text": record.text,
                "about": record.about,
                "span": [record.span.start, record.span.end] if record.span else None,
                "is_question": record.is_question,
                "answer": record.answer,
            }
        case Entity():
            names = [record.name, *record.aliases]
            return {"id": record.id, "kind": record.kind.value, "names": names}
        case Approval() | ArticleDetails():
            return asdict(record)
        case Scheme():
            return record.to_json()
        case Decision():
            return _plain_decision(record)
        case SetProgress():
            return {"id": record.id, "progress": record.progress.value}


def _plain_decision(decision: Decision) -> Row:
    return {
        "id": decision.id,
        "layer": decision.layer.value,
        "span": [decision.span.start, decision.span.end],
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


def _common(record: Segment | Mention | Quote) -> Row:
    origin = record.origin
    evidence = _plain_evidence(origin.evidence)
    return {
        "id": record.id,
        "state": record.state.value,
        "origin": [origin.detector, origin.version, origin.rule, origin.confidence, evidence],
        "attributes": dict(record.attributes),
    }


def _read_common(plain: Row) -> Row:
    detector, version, rule, confidence, evidence = plain["origin"]
    return {
        "id": plain["id"],
        "state": State(plain["state"]),
        "origin": Origin(detector, version, rule, confidence, _read_evidence(evidence)),
        "attributes": plain["attributes"],
    }


def _segment(plain: Row) -> Segment:
    return Segment(start=plain["start"], label=plain["label"], **_read_common(plain))


def _mention(plain: Row) -> Mention:
    return Mention(
        span=Span(*plain["span"]),
        label=plain["label"],
        entity=plain["entity"],
        **_read_common(plain),
    )


def _quote(plain: Row) -> Quote:
    kind, entity, name = plain["speaker"]
    content, cue, source = (
        tuple(Span(*span) for span in plain[role.value])
        for role in (Role.CONTENT, Role.CUE, Role.SOURCE)
    )
    return Quote(
        type=QuoteType(plain["type"]),
        content=content,
        cue=cue,
        source=source,
        speaker=Speaker(SpeakerKind(kind), entity, name),
        **_read_common(plain),
    )


def _note(plain: Row) -> Note:
    span = plain["span"]
    return Note(**{**plain, "span": Span(*span) if span else None})


def _entity(plain: Row) -> Entity:
    name, *aliases = plain["names"]
    return Entity(plain["id"], name, EntityKind(plain["kind"]), tuple(aliases))


def _approval(plain: Row) -> Approval:
    return Approval(plain["id"])


def _set_progress(plain: Row) -> SetProgress:
    return SetProgress(plain["id"], Progress(plain["progress"]))


_RECORD_OF: Mapping[str, Callable[[Row], Record]] = {
    "segment": _segment,
    "mention": _mention,
    "quote": _quote,
    "note": _note,
    "entity": _entity,
    "approval": _approval,
    "details": lambda plain: ArticleDetails(**plain),
    "decision": decision_of,
    "scheme": Scheme.from_json,
    "progress": _set_progress,
}
_KIND_OF: Mapping[type[Record], str] = {
    Segment: "segment",
    Mention: "mention",
    Quote: "quote",
    Note: "note",
    Entity: "entity",
    Approval: "approval",
    ArticleDetails: "details",
    Decision: "decision",
    Scheme: "scheme",
    SetProgress: "progress",
}
