"""Label Studio: a folder with the tasks and the labelling configuration that they need.

``tasks.json`` is what Label Studio imports and exports: one task an article, with its annotations,
or its predictions where the owner is the detectors. Segments, mentions and quote parts are regions
of the three controls ``segments``, ``mentions`` and ``quotes``; a quote's type and speaker stand on
its first content part, as a choice and a text for that region, and relations lead from there to its
other parts. What Label Studio has no field for rides along in each region's ``meta`` and in the
task's data, and comes back from there. Offsets are code points, as Label Studio counts since 2021.

The shape is documented at labelstud.io/guide/task_format and /guide/export; the tests check ours
against it as a JSON Schema, since Label Studio's own checker is 469 MB. That one, run by hand on
the golden files (label-studio-sdk 2.1.2), finds the configuration, the annotations and all regions
valid.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

from annotator.domain.annotation import (
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    SpeakerKind,
)
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.span import Span
from annotator.formats.atomic import replacing_folder
from annotator.formats.details import KEY, Json, annotation_json, article_json
from annotator.formats.features import Carries
from annotator.formats.label_studio_reading import records_of
from annotator.formats.linked_parts import parts_of
from annotator.formats.protocol import AnnotatedArticle, Refusal


class LabelStudio:
    name = "label-studio"
    title = "Label Studio tasks"
    suffixes: tuple[str, ...] = (".json",)
    is_folder = True
    carries = Carries()

    def recognises(self, head: str) -> bool:
        return '"data"' in head and head.lstrip()[:1] in ("[", "{")

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        return records_of(path)

    def companions(self, path: Path) -> Iterable[Path]:
        yield path.with_name("labelling.xml")

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        labels = defaultdict[str, set[str]](set)
        with replacing_folder(path) as folder:
            with (folder / "tasks.json").open("w", encoding="utf-8", newline="\n") as file:
                file.write("[")
                for number, record in enumerate(records):
                    file.write(",\n" if number else "\n")
                    json.dump(_Task(record, labels).to_json(), file, ensure_ascii=False)
                file.write("\n]\n")
            (folder / "labelling.xml").write_text(_configuration(labels), encoding="utf-8")


class _Task:
    """One article as a task; ``labels`` gathers those used, by control."""

    def __init__(self, record: AnnotatedArticle, labels: dict[str, set[str]]) -> None:
        self._record = record
        self._text = record.article.text
        self._names = {one.id: one.name for one in record.register}
        self._labels = labels

    def to_json(self) -> Json:
        task: Json = {"data": {"text": self._text, KEY: article_json(self._record)}}
        annotations = self._record.annotations
        if annotations is None:
            return task
        result: list[Json] = []
        for segment, span in annotations.partition:
            place = span.trimmed(self._text)
            result.append(self._region("segments", segment.id, place, segment.label, segment))
        result += [
            self._region("mentions", one.id, one.span, one.label, one)
            for one in annotations.mentions
        ]
        for quote in annotations.quotes:
            result += self._quote(quote)
        if annotations.owner == DETECTOR:
            return {**task, "predictions": [{"model_version": "annotator", "result": result}]}
        return {**task, "annotations": [{"result": result}]}

    def _quote(self, quote: Quote) -> Iterator[Json]:
        (anchor, _, span), *further = parts_of(quote)
        yield self._region("quotes", anchor, span, Role.CONTENT, quote)
        place: Json = {"start": span.start, "end": span.end, "text": span.of(self._text)}
        yield _on_region(anchor, "quote_type", "choices", {**place, "choices": [quote.type.value]})
        speaker = speaker_text(quote.speaker, self._names)
        yield _on_region(anchor, "speaker", "textarea", {**place, "text": [speaker]})
        for key, role, part in further:
            yield self._region("quotes", key, part, role, None)
            yield {
                "type": "relation",
                "from_id": anchor,
                "to_id": key,
                "direction": "right",
                "labels": [role.value],
            }

    def _region(
        self, control: str, id_: str, span: Span, label: str, of: Segment | Mention | Quote | None
    ) -> Json:
        self._labels[control].add(label)
        value = {
            "start": span.start,
            "end": span.end,
            "text": span.of(self._text),
            "labels": [str(label)],
        }
        region = _on_region(id_, control, "labels", value)
        if of is None:
            return region
        return {**region, "meta": {KEY: annotation_json(of, self._text)}}


def _on_region(id_: str, control: str, type_: str, value: Json) -> Json:
    return {"id": id_, "from_name": control, "to_name": "text", "type": type_, "value": value}


def speaker_text(speaker: Speaker, names: dict[str, str]) -> str:
    """Return what people read of a speaker: the name, or why there is none."""
    if speaker.kind is SpeakerKind.ENTITY:
        return names.get(speaker.entity or "", speaker.name)
    return speaker.name or f"({speaker.kind})"


def _configuration(labels: dict[str, set[str]]) -> str:
    lines = ["<View>"]
    for control in ("segments", "mentions", "quotes"):
        lines.append(f'  <Labels name="{control}" toName="text">')
        named = labels[control] | ({role.value for role in Role} if control == "quotes" else set())
        lines += [f"    <Label value={quoteattr(label)}/>" for label in sorted(named)]
        lines.append("  </Labels>")
    lines.append('  <Text name="text" value="$text" granularity="word"/>')
    of_part = 'toName="text" perRegion="true" whenTagName="quotes" whenLabelValue="content"'
    lines.append(f'  <Choices name="quote_type" choice="single" {of_part}>')
    lines += [f'    <Choice value="{type_}"/>' for type_ in QuoteType]
    lines.append("  </Choices>")
    lines.append(f'  <TextArea name="speaker" maxSubmissions="1" editable="true" {of_part}/>')
    lines.append("  <Relations>")
    lines += [f'    <Relation value="{role}"/>' for role in Role]
    return "\n".join([*lines, "  </Relations>", "</View>", ""])


LABEL_STUDIO = LabelStudio()
