"""Reading brat standoff, ours, PolNeAR's or anybody's; see ``brat`` for the conventions.

PolNeAR calls events of which some part is missing by what it is, such as ``Attribution-no-source``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from annotator.domain.annotation import (
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.quotes import guessed_type
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span, hull
from annotator.formats.canonical import UnreadableError, decode
from annotator.formats.gathering import Gathering, parts_apart
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import read_bytes

ATTRIBUTION = "Attribution"
SEGMENT = "Segment_"
_ROLES = {role.capitalize(): role for role in Role}
_BEGINNING = re.compile(r"(?:[TREAMN#]\d+|\*)\t")
_PLACE = r"\d{1,12} \d{1,12}"
_BOUND = re.compile(rf"(T\d+)\t(\S+) ({_PLACE}(?:;{_PLACE})*)\t(.*)", re.DOTALL)
_EVENT = re.compile(r"(E\d+)\t(\S+?):(T\d+)((?: \S+?:[TE]\d+)*) *")
_ATTRIBUTE = re.compile(r"A\d+\t(\S+) ([TE]\d+)(?: (.*))?")
_REFERENCE = re.compile(r"N\d+\tReference ([TE]\d+) ([^\s:]+):(\S+)(?:\t(.*))?")
_ESCAPED = re.compile(r"_x([0-9A-F]{1,6})_")


@dataclass(slots=True)
class _Bound:
    type: str
    spans: list[Span]
    is_used: bool = False


@dataclass(slots=True)
class _Standoff:
    """What an ``.ann`` file says, by brat's ids."""

    bound: dict[str, _Bound] = field(default_factory=dict)
    events: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)


def record_of(
    path: Path, text_path: Path | None = None, *, joins: bool = True
) -> AnnotatedArticle | Refusal:
    """Read the article of an ``.ann`` file, whose text is the ``.txt`` file beside it.

    ``text_path`` is where the text is instead. brat ends a span with each line of the text, so
    that fragments are joined over line ends; without ``joins`` they stay as they stand.
    """
    text_path = text_path or path.with_suffix(".txt")
    raw, standoff = read_bytes(text_path), read_bytes(path)
    if isinstance(raw, Refusal) or isinstance(standoff, Refusal):
        return Refusal(str(path), f"Both {path.name} and {text_path.name} have to be readable.")
    try:
        decoded = decode(raw)
        lines = list(_annotations(standoff.decode("utf-8-sig")))
    except (UnreadableError, UnicodeDecodeError) as error:
        return Refusal(str(path), str(error))
    # brat reads texts with universal newlines, so its offsets fit the canonical text; those of
    # programs that count a carriage return fit the text as it was.
    canonical = Gathering(Article(path.stem or new_id(), decoded.text))
    gathering, found = canonical, _standoff(lines, canonical, joins=joins)
    if "\r\n" in (literal := raw.decode(decoded.encoding, "replace")):
        other = Gathering(Article(path.stem, literal))
        counted = _standoff(lines, other, joins=joins)
        if len(counted.bound) > len(found.bound):
            gathering, found = other, counted
    _gather(gathering, found)
    record = gathering.record()
    original = Original(text_path.name, raw, decoded.encoding, decoded.changes)
    return AnnotatedArticle(
        record.article, record.annotations, record.register, original, record.remarks
    )


def _annotations(standoff: str) -> Iterator[str]:
    """Yield the lines, put together where the words of an annotation hold a line break."""
    lines: list[str] = []
    missing = 0
    for line in standoff.split("\n"):
        if lines and (missing <= 0 or _BEGINNING.match(line)):
            yield "\n".join(lines).rstrip()
            lines = []
        missing = missing - 1 - len(line) if lines else _missing(line)
        lines.append(line)
    yield "\n".join(lines).rstrip()


def _missing(line: str) -> int:
    """Return how many of the characters that an annotation has are not in its line."""
    bound = _BOUND.fullmatch(line)
    if bound is None:
        return 0
    return sum(end - start for start, end in _places(bound[3])) - len(bound[4])


def _places(at: str) -> list[tuple[int, int]]:
    ends = (place.split() for place in at.split(";"))
    return [(int(start), int(end)) for start, end in ends]


