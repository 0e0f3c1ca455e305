"""Deciding a place by making something new of it: spans with labels, or the parts of a quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from annotator.comparing.compared import Piece
from annotator.comparing.deciding import annotation_of
from annotator.domain.annotation import (
    UNKNOWN_SPEAKER,
    Annotation,
    Layer,
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    State,
)
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.quotes import with_part
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span, hull
from annotator.ui.dialogs.layouts import Dialog
from annotator.ui.line_list import LineList
from annotator.ui.review.choices import Teller
from annotator.ui.review.excerpt import Excerpt

_SIZE = (640, 480)


class SpansDialog(Dialog):
    """Edits mentions: their words and labels. ``edited`` carries the annotations that are wanted.

    Segments are edited by it as well: they get labels, are cut at the caret and merged.
    """

    edited = Signal(object)

    def __init__(
        self,
        article: Article,
        region: Span,
        layer: Layer,
        pieces: Sequence[Piece],
        scheme: Scheme,
        parent: QWidget | None = None,
    ) -> None:
        """``pieces`` are what it begins with, at least one; ``region`` is what is shown."""
        super().__init__("Edit into something new", parent)
        self._article, self._layer = article, layer
        self._items: list[tuple[Segment | Mention, Span]] = [
            (one, piece.span)
            for piece in pieces
            if isinstance(one := annotation_of(piece), Segment | Mention)
        ]
        self._excerpt = Excerpt(article.text, region)
        self._list = LineList("What there will be")
        self._label = QComboBox()
        self._label.setAccessibleName("Label")
        for label in scheme.of_layer(layer):
            self._label.addItem(f"{label.title}  {label.key}".rstrip(), label.name)
            if label.key:
                QShortcut(QKeySequence(label.key), self, partial(self._give_label, label.name))
        is_segments = layer is Layer.SEGMENTS
        self.add_text(
            "Give a label by its key; cut the segment at the caret or merge it with the last one."
            if is_segments
            else "Select the words below (Shift with the arrows) and give a label by its key."
        )
        self._add = QPushButton("Cut at the caret" if is_segments else "Add the selected words")
        self._remove = QPushButton("Merge with the one before" if is_segments else "Remove")
        self._arrange()
        self._fill(0)
        self._list.currentRowChanged.connect(self._on_row_changed)
        self._label.activated.connect(self._on_label_chosen)
        if not is_segments:
            self._excerpt.selectionChanged.connect(self._on_selected)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self.accepted.connect(lambda: self.edited.emit(self.annotations))
        self._on_row_changed(0)
        self._excerpt.setFocus()
        self.resize(*_SIZE)

    def _arrange(self) -> None:
        self.column.addWidget(self._excerpt, 3)
        self.column.addWidget(self._list, 2)
        row = QHBoxLayout()
        row.addWidget(QLabel("Label"))
        row.addWidget(self._label, 1)
        for button in (self._add, self._remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.column.addLayout(row)
        self.finish_with("Take this")

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """What there will be, in text order, each once, accepted and with ids of their own."""
        wanted = {(span.start, span.end, one.label): one for one, span in self._items}
        return tuple(
            replace(one, id=new_id(), state=State.ACCEPTED) for _, one in sorted(wanted.items())
        )

    def _fill(self, row: int) -> None:
        blocked = self._list.blockSignals(True)
        self._list.clear()
        for one, span in self._items:
            words = " ".join(span.of(self._article.text).split())
            self._list.add(words or "(no words)", one.label)
        self._list.setCurrentRow(row)
        self._list.blockSignals(blocked)
        self._remove.setEnabled(len(self._items) > 1)

    def _on_row_changed(self, row: int) -> None:
        if not 0 <= row < len(self._items):
            return
        one, span = self._items[row]
        blocked = self._excerpt.blockSignals(True)
        self._excerpt.select(span)
        self._excerpt.blockSignals(blocked)
        self._label.setCurrentIndex(self._label.findData(one.label))

    def _on_selected(self) -> None:
        span, row = self._excerpt.selection, self._list.currentRow()
        one = self._items[row][0] if 0 <= row < len(self._items) else None
        if span and isinstance(one, Mention):
            self._items[row] = (replace(one, span=span), span)
            self._fill(row)

    def _give_label(self, name: str) -> None:
        self._label.setCurrentIndex(self._label.findData(name))
        self._on_label_chosen()

    def _on_label_chosen(self) -> None:
        row = self._list.currentRow()
        one, span = self._items[row]
        self._items[row] = (replace(one, label=self._label.currentData()), span)
        self._fill(row)

    def _on_add(self) -> None:
        if self._layer is Layer.SEGMENTS:
            self._cut(self._excerpt.caret)
            return
        span = self._excerpt.selection
        if span:
            label = self._label.currentData()
            self._items.append((Mention(new_id(), span, label), span))
            self._fill(len(self._items) - 1)

    def _cut(self, place: int) -> None:
        """Cut before the next word, so that no segment is white space alone."""
        text = self._article.text
        while place < len(text) and text[place].isspace():
            place += 1
        for row, (one, span) in enumerate(self._items):
            if span.start < place < span.end:
                self._items[row : row + 1] = [
                    (one, Span(span.start, place)),
                    (Segment(new_id(), place, one.label), Span(place, span.end)),
                ]
                self._fill(row + 1)
                return

    def _on_remove(self) -> None:
        row = self._list.currentRow()
        gone, span = self._items.pop(row)
        if isinstance(gone, Segment):
            # The one before takes its words; where there is none, the one behind.
            near = max(0, row - 1)
            one, other = self._items[near]
            if isinstance(one, Segment):
                # The first one of a text starts with it, before its first word.
                one = replace(one, start=min(one.start, gone.start))
            self._items[near] = (one, hull((span, other)))
        self._fill(max(0, row - 1))
        self._on_row_changed(max(0, row - 1))


class QuotePartsDialog(Dialog):
    """Puts a quote together part by part, from what was chosen and what is selected.

    ``edited`` carries the quote.
    """

    edited = Signal(object)

    def __init__(
        self,
        article: Article,
        region: Span,
        quotes: Sequence[Quote],
        teller: Teller,
        parent: QWidget | None = None,
    ) -> None:
        """``quotes`` are what annotators made, at least one; it begins with the first."""
        super().__init__("Decide the quote part by part", parent)
        self._quotes, self._text = quotes, article.text
        self._teller = teller
        self._excerpt = Excerpt(article.text, region)
        self.add_text(
            "Choose each part from what the annotators have, or select words below and take them: "
            "1 as content, 2 as cue, 3 as source, + as a further part of the content."
        )
        self.column.addWidget(self._excerpt, 1)
        self._parts: dict[Role, QComboBox] = {}
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        for role in Role:
            self._add_role(role)
        self._speaker, self._type = QComboBox(), QComboBox()
        for speaker in dict.fromkeys([*(one.speaker for one in quotes), UNKNOWN_SPEAKER]):
            self._speaker.addItem(teller.speaker(speaker), speaker)
        for type_ in dict.fromkeys([*(one.type for one in quotes), *QuoteType]):
            self._type.addItem(type_.value, type_.value)
        QShortcut(QKeySequence("+"), self, partial(self._take, Role.CONTENT, is_further=True))
        self._add_row("Spea&ker", self._speaker)
        self._add_row("&Type", self._type)
        self.column.addLayout(self._grid)
        self.finish_with("Take this")
        self.accepted.connect(lambda: self.edited.emit((self.quote,)))
        self._excerpt.select(quotes[0].content[0])
        self._parts[Role.CONTENT].setFocus()
        self.resize(_SIZE[0] + 120, _SIZE[1])

    def _add_role(self, role: Role) -> None:
        combo = self._parts[role] = QComboBox()
        for spans in dict.fromkeys(one.parts(role) for one in self._quotes):
            combo.addItem(self._words(spans), spans)
        if role is not Role.CONTENT and combo.findData(()) < 0:
            combo.addItem(self._words(()), ())
        name = {Role.CONTENT: "&Content", Role.CUE: "C&ue", Role.SOURCE: "S&ource"}[role]
        key = str(list(Role).index(role) + 1)
        take = QPushButton(f"Take the selection  {key}")
        take.setAccessibleName(f"Take the selected words as {role.value}")
        take.clicked.connect(lambda: self._take(role))
        QShortcut(QKeySequence(key), self, partial(self._take, role))
        add = QPushButton("Add as a part" + ("  +" if role is Role.CONTENT else ""))
        add.setAccessibleName(f"Add the selected words as a further part of the {role.value}")
        add.clicked.connect(lambda: self._take(role, is_further=True))
        for button in (take, add):
            button.setAutoDefault(False)
        self._add_row(name, combo, take, add)

    def _take(self, role: Role, *, is_further: bool = False) -> None:
        """Let the selected words be all of a role, or a further part of it, in text order."""
        chosen, combo = self._excerpt.selection, self._parts[role]
        if chosen is None:
            return
        span = chosen.trimmed(self._text)
        added = with_part(self.quote, role, span, replaces=False).parts(role)
        spans = added if is_further else (span,)
        combo.insertItem(0, self._words(spans), spans)
        combo.setCurrentIndex(0)

    def _add_row(self, name: str, combo: QComboBox, *buttons: QWidget) -> None:
        row = self._grid.rowCount()
        label = QLabel(name)
        label.setBuddy(combo)
        combo.setAccessibleName(name.replace("&", ""))
        combo.setMinimumWidth(120)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(combo, row, 1)
        for column, button in enumerate(buttons, start=2):
            self._grid.addWidget(button, row, column)

    def _words(self, spans: tuple[Span, ...]) -> str:
        return " … ".join(self._teller.short(span) for span in spans) or "(none)"

    @property
    def quote(self) -> Quote:
        """The quote as it is put together, accepted and with an id of its own."""
        content, cue, source = (_spans(self._parts[role]) for role in Role)
        return Quote(
            new_id(),
            QuoteType(self._type.currentData()),
            content,
            cue,
            source,
            self._speaker.currentData(),
        )


def _spans(combo: QComboBox) -> tuple[Span, ...]:
    # Qt may give a list back for a tuple.
    return tuple(Span(start, end) for start, end in map(_ends, combo.currentData() or ()))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
