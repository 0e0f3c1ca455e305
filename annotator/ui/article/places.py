"""Where the segments of an article are shown."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.partition import Partition
from annotator.ui.article.pages import Pages


@dataclass(frozen=True, slots=True)
class SegmentPlace:
    """From where to where a segment is shown, in viewport pixels.

    ``host`` is the segment in whose lines an inline one stands, and empty for all others.
    """

    id: str
    top: float
    bottom: float
    host: str = ""


def segment_places(
    pages: Pages, partition: Partition, scroll: float, height: float
) -> tuple[SegmentPlace, ...]:
    """Return the places of the segments in a view of ``height``, and of as much on either side.

    What is not laid out yet counts as estimated.
    """
    blocks, segments = pages.blocks, partition.segments
    number = pages.number_at(max(0.0, scroll - height))
    while number > 0 and not blocks[number].opens:
        number -= 1
    own: dict[int, tuple[float, float]] = {}
    inline: dict[int, tuple[float, float, str]] = {}
    while number < len(blocks) and pages.top(number) <= scroll + 2 * height:
        block = blocks[number]
        top, bottom = pages.top(number) - scroll, pages.bottom(number) - scroll
        if block.segment >= 0:
            first = own[block.segment][0] if block.segment in own else top
            own[block.segment] = (first, bottom)
        for index in block.inline:
            inline.setdefault(index, (top, bottom, segments[block.segment].id))
        number += 1
    rows = {index: (*place, "") for index, place in own.items()}
    return tuple(
        SegmentPlace(segments[index].id, *place) for index, place in sorted((inline | rows).items())
    )
