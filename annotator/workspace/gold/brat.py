"""Attributions in brat standoff, in the convention of PolNeAR.

An event of type ``Attribution`` has the roles Content, Cue and Source, each a text-bound annotation
whose fragments may be several (https://brat.nlplab.org/standoff.html). An ``.ann`` file's text lies
beside it or in the folder ``text`` beside its own, under its name or its name without the last
``_`` part, which PolNeAR uses for the annotator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

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


def read_brat(files: Iterable[Path]) -> Iterator[Gold]:
    """Yield the attributions of each file as quotes; events without content are left out."""
    for file in files:
        text = _text_of(file)
        if canonicalised(text) != text:
            raise MendableError(
                f"The text of “{file}” has line ends or characters that move offsets."
            )
        quotes = sorted(_quotes(file, text), key=lambda quote: quote.content[0])
        yield Gold(Article(file.stem, text), quotes=tuple(quotes))


def _text_of(file: Path) -> str:
    stems = dict.fromkeys((file.stem, file.stem.rpartition("_")[0]))
    folders = (file.parent, file.parent.parent / "text")
    for stem in filter(None, stems):
        for folder in folders:
            candidate = folder / f"{stem}.txt"
            if candidate.is_file():
                # Python would turn carriage returns into newlines and so move offsets.
                return candidate.read_bytes().decode("utf-8")
    raise MendableError(
        f"There is no text for “{file}”. Put it beside the file, as {file.stem}.txt."
    )


def _quotes(file: Path, text: str) -> Iterator[Quote]:
    spans: dict[str, tuple[Span, ...]] = {}
    events: list[list[str]] = []
    for line in file.read_text(encoding="utf-8").split("\n"):
        name, _, rest = line.partition("\t")
        if name[1:].isdigit() and name[0] == "T":
            _, _, fragments = rest.partition("\t")[0].partition(" ")
            spans[name] = tuple(_span(one) for one in fragments.split(";"))
        elif name[:1] == "E" and rest.startswith("Attribution"):
            events.append(rest.split()[1:])
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
