"""BBC Citron's JSON, which Citron trains on: a folder with a file of quotes for each article.

Each quote has one cue, sources and contents; mentions that point to one entry of the register are a
coreference group. Offsets are code points (docs/data_format.md of Citron).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from annotator.domain.annotation import State
from annotator.domain.span import Span
from annotator.formats.atomic import replacing_folder
from annotator.formats.details import Json
from annotator.formats.features import (
    ANNOTATIONS_ALONE,
    LIKE_ACCEPTED,
    Carries,
    Feature,
    changed,
    left_out,
)
from annotator.formats.losses import kept
from annotator.formats.names import free_name
from annotator.formats.protocol import AnnotatedArticle


class Citron:
    name = "citron"
    title = "Citron JSON"
    suffixes: tuple[str, ...] = ()
    is_folder = True
    carries = Carries(
        {
            Feature.METADATA: left_out(),
            **ANNOTATIONS_ALONE,
            **LIKE_ACCEPTED,
            Feature.SPEAKERS: changed("only as coreference of the source"),
            Feature.MENTIONS: changed("only as coreference groups, those with an entity"),
            Feature.SEGMENTS: left_out(),
            Feature.SEVERAL_CUES: changed("joined, with what stands between them"),
            Feature.WITHOUT_CUE: left_out("Citron wants a cue in each quote"),
            Feature.QUOTE_TYPES: left_out(),
        }
    )

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with replacing_folder(path) as folder:
            for record in records:
                name = free_name(folder, record.article.id, ".json")
                content = json.dumps(self._document(record), ensure_ascii=False, indent=1)
                (folder / f"{name}.json").write_text(content + "\n", encoding="utf-8")

    def _document(self, record: AnnotatedArticle) -> Json:
        text, annotations = record.article.text, kept(record, self.carries).annotations
        quotes = annotations.quotes if annotations else ()
        return {
            "text": text,
            "quotes": [
                {
                    "id": quote.id,
                    "cue": _span(quote.cue[0], text),
                    "sources": [_span(part, text) for part in quote.source],
                    "contents": [_span(part, text) for part in quote.content],
                }
                for quote in quotes
            ],
            "coreference_groups": [
                [_span(span, text) for span in spans] for spans in _coreferent(record)
            ],
        }


def _span(span: Span, text: str) -> Json:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _coreferent(record: AnnotatedArticle) -> Iterable[list[Span]]:
    """Return the spans that name the same entity, where there are several."""
    groups: dict[str, list[Span]] = defaultdict(list)
    for mention in record.annotations.mentions if record.annotations else ():
        if mention.entity is not None and mention.state is not State.REJECTED:
            groups[mention.entity].append(mention.span)
    return [spans for spans in groups.values() if len(spans) > 1]


CITRON = Citron()
