"""Lanes: on which of the lines under the text each mention is underlined."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.annotation import Mention

MOST_LANES = 3


def lanes_of(mentions: Sequence[Mention]) -> dict[str, int]:
    """Give each mention a lane: 0 is nearest the text.

    An inner mention lies nearer the text than one that covers or crosses it; mentions that do not
    touch share a lane. Beyond ``MOST_LANES`` they share the last one.
    """
    lanes: dict[str, int] = {}
    placed: list[tuple[int, int, int]] = []
    for mention in sorted(mentions, key=lambda one: (len(one.span), one.span, one.id)):
        start, end = mention.span.start, mention.span.end
        taken = {lane for lane, other, until in placed if other < end and start < until}
        lane = max(taken, default=-1) + 1
        lanes[mention.id] = min(lane, MOST_LANES - 1)
        placed.append((lane, start, end))
    return lanes
