"""Pairing what was found with what was wanted, one to one, so that the pairs are worth most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from annotator.domain.span import Span

Weights = Mapping[tuple[int, int], float]
_NOTHING = 1e-9


def best_pairs(weights: Weights) -> dict[int, int]:
    """Return the one-to-one pairing of left with right numbers that has the largest weight.

    Only pairs in ``weights`` are allowed; all weights are positive. Exact, on each connected
    group of candidates, of which text gives small ones.
    """
    pairs: dict[int, int] = {}
    for group in _groups(weights):
        pairs |= _best_of_group(group)
    return pairs


def overlapping(left: Sequence[Span], right: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the spans that share a code point, by a sweep over the text."""
    order = sorted(range(len(right)), key=lambda number: right[number].start)
    active: list[int] = []
    waiting = iter(order)
    following = next(waiting, None)
    for number in sorted(range(len(left)), key=lambda one: left[one].start):
        span = left[number]
        while following is not None and right[following].start < span.end:
            active.append(following)
            following = next(waiting, None)
        # Later spans start no earlier, so what ends before this one is done with.
        active = [one for one in active if right[one].end > span.start]
        yield from ((number, one) for one in active if right[one].start < span.end)


def _groups(weights: Weights) -> Iterator[Weights]:
    """Yield the candidates in groups that share no number with each other."""
    of_left: dict[int, list[int]] = {}
    of_right: dict[int, list[int]] = {}
    for left, right in weights:
        of_left.setdefault(left, []).append(right)
        of_right.setdefault(right, []).append(left)
    seen: set[int] = set()
    for begin in of_left:
        if begin in seen:
            continue
        lefts, rights, waiting = {begin}, set[int](), [begin]
        while waiting:
            for right in of_left[waiting.pop()]:
                if right not in rights:
                    rights.add(right)
                    news = set(of_right[right]) - lefts
                    lefts |= news
                    waiting.extend(news)
        seen |= lefts
        yield {(left, right): weights[left, right] for left in lefts for right in of_left[left]}


def _best_of_group(weights: Weights) -> dict[int, int]:
    """Augment the pairing along the path that gains most, until none gains anything.

    Each augmentation keeps the pairing the best of its size, so that a path never runs in circles
    (Ahuja, Magnanti and Orlin, Network Flows, 1993, section 9.7: successive shortest paths).
    """
    partner: dict[int, int] = {}
    while True:
        gain, came = _gains(weights, partner)
        ends = [right for right in gain if right not in partner]
        end = max(ends, key=gain.__getitem__, default=None)
        if end is None or gain[end] <= _NOTHING:
            return {left: right for right, left in partner.items()}
        pairs = {left: right for right, left in partner.items()}
        following: int | None = end
        while following is not None:
            left = came[following]
            partner[following] = left
            following = pairs.get(left)


def _gains(weights: Weights, partner: Mapping[int, int]) -> tuple[dict[int, float], dict[int, int]]:
    """Return what reaching each right number would gain, and the left number it comes from."""
    paired = set(partner.values())
    at_left = {left: 0.0 for left, _ in weights if left not in paired}
    gain: dict[int, float] = {}
    came: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for (left, right), weight in weights.items():
            if left not in at_left or partner.get(right) == left:
                continue
            reached = at_left[left] + weight
            if reached > gain.get(right, float("-inf")) + _NOTHING:
                gain[right], came[right], changed = reached, left, True
                if right in partner:
                    at_left[partner[right]] = reached - weights[partner[right], right]
    return gain, came
