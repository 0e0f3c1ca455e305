"""Reading one line of the project's JSON Lines, which may come from anybody."""

from __future__ import annotations

from typing import Any

from annotator.domain.annotation import (
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    State,
)
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition, settled
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.formats.canonical import canonicalised
from annotator.formats.details import decision_of, entity_of, note_of, rest_of, speaker_of
from annotator.formats.json_objects import BadRecordError, JsonObject
from annotator.formats.protocol import AnnotatedArticle


def record_of(record: JsonObject) -> AnnotatedArticle:
    """Build a record from a line; raise ``BadRecordError`` where it is not as it should be.

    Every span's text must be what stands at its offsets, and the hash must be the text's.
    """
    article = _article(record)
    try:
        annotations = _annotation_set(record, article)
        register = tuple(entity_of(one) for one in record.objects("register"))
    except (RefusedError, ValueError) as error:
        raise BadRecordError(str(error)) from error
    _require_known_entities(annotations, {entity.id for entity in register})
    return AnnotatedArticle(article, annotations, register)


def _article(record: JsonObject) -> Article:
    text = record.get("text", str)
    if canonicalised(text) != text:
        raise BadRecordError(
            "The text holds line ends or characters that Annotator would change, "
            "and then no offset would fit. Import it as plain text instead."
        )
    article = Article(
        id=record.filled("id"),
        text=text,
        title=record.get("title", str),
        source=record.get("source", str),
        url=record.get("url", str),
        published=record.get("published", str),
        language=record.get("language", str),
    )
    if record.get("sha256", str) != article.sha256:
        raise BadRecordError("The text is not the one that “sha256” was made of.")
    return article


def _annotation_set(record: JsonObject, article: Article) -> AnnotationSet:
    text, owner = article.text, record.object("owner")
    mentions = sorted(
        (_mention(one, text) for one in record.objects("entities")),
        key=lambda mention: (mention.span, mention.id),
    )
    quotes = sorted(
        (_quote(one, text) for one in record.objects("quotes")),
        key=lambda quote: (quote.content[0], quote.id),
    )
    notes = [note_of(one, text) for one in record.objects("notes")]
    # Files of before reviews have none.
    found = record.objects("decisions") if record.has("decisions") else ()
    decisions = [decision_of(one, text) for one in found]
    annotations = AnnotationSet(
        id=new_id(),
        article_id=article.id,
        owner=Owner(owner.choice("kind", OwnerKind), owner.get("name", str)),
        partition=_partition(record, text),
        mentions=tuple(mentions),
        quotes=tuple(quotes),
        notes=tuple(sorted(notes, key=lambda note: note.id)),
        progress=record.choice("state", Progress),
        decisions=tuple(sorted(decisions, key=lambda one: (one.span, one.id))),
    )
    ids = [one.id for one in (*annotations.annotations(), *annotations.notes)]
    if len(set(ids)) < len(ids):
        raise BadRecordError("Two annotations have the same id.")
    return annotations


def _partition(record: JsonObject, text: str) -> Partition:
    segments: list[Segment] = []
    end = 0
    for one in record.objects("segments"):
        span = _span(one, text)
        if span.start < end:
            raise BadRecordError(f"{one.where} overlaps the one before it.")
        if text[end : span.start].strip():
            raise BadRecordError(f"There is text between {one.where} and the one before it.")
        start = max(end, settled(text, span.start)) if segments else 0
        label, state = one.filled("label"), one.choice("state", State)
        segments.append(Segment(one.filled("id"), start, label, state, **_rest_of(one, text)))
        end = span.end
    if segments and text[end:].strip():
        raise BadRecordError("There is text behind the last segment.")
    return Partition(len(text), tuple(segments))


def _mention(one: JsonObject, text: str) -> Mention:
    return Mention(
        id=one.filled("id"),
        span=_span(one, text),
        label=one.filled("label"),
        state=one.choice("state", State),
        entity=one.text_or_none("entity"),
        **_rest_of(one, text),
    )


def _quote(one: JsonObject, text: str) -> Quote:
    content, cue, source = (
        tuple(_span(part, text) for part in one.objects(role.value))
        for role in (Role.CONTENT, Role.CUE, Role.SOURCE)
    )
    return Quote(
        id=one.filled("id"),
        type=one.choice("type", QuoteType),
        content=content,
        cue=cue,
        source=source,
        speaker=speaker_of(one.object("speaker")),
        state=one.choice("state", State),
        **_rest_of(one, text),
    )


def _rest_of(one: JsonObject, text: str) -> dict[str, Any]:
    return rest_of(one, lambda place: _span(place, text))


def _span(one: JsonObject, text: str) -> Span:
    span = Span(one.get("start", int), one.get("end", int))
    if span.of(text) != one.get("text", str):
        raise BadRecordError(f"The text of {one.where} is not what stands at its offsets.")
    return span


def _require_known_entities(annotations: AnnotationSet, known: set[str]) -> None:
    used = {mention.entity for mention in annotations.mentions}
    used |= {quote.speaker.entity for quote in annotations.quotes}
    missing = used - known - {None}
    if missing:
        raise BadRecordError("An annotation refers to an entity that is not in “register”.")
