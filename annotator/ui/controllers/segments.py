"""What the editor does with segments."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.domain.annotation import Layer, Segment
from annotator.domain.partition import settled
from annotator.domain.words import TextEdges
from annotator.ui.article import ArticleView, Edge
from annotator.ui.article.motion import Motion, moved
from annotator.ui.controllers.labelling import on_set
from annotator.ui.dialogs.timestamp_reading import TimestampReadingDialog
from annotator.ui.session import Session
from annotator.workspace.commands import (
    MergeWithNext,
    MergeWithPrevious,
    MoveBoundary,
    ReadTimestamp,
    RetypeSegment,
    SplitSegment,
)


class SegmentsController(QObject):
    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        view.boundary_dragged.connect(self._on_boundary_dragged)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "split": self.split,
            "merge_previous": self.merge_previous,
            "merge_next": self.merge_next,
            "read_timestamp": self.read_timestamp,
        }

    def label(self, digit: str) -> None:
        workspace = self._session.workspace
        label = workspace.scheme.with_key(Layer.SEGMENTS, digit) if workspace else None
        if label is not None:
            self.set_label(label.name)

    def set_label(self, name: str) -> None:
        segment, place = self._segment(), on_set(self._session)
        if segment is not None and place is not None:
            self._session.do(RetypeSegment(*place, segment.id, name))

    def split(self) -> None:
        """Begin a new segment at the caret, or make one of the selection."""
        place, article = on_set(self._session), self._session.article
        if place is None or article is None:
            return
        position = self._start_of_words(article.text, self._view.caret)
        step = self._session.do(SplitSegment(*place, position))
        if step is not None:
            self._focus_segment_at(position)

    def merge_previous(self) -> None:
        segment, place = self._segment(), on_set(self._session)
        if segment is None or place is None:
            return
        if self._session.do(MergeWithPrevious(*place, segment.id)) is not None:
            self._focus_segment_at(max(0, segment.start - 1))

    def merge_next(self) -> None:
        segment, place = self._segment(), on_set(self._session)
        if segment is not None and place is not None:
            self._session.do(MergeWithNext(*place, segment.id))
            self._session.focus(segment.id)

    def delete(self) -> None:
        self.merge_previous()

    def edit(self) -> None:
        """Open what a timestamp can mean; of any other segment choose the end edge."""
        segment = self._session.focused_annotation
        if isinstance(segment, Segment) and segment.label == "timestamp":
            self._choose_reading(segment)
        else:
            self._session.choose_edge(Edge.END)

    def read_timestamp(self) -> None:
        """Open what the focused timestamp, or the article's first one, can mean."""
        annotations, focused = self._session.annotations, self._session.focused_annotation
        segments = annotations.partition.segments if annotations else ()
        timestamps = [one for one in segments if one.label == "timestamp"]
        if not timestamps:
            self._session.told.emit("This article has no timestamp. Label one first, with 0.")
            return
        self._choose_reading(focused if focused in timestamps else timestamps[0])

    def _choose_reading(self, segment: Segment) -> None:
        article, annotations = self._session.article, self._session.annotations
        place = on_set(self._session)
        if article is None or annotations is None or place is None:
            return
        value, others = (segment.attributes.get(key) for key in ("value", "alternatives"))
        values = [value, *others] if isinstance(others, list) else [value]
        words = " ".join(annotations.partition.span_of(segment).of(article.text).split())
        readings = [str(one) for one in values if one]
        dialog = TimestampReadingDialog(words, readings, self._view.window())
        dialog.chosen.connect(
            lambda chosen: self._session.do(ReadTimestamp(*place, segment.id, chosen))
        )
        dialog.open()

    def move_edge(self, motion: Motion) -> None:
        """Move the chosen boundary; where it stops, the segments keep their text."""
        segment, annotations = self._segment(), self._session.annotations
        if segment is None or annotations is None:
            return
        partition, edge = annotations.partition, self._session.edge
        index = partition.index_at(segment.start) + (1 if edge is Edge.END else 0)
        if index == 0 or index >= len(partition):
            self._session.told.emit("This edge is the edge of the text and cannot be moved.")
            return
        self._move(partition.segments[index], motion)
        self._session.choose_edge(edge)

    def _move(self, segment: Segment, motion: Motion) -> None:
        article, place = self._session.article, on_set(self._session)
        if article is None or place is None:
            return
        here = segment.start + _blank_ahead(article.text, segment.start)
        target = _boundary(article.text, self._view.edges, here, motion)
        self._session.do(MoveBoundary(*place, segment.id, target))

    def _on_boundary_dragged(self, segment_id: str, position: int) -> None:
        place, article = on_set(self._session), self._session.article
        if place is not None and article is not None:
            target = self._start_of_words(article.text, position)
            self._session.do(MoveBoundary(*place, segment_id, target))

    def _segment(self) -> Segment | None:
        """Return the focused segment, or the one that the caret is in."""
        focused, annotations = self._session.focused_annotation, self._session.annotations
        if isinstance(focused, Segment):
            return focused
        if annotations is None or not len(annotations.partition):
            self._session.told.emit("This article has no segments yet. Detect them first.")
            return None
        position = min(self._view.caret, annotations.partition.length - 1)
        return annotations.partition.segments[annotations.partition.index_at(position)]

    def _focus_segment_at(self, position: int) -> None:
        annotations = self._session.annotations
        if annotations is not None:
            index = annotations.partition.index_at(position)
            self._session.focus(annotations.partition.segments[index].id)

    def _start_of_words(self, text: str, position: int) -> int:
        return settled(text, position + _blank_ahead(text, position))


def _blank_ahead(text: str, position: int) -> int:
    """Return how many white characters stand at ``position``, unless the text ends with them."""
    end = position
    while end < len(text) and text[end].isspace():
        end += 1
    return end - position if end < len(text) else 0


def _boundary(text: str, edges: TextEdges, here: int, motion: Motion) -> int:
    """Return where a boundary before the words at ``here`` goes."""
    match motion:
        case Motion.NEXT_WORD:
            target = edges.next_word_start(here)
        case Motion.NEXT_LINE:
            target = edges.next_line(here)
        case Motion.PREVIOUS_LINE:
            target = edges.previous_line(here)
            while target > 0 and not text[target : edges.next_line(target)].strip():
                target = edges.previous_line(target)
        case _:
            target = moved(edges, here, motion)
    return settled(text, target + _blank_ahead(text, target))