def _standoff(lines: Iterable[str], gathering: Gathering, *, joins: bool) -> _Standoff:
    found = _Standoff()
    for line in lines:
        if bound := _BOUND.fullmatch(line):
            _add_bound(found, gathering, *bound.groups(), joins=joins)
        elif event := _EVENT.fullmatch(line):
            id_, type_, trigger, arguments = event.groups()
            found.events[id_] = (type_, trigger, arguments)
        elif attribute := _ATTRIBUTE.fullmatch(line):
            name, target, value = attribute.groups()
            found.attributes[target, name] = value or ""
        elif reference := _REFERENCE.fullmatch(line):
            target, database, id_, name = reference.groups()
            id_ = unquote(id_) if database == "Register" else f"{database}:{id_}"
            found.entities[target] = id_
            gathering.register.setdefault(
                id_, Entity(id_, (name or "").strip() or id_, EntityKind.OTHER)
            )
        elif line.strip():
            gathering.remark(f"A line that begins with “{line[:1]}” was left out.")
    return found


def _add_bound(
    found: _Standoff,
    gathering: Gathering,
    id_: str,
    type_: str,
    at: str,
    words: str,
    *,
    joins: bool,
) -> None:
    spans = [gathering.span(start, end) for start, end in _places(at)]
    fitting = [span for span in spans if span is not None]
    if len(fitting) < len(spans):
        return
    text = gathering.article.text
    covered = " ".join(span.of(text) for span in fitting)
    if words and words.split() != covered.split():
        gathering.remark("An annotation whose text is not what stands at its offsets was left out.")
        return
    found.bound[id_] = _Bound(type_, _joined(fitting, text) if joins else fitting)


def _joined(fragments: Iterable[Span], text: str) -> list[Span]:
    """Join the fragments between which there is nothing but a line end and white space."""
    joined: list[Span] = []
    for span in sorted(fragments):
        between = text[joined[-1].end : span.start] if joined else ""
        if joined and "\n" in between and not between.strip():
            joined[-1] = hull((joined[-1], span))
        else:
            joined.append(span)
    return joined


def _gather(gathering: Gathering, found: _Standoff) -> None:
    for id_, (type_, trigger, arguments) in found.events.items():
        if trigger in found.bound:
            found.bound[trigger].is_used = True
        if type_.startswith(ATTRIBUTION):
            _add_quote(gathering, found, id_, arguments)
        else:
            gathering.remark(f"An event of type “{type_}” was left out.")
    for id_, bound in found.bound.items():
        if bound.is_used:
            continue
        state = _state(found, id_)
        if bound.type.startswith(SEGMENT):
            label = _unescaped(bound.type.removeprefix(SEGMENT))
            gathering.add_segment(hull(bound.spans), Segment(new_id(), 0, label, state))
        elif bound.type in _ROLES or bound.type.startswith(ATTRIBUTION):
            gathering.remark(f"“{bound.type}” that belongs to no quote was left out.")
        else:
            if len(bound.spans) > 1:
                gathering.remark("A mention in several parts became one that spans them.")
            gathering.mentions.append(
                Mention(
                    new_id(),
                    hull(bound.spans),
                    _unescaped(bound.type),
                    state,
                    entity=found.entities.get(id_),
                )
            )


def _add_quote(gathering: Gathering, found: _Standoff, id_: str, arguments: str) -> None:
    parts: dict[Role, list[Span]] = {role: [] for role in Role}
    for argument in arguments.split():
        name, _, target = argument.partition(":")
        role = _ROLES.get(name.rstrip("0123456789").capitalize())
        if role is None or target not in found.bound:
            gathering.remark("A part of a quote that is no content, cue or source was left out.")
            continue
        found.bound[target].is_used = True
        parts[role] += found.bound[target].spans
    content = parts_apart(parts[Role.CONTENT])
    if not content:
        gathering.remark("A quote without content was left out.")
        return
    said = found.attributes.get((id_, "QuoteType"), "")
    words = (span.of(gathering.article.text) for span in content)
    type_ = QuoteType(said) if said in list(QuoteType) else guessed_type(*words)
    cue, source = parts_apart(parts[Role.CUE]), parts_apart(parts[Role.SOURCE])
    speaker = _speaker(gathering, found, id_)
    state = _state(found, id_)
    gathering.quotes.append(Quote(new_id(), type_, content, cue, source, speaker, state))


def _speaker(gathering: Gathering, found: _Standoff, id_: str) -> Speaker:
    entity = found.entities.get(id_)
    if entity is not None:
        return Speaker(SpeakerKind.ENTITY, entity, gathering.register[entity].name)
    said = found.attributes.get((id_, "Speaker"), "")
    known = said in list(SpeakerKind) and said != SpeakerKind.ENTITY
    return Speaker(SpeakerKind(said) if known else SpeakerKind.UNKNOWN)


def _state(found: _Standoff, id_: str) -> State:
    said = found.attributes.get((id_, "State"), "")
    return State(said) if said in list(State) else State.ACCEPTED


def _unescaped(type_: str) -> str:
    return _ESCAPED.sub(lambda match: chr(min(int(match.group(1), 16), 0x10FFFF)), type_)
