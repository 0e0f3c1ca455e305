"""Reading Label Studio's tasks, ours or anybody's; see ``label_studio`` for the conventions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.annotation import Mention, QuoteType, Role, Segment, Speaker, SpeakerKind
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.errors import RefusedError
from annotator.domain.span import Span
from annotator.formats.details import KEY, annotation_of, gathering_of, mention_of, quote_of
from annotator.formats.gathering import Gathering
from annotator.formats.json_objects import BadRecordError, JsonObject, content_of
from annotator.formats.linked_parts import Part, gather_quotes, role_of
from annotator.formats.protocol import AnnotatedArticle, Refusal

_MOST_BYTES = 1024 * 1024 * 1024
_CONTROLS = ("quote_type", "speaker")


def records_of(path: Path) -> Iterator[AnnotatedArticle | Refusal]:
    found = content_of(path, _MOST_BYTES)
    if isinstance(found, Refusal):
        yield found
        return
    content, _ = found
    for number, task in enumerate(content if isinstance(content, list) else [content], 1):
        try:
            yield from _records_of_task(JsonObject(task, "the task"))
        except (BadRecordError, RefusedError, ValueError) as error:
            yield Refusal(f"{path}, task {number}", str(error))


def _records_of_task(task: JsonObject) -> Iterator[AnnotatedArticle]:
    """Yield a record for each annotation; for each prediction where there is no annotation."""
    data = task.object("data")
    details = data.object(KEY) if data.has(KEY) else None
    text = _text(data)
    found = list(task.objects("annotations")) if task.has("annotations") else []
    is_predicted = not found and task.has("predictions")
    if is_predicted:
        found = list(task.objects("predictions"))
    for one in found:
        gathering = gathering_of(text, details)
        if is_predicted and details is None:
            gathering.owner = DETECTOR
        if not one.is_true("was_cancelled"):
            _Regions(gathering, one).gather()
        yield gathering.record()
    if not found:
        yield gathering_of(text, details).record()


def _text(data: JsonObject) -> str:
    """Return the article's text: ``text``, or else the longest text that the task has."""
    if data.has("text"):
        return data.get("text", str)
    texts = [value for value in data.values() if isinstance(value, str)]
    if not texts:
        raise BadRecordError("The task has no text.")
    return max(texts, key=len)


class _Regions:
    """The result of one annotation, taken apart by what its regions are."""

    def __init__(self, gathering: Gathering, annotation: JsonObject) -> None:
        self._gathering = gathering
        self._results = list(annotation.objects("result"))
        self._said: dict[tuple[str, str], str] = {}
        self._parts: list[Part] = []

    def gather(self) -> None:
        links: list[tuple[str, str]] = []
        regions: list[JsonObject] = []
        for one in self._results:
            type_ = one.get("type", str)
            if type_ == "relation":
                links.append((one.get("from_id", str), one.get("to_id", str)))
            elif type_ in ("labels", "hypertextlabels"):
                regions.append(one)
            elif one.text("from_name") in _CONTROLS:
                self._say(one)
            else:
                self._gathering.remark(f"A region of type “{type_}” was left out.")
        for region in regions:
            self._region(region)
        gather_quotes(self._gathering, self._parts, links)

    def _say(self, one: JsonObject) -> None:
        value, key = one.object("value"), "choices" if one.get("type", str) == "choices" else "text"
        words = value.get(key, list)
        self._said[one.get("id", str), one.text("from_name")] = str(words[0]) if words else ""

    def _region(self, region: JsonObject) -> None:
        value = region.object("value")
        span = self._gathering.span(
            value.get("start", int), value.get("end", int), value.text_or_none("text")
        )
        labels = value.get("labels" if value.has("labels") else "hypertextlabels", list)
        if span is None or not labels:
            return
        if len(labels) > 1:
            self._gathering.remark("Of a region with several labels the first was taken.")
        details = None
        if region.has("meta") and region.object("meta").has(KEY):
            details = region.object("meta").object(KEY)
        self._add(region, span, str(labels[0]), details)

    def _add(self, region: JsonObject, span: Span, label: str, details: JsonObject | None) -> None:
        control, role = region.text("from_name"), role_of(label)
        if control == "segments":
            self._gathering.add_segment(
                span, Segment(start=0, label=label, **annotation_of(details, self._gathering))
            )
        elif role is not None and control != "mentions":
            key = region.get("id", str)
            fields = self._quote(key, details) if role is Role.CONTENT else {}
            self._parts.append(Part(key, role, span, fields))
        else:
            mention = Mention(span=span, label=label, **mention_of(details, self._gathering))
            self._gathering.mentions.append(mention)

    def _quote(self, key: str, details: JsonObject | None) -> dict[str, Any]:
        """Return the fields of a quote; what was chosen in Label Studio outdoes the details."""
        fields = quote_of(details, self._gathering) if details is not None else {}
        chosen = self._said.get((key, "quote_type"))
        if chosen in list(QuoteType):
            fields["type"] = QuoteType(chosen)
        name = self._said.get((key, "speaker"), "").strip()
        if name and name not in self._names(fields.get("speaker")):
            entity = self._gathering.entity_named(name)
            fields["speaker"] = Speaker(SpeakerKind.ENTITY, entity.id, entity.name)
        return fields

    def _names(self, speaker: Speaker | None) -> set[str]:
        """Return what stands for a speaker that nobody has changed."""
        if speaker is None:
            return {f"({kind})" for kind in SpeakerKind}
        entity = self._gathering.register.get(speaker.entity or "")
        return {entity.name.strip() if entity else speaker.name.strip(), f"({speaker.kind})"}
