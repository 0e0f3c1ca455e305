"""Quotes from parts: which content, cues and sources that were found belong together.

The suggestions tell it as far as the parts touch them. A suggested part stands until something
surer than ``_SURE`` takes its place, for the rules see more of a sentence than its tags do. What is
new joins what is nearest in its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.detecting.learning.revising import Applied, confirmed
from annotator.detecting.protocol import Suggestions
from annotator.detecting.quotes.evidence import evidence_of
from annotator.detecting.quotes.speakers import Speakers
from annotator.domain.annotation import Quote, Role, State
from annotator.domain.identity import new_id
from annotator.domain.quotes import guessed_type
from annotator.domain.span import Span

_SURE = 0.75
_LEAST = 0.4
"""What is new and less sure makes no quote."""
_FAR = 400
"""A cue or source that is further off, in code points, belongs to something else."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch that was found, how sure that is, and the number of its line."""

    role: Role
    span: Span
    chance: float
    line: int


Roles = Mapping[Role, tuple[Span, ...]]


def assembled(
    text: str,
    known: Suggestions,
    parts: Sequence[Part],
    denied: frozenset[Span],
    genders: Mapping[str, str],
    model: Applied,
) -> Suggestions:
    """Return ``known`` with its quotes as the parts have them; ``denied`` parts are taken out."""
    speakers = Speakers(text, known, genders)
    sure = [one for one in parts if one.chance >= _SURE and _touches_one(one, known.quotes)]
    quotes: list[Quote] = []
    taken: list[Span] = []
    for quote in known.quotes:
        renewed = {role: tuple(_renewed(quote.parts(role), sure, role, denied)) for role in Role}
        taken += (*quote.content, *renewed[Role.CONTENT])
        if renewed[Role.CONTENT]:
            quotes.append(_revised(text, quote, renewed, parts, speakers, model))
    for roles, chance in _new(parts, taken):
        quotes.append(_made(text, roles, chance, speakers, model))
    quotes.sort(key=lambda one: one.content[0])
    return replace(known, quotes=tuple(quotes))


def _touches_one(part: Part, quotes: Iterable[Quote]) -> bool:
    """Tell whether a part is about one suggested part of its role, not several run together."""
    touched = {one for quote in quotes for one in quote.parts(part.role) if one.overlaps(part.span)}
    return len(touched) <= 1


def _renewed(
    spans: Sequence[Span], sure: Sequence[Part], role: Role, denied: frozenset[Span]
) -> Iterator[Span]:
    """Yield the parts in place of ``spans``: what was surely found there, else what was there."""
    seen: set[Span] = set()
    for span in spans:
        found = [one.span for one in sure if one.role is role and one.span.overlaps(span)]
        if not found and span not in denied:
            found = [span]
        for one in found:
            if not any(one.overlaps(other) for other in seen):
                seen.add(one)
                yield one


def _revised(
    text: str,
    quote: Quote,
    roles: Roles,
    parts: Sequence[Part],
    speakers: Speakers,
    model: Applied,
) -> Quote:
    chances = [
        one.chance for one in parts if one.role is Role.CONTENT and one.span in roles[Role.CONTENT]
    ]
    if all(roles[role] == quote.parts(role) for role in Role):
        sure = min(chances, default=quote.origin.confidence)
        return replace(quote, origin=confirmed(quote.origin, sure))
    sure = min(chances, default=min(_SURE, quote.origin.confidence))
    made = _made(text, roles, sure, speakers, model)
    if roles[Role.SOURCE] == quote.source:
        return replace(made, speaker=quote.speaker, attributes=quote.attributes)
    return made


def _made(text: str, roles: Roles, chance: float, speakers: Speakers, model: Applied) -> Quote:
    content, cue, source = (tuple(sorted(roles[role])) for role in Role)
    resolved = speakers.resolve(source[0] if source else None, content[0])
    attributes: dict[str, object] = {"speaker_by": resolved.way}
    if resolved.candidates:
        attributes["candidates"] = list(resolved.candidates)
    why = evidence_of(text, content, cue[0] if cue else None)
    kind = guessed_type(*(part.of(text) for part in content))
    origin = model.origin(chance, why)
    return Quote(
        new_id(), kind, content, cue, source, resolved.speaker, State.SUGGESTED, origin, attributes
    )  # fmt: skip


def _new(parts: Sequence[Part], taken: Sequence[Span]) -> Iterator[tuple[Roles, float]]:
    """Yield quotes of what touches no suggestion: content with the cue and source nearest to it.

    Content that shares a cue is one quote.
    """
    free = [
        one
        for one in parts
        if one.chance >= _LEAST and not any(one.span.overlaps(span) for span in taken)
    ]
    by_cue: dict[Part | None, list[Part]] = {}
    for one in free:
        if one.role is Role.CONTENT:
            cue = _nearest(free, one, Role.CUE)
            by_cue.setdefault(cue or one, []).append(one)
    for cue, content in by_cue.items():
        assert cue is not None
        has_cue = cue.role is Role.CUE
        source = _nearest(parts, cue, Role.SOURCE)
        used = [*content, *([cue] if has_cue else []), *([source] if source else [])]
        yield (
            {
                Role.CONTENT: tuple(one.span for one in content),
                Role.CUE: (cue.span,) if has_cue else (),
                Role.SOURCE: (source.span,) if source else (),
            },
            min(one.chance for one in used),
        )


def _nearest(parts: Iterable[Part], one: Part, role: Role) -> Part | None:
    """Return the part of a role that is nearest in the line, unless it is far off."""
    found = [other for other in parts if other.role is role and other.line == one.line]
    nearest = min(found, key=lambda other: _gap(one.span, other.span), default=None)
    return nearest if nearest and _gap(one.span, nearest.span) <= _FAR else None


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
