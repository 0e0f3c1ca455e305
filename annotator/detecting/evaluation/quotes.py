"""Quotes against gold: speech in quotation marks, and all attributions.

Of speech in quotation marks, the stretches between marks are the unit: is it speech, and of the
longer ones, are source and cue right? Of all attributions, quotes are paired one to one by the
content that they share, and then held against each other part by part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.detecting.evaluation.matching import best_pairs, overlapping
from annotator.detecting.evaluation.mistakes import Mistake, context_of
from annotator.detecting.evaluation.quoted import quoted_stretches
from annotator.detecting.evaluation.tallies import Measure, Tally
from annotator.domain.annotation import Layer, Quote, Role, SpeakerKind
from annotator.domain.register import Entity
from annotator.domain.span import Span

SPEECH = "quoted speech"
QUOTED = "quoted"
CONTENT_OVERLAP = "content overlap"
_LONG = 4
"""Sources and cues of speech in marks are asked for from so many words on, as shorter stretches
are often only part of a clause that is attributed as a whole."""

Entities = Mapping[str, Entity]


class _Counter:
    def __init__(self) -> None:
        self.tallies: dict[Measure, Tally] = {}

    def add(self, name: str, tally: Tally, by: str = "", of: str = "") -> None:
        measure = Measure(Layer.QUOTES, name, by, of)
        self.tallies[measure] = self.tallies.get(measure, Tally()) + tally


def quote_tallies(
    text: str,
    wanted: Sequence[Quote],
    found: Sequence[Quote],
    known: Entities,
    suggested: Entities,
) -> dict[Measure, Tally]:
    """Count the quotes of one article.

    ``known`` and ``suggested`` are the entities that gold and suggestions refer to by id.
    """
    counter = _Counter()
    _count_quoted(text, wanted, found, counter)
    _count_parts(wanted, found, counter)
    pairs = paired_quotes(wanted, found)
    counter.add(CONTENT_OVERLAP, Tally(len(pairs), len(found), len(wanted)))
    counter.add("content shared", _shared(wanted, found))
    for name in ("quote exact", "type"):
        counter.add(name, Tally(0, len(found), len(wanted)))
    for one in wanted:
        counter.add(CONTENT_OVERLAP, Tally(wanted=1), "label", one.type)
    for one in found:
        counter.add(CONTENT_OVERLAP, Tally(found=1), "label", one.type)
        counter.add(CONTENT_OVERLAP, Tally(found=1), "rule", one.origin.rule)
        counter.add("content exact", Tally(found=1), "rule", one.origin.rule)
    for left, right in pairs.items():
        _count_pair(wanted[left], found[right], counter)
    _count_speakers(wanted, found, pairs, known, suggested, counter)
    return counter.tallies


def paired_quotes(wanted: Sequence[Quote], found: Sequence[Quote]) -> dict[int, int]:
    """Pair quotes one to one so that they share as much content as can be; equal content first."""
    weights: dict[tuple[int, int], float] = {}
    left, left_owner = _contents(wanted)
    right, right_owner = _contents(found)
    for number, other in overlapping(left, right):
        pair = left_owner[number], right_owner[other]
        weights[pair] = weights.get(pair, 0.0) + _common(left[number], right[other])
    for one, other in weights:
        # Of suggestions that share the same content, the one with the same cue is meant.
        if wanted[one].content == found[other].content:
            weights[one, other] += 0.5
        if _touch(wanted[one].cue, found[other].cue):
            weights[one, other] += 0.25
    return best_pairs(weights)


def _contents(quotes: Sequence[Quote]) -> tuple[list[Span], list[int]]:
    parts = [(part, number) for number, quote in enumerate(quotes) for part in quote.content]
    return [part for part, _ in parts], [number for _, number in parts]


def _common(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def _touch(left: Sequence[Span], right: Sequence[Span]) -> bool:
    return any(one.overlaps(other) for one in left for other in right)


def _shared(wanted: Sequence[Quote], found: Sequence[Quote]) -> Tally:
    """Count content by code point, whoever said it."""
    gold = {n for one in wanted for part in one.content for n in range(part.start, part.end)}
    ours = {n for one in found for part in one.content for n in range(part.start, part.end)}
    return Tally(len(gold & ours), len(ours), len(gold))


def _count_quoted(
    text: str, wanted: Sequence[Quote], found: Sequence[Quote], counter: _Counter
) -> None:
    for stretch in quoted_stretches(text):
        gold, ours = _quote_of(stretch, wanted), _quote_of(stretch, found)
        is_speech, is_found = gold is not None, ours is not None
        counter.add(SPEECH, Tally(float(is_speech and is_found), is_found, is_speech))
    for stretch in quoted_stretches(text, _LONG):
        gold, ours = _quote_of(stretch, wanted), _quote_of(stretch, found)
        if gold is None:
            continue
        for role in (Role.SOURCE, Role.CUE):
            parts, other = gold.parts(role), ours.parts(role) if ours else ()
            if parts:
                touches, is_same = float(_touch(parts, other)), float(parts == other)
                counter.add(f"{QUOTED}: {role} overlap", Tally(touches, bool(other), 1))
                counter.add(f"{QUOTED}: {role} exact", Tally(is_same, bool(other), 1))


def _quote_of(stretch: Span, quotes: Sequence[Quote]) -> Quote | None:
    """Return the quote that has most of a stretch as its content, if one has half of it."""
    best, most = None, (len(stretch) - 1) // 2
    for quote in quotes:
        shared = sum(_common(stretch, part) for part in quote.content)
        if shared > most:
            best, most = quote, shared
    return best


def _count_parts(wanted: Sequence[Quote], found: Sequence[Quote], counter: _Counter) -> None:
    """Count the spans of each role, whatever quote they are of, as for sequence taggers."""
    for role in Role:
        gold = {part for one in wanted for part in one.parts(role)}
        ours = {part for one in found for part in one.parts(role)}
        counter.add(f"{role} exact", Tally(len(gold & ours), len(ours), len(gold)))
        if role is not Role.CONTENT:
            left, right = sorted(gold), sorted(ours)
            pairs = {
                pair: 1.0 + (left[pair[0]] == right[pair[1]]) for pair in overlapping(left, right)
            }
            met = len(best_pairs(pairs))
            counter.add(f"{role} overlap", Tally(met, len(right), len(left)))


def _count_pair(gold: Quote, one: Quote, counter: _Counter) -> None:
    rule = one.origin.rule
    counter.add(CONTENT_OVERLAP, Tally(1), "rule", rule)
    counter.add("content exact", Tally(float(gold.content == one.content)), "rule", rule)
    if gold.type is one.type:
        counter.add("type", Tally(1))
        counter.add(CONTENT_OVERLAP, Tally(1), "label", one.type)
    if all(gold.parts(role) == one.parts(role) for role in Role):
        counter.add("quote exact", Tally(1))


def _count_speakers(
    wanted: Sequence[Quote],
    found: Sequence[Quote],
    pairs: Mapping[int, int],
    known: Entities,
    suggested: Entities,
    counter: _Counter,
) -> None:
    """Count speakers that are entities, where gold has any; the same is who shares a name."""
    named = {n for n, one in enumerate(wanted) if one.speaker.kind is SpeakerKind.ENTITY}
    if not named:
        return
    for number, right in pairs.items():
        gold, one = wanted[number], found[right]
        counter.add(
            "speaker",
            Tally(
                float(number in named and is_same_speaker(gold, one, known, suggested)),
                one.speaker.kind is SpeakerKind.ENTITY,
                number in named,
            ),
        )
    counter.add("speaker", Tally(wanted=len(named - set(pairs))))


def is_same_speaker(gold: Quote, one: Quote, known: Entities, suggested: Entities) -> bool:
    """Tell whether two speakers are of one kind and, as entities, share a name."""
    if gold.speaker.kind is not one.speaker.kind:
        return False
    if gold.speaker.kind is not SpeakerKind.ENTITY:
        return True
    left = known.get(gold.speaker.entity or "")
    right = suggested.get(one.speaker.entity or "")
    if left is None or right is None:
        return False
    return any(left.is_called(name) for name in (right.name, *right.aliases))


def quote_mistakes(
    article: str, text: str, wanted: Sequence[Quote], found: Sequence[Quote]
) -> Iterator[Mistake]:
    pairs = paired_quotes(wanted, found)
    paired = set(pairs.values())
    for number, gold in enumerate(wanted):
        if number not in pairs:
            yield _mistake(article, "missed", text, gold, None)
            continue
        one = found[pairs[number]]
        for role in Role:
            if gold.parts(role) != one.parts(role):
                yield _mistake(article, role.value, text, gold, one, role)
    for number, one in enumerate(found):
        if number not in paired:
            yield _mistake(article, "spurious", text, None, one)


def _mistake(
    article: str,
    kind: str,
    text: str,
    gold: Quote | None,
    one: Quote | None,
    role: Role = Role.CONTENT,
) -> Mistake:
    seen = gold or one
    assert seen is not None

    def words(quote: Quote | None) -> str:
        return " … ".join(part.of(text) for part in quote.parts(role)) if quote else ""

    rule = one.origin.rule if one else ""
    context = context_of(text, seen.span)
    return Mistake(article, Layer.QUOTES, kind, words(gold), words(one), rule, context)
