"""The paragraphs of a place as text in which words can be selected, by keys or by mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from annotator.domain.span import Span
from annotator.ui.article.block_layout import runs_right_to_left, wrapping
from annotator.ui.offsets import OffsetMap
from annotator.ui.theme.fonts import reading_font

# Qt makes a paragraph's end of each of these, and of two one.
_AS_SPACE = str.maketrans(dict.fromkeys("\r\u2028\u2029\ufdd0\ufdd1", " "))


class Excerpt(QPlainTextEdit):
    """Shows whole lines of the article; all offsets are the article's, in code points."""

    def __init__(self, text: str, span: Span) -> None:
        super().__init__()
        self._start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        shown = text[self._start : len(text) if end < 0 else end].translate(_AS_SPACE)
        self._offsets = OffsetMap(shown)
        self.setPlainText(shown)
        if runs_right_to_left(shown):
            self.document().setDefaultTextOption(wrapping(shown))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.setFont(reading_font(16))
        self.setAccessibleName("Words of the article")

    @property
    def selection(self) -> Span | None:
        """What is selected, ``None`` where nothing is."""
        cursor = self.textCursor()
        start = self._offsets.from_qt(cursor.selectionStart())
        end = self._offsets.from_qt(cursor.selectionEnd())
        return Span(self._start + start, self._start + end) if start < end else None

    @property
    def caret(self) -> int:
        return self._start + self._offsets.from_qt(self.textCursor().position())

    def select(self, span: Span) -> None:
        """Select a span, or what of it is shown."""
        cursor = self.textCursor()
        cursor.setPosition(self._place(span.start))
        cursor.setPosition(self._place(span.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _place(self, offset: int) -> int:
        place = self._offsets.to_qt(max(0, offset - self._start))
        return min(place, self.document().characterCount() - 1)
