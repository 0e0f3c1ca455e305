"""doccano's JSON Lines: entities with ids, and relations between two of them.

doccano has one list of labels, so that those of segments and quotes begin with ``segment:`` and
``quote:``. A quote's first content part carries its type (``quote:direct``), and relations lead
from there to the other parts (``quote:content``, ``quote:cue``, ``quote:source``). The plain
``label`` lists of doccano's sequence labelling are read as well. Offsets are code points; a project
in which doccano counts graphemes has to be exported without that option.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from annotator.domain.annotation import Mention, QuoteType, Role, Segment
from annotator.domain.identity import new_id
from annotator.formats.details import Json, gathering_of
from annotator.formats.features import (
    ANNOTATIONS_ALONE,
    LIKE_ACCEPTED,
    Carries,
    Feature,
    changed,
    left_out,
)
from annotator.formats.gathering import Gathering
from annotator.formats.json_lines import read_lines, write_lines
from annotator.formats.json_objects import BadRecordError, JsonObject
from annotator.formats.linked_parts import Part, gather_quotes, parts_of, role_of
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle, Refusal

# A label that is no list is a column of some table.
_LABELS = re.compile(r'"label"\s*:\s*\[')
_SEGMENT = "segment:"
_QUOTE = "quote:"


class Doccano:
    name = "doccano"
    title = "doccano JSON Lines"
    suffixes: tuple[str, ...] = (".jsonl",)
    is_folder = False
    carries = Carries(
        {
            **ANNOTATIONS_ALONE,
            **LIKE_ACCEPTED,
            Feature.SPEAKERS: left_out(),
            Feature.LINKS: left_out(),
            Feature.REGISTER: left_out(),
            Feature.IDS: changed("doccano’s own numbers"),
        }
    )

    def recognises(self, head: str) -> bool:
        is_another = '"sha256"' in head or '"spans"' in head
        return not is_another and ('"entities"' in head or bool(_LABELS.search(head)))

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        return read_lines(path, _record_of)

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        ids = count(1)
        lines = (
            _line(kept(record, self.carries), number, ids)
            for number, record in enumerate(records, 1)
        )
        write_lines(lines, path)


def _line(record: AnnotatedArticle, number: int, ids: Iterator[int]) -> Json:
    """Return a record's line; ``ids`` gives numbers that are used but once in the file."""
    article, annotations = record.article, record.annotations
    entities, relations = list[Json](), list[Json]()

    def add(label: str, start: int, end: int) -> int:
        id_ = next(ids)
        entities.append({"id": id_, "label": label, "start_offset": start, "end_offset": end})
        return id_

    if annotations is not None:
        for segment, extent in annotations.partition:
            span = extent.trimmed(article.text)
            add(f"{_SEGMENT}{segment.label}", span.start, span.end)
        for mention in annotations.mentions:
            add(mention.label, mention.span.start, mention.span.end)
        for quote in annotations.quotes:
            (_, _, first), *further = parts_of(quote)
            anchor = add(f"{_QUOTE}{quote.type}", first.start, first.end)
            for _, role, part in further:
                to = add(f"{_QUOTE}{role}", part.start, part.end)
                relations.append({"id": next(ids), "from_id": anchor, "to_id": to, "type": role})
    return {
        "id": number,
        "text": article.text,
        "article": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "entities": entities,
        "relations": relations,
        "Comments": [],
    }


def _record_of(line: JsonObject) -> AnnotatedArticle:
    gathering = gathering_of(line.get("text", str), line.renamed({"article": "id"}))
    parts: list[Part] = []
    if line.has("label"):
        for one in line.get("label", list):
            _add(gathering, parts, *_triple(one))
    for entity in line.objects("entities") if line.has("entities") else ():
        place = entity.get("start_offset", int), entity.get("end_offset", int)
        _add(gathering, parts, *place, entity.filled("label"), str(entity.get("id", int)))
    links = [
        (str(one.get("from_id", int)), str(one.get("to_id", int)))
        for one in (line.objects("relations") if line.has("relations") else ())
    ]
    gather_quotes(gathering, parts, links)
    return gathering.record()


def _triple(one: object) -> tuple[int, int, str]:
    match one:
        case [int(start), int(end), str(label)]:
            return start, end, label
    raise BadRecordError("An entry of “label” is not a start, an end and a label.")


def _add(
    gathering: Gathering, parts: list[Part], start: int, end: int, label: str, key: str = ""
) -> None:
    span = gathering.span(start, end)
    if span is None:
        return
    if label.startswith(_SEGMENT):
        name = label.removeprefix(_SEGMENT)
        gathering.add_segment(span, Segment(new_id(), 0, name))
        return
    ending = label.removeprefix(_QUOTE)
    is_anchor = label.startswith(_QUOTE) and ending in list(QuoteType)
    role = Role.CONTENT if is_anchor else role_of(ending)
    if role is None:
        gathering.mentions.append(Mention(new_id(), span, label))
        return
    fields = {"id": new_id(), "type": QuoteType(ending)} if is_anchor else {}
    parts.append(Part(key or f"#{len(parts)}", role, span, fields))


DOCCANO = Doccano()
