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
                    chips[line.baseline].append((left, -lanes[mention.id], mention))
            if is_active and mention.id == self._scene.focused:
                self._focus([box.translated(origin) for _, box in boxes])
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
            text = mention.label if is_accepted else f"{mention.label}?"
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
        if boxes and self._scene.edge is not None:
            box = boxes[0] if self._scene.edge is Edge.START else boxes[-1]
            x = box.left() - 3 if self._scene.edge is Edge.START else box.right() + 3
            handle = QRectF(x - 3, box.top() + 3, 6, box.height() - 2)
            marks.fill(self._painter, handle, self._tokens.accent)

    def _boxes(self, layout: BlockLayout, mention: Mention) -> list[tuple[Line, QRectF]]:
        return layout.rectangles(mention.span.start, mention.span.end)

    def _colour(self, mention: Mention) -> str:
        return self._colours.get(mention.label, self._tokens.text2)
