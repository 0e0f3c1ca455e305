"""What the reviewer does to many places at once: alike ones, by rules, whole articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.comparing.strategies import Strategy
from annotator.domain.annotation_set import GOLD, OwnerKind
from annotator.domain.decision import Decision, Ruling
from annotator.domain.errors import MendableError
from annotator.domain.step import Step
from annotator.ui.dialogs.question import ask_text
from annotator.ui.job_runner import JobRunner
from annotator.ui.review.alike_dialog import AlikeDialog
from annotator.ui.review.beside_dialog import BesideDialog
from annotator.ui.review.controller import ReviewController
from annotator.ui.review.finish_dialog import FinishDialog
from annotator.ui.review.settle_dialog import SettleDialog
from annotator.ui.session import Session
from annotator.workspace.jobs import Job
from annotator.workspace.reviewing.beside import Beside, BesideGold, beside_gold
from annotator.workspace.reviewing.decisions import (
    DryRun,
    apply,
    decide_alike,
    dry_run,
)
from annotator.workspace.reviewing.finishing import Finished, approve, finish, finishable, reopen

T = TypeVar("T")


class BulkReviewController(QObject):
    """Each shows what it would do first, and is one undo."""

    def __init__(
        self, session: Session, jobs: JobRunner, review: ReviewController, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._review, self._window = session, jobs, review, window
        self._stop_looking: Callable[[], object] = lambda: None

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "decide_alike": self.decide_alike,
            "settle": self.settle,
            "finish_agreed": self.finish,
            "approve": self.approve,
            "reopen_gold": self.reopen,
            "beside_gold": self.show_beside_gold,
        }

    def decide_alike(self) -> None:
        """Offer what is chosen for all open places that are alike, this one with them."""
        place = self._review.place
        case, cluster, verdict = place.case, place.cluster, place.verdict
        if case is None or cluster is None:
            return
        if verdict is None or verdict.ruling is Ruling.EDITED:
            self._session.told.emit("Choose a reading first; what was made by hand fits one place.")
            return
        alike = [
            one
            for one in self._review.cases.values()
            if one.signature == case.signature and (one.is_open or one.id == case.id)
        ]
        if len(alike) < 2:
            self._session.told.emit("No other open place is like this one.")
            return

        def start() -> None:
            workspace = self._session.workspace
            if workspace is not None:
                job = decide_alike(workspace, cluster, verdict, alike, self._review)
                self._jobs.start("Deciding all alike", job, tell)

        def tell(step: Step) -> None:
            count = sum(isinstance(one.record, Decision) for one in step.changes)
            left = " The others have changed, or their gold is finished."
            self._session.told.emit(f"Decided {count:,}.{left if count < len(alike) else ''}")

        dialog = AlikeDialog(alike, place.said_of_verdict, self._window)
        dialog.chosen.connect(start)
        dialog.open()

    def settle(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            self._session.told.emit("Open a project first.")
            return
        people = [one for one in workspace.queries.owners() if one.kind is OwnerKind.ANNOTATOR]
        if len(people) < 2:
            self._session.told.emit("Rules need the finished work of two annotators or more.")
            return
        dialog = SettleDialog(people, self._window)
        project = workspace.project

        def look(strategies: Sequence[Strategy]) -> None:
            self._look("Trying the rules", dry_run(project, strategies), dialog.show_run)

        def carry_out(run: DryRun) -> None:
            job = apply(workspace, run, self._review)
            self._jobs.start("Settling by rules", job, lambda _step: self._tell_settled(run))

        dialog.look_wanted.connect(look)
        dialog.chosen.connect(carry_out)
        dialog.finished.connect(lambda _result: self._stop_looking())
        dialog.open()

    def _look(self, title: str, job: Job[T], show: Callable[[T], object]) -> None:
        """Run what a dialog asks for, in place of what it asked for before."""
        self._stop_looking()
        self._stop_looking = partial(self._jobs.drop, job)
        self._jobs.start(title, job, show)

    def _tell_settled(self, run: DryRun) -> None:
        self._session.told.emit(f"Settled {run.taken:,}; {len(run.left):,} are left.")

    def finish(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            self._session.told.emit("Open a project first.")
            return
        dialog = FinishDialog(self._window)
        queries = workspace.queries

        def look(share: float, seed: int) -> None:
            def show(found: Finished) -> None:
                rows = queries.article_rows(GOLD, list(found.audited))
                dialog.show_found(found, {one.id: one.title for one in rows})

            job = finishable(workspace.project, share, seed)
            self._look("Looking for decided articles", job, show)

        def carry_out(found: Finished) -> None:
            try:
                finish(workspace, found, self._review)
            except MendableError as error:
                self._session.told.emit(str(error))
            else:
                self._session.told.emit(f"Gold of {len(found.set_ids):,} articles is done.")

        dialog.look_wanted.connect(look)
        dialog.chosen.connect(carry_out)
        dialog.finished.connect(lambda _result: self._stop_looking())
        dialog.open()

    def approve(self) -> None:
        """Finish the gold of the article, or say what is open in it."""
        workspace, reviewed = self._session.workspace, self._review.to_approve
        if workspace is None or reviewed is None:
            self._session.told.emit("No article is shown. Choose a place at the left.")
            return
        if self._review.do(lambda: approve(workspace, reviewed, self._review)):
            self._session.told.emit(f"The gold of “{reviewed.title}” is finished.")

    def reopen(self) -> None:
        """Ask why, and open the finished gold of the shown article again."""
        workspace, reviewed = self._session.workspace, self._review.place.reviewed
        if workspace is None or reviewed is None:
            return

        def carry_out(reason: str) -> None:
            if self._review.do(lambda: reopen(workspace, reviewed, reason, self._review)):
                self._session.told.emit("Gold reopened. Its decisions can be changed.")

        text = "The gold is finished and locked. The reason is kept in the journal."
        ask_text(self._window, "Why reopen the gold?", text, "", carry_out)

    def show_beside_gold(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            self._session.told.emit("Open a project first.")
            return
        job = beside_gold(workspace.project, workspace.owner)
        self._jobs.start("Comparing with gold", job, self._on_beside_gold)

    def _on_beside_gold(self, beside: BesideGold) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        if not beside.articles:
            self._session.told.emit(
                "No article of yours has finished gold yet. It shows when both are done."
            )
            return
        dialog = BesideDialog(beside, workspace.annotator, self._window)
        dialog.place_chosen.connect(self._go_to)
        dialog.open()

    def _go_to(self, place: Beside) -> None:
        self._session.open_article(place.article_id)
        self._session.switch_layer(place.layer)
        self._session.place_wanted.emit(place.span)
