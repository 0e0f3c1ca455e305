"""Painting what is visible of an article, block by block."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from annotator.domain.annotation import Layer, Mention, Quote, Segment
from annotator.domain.span import Span
from annotator.ui.article import marks
from annotator.ui.article.block_layout import BlockLayout
from annotator.ui.article.pages import Pages
from annotator.ui.article.paint_gutter import GutterPainter
from annotator.ui.article.paint_mentions import MentionPainter
from annotator.ui.article.paint_quotes import QuotePainter, paint_links
from annotator.ui.article.scene import Scene
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme


class ArticlePainter:
    """Paints blocks ``first`` to ``last``; ``left`` is the text's edge, ``scroll`` the y on top."""

    def __init__(
        self,
        painter: QPainter,
        scene: Scene,
        pages: Pages,
        theme: Theme,
        left: float,
        scroll: float,
    ) -> None:
        self._painter = painter
        self._scene = scene
        self._pages = pages
        self._theme = theme
        self._left = left
        self._scroll = scroll
        self._mentions = MentionPainter(painter, scene, theme)
        self._quotes = QuotePainter(painter, scene, theme)
        self._gutter = GutterPainter(painter, scene, theme)
        self._focused: tuple[Segment, float, float] | None = None

    def paint(self, first: int, last: int, caret: int | None) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._segments(first, last)
        for number in range(first, last + 1):
            self._block(number)
        if self._focused is not None and self._scene.edge is not None:
            segment, top, bottom = self._focused
            edge, width = self._scene.edge, self._pages.width
            self._gutter.edge(segment, edge, self._left, top, bottom, width)
        if self._scene.focused_quote is not None:
            self._links(self._scene.focused_quote, first, last)
        if caret is not None:
            self._caret(caret)

    def _segments(self, first: int, last: int) -> None:
        blocks, segments = self._pages.blocks, self._scene.annotations.partition.segments
        number = first
        while number > 0 and not blocks[number].opens:
            number -= 1
        while number <= last:
            end = number
            while end + 1 < len(blocks) and not blocks[end].closes:
                end += 1
            index = blocks[number].segment
            if index >= 0 and self._scene.shows(Layer.SEGMENTS):
                top = self._pages.top(number) - self._scroll
                bottom = self._pages.bottom(end) - self._scroll
                segment, width = segments[index], self._pages.width
                is_active = self._scene.layer is Layer.SEGMENTS
                if is_active and segment.id == self._scene.focused:
                    self._gutter.focus_band(self._left, top, bottom, width)
                    self._focused = segment, top, bottom
                self._gutter.segment(segment, self._left, top, bottom)
            number = end + 1

    def _origin(self, number: int) -> QPointF:
        return QPointF(
            self._left + self._pages.indent(number), self._pages.top(number) - self._scroll
        )

    def _block(self, number: int) -> None:
        block, layout = self._pages.blocks[number], self._pages.layout(number)
        origin, style = self._origin(number), self._pages.style(number)
        scene, tokens = self._scene, self._theme.tokens
        mentions = scene.index.mentions_touching(block.start, block.end)
        quotes = scene.quotes_touching(block.start, block.end)
        if scene.shows(Layer.QUOTES):
            self._quotes.behind(layout, origin, quotes)
        self._mentions.behind(layout, origin, mentions)
        for words in scene.evidence:
            self._evidence(layout, origin, words)
        if scene.selection is not None:
            self._selection(layout, origin, scene.selection)
        layout.draw(self._painter, origin, QColor(tokens.segq if style.is_quiet else tokens.text))
        if style.icon and block.opens:
            self._icon(style.icon, number)
        for index in block.inline:
            segment = scene.annotations.partition.segments[index]
            end = min(block.end, scene.annotations.partition.span_at(index).end)
            self._gutter.inline(layout, origin, segment, end)
        if scene.shows(Layer.ENTITIES):
            self._mentions.beneath(layout, origin, mentions)
        self._quotes.beneath(layout, origin, quotes)
        if scene.layer is not Layer.ENTITIES:  # There, chips and underlines tell it.
            self._seams(layout, origin, mentions)
        self._reading(number, layout, origin)

    def _selection(self, layout: BlockLayout, origin: QPointF, selection: Span) -> None:
        for _, box in layout.rectangles(selection.start, selection.end):
            spot = box.translated(origin).adjusted(0, 2, 0, 1)
            self._painter.fillRect(spot, QColor(self._theme.tokens.sel))

    def _evidence(self, layout: BlockLayout, origin: QPointF, words: Span) -> None:
        """Mark words that made the focused annotation: a tint with a firm line over them."""
        tokens = self._theme.tokens
        for _, box in layout.rectangles(words.start, words.end):
            spot = box.translated(origin).adjusted(-2, 1, 2, 1)
            marks.fill(self._painter, spot, tokens.warnbg)
            pen = marks.solid_pen(tokens.warn, 2)
            marks.line(self._painter, pen, spot.left(), spot.right(), spot.top())

    def _icon(self, name: str, number: int) -> None:
        ratio = self._painter.device().devicePixelRatioF()
        pixmap = self._theme.icons.pixmap(name, self._theme.tokens.segq, 15, ratio)
        y = self._pages.top(number) - self._scroll + 5 * self._pages.scale
        is_mirrored = self._pages.layout(number).is_right_to_left
        x = self._left + (self._pages.width - 15 if is_mirrored else 0)
        self._painter.drawPixmap(QPointF(x, y), pixmap)

    def _seams(self, layout: BlockLayout, origin: QPointF, mentions: list[Mention]) -> None:
        """Show where two mentions have grown together, as a clock with a day does."""
        starts = {mention.span.start for mention in mentions}
        for position in starts & {mention.span.end for mention in mentions}:
            spot = layout.caret(position)
            if spot is not None:
                marks.seam(self._painter, self._theme.tokens.accent, spot.translated(origin))

    def _reading(self, number: int, layout: BlockLayout, origin: QPointF) -> None:
        """Write a timestamp's reading behind it."""
        block = self._pages.blocks[number]
        segments = self._scene.annotations.partition.segments
        if block.segment < 0 or not block.closes or not layout.lines:
            return
        value = segments[block.segment].attributes.get("value")
        others = segments[block.segment].attributes.get("alternatives")
        if segments[block.segment].label != "timestamp" or not isinstance(value, str):
            return
        words = _spaced(value)
        if isinstance(others, list) and others and self._scene.layer is Layer.SEGMENTS:
            words += f", or {len(others)} more"
        line = layout.lines[-1]
        self._painter.setFont(ui_font(12, 500))
        self._painter.setPen(QColor(self._theme.tokens.text3))
        told, x = f"›  {words}", line.right + 12
        if layout.is_right_to_left:
            told = f"{words}  ‹"
            x = line.left - 12 - self._painter.fontMetrics().horizontalAdvance(told)
        self._painter.drawText(QPointF(origin.x() + x, origin.y() + line.baseline), told)

    def _links(self, quote: Quote, first: int, last: int) -> None:
        sources = [box for part in quote.source for box in self._boxes(part, first, last)]
        contents = [self._boxes(part, first, last) for part in quote.content]
        paint_links(self._painter, self._theme.tokens.quote, sources, contents, self._left - 10)

    def _boxes(self, part: Span, first: int, last: int) -> list[QRectF]:
        return [
            box.translated(self._origin(number))
            for number in range(first, last + 1)
            for _, box in self._pages.layout(number).rectangles(part.start, part.end)
        ]

    def _caret(self, position: int) -> None:
        number = self._pages.number_of(position)
        spot = self._pages.layout(number).caret(position)
        if spot is not None:
            self._painter.setPen(Qt.PenStyle.NoPen)
            box = spot.translated(self._origin(number))
            self._painter.fillRect(box, QColor(self._theme.tokens.accent))


def _spaced(value: str) -> str:
    """Return an ISO 8601 moment for the eye: blanks between its parts, no seconds that are 0."""
    day, _, clock = value.partition("T")
    return " ".join((day, clock[:5], clock[5:].removeprefix(":00"))).rstrip()
