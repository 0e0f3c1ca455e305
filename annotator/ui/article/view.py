"""The article view: a scroll area that shows one annotated article and says what was done to it.

All positions in its interface are code points of the article's canonical text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotator.domain.annotation import Layer, Quote
from annotator.domain.annotation_index import AnnotationIndex
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.step import Change
from annotator.domain.words import TextEdges
from annotator.ui.article.accessible import AccessibleArticle
from annotator.ui.article.blocks import changes_blocks
from annotator.ui.article.hits import Hits
from annotator.ui.article.motion import Motion, motion_in, moved
from annotator.ui.article.pages import Pages
from annotator.ui.article.painting import ArticlePainter
from annotator.ui.article.places import SegmentPlace, segment_places
from annotator.ui.article.pointer import Pointer
from annotator.ui.article.scene import Edge, Scene
from annotator.ui.theme.theme import Theme

COLUMN = 612.0
GUTTER = 132.0
_MARGIN = 24.0
_LINE_STEP = 32


class ArticleView(QAbstractScrollArea):
    """Shows an article; knows nothing of projects. Changes come in by ``update_annotations``."""

    annotation_clicked = Signal(str)
    selection_changed = Signal(object)
    caret_moved = Signal(int)
    boundary_dragged = Signal(str, int)
    edge_dragged = Signal(object, object)
    edge_moved = Signal(object)
    edge_done = Signal()
    context_requested = Signal(QPoint)
    places_moved = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages = Pages()
        self._scene: Scene | None = None
        self._edges = TextEdges("")
        self._scale = 1.0
        self._raw = False
        self._caret = 0
        self._anchor = 0
        self._first_seen = 0
        self._spare = 0
        self._places: tuple[SegmentPlace, ...] = ()
        self._pointer = Pointer(self)
        self.is_snapping = True
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Article text")
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        # It fills itself: nothing behind it has to be painted first.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(_LINE_STEP)
        theme.changed.connect(self.viewport().update)
        self.accessible = AccessibleArticle(self)
        self.caret_moved.connect(self.accessible.on_caret_moved)
        self.selection_changed.connect(self.accessible.on_selection_changed)

    # What is shown

    def show_article(
        self,
        article: Article,
        annotations: AnnotationSet,
        index: AnnotationIndex,
        scheme: Scheme,
        names: Mapping[str, str],
    ) -> None:
        """Show an article from its top; ``names`` are the register's names by entity id.

        Whoever calls keeps ``index`` in step with the edits that ``update_annotations`` shows.
        """
        layer = self._scene.layer if self._scene else Layer.SEGMENTS
        only_active = self._scene.only_active if self._scene else False
        self._scene = Scene(article, annotations, index, scheme, names, layer, only_active)
        self._edges = TextEdges(article.text)
        self._caret = self._anchor = 0
        self.accessible.on_text_changed()
        self._pages.show(article.text, annotations, raw=self._raw)
        self._fit()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def clear(self) -> None:
        self._scene = None
        self.accessible.on_text_changed()
        self.verticalScrollBar().setRange(0, 0)
        self.viewport().update()

    def update_annotations(
        self, annotations: AnnotationSet, changes: Sequence[Change], names: Mapping[str, str]
    ) -> None:
        """Show the set as it is after ``changes``; the place on the screen stays."""
        if self._scene is None:
            return
        self._scene.annotations, self._scene.names = annotations, names
        if any(changes_blocks(change) for change in changes):
            self._pages.show(self._scene.article.text, annotations, raw=self._raw)
            self._fit()
        self.viewport().update()

    def set_layer(self, layer: Layer) -> None:
        if self._scene is not None:
            self._scene.layer = layer
            self.viewport().update()

    def set_only_active_layer(self, only: bool) -> None:
        if self._scene is not None:
            self._scene.only_active = only
            self.viewport().update()

    def set_font_scale(self, scale: float) -> None:
        self._scale = scale
        self._fit()
        self.viewport().update()

    def set_raw_layout(self, raw: bool) -> None:
        """Show indentation and blank lines as they stand in the text, or a tidy column."""
        self._raw = raw
        if self._scene is not None:
            self._pages.show(self._scene.article.text, self._scene.annotations, raw=raw)
            self._fit()
            self.viewport().update()

    def focus_annotation(self, annotation_id: str | None) -> None:
        """Ring an annotation and bring it into view."""
        if self._scene is None:
            return
        self._scene.focused, self._scene.is_explained = annotation_id, False
        place = self._scene.place_of(annotation_id) if annotation_id else None
        if place is not None:
            self._caret = self._anchor = place.start
            self.scroll_to(place.start)
        self.accessible.on_focus_moved()
        self.viewport().update()

    def set_edge(self, edge: Edge | None) -> None:
        if self._scene is not None:
            self._scene.edge = edge
            self.viewport().update()

    def show_draft(self, draft: Quote | None, part: Span | None = None) -> None:
        """Show a quote as its editor has it, with the part whose edges move; ``None`` ends that."""
        if self._scene is not None:
            self._scene.draft, self._scene.part = draft, part
            self.viewport().update()

    def set_spare_room(self, spare: int) -> None:
        """Let the article be scrolled further by so many pixels, to make room beneath its end."""
        self._spare = spare
        self._set_range()

    @property
    def scene(self) -> Scene | None:
        return self._scene

    @property
    def edges(self) -> TextEdges:
        return self._edges

    @property
    def hits(self) -> Hits | None:
        """What lies where on the screen just now."""
        if self._scene is None or not self._pages.blocks:
            return None
        return Hits(self._scene, self._pages, self._left(), self.verticalScrollBar().value())

    # Selection and caret

    @property
    def selection(self) -> Span | None:
        return self._scene.selection if self._scene else None

    @property
    def caret(self) -> int:
        return self._caret

    def select(self, anchor: int, position: int, *, snap: bool = True) -> None:
        """Select from ``anchor`` to ``position``, to whole words or at least whole characters."""
        if self._scene is None:
            return
        self._anchor, self._caret = anchor, position
        if anchor == position:
            chosen = None
        else:
            chosen = Span(min(anchor, position), max(anchor, position))
            chosen = self._edges.snapped_to_clusters(chosen)
            if snap and self.is_snapping:
                chosen = self._edges.snapped_to_words(chosen)
        if chosen != self._scene.selection:
            self._scene.selection = chosen
            self.selection_changed.emit(chosen)
        self.caret_moved.emit(position)
        self.viewport().update()

    def clear_selection(self) -> None:
        self.select(self._caret, self._caret)

    def scroll_to(self, position: int) -> None:
        """Scroll as little as needed to show the code point at ``position`` with some room."""
        if not self._pages.blocks:
            return
        number = self._pages.number_of(position)
        layout = self._pages.layout(number)
        line = layout.line_at(position)
        top = self._pages.top(number) + (line.top if line else 0)
        self._set_range()
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() + 40:
            bar.setValue(int(top - 40))
        elif top > bar.value() + height - 100:
            bar.setValue(int(top - height * 0.4))

    def segment_places(self) -> tuple[SegmentPlace, ...]:
        """Return where the segments in or near the view are, in viewport pixels and text order."""
        if self._scene is None or not self._pages.blocks:
            return ()
        scroll, height = self.verticalScrollBar().value(), self.viewport().height()
        return segment_places(self._pages, self._scene.annotations.partition, scroll, height)

    # Geometry

    def _left(self) -> float:
        room = self.viewport().width() - self._column() - GUTTER
        return GUTTER + max(0.0, room / 2 - _MARGIN)

    def _column(self) -> float:
        room = self.viewport().width() - GUTTER - _MARGIN
        return max(120.0, min(COLUMN * self._scale, room))

    def _fit(self) -> None:
        self._pages.resize(self._column(), self._scale)
        self._set_range()

    def _set_range(self) -> None:
        height = self.viewport().height()
        self.verticalScrollBar().setPageStep(max(1, height - 2 * _LINE_STEP))
        self.verticalScrollBar().setRange(0, self._most_scroll())

    def _most_scroll(self) -> int:
        return max(0, int(self._pages.height) + self._spare - self.viewport().height())

    def _keep_place(self, first: int) -> None:
        """Lay out the blocks scrolled back over, without moving what stands on the screen."""
        if first < self._first_seen < len(self._pages.blocks):
            before = self._pages.top(self._first_seen)
            for number in range(max(first, self._first_seen - 60), self._first_seen):
                self._pages.layout(number)
            moved_by = self._pages.top(self._first_seen) - before
            if moved_by:
                bar = self.verticalScrollBar()
                blocked = bar.blockSignals(True)
                self._set_range()
                bar.setValue(int(bar.value() + moved_by))
                bar.blockSignals(blocked)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        # Moving pixels would leave the sticky labels behind: paint all of it.
        self.viewport().update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(self.viewport().rect(), self._theme.colour("page"))
            if self._scene is not None and self._pages.blocks:
                self._paint(painter, self._scene)
        finally:
            painter.end()
        # Painting lays out what comes into view: only now it is known where everything is.
        places = self.segment_places()
        if places != self._places:
            self._places = places
            self.places_moved.emit()

    def _paint(self, painter: QPainter, scene: Scene) -> None:
        bar = self.verticalScrollBar()
        self._keep_place(self._pages.number_at(bar.value()))
        scroll = bar.value()
        first = self._pages.number_at(scroll)
        last = self._pages.settle(first, lambda: scroll + self.viewport().height())
        self._first_seen = first
        if bar.maximum() != self._most_scroll():
            blocked = bar.blockSignals(True)
            self._set_range()
            bar.blockSignals(blocked)
        drawing = ArticlePainter(painter, scene, self._pages, self._theme, self._left(), scroll)
        drawing.paint(first, last, self._caret if self.hasFocus() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scene = self._scene
        motion = motion_in(scene, self._caret, event) if scene else None
        if scene is None:
            event.ignore()
        elif scene.edge is not None and motion is not None:
            self.edge_moved.emit(motion)
        elif scene.edge is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
            self.edge_done.emit()
        elif motion is not None:
            self._move_caret(motion, event.modifiers())
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end(event)
        elif event.key() == Qt.Key.Key_Escape and scene.selection is not None:
            self.clear_selection()
        else:
            # Digits and letters are the window's actions.
            event.ignore()

    def _go_to_end(self, event: QKeyEvent) -> None:
        is_home = event.key() == Qt.Key.Key_Home
        is_whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        hits = self.hits
        if hits is not None:
            target = hits.end(self._caret, is_start=is_home, is_whole=is_whole)
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._put_caret(target, extends=extends)

    def _move_caret(self, motion: Motion, modifiers: Qt.KeyboardModifier) -> None:
        hits = self.hits
        if hits is None:
            return
        if motion in (Motion.NEXT_LINE, Motion.PREVIOUS_LINE):
            target = hits.vertical(self._caret, 1 if motion is Motion.NEXT_LINE else -1)
        else:
            target = moved(self._edges, self._caret, motion)
        extends = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        self._put_caret(target, extends=extends)

    def _put_caret(self, position: int, *, extends: bool) -> None:
        anchor = self._anchor if extends else position
        # What the keyboard selects has been chosen edge by edge already.
        self.select(anchor, position, snap=False)
        self.scroll_to(position)

    def copy(self) -> None:
        """Put the selected canonical text on the clipboard."""
        if self._scene is not None and self._scene.selection is not None:
            text = self._scene.selection.of(self._scene.article.text)
            QGuiApplication.clipboard().setText(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.context_requested.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
