"""What names and ids from files may hold: nothing that is not seen, or that turns what is.

A label, an owner or the name of an entity is a few words on one line, shown in lists and dialogs
and written into others' files. A control character in it breaks the line or the file; what turns
the direction shows it as other words than it is (Unicode Technical Report 36, “Unicode Security
Considerations”, on bidirectional text spoofing). Such characters are taken out of names, with a
remark. An id is not shown but referred to, so that a changed one would refer to nothing: an article
with such an id is refused. Marks and joiners that scripts need for their names stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

import regex

from annotator.domain.annotation import Mention, Note, Origin, Quote, Segment, Speaker
from annotator.domain.annotation_set import AnnotationSet, Owner
from annotator.domain.article import Article
from annotator.domain.decision import Decision
from annotator.domain.register import Entity
from annotator.formats.canonical import canonicalised
from annotator.formats.changing import each, on_set
from annotator.formats.protocol import AnnotatedArticle, Refusal

A = TypeVar("A", Segment, Mention, Quote)
T = TypeVar("T", Article, Segment, Mention, Quote, Note, Decision, Entity, Owner, Origin, Speaker)

_UNSEEN = regex.compile(
    r"[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
_BREAKS = regex.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_NOT_IN_NOTES = regex.compile(r"[^\P{Cc}\n\t]")
_UNNAMED = "unnamed"
_UNLABELLED = "unlabelled"
_REMARK = "Control characters in names and notes were left out."


def named(record: AnnotatedArticle | Refusal, where: str) -> AnnotatedArticle | Refusal:
    """Return a record with proper names; a refusal where one of its ids has such a character.

    ``where`` says where it stands. Proper names change nothing.
    """
    if isinstance(record, Refusal):
        return Refusal(name_of(record.where), name_of(record.reason))
    for one in _ids(record):
        if found := _UNSEEN.search(one):
            code = f"U+{ord(found[0]):04X}"
            reason = f"An id in it has a control character ({code}). Correct the file."
            return Refusal(name_of(where), reason)
    cleaned = _cleaned(record)
    return record if cleaned is record else replace(cleaned, remarks=(*record.remarks, _REMARK))


def name_of(words: str) -> str:
    """Return ``words`` as a name: on one line, without control characters."""
    if not _UNSEEN.search(words):
        return words
    return _UNSEEN.sub("", _BREAKS.sub(" ", words)).strip()


def _note_of(words: str) -> str:
    """Return ``words`` as a note, which may have lines, and characters that turn its direction."""
    return _NOT_IN_NOTES.sub("", canonicalised(words))


def _ids(record: AnnotatedArticle) -> Iterator[str]:
    yield record.article.id
    for entity in record.register:
        yield entity.id
    annotations = record.annotations
    if annotations is None:
        return
    for one in annotations.annotations():
        yield one.id
    for mention in annotations.mentions:
        yield mention.entity or ""
    for quote in annotations.quotes:
        yield quote.speaker.entity or ""
    for note in annotations.notes:
        yield from (note.id, note.about)
    for decision in annotations.decisions:
        yield from (decision.id, decision.fingerprint, *decision.made)


def _cleaned(record: AnnotatedArticle) -> AnnotatedArticle:
    """Return ``record`` itself where nothing is to be changed."""
    article = _with_names(record.article, "title", "source", "url", "published", "language")
    register = tuple(map(_entity, record.register))
    cleaned = each(record, _annotation)
    cleaned = on_set(cleaned, _set)
    cleaned = replace(cleaned, article=article, register=register)
    return record if cleaned == record else cleaned


def _with(one: T, **fields: Any) -> T:  # noqa: ANN401 (of any of these types)
    """Return ``one`` with other fields; itself where they are the same."""
    is_same = all(getattr(one, key) == value for key, value in fields.items())
    return one if is_same else replace(one, **fields)


def _with_names(one: T, *fields: str) -> T:
    return _with(one, **{field: name_of(getattr(one, field)) for field in fields})


def _entity(entity: Entity) -> Entity:
    aliases = tuple(filter(None, map(name_of, entity.aliases)))
    return _with(entity, name=name_of(entity.name) or _UNNAMED, aliases=aliases)


def _set(annotations: AnnotationSet) -> AnnotationSet:
    return replace(
        annotations,
        owner=_with_names(annotations.owner, "name"),
        notes=tuple(
            _with(one, text=_note_of(one.text), answer=_note_of(one.answer))
            for one in annotations.notes
        ),
        decisions=tuple(
            _with(
                _with_names(one, "by", "how", "at"),
                note=_note_of(one.note),
                kinds=tuple(map(name_of, one.kinds)),
            )
            for one in annotations.decisions
        ),
    )


def _annotation(one: A) -> A:
    evidence = tuple(name_of(of) if isinstance(of, str) else of for of in one.origin.evidence)
    fields: dict[str, object] = {
        "origin": _with(_with_names(one.origin, "detector", "version", "rule"), evidence=evidence),
        "attributes": _value(dict(one.attributes)),
    }
    if isinstance(one, Quote):
        fields["speaker"] = _with_names(one.speaker, "name")
    else:
        fields["label"] = name_of(one.label) or _UNLABELLED
    return _with(one, **fields)


def _value(value: object) -> object:
    """Return what an attribute holds, however deep; its words may have lines, as notes have."""
    match value:
        case str():
            return _note_of(value)
        case dict():
            return {name_of(str(key)): _value(one) for key, one in value.items()}
        case list():
            return [_value(one) for one in value]
        case _:
            return value
