"""brat standoff: a folder of texts and annotations, with quotes as PolNeAR has them.

Each article is ``ID.txt`` and ``ID.ann``; ``annotation.conf`` beside them tells brat the types.
Mentions are text-bound annotations of their label, segments of ``Segment_`` and their label. A
quote is an event ``Attribution`` whose trigger is the cue, with the arguments ``Content``, ``Cue``
and ``Source``, repeated as ``Content2`` and so on (PolNeAR, Newell et al. 2018). A quote without a
cue has its content for a trigger. ``QuoteType``, ``Speaker`` and ``State`` are attributes;
``Reference`` normalisations name entries of the register. A span over several lines is written in
fragments, one a line, since brat's annotations cannot hold a line end. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote as quoted

from annotator.domain.annotation import (
    Mention,
    Quote,
    QuoteType,
    Role,
    SpeakerKind,
    State,
)
from annotator.domain.span import Span
from annotator.formats.atomic import replacing_folder
from annotator.formats.brat_reading import ATTRIBUTION, SEGMENT, record_of
from annotator.formats.features import ANNOTATIONS_ALONE, Carries, Feature, changed, left_out
from annotator.formats.losses import kept
from annotator.formats.names import free_name
from annotator.formats.protocol import AnnotatedArticle, Refusal

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_LINE = re.compile(r"[^\n]+")


class Brat:
    name = "brat"
    title = "brat standoff"
    suffixes: tuple[str, ...] = (".ann",)
    is_folder = True
    carries = Carries(
        {
            Feature.METADATA: left_out(),
            **ANNOTATIONS_ALONE,
            Feature.REGISTER: changed("ids and names only"),
            Feature.BLANK_EDGES: changed("cut off; spans of nothing else are left out"),
            Feature.IDS: changed("brat’s own numbers"),
        }
    )

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        yield record_of(path)

    def companions(self, path: Path) -> Iterable[Path]:
        yield path.with_suffix(".txt")
        yield from path.parent.glob("*.conf")

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        types = _Types()
        with replacing_folder(path) as folder:
            for record in records:
                name = free_name(folder, record.article.id, ".txt")
                text, lines = record.article.text, _Lines(kept(record, self.carries), types)
                (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
                (folder / f"{name}.ann").write_text(
                    "".join(f"{line}\n" for line in lines.all()), encoding="utf-8", newline="\n"
                )
            (folder / "annotation.conf").write_text(types.configuration(), encoding="utf-8")


class _Types:
    """The types that occurred, for ``annotation.conf``."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def named(self, label: str) -> str:
        name = _UNSAFE.sub(lambda match: f"_x{ord(match.group()):X}_", label)
        self.used.add(name)
        return name

    def configuration(self) -> str:
        entities = "\n".join(sorted(self.used | {role.capitalize() for role in Role}))
        roles = ", ".join(f"{role.capitalize()}*:{role.capitalize()}" for role in Role)
        values: dict[str, Iterable[str]] = {
            "QuoteType Arg:<EVENT>": QuoteType,
            "Speaker Arg:<EVENT>": [one for one in SpeakerKind if one is not SpeakerKind.ENTITY],
            "State Arg:<ANY>": [one for one in State if one is not State.ACCEPTED],
        }
        attributes = "\n".join(f"{key}, Value:{'|'.join(some)}" for key, some in values.items())
        return (
            f"[entities]\n{entities}\n\n[relations]\n<OVERLAP> Arg1:<ANY>, Arg2:<ANY>, "
            f"<OVL-TYPE>:<ANY>\n\n[events]\n{ATTRIBUTION} {roles}\n\n[attributes]\n{attributes}\n"
        )


class _Lines:
    """The lines of one ``.ann`` file."""

    def __init__(self, record: AnnotatedArticle, types: _Types) -> None:
        self._text = record.article.text
        self._annotations = record.annotations
        self._names = {one.id: " ".join(one.name.split()) for one in record.register}
        self._types = types
        self._counts = dict.fromkeys("TEAN", 0)
        self._lines: list[str] = []

    def all(self) -> list[str]:
        if self._annotations is None:
            return []
        for segment, span in self._annotations.partition:
            type_ = self._types.named(f"{SEGMENT}{segment.label}")
            self._state(self._bound(type_, [span.trimmed(self._text)]), segment.state)
        for mention in self._annotations.mentions:
            self._mention(mention)
        for quote in self._annotations.quotes:
            self._quote(quote)
        return self._lines

    def _mention(self, mention: Mention) -> None:
        target = self._bound(self._types.named(mention.label), [mention.span])
        self._state(target, mention.state)
        if mention.entity is not None:
            self._reference(target, mention.entity)

    def _quote(self, quote: Quote) -> None:
        trigger = self._bound(ATTRIBUTION, quote.cue or quote.content)
        arguments = [f"{ATTRIBUTION}:{trigger}"]
        for role in Role:
            name = role.capitalize()
            for number, part in enumerate(quote.parts(role), 1):
                ending = "" if number == 1 else str(number)
                arguments.append(f"{name}{ending}:{self._bound(name, [part])}")
        event = self._add("E", " ".join(arguments))
        self._add("A", f"QuoteType {event} {quote.type}")
        self._state(event, quote.state)
        if quote.speaker.entity is not None:
            self._reference(event, quote.speaker.entity)
        elif quote.speaker.kind is not SpeakerKind.UNKNOWN:
            self._add("A", f"Speaker {event} {quote.speaker.kind}")

    def _bound(self, type_: str, spans: Iterable[Span]) -> str:
        fragments = [fragment for span in spans for fragment in self._fragments(span)]
        places = ";".join(f"{one.start} {one.end}" for one in fragments)
        words = " ".join(one.of(self._text) for one in fragments)
        return self._add("T", f"{type_} {places}\t{words}")

    def _fragments(self, span: Span) -> Iterator[Span]:
        for line in _LINE.finditer(self._text, span.start, span.end):
            if line.group().strip():
                yield Span(*line.span()).trimmed(self._text)

    def _state(self, target: str, state: State) -> None:
        if state is not State.ACCEPTED:
            self._add("A", f"State {target} {state}")

    def _reference(self, target: str, entity: str) -> None:
        database = f"Register:{quoted(entity, safe='')}"
        self._add("N", f"Reference {target} {database}\t{self._names[entity]}")

    def _add(self, kind: str, rest: str) -> str:
        self._counts[kind] += 1
        id_ = f"{kind}{self._counts[kind]}"
        self._lines.append(f"{id_}\t{rest}")
        return id_


BRAT = Brat()
