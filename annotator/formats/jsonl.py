"""The project's own JSON Lines: one annotation set of one article on each line.

The schema is ``resources/schema/annotated_article.schema.json``. Offsets are half-open code points
of ``text``. A segment's extent is written without the white space at its ends; reading gives the
white space between two segments back by the rule of ``domain.partition.settled``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from annotator.domain.annotation import Mention, Origin, Quote, Role, Segment
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.formats.atomic import replacing
from annotator.formats.jsonl_reading import BadRecordError, record_of
from annotator.formats.protocol import AnnotatedArticle, Carries, Refusal, unreported

_LONGEST_LINE = 256 * 1024 * 1024
_REPORTED_EVERY = 50

Json = dict[str, object]


class JsonLines:
    name = "jsonl"
    title = "Annotator JSON Lines"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")
    carries = Carries(*[True] * 10)

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        try:
            with path.open("rb") as file:
                for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), 1):
                    if line.strip():
                        yield _read_line(line, f"{path}:{number}")
        except OSError as error:
            yield Refusal(str(path), f"The file cannot be read: {error.strerror}.")

    def write(
        self,
        records: Iterable[AnnotatedArticle],
        path: Path,
        report: Callable[[int], None] = unreported,
    ) -> int:
        written = 0
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        with replacing(path) as file:
            for record in records:
                file.write(encode(to_json(record)) + "\n")
                written += 1
                if written % _REPORTED_EVERY == 0:
                    report(written)
        report(written)
        return written


def _read_line(line: bytes, where: str) -> AnnotatedArticle | Refusal:
    try:
        return record_of(json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant))
    except BadRecordError as error:
        return Refusal(where, str(error))
    except (ValueError, RecursionError) as error:
        return Refusal(where, f"The line is not valid JSON ({error}).")


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


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
        "register": [_entity(one) for one in record.register],
        "notes": _notes(annotations),
    }


def _annotation(one: Segment | Mention, label: str, span: Span, text: str) -> Json:
    return {
        "id": one.id,
        "start": span.start,
        "end": span.end,
        "label": label,
        "text": text[span.start : span.end],
        "state": one.state.value,
        "origin": _origin(one.origin),
        "attributes": dict(one.attributes),
    }


def _quote(quote: Quote, text: str) -> Json:
    return {
        "id": quote.id,
        "type": quote.type.value,
        **{role.value: _parts(quote.parts(role), text) for role in Role},
        "speaker": {
            "kind": quote.speaker.kind.value,
            "entity": quote.speaker.entity,
            "name": quote.speaker.name,
        },
        "state": quote.state.value,
        "origin": _origin(quote.origin),
        "attributes": dict(quote.attributes),
    }


def _parts(spans: Sequence[Span], text: str) -> list[Json]:
    return [
        {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
        for span in spans
    ]


def _origin(origin: Origin) -> Json:
    return {
        "detector": origin.detector or None,
        "version": origin.version,
        "rule": origin.rule,
        "confidence": origin.confidence,
    }


def _entity(entity: Entity) -> Json:
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind.value,
        "aliases": list(entity.aliases),
    }


def _notes(annotations: AnnotationSet) -> list[Json]:
    return [
        {
            "id": one.id,
            "text": one.text,
            "about": one.about,
            **({"start": one.span.start, "end": one.span.end} if one.span else {}),
            **({"answer": one.answer} if one.is_question else {}),
        }
        for one in annotations.notes
    ]


JSON_LINES = JsonLines()
