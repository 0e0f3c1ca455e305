"""Where the blocks lie: laid out when they are first seen, estimated until then."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from annotator.domain.annotation_set import AnnotationSet
from annotator.ui.article.block_layout import BlockLayout
from annotator.ui.article.blocks import Block, blocks_of
from annotator.ui.article.styles import PARAGRAPH, SegmentStyle, style_of

_TOP = 16.0
_BOTTOM = 112.0  # room for the card beside the last segment
_CHARACTER = 0.47
_KEPT = 600


class Pages:
    """All blocks of an article under each other; y in content pixels from the article's top."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.width = 612.0
        self.scale = 1.0
        self._text = ""
        self._labels: list[str] = []
        self._layouts: dict[int, BlockLayout] = {}
        self._heights: list[float] = []
        self._tops: list[float] = [_TOP]
        self._starts: list[int] = []

    def show(self, text: str, annotations: AnnotationSet, *, raw: bool) -> None:
        """Take another text or partition; layouts of blocks that stay the same are kept."""
        partition = annotations.partition
        blocks = blocks_of(text, partition, raw=raw)
        labels = [segment.label for segment in partition.segments]
        kept: dict[int, BlockLayout] = {}
        if text is self._text:
            known = {(one.block, self._label(number)): one for number, one in self._layouts.items()}
            for number, block in enumerate(blocks):
                label = labels[block.segment] if block.segment >= 0 else ""
                if (block, label) in known:
                    kept[number] = known[block, label]
        self._text, self.blocks, self._labels = text, blocks, labels
        self._starts = [block.start for block in blocks]
        self._layouts = kept
        self._measure()

    def resize(self, width: float, scale: float) -> None:
        if (width, scale) != (self.width, self.scale):
            self.width, self.scale = width, scale
            self._layouts.clear()
            self._measure()

    def _measure(self) -> None:
        self._heights = [
            self._layouts[number].height + self._gap(number)
            if number in self._layouts
            else self._estimate(number)
            for number in range(len(self.blocks))
        ]
        self._tops = list(accumulate(self._heights, initial=_TOP))

    def _estimate(self, number: int) -> float:
        block, style = self.blocks[number], self.style(number)
        characters = max(
            1.0, (self.width - style.indent) / (style.pixels * _CHARACTER * self.scale)
        )
        lines = max(1, -(-(block.end - block.start) // int(characters)))
        return lines * style.pitch * self.scale + self._gap(number)

    def _gap(self, number: int) -> float:
        style = self.style(number)
        return (style.gap if self.blocks[number].closes else 2) * self.scale

    def _label(self, number: int) -> str:
        index = self.blocks[number].segment
        return self._labels[index] if index >= 0 else ""

    def style(self, number: int) -> SegmentStyle:
        return style_of(self._label(number)) if self._labels else PARAGRAPH

    def indent(self, number: int) -> float:
        """Return how far the left edge of the block's text is from that of the column."""
        indent = self.style(number).indent * self.scale
        # What runs from right to left is indented at its right.
        return 0.0 if indent and self.layout(number).is_right_to_left else indent

    @property
    def height(self) -> float:
        return self._tops[-1] + _BOTTOM

    def top(self, number: int) -> float:
        return self._tops[number]

    def bottom(self, number: int) -> float:
        """Where the block's last line ends, without the gap behind it."""
        return self._tops[number + 1] - self._gap(number)

    def number_at(self, y: float) -> int:
        """Return the block at or above ``y``; there must be one."""
        return min(max(0, bisect_right(self._tops, y) - 1), len(self.blocks) - 1)

    def number_of(self, position: int) -> int:
        """Return the block that holds the code point, or the last one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def layout(self, number: int) -> BlockLayout:
        """Return the block laid out; the tops of those below it may move."""
        known = self._layouts.get(number)
        if known is not None:
            return known
        if len(self._layouts) > _KEPT:
            self._layouts.clear()
        style = self.style(number)
        width = max(40.0, self.width - style.indent * self.scale)
        made = BlockLayout(self._text, self.blocks[number], style, width, self.scale)
        self._layouts[number] = made
        height = made.height + self._gap(number)
        if abs(height - self._heights[number]) > 0.01:
            self._heights[number] = height
            tail = accumulate(self._heights[number:], initial=self._tops[number])
            self._tops[number:] = tail
        return made

    def settle(self, first: int, until: Callable[[], float]) -> int:
        """Lay out blocks from ``first`` on until one begins below ``until()``; return the last."""
        number = first
        while True:
            self.layout(number)
            if number + 1 >= len(self.blocks) or self._tops[number + 1] > until():
                return number
            number += 1
