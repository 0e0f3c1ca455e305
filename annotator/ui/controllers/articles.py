"""What the editor does with articles: go through the queue, search it, finish, skip."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError, RefusedError
from annotator.domain.queue_order import QueueOrder
from annotator.domain.step import Progress
from annotator.store import ArticleFilter
from annotator.ui.controllers.labelling import on_set
from annotator.ui.dialogs.article_details import ArticleDetailsDialog
from annotator.ui.dialogs.question import ask, ask_text
from annotator.ui.query_thread import QueryThread
from annotator.ui.queue import QueuePanel
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.workspace.commands import (
    ChangeDetails,
    FinishArticle,
    ReopenArticle,
    SkipArticle,
    UndecidedError,
)
from annotator.workspace.handing_out import refuse_in_package

_NOUNS = {Layer.SEGMENTS: "segment", Layer.ENTITIES: "entity", Layer.QUOTES: "quote"}


class ArticlesController(QObject):
    def __init__(
        self, session: Session, queue: QueuePanel, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._queue = queue
        self._settings = settings
        self._window = window
        self._search = QueryThread(self)
        self._search.found.connect(self._on_found)
        queue.article_chosen.connect(self.open)
        queue.filter_changed.connect(self._on_filter_changed)
        queue.order_chosen.connect(self._on_order_chosen)
        session.project_opened.connect(self._on_project_opened)
        session.articles_changed.connect(self.refresh)
        session.annotations_changed.connect(self._on_annotations_changed)
        session.article_opened.connect(self._on_article_opened)
        session.hiding_changed.connect(self._on_hiding_changed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "finish": self.finish,
            "article_details": self.change_details,
            "skip": self.skip,
            "reopen": self.reopen,
            "next_article": lambda: self.go(1),
            "previous_article": lambda: self.go(-1),
            "filter": self._queue.focus_search,
            "queue_order": self.change_order,
            **{f"order_{one}": partial(self._queue.set_order, one) for one in QueueOrder},
        }

    def open(self, article_id: str) -> None:
        if self._session.article is None or self._session.article.id != article_id:
            self._session.open_article(article_id)

    def go(self, step: int) -> None:
        article = self._session.article
        found = self._queue.neighbour(article.id, step) if article else self._queue.model.id_at(0)
        if found is None:
            self._session.told.emit("There is no further article in the list.")
        else:
            self._session.open_article(found)

    def change_details(self) -> None:
        """Open the details of the article; a package takes those of the project it is of."""
        workspace, article = self._session.workspace, self._session.article
        if workspace is None or article is None:
            return
        try:
            refuse_in_package(workspace.project, "Details")
        except RefusedError as error:
            self._session.told.emit(str(error))
            return
        dialog = ArticleDetailsDialog(article.details, self._window)
        dialog.saved.connect(lambda details: self._session.do(ChangeDetails(details)))
        dialog.open()

    # Progress

    def finish(self) -> None:
        """Finish the article, or say what is undecided and offer to finish it anyway."""
        place, workspace = on_set(self._session), self._session.workspace
        if place is None or workspace is None:
            return
        try:
            workspace.do(FinishArticle(*place, thresholds=self._session.hiding), self)
        except UndecidedError as error:
            text = f"{_left(self._session, error.count)}. N goes to the next one."
            ask(self._window, "Finish the article?", text, "Finish anyway", self._finish_anyway)
        except MendableError as error:
            self._session.told.emit(str(error))
        else:
            self._go_on(f"Article finished{_left_hidden(self._session.hidden_count())}.")

    def _finish_anyway(self) -> None:
        place = on_set(self._session)
        if place is not None and self._session.do(FinishArticle(*place, anyway=True)) is not None:
            self._go_on("Article finished; what was undecided stays so.")

    def skip(self) -> None:
        place = on_set(self._session)
        if place is not None and self._session.do(SkipArticle(*place)) is not None:
            self._go_on("Article skipped.")

    def reopen(self) -> None:
        """Reopen the article; for a finished one, ask why first."""
        annotations = self._session.annotations
        if annotations is not None and annotations.progress is Progress.DONE:
            text = "The article is finished and locked. The reason is kept in the journal."
            ask_text(self._window, "Why reopen it?", text, "", self._reopen)
        else:
            self._reopen("")

    def _reopen(self, reason: str) -> None:
        place = on_set(self._session)
        if place is not None and self._session.do(ReopenArticle(*place, reason)) is not None:
            self._session.told.emit("Article reopened.")

    def _go_on(self, message: str) -> None:
        """Open the next article in the list that is not done."""
        workspace, article = self._session.workspace, self._session.article
        if workspace is None or article is None:
            return
        step = 1
        while (found := self._queue.neighbour(article.id, step)) is not None:
            row = workspace.queries.article_rows(workspace.owner, [found])[0]
            if row.progress in (Progress.TODO, Progress.DOING):
                self._session.open_article(found)
                self._session.told.emit(message)
                return
            step += 1
        self._session.told.emit(f"{message} It was the last one in the list.")

    # The queue

    def refresh(self) -> None:
        """List the articles anew, for the filter in force."""
        self._on_filter_changed(self._queue.filter)

    def _on_project_opened(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            self._search.stop()
            self._queue.show_articles(None, [])
            return
        self._queue.set_order(self._settings.order(workspace.queries.project_id()))
        ids = workspace.queries.article_ids(workspace.owner, self._queue.filter)
        self._queue.show_articles(workspace, ids)
        rows = workspace.queries.article_rows(workspace.owner, ids[:200])
        todo = [row.id for row in rows if row.progress in (Progress.TODO, Progress.DOING)]
        if ids:
            self._session.open_article(todo[0] if todo else ids[0])

    def _on_filter_changed(self, wanted: ArticleFilter) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        if wanted.typed:
            # A search can take long on a large project; it goes on in a thread.
            owner = workspace.owner
            self._search.start(workspace, lambda queries: queries.article_ids(owner, wanted))
        else:
            self._search.stop()
            self._on_found(workspace.queries.article_ids(workspace.owner, wanted))

    def change_order(self) -> None:
        """Go on to the next order of the queue."""
        orders = list(QueueOrder)
        self._queue.set_order(orders[(orders.index(self._queue.order) + 1) % len(orders)])

    def _on_order_chosen(self, order: QueueOrder) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            self._settings.set_order(workspace.queries.project_id(), order)
            self.refresh()
            self._session.told.emit(f"Articles: {order.says.lower()}.")

    def _on_found(self, ids: list[str]) -> None:
        self._queue.show_articles(self._session.workspace, ids)
        if self._session.article is None and ids:
            self._session.open_article(ids[0])

    def _on_article_opened(self) -> None:
        if self._session.article is not None:
            self._queue.mark(self._session.article.id)

    def _on_annotations_changed(self, _changes: object) -> None:
        if self._session.article is not None:
            self._queue.refresh_row(self._session.article.id)

    def _on_hiding_changed(self) -> None:
        self._queue.model.count_under(self._session.thresholds)


def _left(session: Session, count: int) -> str:
    """Say what is undecided in the open article, by layer, and what is hidden beside it."""
    of_layers = [
        _counted(session.undecided_count(layer), noun)
        for layer, noun in _NOUNS.items()
        if session.undecided_count(layer)
    ]
    are = "is" if count == 1 else "are"
    text = f"{_counted(count, 'suggestion')} {are} undecided: {', '.join(of_layers)}"
    hidden = session.hidden_count()
    if not hidden:
        return text
    are, stay, them = ("is", "stays", "it") if hidden == 1 else ("are", "stay", "them")
    return f"{text}. {hidden:,} more {are} hidden and {stay} undecided; H shows {them}"


def _left_hidden(hidden: int) -> str:
    stay = "stays" if hidden == 1 else "stay"
    return f"; {_counted(hidden, 'hidden suggestion')} {stay} undecided" if hidden else ""


def _counted(count: int, noun: str) -> str:
    if count == 1:
        return f"1 {noun}"
    return f"{count:,} {noun.removesuffix('y')}ies" if noun.endswith("y") else f"{count:,} {noun}s"
