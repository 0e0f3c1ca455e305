"""The mouse in the article view: clicking, selecting, and dragging boundaries and edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.annotation import Layer
from annotator.domain.span import Span
from annotator.ui.article.hits import Hits
from annotator.ui.article.scene import Edge

if TYPE_CHECKING:
    from annotator.ui.article.view import ArticleView


class Pointer:
    """Turns mouse events into the view's signals."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._pressed_at: QPointF | None = None
        self._anchor = 0
        self._boundary: str | None = None
        self._edge: tuple[Span, Edge] | None = None
        self._is_selecting = False

    def press(self, event: QMouseEvent) -> None:
        hits = self._view.hits
        if hits is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        point = event.position()
        self._pressed_at = point
        self._is_selecting = False
        self._boundary = hits.boundary(point)
        self._edge = hits.edge(point)
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._is_selecting = True
        else:
            self._anchor = hits.position(point)

    def move(self, event: QMouseEvent) -> None:
        hits = self._view.hits
        if hits is None:
            return
        point = event.position()
        if self._pressed_at is None:
            self._show_cursor(hits, point)
            return
        far = (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if not (far or self._is_selecting) or self._boundary is not None:
            return
        if self._edge is not None:
            span = self._edge_span(self._edge, hits.position(point))
            self._view.select(span.start, span.end, snap=_snaps(event))
        else:
            self._is_selecting = True
            self._view.select(self._anchor, hits.position(point), snap=_snaps(event))

    def release(self, event: QMouseEvent) -> None:
        hits, point = self._view.hits, event.position()
        if hits is None or self._pressed_at is None:
            return
        is_drag = (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        boundary, edge, is_selecting = self._boundary, self._edge, self._is_selecting
        self._pressed_at, self._boundary, self._edge = None, None, None
        if boundary is not None and is_drag:
            self._view.boundary_dragged.emit(boundary, hits.boundary_at(point))
        elif edge is not None and is_drag:
            self._drop_edge(edge)
        elif is_selecting:
            self._view.select(self._anchor, hits.position(point), snap=_snaps(event))
        else:
            self._click(hits, point)

    def _drop_edge(self, edge: tuple[Span, Edge]) -> None:
        chosen = self._view.selection
        self._view.clear_selection()
        if chosen is not None and chosen != edge[0]:
            self._view.edge_dragged.emit(edge[0], chosen)

    def _edge_span(self, edge: tuple[Span, Edge], position: int) -> Span:
        span = edge[0]
        if edge[1] is Edge.START:
            return Span(min(position, span.end - 1), span.end)
        return Span(span.start, max(position, span.start + 1))

    def _click(self, hits: Hits, point: QPointF) -> None:
        scene = self._view.scene
        self._view.select(self._anchor, self._anchor)
        found = hits.annotation(point, scene.focused if scene else None)
        if found is not None:
            self._view.annotation_clicked.emit(found)

    def double_click(self, event: QMouseEvent) -> None:
        """Select the word under the pointer; with Ctrl, the sentence."""
        hits = self._view.hits
        if hits is None:
            return
        edges, position = self._view.edges, hits.position(event.position())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            start = edges.previous_sentence(position + 1)
            self._view.select(start, edges.next_sentence(position))
            return
        word = edges.word_at(position) or edges.word_at(position - 1)
        if word is not None:
            self._view.select(word.start, word.end)

    def _show_cursor(self, hits: Hits, point: QPointF) -> None:
        scene = self._view.scene
        shape = Qt.CursorShape.IBeamCursor
        if hits.boundary(point) is not None:
            shape = Qt.CursorShape.SplitVCursor
        elif hits.edge(point) is not None:
            shape = Qt.CursorShape.SplitHCursor
        elif scene is not None and scene.layer is not Layer.SEGMENTS:
            touched = hits.annotation(point, None) is not None
            shape = Qt.CursorShape.PointingHandCursor if touched else shape
        self._view.viewport().setCursor(shape)


def _snaps(event: QMouseEvent) -> bool:
    """Alt selects by character."""
    return not event.modifiers() & Qt.KeyboardModifier.AltModifier
