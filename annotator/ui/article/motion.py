"""Where the caret or an edge goes: by character, word, sentence or line."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from annotator.domain.span import Span
from annotator.domain.words import TextEdges
from annotator.ui.article.block_layout import runs_right_to_left
from annotator.ui.article.scene import Edge, Scene


class Motion(StrEnum):
    """A step of the caret or of an edge, in text order."""

    NEXT_CHARACTER = "next character"
    PREVIOUS_CHARACTER = "previous character"
    NEXT_WORD = "next word"
    PREVIOUS_WORD = "previous word"
    NEXT_SENTENCE = "next sentence"
    PREVIOUS_SENTENCE = "previous sentence"
    NEXT_LINE = "next line"
    PREVIOUS_LINE = "previous line"


_MIRRORED = {
    Motion.NEXT_CHARACTER: Motion.PREVIOUS_CHARACTER,
    Motion.PREVIOUS_CHARACTER: Motion.NEXT_CHARACTER,
    Motion.NEXT_WORD: Motion.PREVIOUS_WORD,
    Motion.PREVIOUS_WORD: Motion.NEXT_WORD,
    Motion.NEXT_SENTENCE: Motion.PREVIOUS_SENTENCE,
    Motion.PREVIOUS_SENTENCE: Motion.NEXT_SENTENCE,
}


def motion_in(scene: Scene, caret: int, event: QKeyEvent) -> Motion | None:
    """Return the motion of a key press in the article: of the chosen edge, else of the caret."""
    part = scene.part_with_edge
    return motion_at(event, scene.article.text, caret if part is None else part.start)


def motion_at(event: QKeyEvent, text: str, position: int) -> Motion | None:
    """Return the motion of a key press at ``position``: see ``motion_of``.

    In a paragraph that runs from right to left, the left arrow leads on in the text.
    """
    motion = motion_of(event)
    if motion not in _MIRRORED:
        return motion
    end = text.find("\n", position)
    paragraph = text[text.rfind("\n", 0, position) + 1 : end if end >= 0 else len(text)]
    return _MIRRORED[motion] if runs_right_to_left(paragraph) else motion


def motion_of(event: QKeyEvent) -> Motion | None:
    """Return the motion of a key press: plain arrows by word and line, Alt by character.

    Ctrl goes by sentence. Shift says whether to extend, which is the caller's business.
    """
    is_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    is_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    match event.key():
        case Qt.Key.Key_Right if is_alt:
            return Motion.NEXT_CHARACTER
        case Qt.Key.Key_Left if is_alt:
            return Motion.PREVIOUS_CHARACTER
        case Qt.Key.Key_Right:
            return Motion.NEXT_SENTENCE if is_control else Motion.NEXT_WORD
        case Qt.Key.Key_Left:
            return Motion.PREVIOUS_SENTENCE if is_control else Motion.PREVIOUS_WORD
        case Qt.Key.Key_Down if not is_alt:
            return Motion.NEXT_LINE
        case Qt.Key.Key_Up if not is_alt:
            return Motion.PREVIOUS_LINE
    return None


def moved(edges: TextEdges, position: int, motion: Motion) -> int:
    """Return where ``motion`` leads from ``position``; lines are those of the text."""
    match motion:
        case Motion.NEXT_CHARACTER:
            return edges.next_cluster(position)
        case Motion.PREVIOUS_CHARACTER:
            return edges.previous_cluster(position)
        case Motion.NEXT_WORD:
            return edges.next_word(position)
        case Motion.PREVIOUS_WORD:
            return edges.previous_word(position)
        case Motion.NEXT_SENTENCE:
            return edges.next_sentence(position)
        case Motion.PREVIOUS_SENTENCE:
            return edges.previous_sentence(position)
        case Motion.NEXT_LINE:
            return edges.next_line(position)
        case Motion.PREVIOUS_LINE:
            return edges.previous_line(position)


def resized(edges: TextEdges, span: Span, edge: Edge, motion: Motion) -> Span | None:
    """Return ``span`` with one edge moved; ``None`` where nothing would be left of it.

    By word, an edge goes to the near side of the next word: a start to its start, an end to its
    end.
    """
    if edge is Edge.START:
        is_word = motion is Motion.NEXT_WORD
        start = edges.next_word_start(span.start) if is_word else moved(edges, span.start, motion)
        return Span(start, span.end) if start < span.end else None
    is_word = motion is Motion.PREVIOUS_WORD
    end = edges.previous_word_end(span.end) if is_word else moved(edges, span.end, motion)
    return Span(span.start, end) if span.start < end else None
