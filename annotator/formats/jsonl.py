"""The project's own JSON Lines: one annotation set of one article on each line.

The schema is ``resources/schema/annotated_article.schema.json``. Offsets are half-open code points
of ``text``. A segment's extent is written without the white space at its ends; reading gives the
white space between two segments back by the rule of ``domain.partition.settled``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from annotator.domain.annotation import Mention, Quote, Role, Segment
from annotator.domain.span import Span
from annotator.formats.details import (
    Json,
    decision_json,
    entity_json,
    note_json,
    origin_json,
    speaker_json,
)
from annotator.formats.features import Carries
from annotator.formats.json_lines import read_lines, write_lines
from annotator.formats.jsonl_reading import record_of
from annotator.formats.protocol import AnnotatedArticle, Refusal


class JsonLines:
    name = "jsonl"
    title = "Annotator JSON Lines"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    carries = Carries()
    is_folder = False

    def recognises(self, head: str) -> bool:
        return '"sha256"' in head and '"owner"' in head

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        return read_lines(path, record_of)

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        write_lines(map(to_json, records), path)


def to_json(record: AnnotatedArticle) -> Json:
    """Return the line of an article with its annotations; see the schema."""
    article, annotations = record.article, record.annotations
    if annotations is None:
        raise ValueError("an article without an annotation set has no line")
    text = article.text
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url,
        "published": article.published,
        "language": article.language,
        "text": text,
        "sha256": article.sha256,
        "owner": {"kind": annotations.owner.kind.value, "name": annotations.owner.name},
        "state": annotations.progress.value,
        "segments": [
            _annotation(segment, segment.label, span.trimmed(text), text)
            for segment, span in annotations.partition
        ],
        "entities": [
            {**_annotation(one, one.label, one.span, text), "entity": one.entity}
            for one in annotations.mentions
        ],
        "quotes": [_quote(one, text) for one in annotations.quotes],
        "register": [entity_json(one) for one in record.register],
        "notes": [note_json(one) for one in annotations.notes],
        "decisions": [decision_json(one) for one in annotations.decisions],
    }


def _annotation(one: Segment | Mention, label: str, span: Span, text: str) -> Json:
    return {
        "id": one.id,
        "start": span.start,
        "end": span.end,
        "label": label,
        "text": text[span.start : span.end],
        "state": one.state.value,
        "origin": origin_json(one.origin, text),
        "attributes": dict(one.attributes),
    }


def _quote(quote: Quote, text: str) -> Json:
    return {
        "id": quote.id,
        "type": quote.type.value,
        **{role.value: _parts(quote.parts(role), text) for role in Role},
        "speaker": speaker_json(quote.speaker),
        "state": quote.state.value,
        "origin": origin_json(quote.origin, text),
        "attributes": dict(quote.attributes),
    }


def _parts(spans: Sequence[Span], text: str) -> list[Json]:
    return [
        {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
        for span in spans
    ]


JSON_LINES = JsonLines()
