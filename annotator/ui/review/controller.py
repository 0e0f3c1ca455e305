"""What the reviewer does in the Review workspace: go through disagreements and decide them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.comparing.disagreements import Cluster
from annotator.domain.decision import Decision
from annotator.domain.errors import MendableError
from annotator.domain.step import SetProgress, Step
from annotator.ui.actions import Actions
from annotator.ui.job_runner import JobRunner
from annotator.ui.review.case_controller import CaseController
from annotator.ui.review.page import ReviewPage
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.reviewing.cases import (
    Case,
    CaseState,
    ReviewQueue,
    in_order,
    review_queue,
    reviewed_article,
)
from annotator.workspace.reviewing.decisions import decide, merge_agreed, take_back

_TITLE = "Looking for disagreements"
_LOOKING = "Looking for disagreements…"
_CANCELLED = "Looking for disagreements was cancelled.\n\nGo to Review once more to start anew."
_NOBODY = (
    "There is nothing to review yet.\n\n"
    "An article comes here when two annotators or more have finished it (Ctrl Enter in Label). "
    "Work that was handed out comes in by Team › Bring back."
)
_AGREED = "All annotators agree in every place, and that is gold now."
_NONE_OPEN = (
    "Nothing is open.\n\n“Finish decided articles” below makes the gold of decided articles done."
)
_NONE_HERE = "No disagreement is like this. Choose another list or layer at the left."
_MOST_REFRESHED = 50
_MERGING = object()


class ReviewController(QObject):
    """Keeps the queue in step with what is decided, undone and done again."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        page: ReviewPage,
        actions: Actions,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._page = session, jobs, page
        self.place = CaseController(session, page, actions, theme, window)
        self._is_stale = True
        self._wanted: Cluster | None = None
        self.cases: dict[str, Case] = {}
        self._counts = Counter[CaseState]()
        session.project_opened.connect(self._on_project_opened)
        jobs.cancelled.connect(self._on_cancelled)
        page.cases.case_chosen.connect(self._on_case_chosen)
        page.cases.view_changed.connect(self._fill)
        page.gold.opened.connect(self.go_to)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "save_decision": self.save,
            "take_back_decision": self.take_back,
            "next_case": partial(self.go, 1),
            "previous_case": partial(self.go, -1),
        }

    # The queue

    def enter(self) -> None:
        """Show the queue; find the disagreements where that was not done since work changed."""
        self._page.cases.list.setFocus()
        if self._is_stale:
            self.compute()

    def compute(self) -> None:
        """Make gold of what all agree on, and find what they do not agree on."""
        workspace = self._session.workspace
        if workspace is None:
            return
        if not self.cases:
            self._page.show_message(_LOOKING)
        if not workspace.project.is_read_only:
            merging = merge_agreed(workspace, _MERGING)
            self._jobs.start("Merging what all agree on", merging, lambda _count: None)
        self._jobs.start(_TITLE, review_queue(workspace.project), self._on_queue)

    def _on_queue(self, queue: ReviewQueue) -> None:
        self._is_stale = False
        self.place.close()
        self.cases = {one.id: one for one in queue.cases}
        self._counts = Counter(one.state for one in queue.cases)
        if not self.cases:
            self._page.cases.show_counts(self._counts)
            self._page.cases.show_cases((), "")
            self._page.show_message(_AGREED if queue.articles else _NOBODY)
            return
        self._fill()
        self._go_to_wanted()

    def _fill(self) -> None:
        """Show those cases that are asked for, in the order asked for."""
        listed = self._page.cases
        states, layer = listed.states, listed.layer
        found = [
            one
            for one in self.cases.values()
            if one.state in states and (layer is None or one.layer is layer)
        ]
        listed.show_counts(self._counts)
        wanted = self.place.case.id if self.place.case else ""
        listed.show_cases(in_order(found, listed.order), wanted)
        if listed.current_row < 0:
            listed.go_to_row(0)
        self._tell_emptiness()

    def _tell_emptiness(self) -> None:
        if self.cases and not self._page.cases.model.rowCount():
            self.place.close()
            is_open = CaseState.OPEN in self._page.cases.states
            has_open = self._counts[CaseState.OPEN] + self._counts[CaseState.CHANGED]
            self._page.show_message(_NONE_OPEN if is_open and not has_open else _NONE_HERE)

    def go(self, step: int) -> None:
        listed = self._page.cases
        row = listed.current_row + step
        if 0 <= row < listed.model.rowCount():
            listed.go_to_row(row)
        elif listed.model.rowCount():
            self._session.told.emit(
                "This is the last one of the list." if step > 0 else "This is the first one."
            )
        self._page.cases.list.setFocus()

    def go_to(self, case_id: str) -> None:
        """Open a case wherever it is listed."""
        case = self.cases.get(case_id)
        if case is not None:
            self._page.cases.want(case.state, case.layer)
            self._page.cases.choose(case_id)

    def look_for(self, cluster: Cluster) -> None:
        """Go to the case at a disagreement that was found elsewhere, as soon as cases are known."""
        self._wanted = cluster
        if not self._is_stale:
            self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        here = (
            one.id
            for one in self.cases.values()
            if (one.article_id, one.layer) == (wanted.article_id, wanted.layer)
            and one.span.overlaps(wanted.span)
        )
        found = next(here, None)
        if found is None:
            self._session.told.emit(
                "That place is not for review: two annotators or more have to finish the article."
            )
        else:
            self.go_to(found)

    # Deciding

    def _on_case_chosen(self, case: Case) -> None:
        alike = sum(one.signature == case.signature and one.is_open for one in self.cases.values())
        self._page.show_alike(alike)
        if not self.place.open(case):
            self._session.told.emit("This place has changed since. The list is made anew.")
            self.compute()

    def save(self) -> None:
        """Keep the decision, and go to the next case of the list."""
        workspace, place = self._session.workspace, self.place
        reviewed, cluster, verdict = place.reviewed, place.cluster, place.verdict
        if workspace is None or reviewed is None or cluster is None:
            return
        if verdict is None:
            self._session.told.emit("Choose a reading first: a number, 0, U, I, E or L.")
            return
        if self._do(lambda: decide(workspace, reviewed, cluster, verdict, self)):
            self._page.cases.list.setFocus()

    def take_back(self) -> None:
        """Make the case open again."""
        workspace, case = self._session.workspace, self.place.case
        if workspace is not None and case is not None:
            if case.state is CaseState.OPEN:
                self._session.told.emit("Nothing was decided here yet.")
            elif self._do(lambda: take_back(workspace, case, self)):
                self.go_to(case.id)

    def _do(self, work: Callable[[], Step]) -> bool:
        self._session.leaving.emit()
        try:
            work()
        except MendableError as error:
            self._session.told.emit(str(error))
            return False
        return True

    # Following the project

    def _on_project_opened(self) -> None:
        self._is_stale = True
        self.cases, self._counts = {}, Counter()
        self.place.close()
        self._page.cases.show_counts(self._counts)
        self._page.cases.show_cases((), "")
        self._page.show_message("")
        if self._session.workspace is not None:
            self._session.workspace.subscribe(self._on_step)
            if self._page.isVisible():
                self.compute()

    def _on_cancelled(self, title: str) -> None:
        if title == _TITLE and not self.cases:
            self._page.show_message(_CANCELLED)

    def _on_step(self, step: Step, initiator: object) -> None:
        if initiator is _MERGING:
            return
        decided = {one.record.id for one in step.changes if isinstance(one.record, Decision)}
        if not decided:
            self._is_stale |= any(isinstance(one.record, SetProgress) for one in step.changes)
            return
        known = [one for id_ in decided if (one := self.cases.get(id_)) is not None]
        articles = {one.article_id for one in known}
        if len(articles) > _MOST_REFRESHED or len(known) < len(decided):
            self._is_stale = True
        for article_id in articles if len(articles) <= _MOST_REFRESHED else ():
            self._refresh(article_id)
        if self._is_stale and self._page.isVisible():
            self.compute()
        elif known and initiator is not self and self._page.isVisible():
            # Undone or done again: show what it was about.
            self._fill()
            self.go_to(known[0].id)

    def _refresh(self, article_id: str) -> None:
        """Read the states of an article's cases anew, and show them."""
        workspace = self._session.workspace
        assert workspace is not None
        reviewed = reviewed_article(workspace.queries, article_id)
        self.place.follow(article_id, reviewed)
        for case in reviewed.cases() if reviewed else ():
            before = self.cases.get(case.id)
            if before is None or before.state is case.state:
                continue
            self.cases[case.id] = case
            self._counts[before.state] -= 1
            self._counts[case.state] += 1
            self._page.cases.put(case)
        self._page.cases.show_counts(self._counts)
        self._tell_emptiness()
