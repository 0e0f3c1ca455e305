"""W3C Web Annotations (JSON-LD): a folder with the texts and one page of annotations.

Each annotation targets a text by position, in code points, and by its words with some before and
behind. A quote is an annotation of all its content parts; its cue and its source are annotations of
their own, linked with it (w3.org/TR/annotation-model).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote as quoted

from annotator.domain.annotation import Annotation, Quote, Role
from annotator.domain.annotation_set import AnnotationSet, OwnerKind
from annotator.domain.span import Span
from annotator.formats.atomic import replacing_folder
from annotator.formats.details import Json
from annotator.formats.features import LIKE_ACCEPTED, Carries, Feature, changed, left_out
from annotator.formats.losses import kept
from annotator.formats.names import free_name
from annotator.formats.protocol import AnnotatedArticle

_CONTEXT = 32
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class WebAnnotation:
    name = "web-annotation"
    title = "W3C Web Annotation"
    suffixes: tuple[str, ...] = ()
    is_folder = True
    carries = Carries(
        {
            Feature.METADATA: left_out(),
            Feature.PROGRESS: left_out(),
            Feature.NOTES: left_out(),
            Feature.DECISIONS: left_out(),
            Feature.ATTRIBUTES: left_out(),
            Feature.ORIGINS: changed("the detector’s name and version only"),
            **LIKE_ACCEPTED,
            Feature.REGISTER: changed("ids and names only"),
        }
    )

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with replacing_folder(path) as folder:
            page = folder / "annotations.jsonld"
            with page.open("w", encoding="utf-8", newline="\n") as file:
                self._write(records, folder, file)

    def _write(self, records: Iterable[AnnotatedArticle], folder: Path, file: IO[str]) -> None:
        separator = ""
        file.write('{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage",\n')
        file.write('"items": [')
        for record in records:
            name = free_name(folder, record.article.id, ".txt")
            text = record.article.text
            (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
            for item in _items(record, kept(record, self.carries), f"{name}.txt"):
                file.write(f"{separator}\n{json.dumps(item, ensure_ascii=False)}")
                separator = ","
        file.write("\n]}\n")


def _items(whole: AnnotatedArticle, record: AnnotatedArticle, source: str) -> Iterator[Json]:
    """Yield the annotations of ``record``, with the origins that ``whole`` still has."""
    if record.annotations is None or whole.annotations is None:
        return
    origins = {one.id: one.origin for one in whole.annotations.annotations()}
    creator = _creator(record.annotations)
    for item, about in _annotations(record, record.annotations, source):
        origin = origins[about.id]
        if not origin.is_by_hand:
            named = f"{origin.detector} {origin.version}".strip()
            item["generator"] = {"type": "Software", "name": named}
        yield {**item, "creator": creator}


def _creator(annotations: AnnotationSet) -> Json:
    is_person = annotations.owner.kind is OwnerKind.ANNOTATOR
    return {"type": "Person" if is_person else "Software", "name": annotations.owner.name}


def _annotations(
    record: AnnotatedArticle, annotations: AnnotationSet, source: str
) -> Iterator[tuple[Json, Annotation]]:
    text = record.article.text
    names = {one.id: one.name for one in record.register}
    for segment, span in annotations.partition:
        target = [_target(span.trimmed(text), text, source)]
        yield _item(_iri(segment.id), "classifying", [_word(segment.label)], target), segment
    for mention in annotations.mentions:
        bodies = [_word(mention.label)]
        if mention.entity is not None:
            bodies += _identity(mention.entity, names[mention.entity])
        target = [_target(mention.span, text, source)]
        yield _item(_iri(mention.id), "identifying", bodies, target), mention
    for quote in annotations.quotes:
        for item in _quote(quote, names, text, source):
            yield item, quote


def _quote(quote: Quote, names: dict[str, str], text: str, source: str) -> Iterator[Json]:
    whole = _iri(quote.id)
    bodies = [_word("quote"), _word(quote.type)]
    if quote.speaker.entity is not None:
        bodies += _identity(quote.speaker.entity, names[quote.speaker.entity])
    else:
        bodies.append(_word(f"speaker {quote.speaker.kind}"))
    targets = [_target(part, text, source) for part in quote.content]
    yield _item(whole, "classifying", bodies, targets)
    for role in (Role.CUE, Role.SOURCE):
        if parts := quote.parts(role):
            targets = [_target(part, text, source) for part in parts]
            link: Json = {"type": "SpecificResource", "purpose": "linking", "source": whole}
            yield _item(f"{whole}#{role}", "linking", [_word(role), link], targets)


def _item(iri: str, motivation: str, bodies: list[Json], targets: list[Json]) -> Json:
    return {
        "id": iri,
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": targets,
    }


def _word(value: str) -> Json:
    return {"type": "TextualBody", "purpose": "classifying", "value": str(value)}


def _identity(entity: str, name: str) -> list[Json]:
    return [
        {"type": "SpecificResource", "purpose": "identifying", "source": _iri(entity)},
        {"type": "TextualBody", "purpose": "identifying", "value": name},
    ]


def _target(span: Span, text: str, source: str) -> Json:
    return {
        "source": source,
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _CONTEXT) : span.start],
                "suffix": text[span.end : span.end + _CONTEXT],
            },
        ],
    }


def _iri(id_: str) -> str:
    scheme = "urn:uuid" if _UUID.fullmatch(id_) else "urn:x-annotator"
    return f"{scheme}:{quoted(id_, safe='')}"


WEB_ANNOTATION = WebAnnotation()
