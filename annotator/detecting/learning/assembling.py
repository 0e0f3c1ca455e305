"""Quotes from parts: which content, cues and sources that were found belong together.

The suggestions tell it as far as the parts touch them. A suggested part stands until something
surer than ``_SURE`` takes its place, for the rules see more of a sentence than its tags do. What is
new joins what is nearest in its line.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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


class _Parts:
    """Parts by role and place; those of one role do not overlap."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._by_role: dict[Role, list[Part]] = {role: [] for role in Role}
        for one in sorted(parts, key=lambda one: one.span):
            self._by_role[one.role].append(one)

    def of(self, role: Role) -> Sequence[Part]:
        return self._by_role[role]

    def touching(self, role: Role, span: Span) -> Sequence[Part]:
        parts = self._by_role[role]
        first = bisect_right(parts, span.start, key=lambda one: one.span.end)
        return parts[first : bisect_left(parts, span.end, key=lambda one: one.span.start)]

    def nearest(self, role: Role, one: Part) -> Part | None:
        """Return the part of a role that is nearest in the line, unless it is far off."""
        parts = self._by_role[role]
        place = bisect_left(parts, one.span.start, key=lambda other: other.span.start)
        # Parts are in order and apart, so that one of the two beside it is nearest.
        beside = [other for other in parts[max(0, place - 1) : place + 1] if other.line == one.line]
        nearest = min(beside, key=lambda other: _gap(one.span, other.span), default=None)
        return nearest if nearest and _gap(one.span, nearest.span) <= _FAR else None


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


Roles = Mapping[Role, tuple[Span, ...]]


def assembled(
    text: str,
    known: Suggestions,
    parts: Sequence[Part],
    denied: Collection[Span],
    genders: Mapping[str, str],
    model: Applied,
) -> Suggestions:
    """Return ``known`` with its quotes as the parts have them; ``denied`` parts are taken out."""
    making = _Making(text, Speakers(text, known, genders), model)
    found, sure = _Parts(parts), _surest(parts, known.quotes)
    quotes: list[Quote] = []
    taken: set[Part] = set()
    for quote in known.quotes:
        renewed = {role: tuple(_renewed(quote.parts(role), sure, role, denied)) for role in Role}
        for span in (*quote.content, *renewed[Role.CONTENT]):
            taken.update(one for role in Role for one in found.touching(role, span))
        if renewed[Role.CONTENT]:
            content = renewed[Role.CONTENT]
            chances = [
                one.chance
                for span in content
                for one in found.touching(Role.CONTENT, span)
                if one.span == span
            ]
            quotes.append(making.revised(quote, renewed, chances))
    for roles, chance in _new(found, [one for one in parts if one not in taken]):
        quotes.append(making.made(roles, chance))
    quotes.sort(key=lambda one: one.content[0])
    return replace(known, quotes=tuple(quotes))


def _surest(parts: Sequence[Part], quotes: Sequence[Quote]) -> _Parts:
    """Return the sure parts, but for those that run several suggested parts together."""
    sure = _Parts(one for one in parts if one.chance >= _SURE)
    touched: Counter[Part] = Counter()
    for role in Role:
        for span in {span for quote in quotes for span in quote.parts(role)}:
            touched.update(sure.touching(role, span))
    return _Parts(one for one in parts if one.chance >= _SURE and touched[one] <= 1)


def _renewed(
    spans: Sequence[Span], sure: _Parts, role: Role, denied: Collection[Span]
) -> Iterator[Span]:
    """Yield the parts in place of ``spans``: what was surely found there, else what was there."""
    last: Span | None = None
    for span in spans:
        found = [one.span for one in sure.touching(role, span)]
        if not found and span not in denied:
            found = [span]
        for one in found:
            if last is None or last.end <= one.start:
                last = one
                yield one


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes quotes of one article from their parts."""

    text: str
    speakers: Speakers
    model: Applied

    def revised(self, quote: Quote, roles: Roles, chances: Sequence[float]) -> Quote:
        """Return a suggestion with the parts that it has now; ``chances`` are of its content."""
        if all(roles[role] == quote.parts(role) for role in Role):
            sure = min(chances, default=quote.origin.confidence)
            return replace(quote, origin=confirmed(quote.origin, sure))
        made = self.made(roles, min(chances, default=min(_SURE, quote.origin.confidence)))
        if roles[Role.SOURCE] == quote.source:
            return replace(made, speaker=quote.speaker, attributes=quote.attributes)
        return made

    def made(self, roles: Roles, chance: float) -> Quote:
        content, cue, source = (tuple(sorted(roles[role])) for role in Role)
        resolved = self.speakers.resolve(source[0] if source else None, content[0])
        attributes: dict[str, object] = {"speaker_by": resolved.way}
        if resolved.candidates:
            attributes["candidates"] = list(resolved.candidates)
        why = evidence_of(self.text, content, cue[0] if cue else None)
        return Quote(
            new_id(),
            guessed_type(*(part.of(self.text) for part in content)),
            content,
            cue,
            source,
            resolved.speaker,
            State.SUGGESTED,
            self.model.origin(chance, why),
            attributes,
        )


def _new(found: _Parts, untaken: Sequence[Part]) -> Iterator[tuple[Roles, float]]:
    """Yield quotes of what touches no suggestion: content with the cue and source nearest to it.

    Content that shares a cue is one quote.
    """
    free = _Parts(one for one in untaken if one.chance >= _LEAST)
    by_cue: dict[Part, list[Part]] = {}
    for one in free.of(Role.CONTENT):
        by_cue.setdefault(free.nearest(Role.CUE, one) or one, []).append(one)
    for cue, content in by_cue.items():
        cues = [cue] if cue.role is Role.CUE else []
        source = found.nearest(Role.SOURCE, cue)
        sources = [source] if source is not None else []
        yield (
            {
                Role.CONTENT: tuple(one.span for one in content),
                Role.CUE: tuple(one.span for one in cues),
                Role.SOURCE: tuple(one.span for one in sources),
            },
            min(one.chance for one in (*content, *cues, *sources)),
        )
