"""Prodigy's JSON Lines: one task an article, with spans, as Prodigy's ``spans_manual`` has them.

Segments, mentions and the parts of quotes are spans of one list; ``layer`` tells them apart, and
parts carry the labels ``content``, ``cue`` and ``source`` that newsrooms have used in Prodigy. Keys
that Prodigy does not know it keeps, so that what it has no field for stands under ``annotator``:
in each span, and in the task's ``meta``. Offsets are code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.domain.annotation import Mention, Segment
from annotator.domain.span import Span
from annotator.formats.details import (
    KEY,
    Json,
    annotation_json,
    annotation_of,
    article_json,
    gathering_of,
    mention_of,
    quote_of,
)
from annotator.formats.features import Carries
from annotator.formats.gathering import Gathering
from annotator.formats.json_lines import read_lines, write_lines
from annotator.formats.json_objects import BadRecordError, JsonObject
from annotator.formats.linked_parts import Part, gather_quotes, parts_of, role_of
from annotator.formats.protocol import AnnotatedArticle, Refusal


class Prodigy:
    name = "prodigy"
    title = "Prodigy JSON Lines"
    suffixes: tuple[str, ...] = (".jsonl",)
    is_folder = False
    carries = Carries()

    def recognises(self, head: str) -> bool:
        return '"spans"' in head and '"text"' in head

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        return read_lines(path, _record_of)

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        write_lines(map(_task, records), path)


def _task(record: AnnotatedArticle) -> Json:
    text, annotations, spans = record.article.text, record.annotations, list[Json]()
    if annotations is not None:
        for segment, extent in annotations.partition:
            one = _span(extent.trimmed(text), segment.label, "segments")
            spans.append({**one, KEY: annotation_json(segment, text)})
        for mention in annotations.mentions:
            one = _span(mention.span, mention.label, "entities")
            spans.append({**one, KEY: annotation_json(mention, text)})
        for quote in annotations.quotes:
            parts = [
                {**_span(span, role.value, "quotes"), "quote": quote.id}
                for _, role, span in parts_of(quote)
            ]
            parts[0][KEY] = annotation_json(quote, text)
            spans += parts
    return {
        "text": text,
        "meta": {"source": record.article.source, KEY: article_json(record)},
        "spans": spans,
        "answer": "accept",
        "_view_id": "spans_manual",
    }


def _span(span: Span, label: str, layer: str) -> Json:
    return {"start": span.start, "end": span.end, "label": label, "layer": layer}


def _record_of(task: JsonObject) -> AnnotatedArticle:
    if task.text("answer", "accept") != "accept":
        raise BadRecordError(f"The task was answered “{task.text('answer')}”, not accepted.")
    meta = task.object("meta") if task.has("meta") else None
    details = meta.object(KEY) if meta is not None and meta.has(KEY) else None
    gathering = gathering_of(task.get("text", str), details)
    spans = _Spans(gathering)
    for one in task.objects("spans") if task.has("spans") else ():
        spans.add(one)
    for one in task.objects("relations") if task.has("relations") else ():
        spans.link(one.object("head_span"), one.object("child_span"))
    gather_quotes(gathering, spans.parts, spans.links)
    return gathering.record()


class _Spans:
    """The spans of one task; a part is called by its place, or by its quote where it names one."""

    def __init__(self, gathering: Gathering) -> None:
        self.parts: list[Part] = []
        self.links: list[tuple[str, str]] = []
        self._gathering = gathering
        self._anchors: dict[str, str] = {}

    def add(self, one: JsonObject) -> None:
        span = self._gathering.span(one.get("start", int), one.get("end", int))
        if span is None:
            return
        label, layer = one.filled("label"), one.text("layer")
        details = one.object(KEY) if one.has(KEY) else None
        role = role_of(label)
        if layer == "segments":
            segment = Segment(start=0, label=label, **annotation_of(details, self._gathering))
            self._gathering.add_segment(span, segment)
        elif role is not None and layer != "entities":
            fields = quote_of(details, self._gathering) if details is not None else {}
            self._add_part(one, Part(_place(one), role, span, fields))
        else:
            mention = Mention(span=span, label=label, **mention_of(details, self._gathering))
            self._gathering.mentions.append(mention)

    def _add_part(self, one: JsonObject, part: Part) -> None:
        quote = one.text("quote")
        if quote:
            part = replace(part, key=f"{quote}#{len(self.parts)}")
            anchor = self._anchors.setdefault(quote, part.key)
            if anchor != part.key:
                self.links.append((anchor, part.key))
        self.parts.append(part)

    def link(self, head: JsonObject, child: JsonObject) -> None:
        self.links.append((_place(head), _place(child)))


def _place(one: JsonObject) -> str:
    return f"{one.get('start', int)}–{one.get('end', int)} {one.text('label')}"


PRODIGY = Prodigy()
