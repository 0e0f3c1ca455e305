"""What a team does: share articles out, work apart, come together, read the same guidelines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.comparing.merging import Question, Side
from annotator.domain.annotation_set import DETECTOR
from annotator.domain.assigning import Assignment
from annotator.domain.errors import MendableError
from annotator.domain.team import Annotator
from annotator.ui.active_time import spoken_time
from annotator.ui.dialogs.assignment import AssignmentDialog
from annotator.ui.dialogs.bringing_back import BringBackDialog
from annotator.ui.dialogs.handing_out import HandOutDialog
from annotator.ui.dialogs.people import PeopleDialog
from annotator.ui.dialogs.question import tell
from annotator.ui.job_runner import JobRunner
from annotator.ui.panels.guidelines import GuidelinesPane
from annotator.ui.session import Session
from annotator.workspace.bringing_back import BringReport, bring_back
from annotator.workspace.handing_out import default_name, hand_out
from annotator.workspace.jobs import Advance, Job
from annotator.workspace.workspace import Workspace


class TeamController(QObject):
    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        guidelines: GuidelinesPane,
        reopen: Callable[[Path], None],
        window: QWidget,
    ) -> None:
        """``reopen`` opens the project anew, after much of it came in from elsewhere."""
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._guidelines = guidelines
        self._reopen = reopen
        self._window = window
        self._looking: Job[BringReport | str] | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "people": self.show_people,
            "assign": self.choose_assignment,
            "hand_out": self.choose_hand_out,
            "bring_back": self.choose_files,
            "edit_guidelines": self._guidelines.edit,
            "my_time": self.tell_time,
        }

    # People and assignments

    def show_people(self) -> None:
        workspace = self._writable()
        if workspace is None:
            return
        dialog = PeopleDialog(workspace.project.team, self._window)

        def carry_out(action: str, chosen: Annotator | None) -> None:
            dialog.accept()
            if action == "assign":
                self.choose_assignment()
            else:
                self.choose_hand_out(chosen)

        dialog.asked.connect(carry_out)
        dialog.open()

    def choose_assignment(self) -> None:
        workspace = self._writable()
        if workspace is None:
            return
        team, queries = workspace.project.team, workspace.queries
        ids = queries.article_ids(DETECTOR)
        if not ids:
            self._session.told.emit("There are no articles to assign yet. Import some first.")
            return
        people = team.annotators()
        titles = [(one.id, one.title) for one in queries.article_rows(DETECTOR, ids)]
        assigned = {one.id: team.assigned_ids(one.id) for one in people}
        dialog = AssignmentDialog(titles, people, assigned, self._window)
        dialog.chosen.connect(self._assign)
        dialog.open()

    def _assign(self, assignment: Assignment, says: str) -> None:
        workspace = self._writable()
        if workspace is not None:
            workspace.project.team.assign(assignment)
            workspace.project.record(f"Assign articles: {says}", workspace.annotator)
            self._session.articles_changed.emit()
            self._session.told.emit(f"Articles assigned: {says}.")

    # Working apart

    def choose_hand_out(self, chosen: Annotator | None = None) -> None:
        workspace = self._writable()
        if workspace is None:
            return
        workloads = [
            load
            for load in workspace.project.team.workloads()
            if load.annotator.name != workspace.annotator or load.annotator == chosen
        ]
        if not workloads:
            text = "There is nobody else to hand out to. Add annotators first."
            tell(self._window, "Nobody to hand out to", text)
            return
        folder = workspace.project.path.parent
        dialog = HandOutDialog(workloads, chosen, folder, self._window)
        dialog.chosen.connect(self._hand_out)
        dialog.open()

    def _hand_out(self, people: Sequence[Annotator], folder: Path) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            job = _hand_out_all(workspace, people, folder)
            self._jobs.start("Handing out", job, self._on_handed_out)

    def _on_handed_out(self, paths: list[Path]) -> None:
        names = ", ".join(path.name for path in paths)
        self._session.told.emit(f"Written to {paths[0].parent}: {names}.")

    def choose_files(self) -> None:
        if self._writable() is None:
            return
        dialog = QFileDialog(self._window, "Bring back")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["Annotator projects (*.annot)", "All files (*)"])
        dialog.filesSelected.connect(lambda names: self.look_at(list(map(Path, names))))
        dialog.open()

    def look_at(self, paths: list[Path]) -> None:
        """Show what would come from ``paths``, and bring it back when that is wanted."""
        if self._writable() is None:
            return
        dialog = BringBackDialog(paths, self._window)
        dialog.files_changed.connect(lambda files: self._look(files, dialog))
        dialog.chosen.connect(self._bring_back)
        dialog.open()
        self._look(paths, dialog)

    def _look(self, paths: list[Path], dialog: BringBackDialog) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        if self._looking is not None:
            self._jobs.drop(self._looking)
        job = self._looking = _told(
            bring_back(workspace.project, paths, workspace.annotator, dry_run=True)
        )

        def show(outcome: BringReport | str) -> None:
            if isinstance(outcome, str):
                dialog.show_failure(outcome)
            else:
                dialog.show_report(outcome)

        self._jobs.start(_LOOKING, job, show)
        dialog.finished.connect(lambda _result: self._jobs.drop(job))

    def _bring_back(self, paths: list[Path], answers: dict[Question, Side]) -> None:
        workspace = self._session.workspace
        if workspace is not None:
            job = bring_back(workspace.project, paths, workspace.annotator, answers=answers)
            self._jobs.start("Bringing back", job, self._on_brought_back)

    def _on_brought_back(self, report: BringReport) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        if not report.is_kept:
            reasons = [one.refusal for one in report.refused] or ["A question has no answer yet."]
            tell(self._window, "Nothing was brought back", reasons[0])
            return
        self._reopen(workspace.project.path)
        self._session.told.emit(f"Brought back: {report.summary}.")

    # Active time

    def tell_time(self) -> None:
        workspace = self._session.workspace
        if workspace is None:
            return
        times = workspace.project.team.active_times(workspace.annotator)
        total = sum(seconds for _, _, seconds in times)
        lines = [f"{spoken_time(seconds)}: {title}" for _, title, seconds in times[:12]]
        noun = "article" if len(times) == 1 else "articles"
        about = (
            f"{spoken_time(total)} in {len(times):,} {noun}. Pauses of more than a minute and a "
            "half, and time in other programs, are left out. Only you are shown this."
        )
        tell(self._window, "My active time", "\n".join([about, "", *lines]) if times else _NO_TIME)

    def _writable(self) -> Workspace | None:
        workspace = self._session.workspace
        if workspace is None:
            self._session.told.emit("Open a project first.")
        elif workspace.project.is_read_only:
            self._session.told.emit("This project is open for reading only.")
            return None
        return workspace


_LOOKING = "Looking at what would come"
_NO_TIME = "No work has been measured yet: it is noted while you work on an article."


def _told(job: Job[BringReport]) -> Job[BringReport | str]:
    """Give the sentence of an error as the result, for the dialog to show."""
    try:
        return (yield from job)
    except MendableError as error:
        return str(error)


def _hand_out_all(
    workspace: Workspace, people: Sequence[Annotator], folder: Path
) -> Job[list[Path]]:
    paths = []
    for number, person in enumerate(people):
        yield Advance(number, len(people))
        path = folder / default_name(workspace.project, person)
        yield from hand_out(workspace.project, person, path)
        paths.append(path)
    return paths
