"""What the editor does with quotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from annotator.domain.annotation import Quote, QuoteType, Role, Speaker
from annotator.domain.identity import new_id
from annotator.domain.quotes import guessed_type, with_part, without_part
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.domain.words import TextEdges
from annotator.ui.article import ArticleView, Edge
from annotator.ui.article.motion import Motion, moved
from annotator.ui.controllers.labelling import on_set
from annotator.ui.dialogs.quote_editor import QuoteEditor
from annotator.ui.session import Session
from annotator.workspace.commands import AddQuote, AssignSpeaker, ChangeQuote, DeleteQuote
from annotator.workspace.speakers import ranked_speakers

_ROLES = {"1": Role.CONTENT, "2": Role.CUE, "3": Role.SOURCE}
_TYPES = tuple(QuoteType)


class QuotesController(QObject):
    """Content, cue and source are set from the selection; the rest of a quote by key or editor."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self.go_on: Callable[[], object] = lambda: None

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

        Content that lies apart from the focused quote begins a new quote.
        """
        role, chosen = _ROLES.get(digit), self._view.selection
        if role is None:
            return
        if chosen is None:
            self._session.told.emit("Select some text first: 1 content, 2 cue, 3 source.")
            return
        quote = self._quote()
        if role is Role.CONTENT and (quote is None or not _touches(quote, chosen)):
            self._add(chosen)
        elif quote is None:
            self._session.told.emit("Make a quote first: select what was said and press 1.")
        else:
            parts = with_part(quote, role, chosen, replaces=True)
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
        quote, place = self._quote(), on_set(self._session)
        if quote is not None and place is not None:
            self._session.do(DeleteQuote(*place, quote.id))
            self._session.focus(None)

    def move_edge(self, motion: Motion) -> None:
        """Move the first content part's start, or the last one's end."""
        quote, edge = self._quote(), self._session.edge
        if quote is None or edge is None:
            return
        part = quote.content[0] if edge is Edge.START else quote.content[-1]
        resized = _resized(self._view.edges, part, edge, motion)
        if resized is None:
            self._session.told.emit("A part cannot be empty. “-” takes it away.")
            return
        shorter = tuple(one for one in quote.content if one != part)
        content = tuple(sorted((*shorter, resized)))
        if any(left.overlaps(right) for left in shorter for right in (resized,)):
            self._session.told.emit("Parts of a quote cannot overlap.")
            return
        self._change(replace(quote, content=content), "Move quote edge")
        self._session.choose_edge(edge)

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

    def _change(self, quote: Quote, doing: str) -> None:
        article, place = self._session.article, on_set(self._session)
        if article is not None and place is not None:
            parts = [part for role in Role for part in quote.parts(role)]
            texts = tuple(part.of(article.text) for part in parts)
            self._session.do(ChangeQuote(*place, quote, texts, doing))

    def _open_editor(self, *, asks_speaker: bool) -> None:
        quote, article = self._quote(), self._session.article
        workspace, annotations = self._session.workspace, self._session.annotations
        if quote is None or article is None or workspace is None or annotations is None:
            self._session.told.emit("Choose a quote first, with J and K or the mouse.")
            return
        register = workspace.queries.entities(sorted(self._session.names))
        candidates = ranked_speakers(article.text, annotations, register, quote)
        editor = QuoteEditor(
            workspace.queries, article.text, quote, candidates, self._view.window()
        )
        editor.saved.connect(self._on_saved)
        editor.deleted.connect(self.delete)
        editor.open()
        if asks_speaker:
            editor.ask_speaker()

    def _on_saved(self, quote: Quote, speaker: Speaker, added: Entity | None) -> None:
        place, present = on_set(self._session), self._quote()
        if place is None or present is None:
            return
        if replace(quote, speaker=present.speaker) != present:
            self._change(replace(quote, speaker=present.speaker), "Change quote")
        self._session.do(AssignSpeaker(*place, quote.id, speaker, added))
        self.go_on()

    def _quote(self) -> Quote | None:
        focused = self._session.focused_annotation
        return focused if isinstance(focused, Quote) else None


def _touches(quote: Quote, chosen: Span) -> bool:
    return any(part.overlaps(chosen) for part in quote.content)


def _resized(edges: TextEdges, part: Span, edge: Edge, motion: Motion) -> Span | None:
    if edge is Edge.START:
        word = motion is Motion.NEXT_WORD
        start = edges.next_word_start(part.start) if word else moved(edges, part.start, motion)
        return Span(start, part.end) if start < part.end else None
    word = motion is Motion.PREVIOUS_WORD
    end = edges.previous_word_end(part.end) if word else moved(edges, part.end, motion)
    return Span(part.start, end) if part.start < end else None
