"""Painting mentions: fills behind the text, underlines and chips beneath it."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from annotator.domain.annotation import Layer, Mention, State
from annotator.ui.article import marks
from annotator.ui.article.block_layout import BlockLayout, Line
from annotator.ui.article.lanes import lanes_of
from annotator.ui.article.scene import Edge, Scene
from annotator.ui.theme.theme import Theme
from annotator.ui.theme.tokens import mixed

_LANE = 3.5
_UNDER = 3.0


class MentionPainter:
    """Paints the mentions of one block after the other."""

    def __init__(self, painter: QPainter, scene: Scene, theme: Theme) -> None:
        self._painter = painter
        self._scene = scene
        self._tokens = theme.tokens
        self._colours = {
            label.name: theme.label_colour(label) for label in scene.scheme.of_layer(Layer.ENTITIES)
        }

    def behind(self, layout: BlockLayout, origin: QPointF, mentions: list[Mention]) -> None:
        """Paint what lies behind the text."""
        if self._scene.layer is not Layer.ENTITIES:
            return
        for mention in mentions:
            if mention.state is State.ACCEPTED:
                colour = self._tokens.fill(self._colour(mention))
                for _, box in self._boxes(layout, mention):
                    marks.fill(self._painter, box.translated(origin).adjusted(-1, 3, 1, 0), colour)

    def beneath(self, layout: BlockLayout, origin: QPointF, mentions: list[Mention]) -> None:
        """Paint underlines and chips, in the loud or the quiet way."""
        lanes = lanes_of(mentions)
        is_active = self._scene.layer is Layer.ENTITIES
        chips: dict[float, list[tuple[float, int, Mention]]] = defaultdict(list)
        depth: dict[float, int] = defaultdict(int)
        for mention in mentions:
            boxes = self._boxes(layout, mention)
            for number, (line, box) in enumerate(boxes):
                y = origin.y() + line.baseline + _UNDER + lanes[mention.id] * _LANE
                left, right = origin.x() + box.left(), origin.x() + box.right()
                self._underline(mention, left, right, y, is_active=is_active)
                depth[line.baseline] = max(depth[line.baseline], lanes[mention.id])
                if is_active and number == 0:
                    place = origin.x() + self._chip_left(layout, mention)
                    chips[line.baseline].append((place, -lanes[mention.id], mention))
            if is_active and mention.id == self._scene.focused:
                self._focus([box.translated(origin) for _, box in boxes])
                self._edge(layout, origin, mention)
        for baseline, row in chips.items():
            top = origin.y() + baseline + _UNDER + depth[baseline] * _LANE + 1.5
            self._chips(row, top)

    def _underline(
        self, mention: Mention, left: float, right: float, y: float, *, is_active: bool
    ) -> None:
        colour = self._colour(mention)
        if not is_active:
            colour = mixed(colour, self._tokens.page, 0.55)
        width = 2.0 if is_active else 1.2
        is_accepted = mention.state is State.ACCEPTED
        pen = marks.solid_pen(colour, width) if is_accepted else marks.dashed_pen(colour, width)
        marks.line(self._painter, pen, left, right, y)

    def _chips(self, row: list[tuple[float, int, Mention]], top: float) -> None:
        """Paint the chips of one line side by side, outer mentions first."""
        free_from = 0.0
        for left, _, mention in sorted(row, key=lambda one: one[:2]):
            is_accepted = mention.state is State.ACCEPTED
            text = _chip_text(mention)
            ground = self._tokens.chipfg if is_accepted else self._tokens.page
            place = max(left, free_from)
            colour = self._colour(mention)
            right = marks.chip(
                self._painter, place, top, text, colour, ground, is_filled=is_accepted
            )
            free_from = right + 2

    def _focus(self, boxes: list[QRectF]) -> None:
        for box in boxes:
            marks.ring(self._painter, box.adjusted(-3, 1, 3, 4), self._tokens.accent)

    def _edge(self, layout: BlockLayout, origin: QPointF, mention: Mention) -> None:
        """Paint the handle of the edge that the arrow keys move."""
        if self._scene.edge is None:
            return
        is_start = self._scene.edge is Edge.START
        brink = layout.brink(mention.span.start, mention.span.end, is_start=is_start)
        if brink is not None:
            box = QRectF(brink.x + 3 * brink.side - 3, brink.box.top() + 3, 6, 0)
            box.setHeight(brink.box.height() - 2)
            marks.fill(self._painter, box.translated(origin), self._tokens.accent)

    def _chip_left(self, layout: BlockLayout, mention: Mention) -> float:
        brink = layout.brink(mention.span.start, mention.span.end, is_start=True)
        return brink.hang(marks.chip_width(_chip_text(mention))) if brink else 0.0

    def _boxes(self, layout: BlockLayout, mention: Mention) -> list[tuple[Line, QRectF]]:
        return layout.rectangles(mention.span.start, mention.span.end)

    def _colour(self, mention: Mention) -> str:
        return self._colours.get(mention.label, self._tokens.text2)


def _chip_text(mention: Mention) -> str:
    return mention.label if mention.state is State.ACCEPTED else f"{mention.label}?"
