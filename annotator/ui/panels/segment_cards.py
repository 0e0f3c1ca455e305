"""The cards of the article's segments, each at the height of its segment and joined to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPaintEvent,
    QWheelEvent,
)

from annotator.ui.article import ArticleView, marks
from annotator.ui.article.paint_gutter import LABEL_MIDDLE
from annotator.ui.article.places import SegmentPlace
from annotator.ui.panels.model import Index
from annotator.ui.panels.placed_list import PlacedList
from annotator.ui.panels.placing import placed
from annotator.ui.panels.segment_delegate import MIDDLE, TALL, CardText, SegmentDelegate
from annotator.ui.theme.theme import Theme
from annotator.ui.theme.tokens import mixed

_LEFT, _RIGHT = 22, 12
_GAP = 2
_EDGE = 3


@dataclass(frozen=True, slots=True)
class _Card:
    """A card; ``number`` and ``inline`` are rows of the model, ``box`` is where it lies."""

    place: SegmentPlace
    number: int
    inline: tuple[int, ...]
    text: CardText
    box: QRectF


class SegmentCards(PlacedList):
    """A list whose rows lie where the article shows their segments, and scroll with it.

    For the keyboard, the mouse and screen readers it is a list of all segments; laid out and
    painted are the cards of those in view. Inline segments stand on the card of their host, until
    they are focused.
    """

    def __init__(self, delegate: SegmentDelegate, theme: Theme, article: ArticleView) -> None:
        super().__init__(delegate)
        self._delegate = delegate
        self._theme = theme
        self._article = article
        self._cards: list[_Card] = []
        article.places_moved.connect(self._on_places_moved)

    def _on_places_moved(self) -> None:
        if self.isVisible():
            self.doItemsLayout()

    # Layout

    def place_rows(self) -> None:
        self._cards = self._laid_out(self._unplaced()) if self.isVisible() else []

    @property
    def rows_in_view(self) -> range:
        numbers = [card.number for card in self._cards] or [0]
        return range(numbers[0], numbers[-1] + 1)

    def _unplaced(self) -> list[_Card]:
        """Return the cards of the segments in or near the view, all at the top."""
        model, focused = self.annotation_model, self._delegate.focused_row
        shown = [(model.row_of(one.id), one) for one in self._article.segment_places()]
        own: list[tuple[int, SegmentPlace]] = []
        notes: dict[str, list[int]] = {}
        for number, place in shown:
            if number < 0:
                continue  # The article is about to follow an edit that the model knows already.
            if place.host and number != focused:
                notes.setdefault(place.host, []).append(number)
            else:
                own.append((number, place))
        return [self._card(number, place, tuple(notes.get(place.id, ()))) for number, place in own]

    def _card(self, number: int, place: SegmentPlace, inline: tuple[int, ...]) -> _Card:
        model = self.annotation_model
        text = CardText(
            model.row(number),
            tuple(model.row(one) for one in inline),
            is_focused=number == self._delegate.focused_row,
            has_room=place.bottom - place.top >= TALL - 2 * _GAP,
        )
        width = self.viewport().width() - _LEFT - _RIGHT
        return _Card(place, number, inline, text, QRectF(_LEFT, 0, width, text.height))

    def _laid_out(self, cards: list[_Card]) -> list[_Card]:
        """Return those of the cards that are in view, where they lie."""
        down, room = self._down, self.viewport().height()
        tops = placed(
            [_wanted(card.place, card.text, down, room) for card in cards],
            [card.text.height for card in cards],
            _GAP,
            focused=next((n for n, card in enumerate(cards) if card.text.is_focused), None),
            highest=_EDGE - self._article.verticalScrollBar().value(),
        )
        return [
            replace(card, box=card.box.translated(0, round(top)))
            for card, top in zip(cards, tops, strict=True)
            if -card.text.height < top < room
        ]

    @property
    def _down(self) -> int:
        """How much lower the article's viewport begins than this one, in pixels."""
        above = self._article.viewport().mapToGlobal(QPoint()).y()
        return above - self.viewport().mapToGlobal(QPoint()).y()

    def visualRect(self, index: Index) -> QRect:
        for card in self._cards:
            if index.row() == card.number:
                return card.box.toRect()
            if index.row() in card.inline:
                note = card.inline.index(index.row())
                boxes = self._delegate.note_boxes(card.box, card.text)
                return boxes[note].toRect() if note < len(boxes) else QRect()
        return QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        for card in self._cards:
            if card.box.contains(point):
                boxes = self._delegate.note_boxes(card.box, card.text)
                noted = zip(card.inline, boxes, strict=False)
                number = next((one for one, box in noted if box.contains(point)), card.number)
                return self.model().index(number, 0)
        return QModelIndex()

    def scrollTo(self, _index: Index, _hint: object = None) -> None:
        """Do nothing: the article scrolls to what is focused, and the cards follow it."""

    # Events

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._article.viewport(), event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for card in sorted(self._cards, key=lambda one: one.text.is_focused):
                self._paint(painter, card)
        finally:
            painter.end()

    def _paint(self, painter: QPainter, card: _Card) -> None:
        tokens, is_focused = self._theme.tokens, card.text.is_focused
        colour = tokens.accent if is_focused else mixed(tokens.hair2, tokens.side, 0.55)
        start = card.place.top + self._down + LABEL_MIDDLE
        painter.setPen(marks.solid_pen(colour, 2 if is_focused else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_leader(start, card.box.top() + MIDDLE, card.box.left()))
        self._delegate.paint_card(painter, card.box, card.text)


def _wanted(place: SegmentPlace, text: CardText, down: float, room: float) -> float:
    """Return where a card is to lie: level with its segment's label, and seen with the segment.

    Beside a segment that begins above the view the card stays at the top until the segment ends;
    and the focused one is seen whole, with its keys, as soon as its segment begins.
    """
    top, end = place.top + down, place.bottom + down
    level = top + LABEL_MIDDLE - MIDDLE
    if level < _EDGE:
        return max(level, min(_EDGE, end - text.height))
    if text.is_focused and top < room:
        return min(level, room - text.height - _EDGE)
    return level


def _leader(start: float, end: float, width: float) -> QPainterPath:
    """Return the line from a segment, at the left, to its card: straight, or bent twice."""
    path = QPainterPath()
    path.moveTo(0, start)
    if abs(end - start) > 0.5:
        bend = min(4.0, abs(end - start) / 2) * (1 if end > start else -1)
        path.lineTo(width * 0.3, start)
        path.quadTo(width * 0.42, start, width * 0.44, start + bend)
        path.lineTo(width * 0.56, end - bend)
        path.quadTo(width * 0.58, end, width * 0.7, end)
    path.lineTo(width, end)
    return path
