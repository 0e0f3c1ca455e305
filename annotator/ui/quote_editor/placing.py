"""Keeping a popover beside the words in the article that it is about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF

from annotator.domain.span import Span
from annotator.ui.article import ArticleView
from annotator.ui.quote_editor.popover import GAP, Popover

_MARGIN = 10
_LEAST_HEIGHT = 460


class Placing(QObject):
    """Follows the article as it scrolls and changes its size, for as long as the popover lives."""

    def __init__(self, popover: Popover, view: ArticleView, span: Span) -> None:
        super().__init__(popover)
        self._popover = popover
        self._view = view
        self._span = span
        self._spare = 0
        popover.body_changed.connect(self.make_room)
        view.verticalScrollBar().valueChanged.connect(self._place)
        view.installEventFilter(self)
        view.window().installEventFilter(self)

    def move_to(self, span: Span) -> None:
        """Stay beside ``span`` from now on."""
        self._span = span
        self._place()

    def make_room(self) -> None:
        """Scroll the article so that the popover fits below the words, or above them."""
        if self._popover.was_moved:
            self._place()
            return
        room, anchor = self._room(), self._anchor()
        size = self._popover.fitting_size(room.size())
        bar = self._view.verticalScrollBar()
        missing = int(anchor.bottom() + GAP + size.height() - room.bottom())
        fits_above = anchor.top() - GAP - size.height() >= room.top()
        if missing > 0 and not fits_above:
            wanted = bar.value() + missing
            self._spare = max(self._spare, wanted - (bar.maximum() - self._spare))
            self._view.set_spare_room(self._spare)
            bar.setValue(wanted)
        self._place()

    def _place(self) -> None:
        self._popover.place(self._anchor(), self._room())

    def _anchor(self) -> QRectF:
        """Return where the words are, in the window's pixels."""
        hits = self._view.hits
        box = hits.extent(self._span) if hits else QRectF()
        corner = self._view.viewport().mapTo(self._view.window(), QPoint(0, 0))
        return box.translated(corner) if not box.isNull() else box

    def _room(self) -> QRect:
        """Return where the popover may be: over the article, and beyond where that is small."""
        window = self._view.window()
        room = QRect(self._view.mapTo(window, QPoint(0, 0)), self._view.size())
        whole = window.rect()
        if room.width() < self._popover.wanted_width + 2 * _MARGIN:
            room.setLeft(whole.left())
            room.setRight(whole.right())
        if room.height() < _LEAST_HEIGHT:
            room.setTop(whole.top())
            room.setBottom(whole.bottom())
        return room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)
