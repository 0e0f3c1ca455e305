"""What the editor does about findings: check, go from one to the next, fix, mark as right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from annotator.comparing.consistency import Finding
from annotator.domain.annotation_set import GOLD, Owner
from annotator.domain.errors import MendableError
from annotator.domain.step import Step
from annotator.ui.article import ArticleView
from annotator.ui.consistency.pane import ConsistencyPane
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.workspace.commands import MarkAsOpen, MarkAsRight
from annotator.workspace.consistency import (
    Checked,
    Findings,
    check_consistency,
    default_owner,
    fix_of,
)

_TITLE = "Checking consistency"
_NOTHING_DONE = (
    "There is nothing to check yet: an article counts once somebody has begun to label it."
)
_CONSISTENT = "Nothing looks inconsistent."
_FILTERED = "No finding is like this. Change the filter above."
_NONE_RIGHT = "Nothing is marked as right. Alt+R marks a finding that is right as it is."
_CANCELLED = "Checking was cancelled. “Check again” starts it anew."


class ConsistencyController(QObject):
    """``article_wanted`` says that a finding is to be looked at among the labels."""

    article_wanted = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, pane: ConsistencyPane, view: ArticleView
    ) -> None:
        super().__init__(pane)
        self._session, self._jobs, self._pane, self._view = session, jobs, pane, view
        self._findings: Findings | None = None
        self._owner: Owner | None = None
        session.project_opened.connect(self._on_project_opened)
        jobs.cancelled.connect(self._on_cancelled)
        pane.opened.connect(self._on_opened)
        pane.left.connect(view.setFocus)
        pane.closed.connect(self._on_closed)
        pane.owner_chosen.connect(self._on_owner_chosen)
        pane.view_changed.connect(self._fill)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "consistency": self.show,
            "check_consistency": self.check,
            "next_finding": partial(self.go, 1),
            "previous_finding": partial(self.go, -1),
            "fix_finding": partial(self.fix, all_like_it=False),
            "fix_findings": partial(self.fix, all_like_it=True),
            "mark_finding": partial(self.mark, all_like_it=False),
            "mark_findings": partial(self.mark, all_like_it=True),
        }

    # Checking

    def show(self) -> None:
        """Show the findings and go to their list; check where that was not done yet."""
        if self._session.workspace is None:
            self._session.told.emit("Open a project first.")
            return
        self.article_wanted.emit()
        self._pane.show()
        self._pane.list.setFocus()
        if self._findings is None:
            self.check()

    def check(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        own = workspace.owner
        owner = self._owner or default_owner(workspace.queries, own)
        owners = [GOLD, own] if GOLD in workspace.queries.owners() else [own]
        self._pane.show()
        self._pane.show_owners(owners, owner)
        self._pane.show_message("Checking whether what looks alike is labelled alike…")
        job = check_consistency(workspace.project, owner)
        self._jobs.start(_TITLE, job, self._on_checked)

    def _on_checked(self, checked: Checked) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        self._findings = Findings(checked, workspace.queries)
        has_focus = self._pane.isAncestorOf(self._pane.window().focusWidget() or self._view)
        self._fill()
        if has_focus:
            self._pane.list.setFocus()

    def _on_cancelled(self, title: str) -> None:
        if title == _TITLE:
            self._findings = None
            self._pane.show_message(_CANCELLED)

    def _on_owner_chosen(self, owner: Owner) -> None:
        self._owner = owner
        self.check()

    def _on_project_opened(self) -> None:
        self._findings = self._owner = None
        self._pane.show_message("")
        self._pane.hide()
        if self._session.workspace is not None:
            self._session.workspace.subscribe(self._on_step)

    def _on_step(self, step: Step, _initiator: object) -> None:
        if self._findings is not None and self._findings.apply(step.changes):
            self._fill()

    def _on_closed(self) -> None:
        self._pane.hide()
        self._view.setFocus()

    # Showing

    def _fill(self) -> None:
        if self._findings is None:
            return
        checked, pane = self._findings.checked, self._pane
        standing = self._findings.standing(approved=pane.is_of_approved)
        shown = [one for one in standing if self._is_wanted(one)]
        whose = "gold" if checked.owner == GOLD else "my work"
        about = f"{len(standing):,} finding{'s' if len(standing) != 1 else ''}"
        about += (
            f" in {checked.articles:,} article{'s' if checked.articles != 1 else ''} of {whose}"
        )
        if pane.is_of_approved:
            about = f"{len(standing):,} marked as right in {whose}"
        pane.show_findings(shown, checked.titles, about, self._empty(standing))

    def _is_wanted(self, finding: Finding) -> bool:
        if self._pane.kind not in (None, finding.kind):
            return False
        typed = self._pane.words.casefold().strip()
        if not typed:
            return True
        title = self._findings.checked.titles.get(finding.article_id, "") if self._findings else ""
        said = (finding.words, finding.odd, finding.usual, title)
        return any(typed in one.casefold() for one in said)

    def _empty(self, standing: Sequence[Finding]) -> str:
        if standing:
            return _FILTERED
        if self._pane.is_of_approved:
            return _NONE_RIGHT
        has_any = self._findings is not None and self._findings.checked.articles > 0
        return _CONSISTENT if has_any else _NOTHING_DONE

    # Going

    def go(self, step: int) -> None:
        """Go to the next or previous finding, in the list and in the article."""
        if self._findings is None:
            self.show()
            return
        self._pane.show()
        self._pane.go(step)
        self.look_at(self._pane.current)

    def _on_opened(self) -> None:
        self.look_at(self._pane.current)
        if self._pane.current is not None and self._pane.current.article_id:
            self._view.setFocus()

    def look_at(self, finding: Finding | None) -> None:
        """Open the article at a finding, with its annotation or its words chosen."""
        if finding is None or self._findings is None:
            return
        session, owner = self._session, self._findings.checked.owner
        session.told.emit(finding.why + ".")
        if finding.span is None:
            return
        self.article_wanted.emit()
        is_shown = session.article is not None and session.article.id == finding.article_id
        if not is_shown or session.shown_owner != owner:
            session.open_article(finding.article_id, owner)
        session.switch_layer(finding.layer)
        session.focus(finding.annotation_id or None)
        self._view.scroll_to(finding.span.start)
        end = finding.span.start if finding.annotation_id else finding.span.end
        self._view.select(finding.span.start, end, snap=False)

    # Doing

    def fix(self, *, all_like_it: bool) -> None:
        findings, workspace, chosen = self._findings, self._session.workspace, self._pane.current
        if findings is None or workspace is None or chosen is None:
            return
        wanted = findings.like(chosen) if all_like_it else [chosen]
        try:
            fix = fix_of(workspace.queries, findings.checked, wanted)
        except MendableError as error:
            self._session.told.emit(str(error))
            return
        if self._session.do(fix) is not None:
            left = len(wanted) - len(fix.commands)
            rest = f" {left:,} are in finished articles and stay as they are." if left else ""
            self._go_on(f"{fix.title}. Ctrl+Z takes it back.{rest}")

    def mark(self, *, all_like_it: bool) -> None:
        """Mark what is chosen as right; among those that are, take it back."""
        findings, chosen = self._findings, self._pane.current
        if findings is None or chosen is None:
            return
        if self._pane.is_of_approved:
            if self._session.do(MarkAsOpen(findings.approvals_of(chosen))) is not None:
                self._session.told.emit("It is an open finding again.")
            return
        key = chosen.group if all_like_it else chosen.key
        if self._session.do(MarkAsRight((key,))) is not None:
            which = "All like it are" if all_like_it else "It is"
            self._go_on(f"{which} marked as right and left out from now on.")

    def _go_on(self, told: str) -> None:
        """Look at what has taken the place of the finding that is settled."""
        self.look_at(self._pane.current)
        self._session.told.emit(told)
