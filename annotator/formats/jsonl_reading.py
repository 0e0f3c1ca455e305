"""Reading one line of the project's JSON Lines, which may come from anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar, cast

from annotator.domain.annotation import (
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
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.errors import RefusedError
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition, settled
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.formats.canonical import canonicalised
from annotator.formats.protocol import AnnotatedArticle

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_NAMES = {str: "text", int: "a whole number", list: "a list", dict: "an object"}


class BadRecordError(Exception):
    """A record that is not as the schema wants it; says why in a plain sentence."""


class _Object:
    """A JSON object, read with a word on where it stands."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise BadRecordError(f"{where} is not an object.")
        self._value = cast("Mapping[str, object]", value)
        self.where = where

    def get(self, key: str, kind: type[T]) -> T:
        value = self._value.get(key)
        # In Python, True is an int; in JSON it is not a number.
        if not isinstance(value, kind) or isinstance(value, bool):
            raise BadRecordError(f"“{key}” of {self.where} is not {_NAMES[kind]}.")
        return value

    def text_or_none(self, key: str) -> str | None:
        return None if self._value.get(key) is None else self.get(key, str)

    def choice(self, key: str, kind: type[E]) -> E:
        value = self.get(key, str)
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(kind)
            raise BadRecordError(
                f"“{key}” of {self.where} is “{value}”; it must be one of {known}."
            ) from None

    def has(self, key: str) -> bool:
        return key in self._value

    def objects(self, key: str) -> Iterator[_Object]:
        for number, one in enumerate(self.get(key, list), 1):
            yield _Object(one, f"{key} {number}")

    def object(self, key: str) -> _Object:
        return _Object(self._value.get(key), f"“{key}” of {self.where}")

    def fraction(self, key: str) -> float:
        value = self._value.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise BadRecordError(f"“{key}” of {self.where} is not a number from 0 to 1.")
        return float(value)


def record_of(line: object) -> AnnotatedArticle:
    """Build a record from a line's JSON; raise ``BadRecordError`` where it is not as it should be.

    Every span's text must be what stands at its offsets, and the hash must be the text's.
    """
    record = _Object(line, "the record")
    article = _article(record)
    try:
        annotations = _annotation_set(record, article)
        register = tuple(_entity(one) for one in record.objects("register"))
    except (RefusedError, ValueError) as error:
        raise BadRecordError(str(error)) from error
    _require_known_entities(annotations, {entity.id for entity in register})
    return AnnotatedArticle(article, annotations, register)


def _article(record: _Object) -> Article:
    text = record.get("text", str)
    if canonicalised(text) != text:
        raise BadRecordError(
            "The text holds line ends or characters that Annotator would change, "
            "and then no offset would fit. Import it as plain text instead."
        )
    article = Article(
        id=_filled(record, "id"),
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


def _annotation_set(record: _Object, article: Article) -> AnnotationSet:
    text, owner = article.text, record.object("owner")
    mentions = sorted(
        (_mention(one, text) for one in record.objects("entities")),
        key=lambda mention: (mention.span, mention.id),
    )
    quotes = sorted(
        (_quote(one, text) for one in record.objects("quotes")),
        key=lambda quote: (quote.content[0], quote.id),
    )
    notes = [_note(one, text) for one in record.objects("notes")]
    annotations = AnnotationSet(
        id=new_id(),
        article_id=article.id,
        owner=Owner(owner.choice("kind", OwnerKind), owner.get("name", str)),
        partition=_partition(record, text),
        mentions=tuple(mentions),
        quotes=tuple(quotes),
        notes=tuple(sorted(notes, key=lambda note: note.id)),
        progress=record.choice("state", Progress),
    )
    ids = [one.id for one in (*annotations.annotations(), *annotations.notes)]
    if len(set(ids)) < len(ids):
        raise BadRecordError("Two annotations have the same id.")
    return annotations


def _note(one: _Object, text: str) -> Note:
    note = Note(_filled(one, "id"), one.get("text", str), one.get("about", str))
    if one.has("start"):
        span = Span(one.get("start", int), one.get("end", int))
        span.of(text)
        note = replace(note, span=span)
    if one.has("answer"):
        note = replace(note, is_question=True, answer=one.get("answer", str))
    return note


def _partition(record: _Object, text: str) -> Partition:
    segments: list[Segment] = []
    end = 0
    for one in record.objects("segments"):
        span = _span(one, text)
        if span.start < end:
            raise BadRecordError(f"{one.where} overlaps the one before it.")
        if text[end : span.start].strip():
            raise BadRecordError(f"There is text between {one.where} and the one before it.")
        start = max(end, settled(text, span.start)) if segments else 0
        label, state = _filled(one, "label"), one.choice("state", State)
        segments.append(Segment(_filled(one, "id"), start, label, state, **_rest(one)))
        end = span.end
    if segments and text[end:].strip():
        raise BadRecordError("There is text behind the last segment.")
    return Partition(len(text), tuple(segments))


def _mention(one: _Object, text: str) -> Mention:
    return Mention(
        id=_filled(one, "id"),
        span=_span(one, text),
        label=_filled(one, "label"),
        state=one.choice("state", State),
        entity=one.text_or_none("entity"),
        **_rest(one),
    )


def _quote(one: _Object, text: str) -> Quote:
    content, cue, source = (
        tuple(_span(part, text) for part in one.objects(role.value))
        for role in (Role.CONTENT, Role.CUE, Role.SOURCE)
    )
    speaker = one.object("speaker")
    return Quote(
        id=_filled(one, "id"),
        type=one.choice("type", QuoteType),
        content=content,
        cue=cue,
        source=source,
        speaker=Speaker(
            speaker.choice("kind", SpeakerKind),
            speaker.text_or_none("entity"),
            speaker.get("name", str),
        ),
        state=one.choice("state", State),
        **_rest(one),
    )


def _span(one: _Object, text: str) -> Span:
    span = Span(one.get("start", int), one.get("end", int))
    if span.of(text) != one.get("text", str):
        raise BadRecordError(f"The text of {one.where} is not what stands at its offsets.")
    return span


def _rest(one: _Object) -> dict[str, Any]:
    origin = one.object("origin")
    return {
        "origin": Origin(
            origin.text_or_none("detector") or "",
            origin.get("version", str),
            origin.get("rule", str),
            origin.fraction("confidence"),
        ),
        "attributes": one.get("attributes", dict),
    }


def _entity(one: _Object) -> Entity:
    aliases: Sequence[object] = one.get("aliases", list)
    if not all(isinstance(alias, str) for alias in aliases):
        raise BadRecordError(f"The aliases of {one.where} are not all text.")
    names = tuple(str(alias) for alias in aliases)
    return Entity(_filled(one, "id"), one.get("name", str), one.choice("kind", EntityKind), names)


def _require_known_entities(annotations: AnnotationSet, known: set[str]) -> None:
    used = {mention.entity for mention in annotations.mentions}
    used |= {quote.speaker.entity for quote in annotations.quotes}
    missing = used - known - {None}
    if missing:
        raise BadRecordError("An annotation refers to an entity that is not in “register”.")


def _filled(one: _Object, key: str) -> str:
    value = one.get(key, str)
    if not value:
        raise BadRecordError(f"“{key}” of {one.where} is empty.")
    return value
