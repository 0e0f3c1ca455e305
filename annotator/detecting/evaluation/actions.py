"""Editor actions to gold: the least work that turns suggestions into gold, and that without them.

An action is one thing done in the window: accept, reject, retype, move an edge, create, attribute.
Whatever changes a suggestion accepts it too, so a suggestion that becomes gold costs at least one
action and one for each thing that is wrong with it. Who accepts a layer's suggestions all at once
spends one action on that, and then only what is wrong costs more. The suggestions that become gold
are chosen so that the sum is least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.detecting.evaluation.matching import best_pairs, overlapping
from annotator.detecting.evaluation.quotes import Entities, is_same_speaker
from annotator.domain.annotation import Mention, Quote, Role, Segment, SpeakerKind
from annotator.domain.span import Span


@dataclass(frozen=True, slots=True)
class Actions:
    """How many actions lead to gold: deciding one by one, after accepting all, from nothing."""

    one_by_one: int = 0
    all_at_once: int = 0
    from_nothing: int = 0

    def __add__(self, other: Actions) -> Actions:
        return Actions(
            self.one_by_one + other.one_by_one,
            self.all_at_once + other.all_at_once,
            self.from_nothing + other.from_nothing,
        )


def mention_actions(wanted: Sequence[Mention], found: Sequence[Mention]) -> Actions:
    """Count the actions on mentions; creating one is one action, for it is drawn with its label."""
    costs = {}
    spans = [one.span for one in wanted], [one.span for one in found]
    for left, right in overlapping(*spans):
        gold, one = wanted[left], found[right]
        costs[left, right] = _edges(gold.span, one.span) + (gold.label != one.label)
    return _cheapest([1] * len(wanted), [1] * len(found), costs)


def segment_actions(wanted: Sequence[Segment], found: Sequence[Segment]) -> Actions:
    """Count the actions on segments: accept, retype, merge, split, move a boundary.

    A split gives the new segment its label. A boundary moves between its neighbours, so one that
    gold lacks becomes one that the suggestions lack where none that both have lies between.
    """
    same = sorted({one.start for one in wanted} & {one.start for one in found})
    costs = {}
    here = {one.start: number for number, one in enumerate(found)}
    between: dict[int, list[int]] = {}
    for number, one in enumerate(found):
        between.setdefault(_rank(same, one.start), []).append(number)
    for left, gold in enumerate(wanted):
        if gold.start in here:
            right = here[gold.start]
            costs[left, right] = int(gold.label != found[right].label)
            continue
        for right in between.get(_rank(same, gold.start), ()):
            if found[right].start not in same:
                costs[left, right] = 1 + (gold.label != found[right].label)
    return _cheapest([1] * len(wanted), [1] * len(found), costs)


def _rank(starts: Sequence[int], start: int) -> int:
    return sum(one <= start for one in starts)


def quote_actions(
    wanted: Sequence[Quote], found: Sequence[Quote], known: Entities, suggested: Entities
) -> Actions:
    """Count the actions on quotes: an action for each part, and one for a speaker.

    The type comes from the marks and the speaker from the source, so that creating asks for the
    speaker only where gold has an entity.
    """
    create = [
        sum(len(one.parts(role)) for role in Role) + (one.speaker.kind is SpeakerKind.ENTITY)
        for one in wanted
    ]
    left = [one.span for one in wanted]
    costs = {}
    for number, other in overlapping(left, [one.span for one in found]):
        gold, one = wanted[number], found[other]
        edits = sum(_part_actions(gold.parts(role), one.parts(role)) for role in Role)
        edits += gold.type is not one.type
        if gold.speaker.kind is SpeakerKind.ENTITY:
            edits += not is_same_speaker(gold, one, known, suggested)
        costs[number, other] = edits
    return _cheapest(create, [1] * len(found), costs)


def _part_actions(wanted: Sequence[Span], found: Sequence[Span]) -> int:
    costs = {
        (left, right): _edges(wanted[left], found[right])
        for left, right in overlapping(wanted, found)
    }
    return _least([1] * len(wanted), [1] * len(found), costs)


def _edges(one: Span, other: Span) -> int:
    return (one.start != other.start) + (one.end != other.end)


def _cheapest(
    create: Sequence[int], reject: Sequence[int], edits: Mapping[tuple[int, int], int]
) -> Actions:
    """Return the least actions, where ``edits`` tells what is wrong with a pair's suggestion."""
    decided = {pair: max(1, number) for pair, number in edits.items()}
    return Actions(
        one_by_one=_least(create, reject, decided),
        all_at_once=bool(reject) + _least(create, reject, edits),
        from_nothing=sum(create),
    )


def _least(
    create: Sequence[int], reject: Sequence[int], costs: Mapping[tuple[int, int], int]
) -> int:
    """Return the least sum, where each pair of ``costs`` saves creating one and rejecting one."""
    savings = {
        (left, right): float(create[left] + reject[right] - cost)
        for (left, right), cost in costs.items()
        if cost < create[left] + reject[right]
    }
    saved = sum(savings[pair] for pair in best_pairs(savings).items())
    return round(sum(create) + sum(reject) - saved)
