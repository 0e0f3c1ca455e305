"""What the editor does in the Agreement workspace: compute, look into figures, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.comparing.disagreements import Cluster, Kind
from annotator.comparing.report import Agreement, Trouble, between, confused
from annotator.domain.annotation_set import Owner
from annotator.domain.errors import MendableError
from annotator.ui.agreement.list_dialog import DisagreementList
from annotator.ui.agreement.page import AgreementPage
from annotator.ui.agreement.troubles import titled
from annotator.ui.article import ArticleView
from annotator.ui.dialogs.question import tell
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.ui.theme.theme import Theme
from annotator.workspace.agreement import comparable_owners, compute_agreement

_NOBODY = (
    "Agreement needs two people, or one and the suggestions.\n\n"
    "When a second annotator has finished articles of this project, their agreement shows here. "
    "Meanwhile you can compare your own work with the suggestions: choose both in the list above."
)
_NOTHING = (
    "The chosen ones have no article in common yet.\n\n"
    "An article counts when both have finished it (Ctrl Enter). Choose “Begun articles too” above "
    "to count unfinished ones."
)
_CANCELLED = "Comparing was cancelled.\n\n“Compute again” above starts it anew."
_TITLE = "Comparing"
_FORMATS = {
    "Page with pictures (*.html)": "html",
    "Table (*.csv)": "csv",
    "Everything (*.json)": "json",
}


class AgreementController(QObject):
    """``article_wanted`` says that a disagreement is to be looked at among the labels.

    ``decision_wanted`` carries one that is to be decided.
    """

    article_wanted = Signal()
    decision_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        page: AgreementPage,
        view: ArticleView,
        theme: Theme,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._jobs, self._page = session, jobs, page
        self._view, self._theme, self._window = view, theme, window
        self._agreement: Agreement | None = None
        self._computed_at = ""
        self._is_stale = True
        self.lists: list[DisagreementList] = []
        session.project_opened.connect(self._on_project_opened)
        session.labels_changed.connect(self._on_labels_changed)
        session.annotations_changed.connect(lambda _changes: self._on_work_changed())
        session.articles_changed.connect(self._on_work_changed)
        jobs.cancelled.connect(self._on_cancelled)
        page.filters.changed.connect(self.compute)
        page.figure_opened.connect(self._on_figure_opened)
        page.pair_opened.connect(self._on_pair_opened)
        page.confusion_opened.connect(self._on_confusion_opened)
        page.trouble_opened.connect(self._on_trouble_opened)
        page.article_opened.connect(self._on_article_opened)
        page.batch_opened.connect(self._on_batch_opened)

    def handlers(self) -> dict[str, Callable[[], object]]:
        return {"compute_agreement": self.compute, "export_agreement": self.choose_export}

    # Computing

    def enter(self) -> None:
        """Show the figures, and compute them where there are none yet."""
        workspace = self._session.workspace
        if workspace is None:
            return
        self._page.filters.show_owners(comparable_owners(workspace.queries))
        if self._agreement is None:
            self.compute()
        else:
            self._tell()

    def compute(self) -> None:
        workspace, request = self._session.workspace, self._page.filters.request
        if workspace is None:
            return
        if len(request.owners) < 2:
            self._agreement = None
            self._page.show_empty(_NOBODY)
            self._tell()
            return
        if self._agreement is None:
            self._page.show_empty("Comparing the annotators’ work…")
        job = compute_agreement(workspace.project, request)
        self._jobs.start(_TITLE, job, self._on_computed)

    def _on_computed(self, agreement: Agreement) -> None:
        workspace = self._session.workspace
        if workspace is None or agreement.owners != self._page.filters.owners:
            # Meanwhile others were chosen, and their figures are on the way.
            return
        self._is_stale = False
        self._computed_at = datetime.now().astimezone().strftime("%H:%M")
        self._agreement = agreement if agreement.articles else None
        if agreement.articles:
            self._page.show_report(agreement, workspace.scheme)
        else:
            self._page.show_empty(_NOTHING)
        self._tell()
        if agreement.gamma is not None:
            self._session.told.emit(f"γ: {agreement.gamma}.")

    def _on_cancelled(self, title: str) -> None:
        if title == _TITLE and self._agreement is None:
            self._page.show_empty(_CANCELLED)

    def _on_labels_changed(self) -> None:
        self._agreement, self._is_stale = None, True
        if self._page.isVisible():
            self.enter()

    def _on_project_opened(self) -> None:
        self._agreement, self._is_stale = None, True
        for one in self.lists:
            one.close()
        self._page.filters.show_owners(())
        self._page.show_empty("")
        if self._session.workspace is not None and self._page.isVisible():
            self.enter()

    def _on_work_changed(self) -> None:
        if not self._is_stale:
            self._is_stale = True
            self._tell()

    def _tell(self) -> None:
        if self._agreement is None:
            self._page.filters.tell("", has_figures=False)
            return
        when = "the project has changed since" if self._is_stale else "up to date"
        self._page.filters.tell(
            f"{len(self._agreement.articles):,} articles in common · computed "
            f"{self._computed_at}, {when}",
            has_figures=True,
        )

    # Looking into figures

    def _on_figure_opened(self, key: str) -> None:
        if self._agreement is None:
            return
        figure = self._agreement.figure(key)
        kinds = {"entities.alpha": Kind.LABEL, "quotes.speaker": Kind.SPEAKER}
        found = [one for one in self._agreement.disagreements if one.layer is figure.layer]
        if key in kinds:
            found = [one for one in found if kinds[key] in one.kinds]
        self._open(f"{figure.layer.value.capitalize()}: {figure.meaning}", found)

    def _on_pair_opened(self, one: Owner, other: Owner) -> None:
        if self._agreement is not None:
            layer = self._page.layer
            found = [each for each in self._agreement.disagreements if each.layer is layer]
            title = f"{layer.value.capitalize()}: {one.name} and {other.name}"
            self._open(title, between(found, one, other))

    def _on_confusion_opened(self, one: str, other: str) -> None:
        if self._agreement is not None:
            layer = self._page.layer
            found = confused(self._agreement.disagreements, layer, one, other)
            names = f"{one or 'nothing'} read as {other or 'nothing'}"
            self._open(f"{layer.value.capitalize()}: {names}, or the other way round", found)

    def _on_trouble_opened(self, trouble: Trouble) -> None:
        self._open(f"{trouble.layer.value.capitalize()}: {titled(trouble)}", trouble.clusters)

    def _on_article_opened(self, article_id: str) -> None:
        if self._agreement is not None:
            found = [one for one in self._agreement.disagreements if one.article_id == article_id]
            title = next(one.title for one in self._agreement.articles if one.id == article_id)
            self._open(title or "Untitled article", found)

    def _on_batch_opened(self, article_ids: Sequence[str]) -> None:
        if self._agreement is not None:
            layer, ids = self._page.layer, set(article_ids)
            found = [
                one
                for one in self._agreement.disagreements
                if one.layer is layer and one.article_id in ids
            ]
            count = f"{len(ids):,} article{'s' if len(ids) != 1 else ''}"
            self._open(f"{layer.value.capitalize()}: {count} of one time", found)

    def _open(self, title: str, clusters: Sequence[Cluster]) -> None:
        assert self._agreement is not None
        if not clusters:
            self._session.told.emit("There is no disagreement behind this figure.")
            return
        titles = {one.id: one.title for one in self._agreement.articles}
        listed = DisagreementList(title, clusters, titles, self._theme, self._window)
        listed.opened.connect(self.look_at)
        listed.decision_wanted.connect(self.decision_wanted)
        listed.finished.connect(lambda _result: self.lists.remove(listed))
        self.lists.append(listed)
        listed.show()

    def look_at(self, cluster: Cluster) -> None:
        """Open the article at a disagreement, with the own annotation in it where there is one."""
        session = self._session
        self.article_wanted.emit()
        if session.article is None or session.article.id != cluster.article_id:
            session.open_article(cluster.article_id)
        session.switch_layer(cluster.layer)
        ids = {piece.annotation.id for choice in cluster.choices for piece in choice.pieces}
        own = next((one for one in sorted(ids) if session.index.find(one)), None)
        session.focus(own)
        self._view.scroll_to(cluster.span.start)
        if own is None:
            self._view.select(cluster.span.start, cluster.span.end, snap=False)
        choices = "; ".join(
            f"{', '.join(owner.name for owner in choice.owners)}: "
            f"{' + '.join(choice.labels) or 'nothing'}"
            for choice in cluster.choices
        )
        session.told.emit(choices)

    # Taking out

    def choose_export(self) -> None:
        workspace = self._session.workspace
        if self._agreement is None or workspace is None:
            self._session.told.emit("There are no figures to export yet. Compute agreement first.")
            return
        start = workspace.project.path.with_name("agreement.html")
        dialog = QFileDialog(self._window, "Export the agreement report", str(start))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(_FORMATS))
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(_FORMATS[name]))
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, path: Path) -> None:
        """Write the report as the name of ``path`` ends; a page where it says nothing else."""
        # Late: nothing else needs what writes the report.
        from annotator.workspace.agreement_files import write_agreement

        if self._agreement is None:
            return
        form = path.suffix.lower().removeprefix(".")
        try:
            write_agreement(self._agreement, path, form if form in _FORMATS.values() else "html")
        except MendableError as error:
            tell(self._window, "The report was not written", str(error))
        else:
            self._session.told.emit(f"Report written to {path}.")
