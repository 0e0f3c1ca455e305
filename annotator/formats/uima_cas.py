"""An annotated article as a CAS, and a CAS as an annotated article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from annotator.domain.annotation import (
    Annotation,
    Evidence,
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
from annotator.domain.identity import new_id
from annotator.domain.quotes import guessed_type
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.formats.canonical import canonicalised
from annotator.formats.details import evidence_json, evidence_of, evidence_placed
from annotator.formats.gathering import Gathering, parts_apart
from annotator.formats.json_objects import BadRecordError, JsonObject, parsed
from annotator.formats.protocol import AnnotatedArticle
from annotator.formats.uima_types import (
    ARTICLE,
    ENTRY,
    LINK,
    MENTION,
    NOTE,
    PART,
    QUOTE,
    SEGMENT,
)

if TYPE_CHECKING:
    from cassis import Cas, TypeSystem
    from cassis.typesystem import FeatureStructure

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T", list[object], dict[str, object])
_PASSED_OVER = ("uima.", "de.tudarmstadt.ukp.", "org.dkpro.", "webanno.custom.Quote")


def cas_of(record: AnnotatedArticle, types: TypeSystem) -> Cas:
    """Return the CAS of an article; ``types`` are those of ``uima_types``."""
    from cassis import Cas

    article = record.article
    cas = Cas(types, sofa_string=article.text, sofa_mime="text/plain")
    cas.document_language = article.language or "x-unspecified"
    cas.get_document_annotation().end = len(article.text)
    writer = _Writer(cas, article)
    writer.add_article(record)
    if record.annotations is not None:
        writer.add_annotations(record.annotations)
    return cas


class _Writer:
    def __init__(self, cas: Cas, article: Article) -> None:
        self._cas = cas
        self._text = article.text

    def _add(self, type_: str, span: Span | None = None, **features: object) -> object:
        made = self._cas.typesystem.get_type(type_)
        place = {"begin": span.start, "end": span.end} if span else {}
        structure = made(**place, **features)
        self._cas.add(structure)
        return structure

    def add_article(self, record: AnnotatedArticle) -> None:
        article, annotations = record.article, record.annotations
        owner = annotations.owner if annotations else None
        self._add(
            ARTICLE,
            articleId=article.id,
            title=article.title,
            source=article.source,
            url=article.url,
            published=article.published,
            ownerKind=owner.kind.value if owner else "",
            ownerName=owner.name if owner else "",
            progress=annotations.progress.value if annotations else "",
        )
        for one in record.register:
            aliases = json.dumps(one.aliases)
            self._add(ENTRY, entryId=one.id, name=one.name, kind=one.kind.value, aliases=aliases)

    def add_annotations(self, annotations: AnnotationSet) -> None:
        for segment, span in annotations.partition:
            place = span.trimmed(self._text)
            self._add(SEGMENT, place, label=segment.label, **self._of_all(segment))
        for mention in annotations.mentions:
            identifier = mention.entity or ""
            features = {"value": mention.label, "identifier": identifier, **self._of_all(mention)}
            self._add(MENTION, mention.span, **features)
        for quote in annotations.quotes:
            self._add_quote(quote)
        for note in annotations.notes:
            words = f"{note.span.start} {note.span.end}" if note.span else None
            answer = note.answer if note.is_question else None
            self._add(
                NOTE, noteId=note.id, text=note.text, about=note.about, place=words, answer=answer
            )

    def _add_quote(self, quote: Quote) -> None:
        types = self._cas.typesystem
        link, array = types.get_type(LINK), types.get_type("uima.cas.FSArray")
        links = [
            link(role=role.value, target=self._add(PART, span, role=role.value))
            for role in Role
            for span in quote.parts(role)
        ]
        self._add(
            QUOTE,
            quote.content[0],
            quoteType=quote.type.value,
            speakerKind=quote.speaker.kind.value,
            speaker=quote.speaker.entity or "",
            speakerName=quote.speaker.name,
            parts=array(elements=links),
            **self._of_all(quote),
        )

    def _of_all(self, one: Annotation) -> dict[str, object]:
        return {
            "annotationId": one.id,
            "state": one.state.value,
            "detector": one.origin.detector,
            "version": one.origin.version,
            "rule": one.origin.rule,
            "confidence": one.origin.confidence,
            # In code points, since what stands within a feature is no CAS offset.
            "evidence": json.dumps(evidence_json(one.origin.evidence, self._text)),
            "attributes": json.dumps(dict(one.attributes)),
        }


def record_of(cas: Cas, unknown: int) -> AnnotatedArticle:
    """Return the article of a CAS; raise ``BadRecordError`` where it has none.

    ``unknown`` is how many annotations were of types that the type system lacks.
    """
    text = cas.sofa_string
    if not isinstance(text, str) or not canonicalised(text).strip():
        raise BadRecordError("The article has no text.")
    reader = _Reader(cas, text)
    for _ in range(unknown):
        reader.remark("An annotation of a type that the type system lacks was left out.")
    return reader.record()


class _Reader:
    def __init__(self, cas: Cas, text: str) -> None:
        self._cas = cas
        about = next(self._of(ARTICLE), None)
        language = cas.document_language or ""
        self._gathering = Gathering(
            Article(
                _word(about, "articleId") or new_id(),
                text,
                title=_word(about, "title"),
                source=_word(about, "source"),
                url=_word(about, "url"),
                published=_word(about, "published"),
                language="" if language == "x-unspecified" else language,
            )
        )
        if _word(about, "ownerKind"):
            kind = _choice(OwnerKind, _word(about, "ownerKind"), OwnerKind.ANNOTATOR)
            self._gathering.owner = Owner(kind, _word(about, "ownerName"))
            progress = _word(about, "progress")
            self._gathering.progress = _choice(Progress, progress, Progress.DOING)

    def remark(self, sentence: str) -> None:
        self._gathering.remark(sentence)

    def record(self) -> AnnotatedArticle:
        gathering = self._gathering
        for one in self._of(ENTRY):
            self._add_entry(one)
        for one in self._of(SEGMENT):
            if span := self._span(one):
                segment = Segment(start=0, label=self._label(one, "label"), **self._fields(one))
                gathering.add_segment(span, segment)
        for one in self._of(MENTION):
            if span := self._span(one):
                self._add_mention(one, span)
        for one in self._of(QUOTE):
            self._add_quote(one)
        for one in self._of(NOTE):
            gathering.notes.append(_note(one, gathering.article.text))
        self._tell_the_rest()
        return gathering.record()

    def _of(self, type_: str) -> Iterator[FeatureStructure]:
        if self._cas.typesystem.contains_type(type_):
            yield from self._cas.select(type_)

    def _span(self, one: FeatureStructure) -> Span | None:
        return self._gathering.span(int(one.begin), int(one.end))

    def _add_entry(self, one: FeatureStructure) -> None:
        id_, name = _word(one, "entryId"), _word(one, "name")
        if id_ and name.strip():
            kind = _choice(EntityKind, _word(one, "kind"), EntityKind.OTHER)
            aliases = tuple(map(str, _json(_word(one, "aliases"), list)))
            self._gathering.register[id_] = Entity(id_, name, kind, aliases)

    def _add_mention(self, one: FeatureStructure, span: Span) -> None:
        entity = _word(one, "identifier") or None
        if entity is not None and entity not in self._gathering.register:
            words = " ".join(span.of(self._gathering.article.text).split())
            self._gathering.register[entity] = Entity(entity, words or entity, EntityKind.OTHER)
        label = self._label(one, "value")
        mention = Mention(span=span, label=label, entity=entity, **self._fields(one))
        self._gathering.mentions.append(mention)

    def _add_quote(self, one: FeatureStructure) -> None:
        parts: dict[str, list[Span | None]] = {role: [] for role in Role}
        links = getattr(one, "parts", None)
        for link in getattr(links, "elements", None) or ():
            if _word(link, "role") in parts and link.target is not None:
                parts[_word(link, "role")].append(self._span(link.target))
        content, cue, source = (parts_apart(parts[role]) for role in Role)
        if not content and (whole := self._span(one)):
            content = (whole,)
        if not content:
            self._gathering.remark("A quote without content was left out.")
            return
        words = (span.of(self._gathering.article.text) for span in content)
        type_ = _choice(QuoteType, _word(one, "quoteType"), guessed_type(*words))
        fields = {"speaker": self._speaker(one), **self._fields(one)}
        quote = Quote(type=type_, content=content, cue=cue, source=source, **fields)
        self._gathering.quotes.append(quote)

    def _speaker(self, one: FeatureStructure) -> Speaker:
        kind = _choice(SpeakerKind, _word(one, "speakerKind"), SpeakerKind.UNKNOWN)
        entity, name = _word(one, "speaker"), _word(one, "speakerName")
        if kind is not SpeakerKind.ENTITY:
            return Speaker(kind, None, name)
        if entity in self._gathering.register:
            return Speaker(kind, entity, name)
        return Speaker(SpeakerKind.UNKNOWN, None, name)

    def _label(self, one: FeatureStructure, feature: str) -> str:
        label = _word(one, feature)
        if not label:
            self._gathering.remark("An annotation without a label came in as “unlabelled”.")
        return label or "unlabelled"

    def _fields(self, one: FeatureStructure) -> dict[str, Any]:
        said = getattr(one, "confidence", None)
        confidence = float(said) if isinstance(said, int | float) and 0 <= said <= 1 else 1.0
        return {
            "id": _word(one, "annotationId") or new_id(),
            "state": _choice(State, _word(one, "state"), State.ACCEPTED),
            "origin": Origin(
                _word(one, "detector"),
                _word(one, "version"),
                _word(one, "rule"),
                confidence,
                self._evidence(one),
            ),
            "attributes": _json(_word(one, "attributes"), dict),
        }

    def _evidence(self, one: FeatureStructure) -> Evidence:
        told = JsonObject({"evidence": _json(_word(one, "evidence"), list)}, "an annotation")
        return evidence_of(told, evidence_placed(self._gathering))

    def _tell_the_rest(self) -> None:
        """Remark the layers that are in the file and nothing for us."""
        known = (SEGMENT, MENTION, QUOTE, PART, LINK, ARTICLE, ENTRY, NOTE)
        for one in self._cas.select_all_annotations():
            name = one.type.name
            if name not in known and not name.startswith(_PASSED_OVER):
                self._gathering.remark(f"An annotation of layer “{name}” was left out.")


def _word(one: FeatureStructure | None, feature: str) -> str:
    value = getattr(one, feature, None)
    return value if isinstance(value, str) else ""


def _note(one: FeatureStructure, text: str) -> Note:
    """Read a note; a place, in code points as a note's text has no CAS offsets, must be right."""
    answer = getattr(one, "answer", None)
    start, _, end = _word(one, "place").partition(" ")
    span = Span(int(start), int(end)) if start.isdecimal() and end.isdecimal() else None
    return Note(
        id=_word(one, "noteId") or new_id(),
        text=_word(one, "text"),
        about=_word(one, "about"),
        span=span if span and span.end <= len(text) else None,
        is_question=isinstance(answer, str),
        answer=_word(one, "answer"),
    )


def _choice(kind: type[E], value: str, default: E) -> E:
    return kind(value) if value in list(kind) else default


def _json(words: str, kind: type[T]) -> T:
    try:
        value = parsed(words) if words else kind()
    except ValueError:
        return kind()
    return value if isinstance(value, kind) else kind()
