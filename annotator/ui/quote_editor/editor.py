"""The editor of one quote: its parts, speaker and type, by key and by mouse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation import Quote, QuoteType, Role
from annotator.domain.quotes import guessed_type, type_evidence, with_moved_part, without_part
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.domain.words import TextEdges
from annotator.ui.article import Edge
from annotator.ui.article.motion import Motion, motion_at, resized
from annotator.ui.key_button import KeyButton, Switch
from annotator.ui.quote_editor.cap_button import LABEL_WIDTH, CapButton
from annotator.ui.quote_editor.part_rows import PartRows
from annotator.ui.quote_editor.parts import Part
from annotator.ui.quote_editor.popover import Popover
from annotator.ui.quote_editor.speakers import SpeakerChoice
from annotator.ui.theme.fonts import ui_font
from annotator.ui.theme.theme import Theme

_SECTIONS = {"1": Role.CONTENT, "2": Role.CUE, "3": Role.SOURCE}


@dataclass(frozen=True, slots=True)
class Subject:
    """What is edited: ``place`` says which quote it is, ``history`` where it came from."""

    quote: Quote
    text: str
    edges: TextEdges
    place: str
    history: str


class QuoteEditor(Popover):
    """Edits a quote that nobody else sees until ``saved``.

    ``drafted`` carries the quote as it is just now with the content part whose edges move; it is
    shown in the article. ``saved`` carries it with the speaker's new entry or ``None``.
    """

    drafted = Signal(object, object)
    edge_wanted = Signal(object)
    role_wanted = Signal(object)
    further_part_wanted = Signal()
    article_wanted = Signal()
    saved = Signal(object, object)
    deleted = Signal()
    cancelled = Signal()
    told = Signal(str)

    def __init__(
        self, window: QWidget, theme: Theme, subject: Subject, speakers: SpeakerChoice
    ) -> None:
        super().__init__(window, theme)
        self.setAccessibleName(f"{subject.place}, {subject.history}")
        self._subject = subject
        self._quote = subject.quote
        self._part = subject.quote.content[0]
        self._edge: Edge | None = None
        self._selection: Span | None = None
        self._speakers = speakers
        self._make_head(subject)
        self._make_body()
        self._make_foot()
        self._show_parts()
        speakers.changed.connect(self._on_speaker_changed)
        self._on_speaker_changed()
        theme.changed.connect(self._draw)
        self._draw()
        focus = QApplication.instance()
        if isinstance(focus, QApplication):
            focus.focusChanged.connect(self._on_focus_changed)

    # What there is

    def _make_head(self, subject: Subject) -> None:
        row = QHBoxLayout(self.head)
        row.setContentsMargins(20, 14, 20, 14)
        row.setSpacing(12)
        self._sign = QLabel()
        title = QLabel(subject.place)
        title.setFont(ui_font(14, 600))
        history = QLabel(subject.history)
        history.setFont(ui_font(12))
        history.setProperty("quiet", True)
        for label in (self._sign, title, history):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)
        row.addStretch(1)

    def _draw(self) -> None:
        self._sign.setPixmap(self._theme.icon("quote", "quote", 20).pixmap(20, 20))
        self._show_type()

    def _make_body(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(14, 10, 20, 12)
        column.setSpacing(10)
        self._rows = PartRows(self._theme, self._subject.text)
        self._rows.part_chosen.connect(self._on_part_chosen)
        self._rows.edge_chosen.connect(self._on_edge_chosen)
        self._rows.part_removed.connect(self.remove)
        self._rows.role_wanted.connect(self.go_to)
        self._rows.further_part_wanted.connect(self.further_part_wanted)
        column.addWidget(self._rows)
        speakers = QHBoxLayout()
        speakers.setSpacing(0)
        ask = CapButton(self._theme, "S", "Speaker", "Choose the speaker", weight=600)
        ask.clicked.connect(self.ask_speaker)
        ask.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ask.setFixedWidth(LABEL_WIDTH)
        speakers.addWidget(ask, 0, Qt.AlignmentFlag.AlignTop)
        speakers.addWidget(self._speakers, 1)
        column.addLayout(speakers)
        column.addLayout(self._type_row())

    def _type_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        following = CapButton(self._theme, "T", "Type", "Change the type", weight=600)
        following.clicked.connect(self.next_type)
        following.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        following.setFixedWidth(LABEL_WIDTH)
        self._types = {
            kind: KeyButton(self._theme, kind.value.capitalize())
            for kind in (QuoteType.DIRECT, QuoteType.INDIRECT, QuoteType.MIXED)
        }
        for kind, button in self._types.items():
            button.clicked.connect(lambda _checked=False, kind=kind: self._set_type(kind))
        self._tick = QLabel()
        self._evidence = QLabel()
        self._evidence.setFont(ui_font(12.5))
        self._evidence.setProperty("quiet", True)
        # Shown in full as a tool tip too: words never make the editor wider.
        self._evidence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(following)
        row.addWidget(Switch(*self._types.values()))
        row.addSpacing(14)
        row.addWidget(self._tick)
        row.addSpacing(6)
        row.addWidget(self._evidence, 1)
        return row

    def _make_foot(self) -> None:
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(14, 10, 16, 10)
        row.setSpacing(8)
        self._delete = KeyButton(self._theme, "Delete quote", "Del", ink="text2")
        self._delete.setFlat(True)
        self._delete.clicked.connect(self.deleted)
        cancel = KeyButton(self._theme, "Cancel", "Esc")
        cancel.clicked.connect(self.cancelled)
        save = KeyButton(self._theme, "Save, next", "Enter", icon="check", is_primary=True)
        save.clicked.connect(self._save)
        row.addWidget(self._delete)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)

    # What others ask of it

    @property
    def quote(self) -> Quote:
        """The quote as it is just now."""
        return self._quote

    @property
    def added(self) -> Entity | None:
        """The speaker's entry where the register does not have it yet."""
        return self._speakers.added

    @property
    def has_changed(self) -> bool:
        return self._quote != self._subject.quote

    def show_quote(self, quote: Quote) -> None:
        """Go on with other parts or another type."""
        self._quote = replace(quote, speaker=self._speakers.speaker)
        if self._part not in quote.content:
            self._part = min(quote.content, key=lambda one: abs(one.start - self._part.start))
        self._show_parts()

    def show_selection(self, selection: Span | None) -> None:
        """Follow what is selected in the article."""
        self._selection = selection
        self._rows.show_selection(selection)

    def show_edge(self, edge: Edge | None) -> None:
        """Follow which edge the arrows move."""
        self._edge = edge
        self._rows.show_chosen(self._part, edge)

    def go_to_content(self) -> None:
        self._rows.focus(Role.CONTENT, self._part)

    def ask_speaker(self) -> None:
        self._speakers.ask()
        self.reveal(self._speakers)

    def propose_speaker(self) -> None:
        """Ask for the speaker, and choose the likeliest where there is none yet."""
        self._speakers.choose_likeliest()
        self.ask_speaker()

    def go_to(self, role: Role) -> None:
        """Make the article's selection a part of ``role``; without one, go to its parts."""
        if self._selection is not None:
            self.role_wanted.emit(role)
        elif not self._rows.focus(role, self._part):
            self.told.emit(f"Select the {role.value} in the article, then press its key.")

    def next_type(self) -> None:
        kinds = list(self._types)
        self._set_type(kinds[(kinds.index(self._quote.type) + 1) % len(kinds)])

    def move_edge(self, motion: Motion) -> None:
        if self._edge is None:
            return
        moved = resized(self._subject.edges, self._part, self._edge, motion)
        if moved is None:
            self.told.emit("A part cannot be empty. Del removes it.")
            return
        quote = with_moved_part(self._quote, Role.CONTENT, self._part, moved)
        if quote is None:
            self.told.emit("Parts of a quote cannot overlap.")
            return
        self._part = moved
        self.show_quote(quote)

    def remove(self, role: Role, part: Span) -> None:
        if role is Role.CONTENT and len(self._quote.content) == 1:
            self.told.emit("A quote needs content. Ctrl+Del deletes the whole quote.")
            return
        self.show_quote(without_part(self._quote, role, part))
        self._rows.focus(Role.CONTENT, self._part)

    # Following itself

    def _show_parts(self) -> None:
        focused = self._focused()
        role = focused.role if isinstance(focused, Part) else None
        self._rows.show_quote(self._quote)
        self._rows.show_chosen(self._part, self._edge)
        self._rows.show_selection(self._selection)
        if role is not None and not self._rows.focus(role, self._part):
            self._rows.focus(Role.CONTENT, self._part)
        self._show_type()
        self.drafted.emit(self._quote, self._part)

    def _show_type(self) -> None:
        self._types[self._quote.type].setChecked(True)
        content = [part.of(self._subject.text) for part in self._quote.content]
        guess = guessed_type(*content)
        is_as_told = guess is self._quote.type
        told = type_evidence(*content)
        told = told if is_as_told else f"{told}: looks {guess.value}"
        self._evidence.setText(told)
        self._evidence.setToolTip(told)
        name, token = ("check", "ok") if is_as_told else ("warning", "warn")
        self._tick.setPixmap(self._theme.icon(name, token, 16).pixmap(16, 16))

    def _set_type(self, kind: QuoteType) -> None:
        self._quote = replace(self._quote, type=kind)
        self._show_type()
        self.drafted.emit(self._quote, self._part)

    def _on_speaker_changed(self) -> None:
        self._quote = replace(self._quote, speaker=self._speakers.speaker)
        self.drafted.emit(self._quote, self._part)

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Show what the keys mean where the focus is now: digits and Del mean several things."""
        if now is not None and self.isAncestorOf(now):
            self._rows.show_working(not self._speakers.has_key_focus())
            self._delete.set_key("Ctrl Del" if isinstance(now, Part) else "Del")

    def _on_part_chosen(self, role: Role, part: Span) -> None:
        if role is Role.CONTENT and part != self._part:
            self._part = part
            self.edge_wanted.emit(None)
            self._rows.show_chosen(part, None)
            self.drafted.emit(self._quote, self._part)

    def _on_edge_chosen(self, role: Role, part: Span, edge: Edge) -> None:
        self._on_part_chosen(role, part)
        self.edge_wanted.emit(edge)

    def _save(self) -> None:
        self.saved.emit(self._quote, self._speakers.added)

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            # The window's keys mean nothing while the editor has the focus.
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        motion = motion_at(event, self._subject.text, self._part.start)
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_enter = is_plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._edge is not None and motion is not None:
            self.move_edge(motion)
        elif self._edge is not None and (is_enter or event.key() == Qt.Key.Key_Escape):
            self.edge_wanted.emit(None)
        elif event.key() == Qt.Key.Key_Escape and self._speakers.typed.text():
            self._speakers.typed.clear()
            self.ask_speaker()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif is_enter:
            self._enter()
        elif event.key() == Qt.Key.Key_Delete:
            self._delete_pressed(event)
        elif event.key() == Qt.Key.Key_F6:
            self.article_wanted.emit()
        else:
            self._letter(event.text().lower())

    def _enter(self) -> None:
        """Press the button of the foot that has the focus; else save."""
        focused = self._focused()
        if isinstance(focused, QAbstractButton) and self.foot.isAncestorOf(focused):
            focused.click()
        else:
            self._save()

    def _delete_pressed(self, event: QKeyEvent) -> None:
        focused = self._focused()
        is_whole = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if isinstance(focused, Part) and not is_whole:
            self.remove(focused.role, focused.span)
        else:
            self.deleted.emit()

    def _focused(self) -> QWidget | None:
        """Return what in the editor has the focus just now."""
        found = QApplication.focusWidget()
        return found if found is not None and self.isAncestorOf(found) else None

    def _letter(self, key: str) -> None:
        if self._speakers.has_key_focus() and self._speakers.choose_by_key(key):
            return
        match key:
            case "1" | "2" | "3":
                self.go_to(_SECTIONS[key])
            case "0" | "u" | "i" | "c":
                self._speakers.choose_by_key(key)
            case "s":
                self.ask_speaker()
            case "/":
                self._speakers.ask_name()
            case "t":
                self.next_type()
            case "+":
                self.further_part_wanted.emit()
            case "[" | "]":
                self._rows.focus(Role.CONTENT, self._part)
                self.edge_wanted.emit(Edge.START if key == "[" else Edge.END)
