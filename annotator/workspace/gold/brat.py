"""Attributions in brat standoff, in the convention of PolNeAR.

An event of type ``Attribution`` has the roles Content, Cue and Source, each a text-bound annotation
whose fragments may be several (https://brat.nlplab.org/standoff.html). An ``.ann`` file's text lies
beside it or in the folder ``text`` beside its own, under its name or its name without the last
``_`` part, which PolNeAR uses for the annotator. Of several annotators of one text, the first by
name is read, so that every article counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from annotator.detecting.evaluation import Gold
from annotator.domain.annotation import Quote, Role
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.domain.identity import new_id
from annotator.domain.quotes import guessed_type
from annotator.domain.span import Span
from annotator.formats.canonical import canonicalised
from annotator.formats.gathering import parts_apart

_ROLES = {role.value: role for role in Role}
_SPANS = regex.compile(r"(?P<name>T\d+)\t\S+ (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t")


def read_brat(files: Iterable[Path]) -> Iterator[Gold]:
    """Yield the attributions of each file as quotes; events without content are left out."""
    read: set[Path] = set()
    for file in files:
        place = _text_of(file)
        if place in read:
            continue
        read.add(place)
        # Python would turn carriage returns into newlines and so move offsets.
        text = place.read_bytes().decode("utf-8")
        if canonicalised(text) != text:
            raise MendableError(
                f"The text of “{file}” has line ends or characters that move offsets."
            )
        quotes = sorted(_quotes(file, text), key=lambda quote: quote.content[0])
        yield Gold(Article(file.stem, text), quotes=tuple(quotes))


def _text_of(file: Path) -> Path:
    stems = dict.fromkeys((file.stem, file.stem.rpartition("_")[0]))
    folders = (file.parent, file.parent.parent / "text")
    for stem in filter(None, stems):
        for folder in folders:
            candidate = folder / f"{stem}.txt"
            if candidate.is_file():
                return candidate
    raise MendableError(
        f"There is no text for “{file}”. Put it beside the file, as {file.stem}.txt."
    )


def _quotes(file: Path, text: str) -> Iterator[Quote]:
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[list[str]] = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        # The words of an annotation may hold a line break, so that a line need not begin one.
        if match := _SPANS.match(line):
            spans[match["name"]] = tuple(_span(one) for one in match["spans"].split(";"))
        elif line.startswith("E"):
            kind, *arguments = line.partition("\t")[2].split() or [""]
            if kind.startswith("Attribution"):
                events.append(arguments)
    for event in events:
        parts: dict[Role, list[Span]] = {role: [] for role in Role}
        for argument in event:
            role, _, target = argument.partition(":")
            known = _ROLES.get(role.rstrip("0123456789").lower())
            if known is not None and target in spans:
                parts[known].extend(spans[target])
        content, cue, source = (parts_apart(parts[role]) for role in Role)
        if content:
            kind = guessed_type(*(part.of(text) for part in content))
            yield Quote(new_id(), kind, content, cue, source)


def _span(fragment: str) -> Span:
    start, end = fragment.split()
    return Span(int(start), int(end))
