"""What the editor does with mentions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from annotator.domain.annotation import Layer, Mention, State
from annotator.domain.span import Span
from annotator.ui.article import ArticleView, Edge
from annotator.ui.article.motion import Motion, resized
from annotator.ui.controllers.labelling import on_set
from annotator.ui.dialogs.occurrences import OccurrencesDialog
from annotator.ui.dialogs.register_picker import RegisterPicker
from annotator.ui.session import Session
from annotator.workspace.commands import (
    AddEntity,
    AddMention,
    AddMentions,
    DeleteMention,
    LinkMention,
    ResizeMention,
    RetypeMention,
)
from annotator.workspace.occurrences import occurrences


class MentionsController(QObject):
    def __init__(self, session: Session, view: ArticleView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        view.edge_dragged.connect(self._on_edge_dragged)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"label_all": self.label_all, "link": self.link}

    def label(self, digit: str) -> None:
        workspace = self._session.workspace
        label = workspace.scheme.with_key(Layer.ENTITIES, digit) if workspace else None
        if label is not None:
            self.set_label(label.name)

    def set_label(self, name: str) -> None:
        """Label the selection; else relabel the focused mention; else label the caret's word."""
        article, place = self._session.article, on_set(self._session)
        mention = self._mention()
        if article is None or place is None:
            return
        chosen = self._view.selection
        if chosen is None and mention is not None:
            self._session.do(RetypeMention(*place, mention.id, name))
            return
        chosen = chosen or self._view.edges.word_at(self._view.caret)
        if chosen is None:
            self._session.told.emit("Select some text first, or choose a mention with J and K.")
            return
        if self._session.do(AddMention(*place, chosen, name, chosen.of(article.text))) is not None:
            self._view.clear_selection()
            self._focus_span(chosen, name)

    def delete(self) -> None:
        mention, place = self._mention(), on_set(self._session)
        if mention is not None and place is not None:
            self._session.do(DeleteMention(*place, mention.id))
            self._session.focus(None)

    def edit(self) -> None:
        self._session.choose_edge(Edge.END)

    def move_edge(self, motion: Motion) -> None:
        mention, edge = self._mention(), self._session.edge
        if mention is None or edge is None:
            return
        found = resized(self._view.edges, mention.span, edge, motion)
        if found is None:
            self._session.told.emit("A mention cannot be empty. X or D takes it away.")
        else:
            self._resize(mention.id, found)

    def _on_edge_dragged(self, _before: Span, after: Span) -> None:
        mention = self._mention()
        if mention is not None:
            self._resize(mention.id, after)

    def _resize(self, mention_id: str, span: Span) -> None:
        article, place = self._session.article, on_set(self._session)
        if article is not None and place is not None and span.end <= len(article.text):
            edge = self._session.edge
            self._session.do(ResizeMention(*place, mention_id, span, span.of(article.text)))
            self._session.choose_edge(edge)

    def label_all(self) -> None:
        """Offer to label every other place that reads like the focused mention."""
        mention, article = self._mention(), self._session.article
        annotations = self._session.annotations
        if mention is None or article is None or annotations is None:
            self._session.told.emit("Choose a mention first, with J and K or the mouse.")
            return
        found = occurrences(article.text, annotations, mention)
        if not found:
            self._session.told.emit("This text stands nowhere else unlabelled in the article.")
            return
        dialog = OccurrencesDialog(article.text, found, mention.label, self._view.window())
        text = mention.span.of(article.text)
        dialog.chosen.connect(lambda spans: self._add_all(spans, mention.label, text))
        dialog.open()

    def _add_all(self, spans: tuple[Span, ...], label: str, text: str) -> None:
        place = on_set(self._session)
        if place is not None and spans:
            self._session.do(AddMentions(*place, spans, label, text))
            self._session.told.emit(f"{len(spans)} more labelled as {label}.")

    def link(self) -> None:
        """Choose the register's entry that the mention refers to."""
        mention, workspace = self._mention(), self._session.workspace
        article = self._session.article
        if mention is None or workspace is None or article is None:
            self._session.told.emit("Choose a mention first, with J and K or the mouse.")
            return
        text = mention.span.of(article.text)
        picker = RegisterPicker(workspace.queries, text, parent=self._view.window())
        picker.chosen.connect(lambda entity: self._link(mention.id, entity.id))
        picker.added.connect(lambda entity: self._session.do(AddEntity(entity)))
        picker.open()

    def _link(self, mention_id: str, entity_id: str) -> None:
        place = on_set(self._session)
        if place is not None:
            self._session.do(LinkMention(*place, mention_id, entity_id))

    def _mention(self) -> Mention | None:
        focused = self._session.focused_annotation
        return focused if isinstance(focused, Mention) else None

    def _focus_span(self, span: Span, label: str) -> None:
        for mention in self._session.index.mentions_touching(span.start, span.end):
            is_it = mention.span == span and mention.label == label
            if is_it and mention.state is State.ACCEPTED:
                self._session.focus(mention.id)
