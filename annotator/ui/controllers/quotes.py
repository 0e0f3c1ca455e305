"""What the editor does with quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.annotation import Layer, Quote, QuoteType, Role, State
from annotator.domain.annotation_index import SHOWN, place_of
from annotator.domain.identity import new_id
from annotator.domain.quotes import guessed_type, with_moved_part, with_part, without_part
from annotator.domain.register import Entity
from annotator.domain.span import Span, hull
from annotator.ui.article import ArticleView, Edge
from annotator.ui.article.motion import Motion, resized
from annotator.ui.controllers.labelling import on_set
from annotator.ui.quote_editor import QuoteEditor, SpeakerChoice, Subject
from annotator.ui.quote_editor.placing import Placing
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.commands import AddQuote, ChangeQuote, DeleteQuote
from annotator.workspace.speakers import ranked_speakers

_ROLES = {"1": Role.CONTENT, "2": Role.CUE, "3": Role.SOURCE}
_TYPES = tuple(QuoteType)


class QuotesController(QObject):
    """Content, cue and source are set from the selection; the rest of a quote by key or editor.

    While the editor is open, all of it goes to the quote there, and one step saves that.
    """

    def __init__(self, session: Session, view: ArticleView, theme: Theme) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._theme = theme
        self._editor: QuoteEditor | None = None
        self._came_from: QWidget | None = None
        self.go_on: Callable[[], object] = lambda: None
        view.edge_dragged.connect(self._on_edge_dragged)
        session.leaving.connect(self._on_leaving)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "speaker": lambda: self._open_editor(asks_speaker=True),
            "type": self.next_type,
            "add_part": self.add_part,
            "remove_part": self.remove_part,
            "next_without_speaker": self.go_to_speakerless,
        }

    def label(self, digit: str) -> None:
        """Make the selection the content (1), cue (2) or source (3) of the focused quote.

        Content that lies apart from the focused quote begins a new quote; while the editor is
        open, it is a further part.
        """
        role, chosen = _ROLES.get(digit), self._view.selection
        if role is None:
            return
        if chosen is None:
            self._session.told.emit("Select some text first: 1 content, 2 cue, 3 source.")
            return
        quote = self._quote()
        is_apart = role is Role.CONTENT and (quote is None or not _touches(quote, chosen))
        if is_apart and self._editor is None:
            self._add(chosen)
        elif quote is None:
            self._session.told.emit("Make a quote first: select what was said and press 1.")
        else:
            parts = with_part(quote, role, chosen, replaces=not is_apart)
            self._change(parts, f"Set {role.value} of quote")
        self._view.clear_selection()

    def set_label(self, name: str) -> None:
        quote = self._quote()
        if quote is not None:
            self._change(replace(quote, type=QuoteType(name)), "Change quote type")

    def next_type(self) -> None:
        quote = self._quote()
        if quote is not None:
            following = _TYPES[(_TYPES.index(quote.type) + 1) % len(_TYPES)]
            self._change(replace(quote, type=following), "Change quote type")
            self._session.told.emit(f"The quote is {following.value} now.")

    def add_part(self) -> None:
        quote, chosen = self._quote(), self._view.selection
        if quote is None or chosen is None:
            self._session.told.emit("Choose a quote and select the further part, then press +.")
            return
        self._change(with_part(quote, Role.CONTENT, chosen, replaces=False), "Add part to quote")
        self._view.clear_selection()

    def remove_part(self) -> None:
        """Take away the part that the caret is in; a quote keeps at least one content part."""
        quote = self._quote()
        if quote is None:
            return
        caret = self._view.caret
        for role in Role:
            for part in quote.parts(role):
                if part.start <= caret <= part.end:
                    if role is Role.CONTENT and len(quote.content) == 1:
                        self._session.told.emit("A quote needs content. D deletes the quote.")
                        return
                    self._change(without_part(quote, role, part), f"Remove {role.value} of quote")
                    return
        self._session.told.emit("Put the caret into a part of the quote first.")

    def delete(self) -> None:
        self._close_editor()
        quote, place = self._quote(), on_set(self._session)
        if quote is not None and place is not None:
            self._session.do(DeleteQuote(*place, quote.id))
            self._session.focus(None)

    def move_edge(self, motion: Motion) -> None:
        """Move the first content part's start, or the last one's end; in the editor its part's."""
        quote, edge = self._quote(), self._session.edge
        if self._editor is not None:
            self._editor.move_edge(motion)
            return
        if quote is None or edge is None:
            return
        part = quote.content[0] if edge is Edge.START else quote.content[-1]
        found = resized(self._view.edges, part, edge, motion)
        if found is None:
            self._session.told.emit("A part cannot be empty. “-” takes it away.")
        else:
            self._move_part(quote, part, found)
        self._session.choose_edge(edge)

    def _on_edge_dragged(self, before: Span, after: Span) -> None:
        quote = self._quote()
        if quote is not None:
            self._move_part(quote, before, after)

    def _move_part(self, quote: Quote, before: Span, after: Span) -> None:
        changed = with_moved_part(quote, Role.CONTENT, before, after)
        if changed is None:
            self._session.told.emit("Parts of a quote cannot overlap.")
        else:
            self._change(changed, "Move quote edge")

    def edit(self) -> None:
        self._open_editor(asks_speaker=False)

    def go_to_speakerless(self) -> None:
        found = self._session.without_speaker()
        if not found:
            self._session.told.emit("Every quote has a speaker.")
            return
        ids = [quote.id for quote in found]
        here = ids.index(self._session.focused) + 1 if self._session.focused in ids else 0
        self._session.focus(ids[here % len(ids)])

    # Carrying out

    def _add(self, content: Span) -> None:
        article, place = self._session.article, on_set(self._session)
        if article is None or place is None:
            return
        kind = guessed_type(content.of(article.text))
        quote = Quote(new_id(), kind, (content,))
        if self._session.do(AddQuote(*place, quote, (content.of(article.text),))) is not None:
            self._session.focus(quote.id)

    def _change(self, quote: Quote, doing: str, added: Entity | None = None) -> None:
        """Change the quote: in the editor where that is open, else for good."""
        article, place = self._session.article, on_set(self._session)
        if self._editor is not None:
            self._editor.show_quote(quote)
        elif article is not None and place is not None:
            parts = [part for role in Role for part in quote.parts(role)]
            texts = tuple(part.of(article.text) for part in parts)
            self._session.do(ChangeQuote(*place, quote, texts, doing, added))

    def _quote(self) -> Quote | None:
        """The focused quote, as the editor has it where that is open."""
        if self._editor is not None:
            return self._editor.quote
        focused = self._session.focused_annotation
        return focused if isinstance(focused, Quote) else None

    # The editor

    def _open_editor(self, *, asks_speaker: bool) -> None:
        if self._editor is None:
            self._editor = self._made_editor()
        if self._editor is None:
            self._session.told.emit("Choose a quote first, with J and K or the mouse.")
        elif asks_speaker:
            self._editor.propose_speaker()
        else:
            self._editor.go_to_content()

    def _made_editor(self) -> QuoteEditor | None:
        quote, article = self._quote(), self._session.article
        workspace, annotations = self._session.workspace, self._session.annotations
        if quote is None or article is None or workspace is None or annotations is None:
            return None
        register = workspace.queries.entities(sorted(self._session.names))
        candidates = ranked_speakers(article.text, annotations, register, quote)
        speakers = SpeakerChoice(
            self._theme, workspace.queries, workspace.scheme, candidates, quote.speaker
        )
        subject = Subject(
            quote, article.text, self._view.edges, self._title(quote), _history(quote)
        )
        editor = QuoteEditor(self._view.window(), self._theme, subject, speakers)
        placing = Placing(editor, self._view, quote.span)
        editor.drafted.connect(self._view.show_draft)
        editor.drafted.connect(lambda draft, _part: placing.move_to(_kept(draft, quote.span)))
        editor.edge_wanted.connect(self._session.choose_edge)
        editor.role_wanted.connect(self._on_role_wanted)
        editor.further_part_wanted.connect(self.add_part)
        editor.article_wanted.connect(self._on_article_wanted)
        editor.saved.connect(self._on_saved)
        editor.deleted.connect(self.delete)
        editor.cancelled.connect(self._close_editor)
        editor.told.connect(self._session.told)
        self._session.edge_chosen.connect(editor.show_edge)
        self._view.selection_changed.connect(editor.show_selection)
        editor.show_selection(self._view.selection)
        self._came_from = QApplication.focusWidget()
        self._session.choose_edge(None)
        self._view.show_draft(editor.quote, quote.content[0])
        placing.make_room()
        editor.show()
        editor.raise_()
        return editor

    def _title(self, quote: Quote) -> str:
        index = self._session.index
        shown = [one for state in SHOWN for one in index.in_state(Layer.QUOTES, state)]
        ids = [one.id for one in sorted(shown, key=place_of)]
        return f"Quote {ids.index(quote.id) + 1} of {len(ids)}" if quote.id in ids else "Quote"

    def _close_editor(self) -> None:
        """Close the editor, if it is open; what was changed in it is forgotten."""
        editor, self._editor = self._editor, None
        if editor is None:
            return
        had_focus = editor.isAncestorOf(QApplication.focusWidget() or self._view)
        self._session.choose_edge(None)
        self._view.show_draft(None)
        self._view.set_spare_room(0)
        if had_focus:
            (self._came_from or self._view).setFocus()
        editor.hide()
        editor.deleteLater()

    def _on_role_wanted(self, role: Role) -> None:
        self.label(next(digit for digit, one in _ROLES.items() if one is role))

    def _on_article_wanted(self) -> None:
        self._view.setFocus()
        self._session.told.emit(
            "Select with Shift and the arrows; 1, 2, 3 or + take it over, Enter goes back."
        )

    def _on_saved(self, quote: Quote, added: Entity | None) -> None:
        self._close_editor()
        self._change(quote, "Edit quote", added)
        self.go_on()

    def _on_leaving(self) -> None:
        """Save what was changed in the editor before something else happens: nothing is lost."""
        editor = self._editor
        if editor is None:
            return
        quote, added, has_changed = editor.quote, editor.added, editor.has_changed
        self._close_editor()
        if has_changed:
            self._change(quote, "Edit quote", added)
            self._session.told.emit("The quote was saved as it stood in the editor.")


def _history(quote: Quote) -> str:
    """Say where a quote came from and what was decided about it."""
    match quote.state:
        case State.SUGGESTED:
            rule = f" by rule “{quote.origin.rule}”" if quote.origin.rule else ""
            return f"suggested{rule}, {quote.origin.confidence:.2f}".replace(" 0.", " .")
        case State.ACCEPTED:
            return "made by you" if quote.origin.is_by_hand else "accepted by you"
        case State.REJECTED:
            return "rejected by you"


def _kept(draft: Quote, span: Span) -> Span:
    """Return where the draft stands in the place that it had; parts added elsewhere are apart."""
    parts = [part for role in Role for part in draft.parts(role)]
    return hull([part for part in parts if part.overlaps(span)] or draft.content)


def _touches(quote: Quote, chosen: Span) -> bool:
    return any(part.overlaps(chosen) for part in quote.content)
