"""What the editor does with notes: write, ask, list, jump from one question to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import AnnotationSet
from annotator.store import NoteRow
from annotator.ui.article import ArticleView
from annotator.ui.dialogs.notes_list import NotesDialog
from annotator.ui.panels import SidePanel
from annotator.ui.session import Session
from annotator.workspace.commands import AnswerQuestion


class NotesController(QObject):
    def __init__(
        self, session: Session, view: ArticleView, panel: SidePanel, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._view = view
        self._panel = panel
        self._window = window
        view.selection_changed.connect(self._on_selection_changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "add_note": self._panel.write_note,
            "ask_reviewer": partial(self._panel.write_note, is_question=True),
            "notes_list": self.show_list,
            "next_note": partial(self.jump, 1),
            "previous_note": partial(self.jump, -1),
        }

    def rows(self) -> list[NoteRow]:
        """Return one's own notes; for a reviewer, everybody's."""
        workspace = self._session.workspace
        if workspace is None:
            return []
        return workspace.queries.notes(None if self._is_reviewer() else workspace.owner)

    def show_list(self) -> None:
        if self._session.workspace is None:
            self._session.told.emit("Open a project first.")
            return
        is_reviewer = self._is_reviewer()
        dialog = NotesDialog(self.rows(), may_answer=is_reviewer, parent=self._window)
        dialog.chosen.connect(self.go_to)
        dialog.answered.connect(lambda row, answer: self._answer(row, answer, dialog))
        dialog.open()

    def jump(self, step: int) -> None:
        """Go to the next or previous open question of the project, in the order of articles."""
        rows = [one for one in self.rows() if one.note.is_open]
        if not rows:
            self._session.told.emit("There is no open question.")
            return
        ids = [one.note.id for one in rows]
        here = self._panel.notes.chosen_id
        if here in ids:
            index = ids.index(here) + step
        else:
            article = self._session.article
            here = article.id if article else ""
            index = next((n for n, one in enumerate(rows) if one.article_id == here), 0)
        self.go_to(rows[index % len(rows)])

    def go_to(self, row: NoteRow) -> None:
        """Open the article of a note and show what it is about."""
        session = self._session
        if session.article is None or session.article.id != row.article_id:
            session.open_article(row.article_id)
        annotations, workspace = session.annotations, session.workspace
        if annotations is None or workspace is None:
            return
        self._panel.show_notes(row.note.id)
        layer = _layer_of(annotations, row.note.about)
        if layer is not None:
            session.switch_layer(layer)
            session.focus(row.note.about)
            self._panel.show_notes(row.note.id)
        elif row.note.span is not None:
            self._view.select(row.note.span.start, row.note.span.end, snap=False)
            self._view.scroll_to(row.note.span.start)
        mine = "" if row.owner == workspace.owner else f"{row.owner.name}: "
        session.told.emit(f"{mine}{row.note.text}")

    def _answer(self, row: NoteRow, answer: str, dialog: NotesDialog) -> None:
        command = AnswerQuestion(row.article_id, row.set_id, row.note.id, answer)
        if self._session.do(command) is not None:
            dialog.show_rows(self.rows())

    def _is_reviewer(self) -> bool:
        workspace = self._session.workspace
        named = workspace.project.team.named(workspace.annotator) if workspace else None
        return named is not None and named.is_reviewer

    def _on_selection_changed(self, selection: object) -> None:
        self._session.selection = self._view.selection if selection is not None else None


def _layer_of(annotations: AnnotationSet, annotation_id: str) -> Layer | None:
    for layer in Layer:
        if annotation_id in {one.id for one in annotations.of_layer(layer)}:
            return layer
    return None
