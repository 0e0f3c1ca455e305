"""What the reviewer does in the Review workspace: go through disagreements and decide them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from annotator.comparing.disagreements import Cluster
from annotator.domain.annotation_set import GOLD
from annotator.domain.decision import Decision
from annotator.domain.errors import MendableError
from annotator.domain.step import Record, SetProgress, Step
from annotator.ui.actions import Actions
from annotator.ui.job_runner import JobRunner
from annotator.ui.review.case_controller import CaseController
from annotator.ui.review.page import ReviewPage
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.commands import LockedError
from annotator.workspace.jobs import Job
from annotator.workspace.reviewing.cases import (
    Case,
    CaseState,
    ReviewedArticle,
    ReviewQueue,
    in_order,
    review_queue,
    reviewed_article,
)
from annotator.workspace.reviewing.decisions import decide, merge_agreed, take_back
from annotator.workspace.reviewing.finishing import what_is_open
from annotator.workspace.workspace import Workspace

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
        self._looking: Job[ReviewQueue] | None = None
        self._wanted: Cluster | None = None
        self._decided_through = ""
        self.cases: dict[str, Case] = {}
        self._counts = Counter[CaseState]()
        self._alike = Counter[str]()
        session.project_opened.connect(self._on_project_opened)
        session.labels_changed.connect(self._on_labels_changed)
        jobs.cancelled.connect(self._on_cancelled)
        page.cases.case_chosen.connect(self._on_case_chosen)
        page.cases.view_changed.connect(lambda: self._fill())
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
        self.place.tell()
        if self._is_stale:
            self.compute()

    def compute(self, *, is_merging: bool = True) -> None:
        """Make gold of what all agree on, and find what they do not agree on.

        Where ``is_merging`` is false, nothing is made gold until Review is entered again.
        """
        workspace = self._session.workspace
        if workspace is None:
            return
        if not self.cases:
            self._page.show_message(_LOOKING)
        if self._looking is not None:
            self._jobs.drop(self._looking)
        self._is_stale = not is_merging
        self._looking = self._look(workspace, is_merging=is_merging)
        self._jobs.start(_TITLE, self._looking, self._on_queue)

    def _look(self, workspace: Workspace, *, is_merging: bool) -> Job[ReviewQueue]:
        try:
            if is_merging and not workspace.project.is_read_only:
                yield from merge_agreed(workspace, _MERGING)
            return (yield from review_queue(workspace.project))
        finally:
            self._looking = None

    def _on_queue(self, queue: ReviewQueue) -> None:
        shown = self.place.last_id
        self.place.close()
        self.cases = {one.id: one for one in queue.cases}
        self._counts = Counter(one.state for one in queue.cases)
        self._alike = Counter(one.signature for one in queue.cases if one.is_open)
        if self.cases:
            self._fill(shown)
        else:
            self._page.cases.show_counts(self._counts)
            self._page.cases.show_cases((), "")
            self._page.show_message(_AGREED if queue.articles else _NOBODY)
        self._go_to_wanted()

    def _fill(self, case_id: str = "") -> None:
        """Show those cases that are asked for, in the order asked for; stay at ``case_id``."""
        listed = self._page.cases
        states, layer = listed.states, listed.layer
        found = [
            one
            for one in self.cases.values()
            if one.state in states and (layer is None or one.layer is layer)
        ]
        listed.show_counts(self._counts)
        wanted = case_id or (self.place.case.id if self.place.case else "")
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
        if case is None:
            return
        self._page.cases.want(case.state, case.layer)
        self._page.cases.choose(case_id)
        if self.place.case is not case:
            # It was the chosen one already, but stands otherwise now.
            self._on_case_chosen(case)

    def look_for(self, cluster: Cluster) -> None:
        """Go to the case at a disagreement that was found elsewhere, as soon as cases are known."""
        self._wanted = cluster
        if self._looking is None:
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
        self._page.show_alike(self._alike[case.signature])
        if not self.place.open(case):
            self._session.told.emit("This place has changed since. The list is made anew.")
            self.place.close()
            self._page.show_message(_LOOKING)
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
        if self.do(lambda: decide(workspace, reviewed, cluster, verdict, self)):
            self.place.forget(cluster.id)
            self._tell_decided_through(reviewed)
            if self.place.case is not None and self.place.case.id == cluster.id:
                # Decided anew, it stays in the list that is shown.
                self._on_case_chosen(self.cases[cluster.id])
                self._page.cases.go_to_row(self._page.cases.current_row + 1)
            self._page.cases.list.setFocus()

    def _tell_decided_through(self, reviewed: ReviewedArticle) -> None:
        """Say where the last open place of an article was decided, though the list goes on."""
        article_id = reviewed.article.id
        is_left = any(
            one.article_id == article_id and one.state is not CaseState.DECIDED
            for one in self.cases.values()
        )
        if not is_left:
            self._decided_through = article_id
            key = self._page.key_of("approve")
            self._session.told.emit(f"“{reviewed.title}” is decided. {key} approves it.")

    @property
    def to_approve(self) -> ReviewedArticle | None:
        """The article that is shown, or where something is open in it, the one decided last."""
        workspace, shown = self._session.workspace, self.place.reviewed
        is_ready = shown is not None and not shown.is_finished and not what_is_open(shown)
        if workspace is None or is_ready or not self._decided_through:
            return shown
        last = reviewed_article(workspace.queries, self._decided_through)
        return last if last is not None and not last.is_finished else shown

    def take_back(self) -> None:
        """Make the case open again."""
        workspace, case = self._session.workspace, self.place.case
        if workspace is not None and case is not None:
            if case.state is CaseState.OPEN:
                self._session.told.emit("Nothing was decided here yet.")
            elif self.do(lambda: take_back(workspace, case, self)):
                self.go_to(case.id)

    def do(self, work: Callable[[], Step]) -> bool:
        """Carry out what changes gold; where it is refused, say why and return ``False``."""
        self._session.leaving.emit()
        try:
            work()
        except LockedError:
            key = self._page.key_of("reopen_gold")
            self._session.told.emit(f"The gold of this article is finished. {key} reopens it.")
            return False
        except MendableError as error:
            self._session.told.emit(str(error))
            return False
        return True

    # Following the project

    def _on_project_opened(self) -> None:
        self._is_stale, self._looking, self._wanted = True, None, None
        self._decided_through = ""
        self.cases, self._counts, self._alike = {}, Counter(), Counter()
        self.place.close()
        self._page.cases.show_counts(self._counts)
        self._page.cases.show_cases((), "")
        self._page.show_message("")
        self.place.forget_unsaved()
        if self._session.workspace is not None:
            self._session.workspace.subscribe(self._on_step)
            self._on_labels_changed()

    def _on_labels_changed(self) -> None:
        assert self._session.workspace is not None
        self._page.cases.model.scheme = self._session.workspace.scheme
        self._is_stale = True
        if self._page.isVisible():
            self.compute()

    def _on_cancelled(self, title: str) -> None:
        if title == _TITLE:
            self._is_stale, self._looking, self._wanted = True, None, None
            if not self.cases:
                self._page.show_message(_CANCELLED)

    def _on_step(self, step: Step, initiator: object) -> None:
        if initiator is _MERGING:
            return
        records = [one.record for one in step.changes]
        decided = dict.fromkeys(one.id for one in records if isinstance(one, Decision))
        known = [one for id_ in decided if (one := self.cases.get(id_)) is not None]
        articles = dict.fromkeys(one.article_id for one in known)
        if self._is_progress_of_gold(step):
            self._refresh(step.article_id)
            self.place.show()
            return
        if self._is_overtaken_by(records, initiator) or len(articles) > _MOST_REFRESHED:
            self._is_stale = True
        for article_id in articles if len(articles) <= _MOST_REFRESHED else ():
            self._refresh(article_id)
        if not self._page.isVisible():
            return
        if self._is_stale:
            # What was just undone is not made gold again at once.
            self.compute(is_merging=initiator is self)
        elif known and initiator is not self:
            # Undone or done again: show what it was about.
            self._fill()
            self.go_to(known[0].id)

    def _is_progress_of_gold(self, step: Step) -> bool:
        """Tell whether the gold of an article was approved, opened again, or either undone."""
        workspace = self._session.workspace
        assert workspace is not None
        if not step.article_id or any(isinstance(one.record, Decision) for one in step.changes):
            return False
        gold = workspace.queries.set_id(step.article_id, GOLD)
        return gold is not None and step.touches_set(gold)

    def _is_overtaken_by(self, records: Sequence[Record], initiator: object) -> bool:
        """Tell whether other places are disagreed about since, or a list that is being made."""
        decided = [one.id for one in records if isinstance(one, Decision)]
        if decided:
            return self._looking is not None or any(one not in self.cases for one in decided)
        # Gold that the reviewer finishes is no annotator's work.
        return initiator is not self and any(isinstance(one, SetProgress) for one in records)

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
            self._alike[before.signature] -= before.is_open
            self._alike[case.signature] += case.is_open
            self._page.cases.put(case)
        self._page.cases.show_counts(self._counts)
        self._tell_emptiness()
