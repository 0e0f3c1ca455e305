"""The release dialog: three columns of choices with their consequences, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.errors import MendableError
from annotator.domain.scheme import Scheme
from annotator.formats.protocol import Format
from annotator.store import CatalogueRow, Queries
from annotator.ui.dialogs.release.contents import ContentsColumn
from annotator.ui.dialogs.release.losses import LossesPart
from annotator.ui.dialogs.release.naming import NamesRow
from annotator.ui.dialogs.release.parts import Heading, LinesDialog
from annotator.ui.dialogs.release.preview import ManifestCard, RecordPreview
from annotator.ui.dialogs.release.result import ResultPage
from annotator.ui.dialogs.release.splits import SplitsCard
from annotator.ui.key_button import KeyButton
from annotator.ui.theme.theme import Theme
from annotator.workspace.releasing.checking import Checked, record_in_release
from annotator.workspace.releasing.planning import Plan, plan
from annotator.workspace.releasing.reading import (
    earlier_splits,
    latest_release,
    next_version,
)
from annotator.workspace.releasing.settings import ReleaseSettings
from annotator.workspace.releasing.writing import Released

_SIZE = QSize(1180, 760)
_RESULT = QSize(640, 320)
_PAUSE = 120
"""Milliseconds after the last choice until its consequences are worked out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a release, or only a look at what it would be."""

    settings: ReleaseSettings
    parent: Path
    earlier: Path | None
    checks_only: bool


class ReleaseDialog(QDialog):
    """``wanted`` carries a ``Wanted``; ``owner_chosen`` the owner whose texts are to be compared.

    ``cancelled`` asks to stop what runs.
    """

    wanted = Signal(object)
    owner_chosen = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        queries: Queries,
        scheme: Scheme,
        owners: Sequence[Owner],
        formats: Sequence[Format],
        project: Path,
        name: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._queries = queries
        self._catalogue: list[CatalogueRow] = []
        self._alike: list[tuple[str, ...]] | None = None
        self._plan: Plan | None = None
        self._is_busy = False
        self.setWindowTitle("Release")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._names = NamesRow(name, project.parent / "releases")
        self._contents = ContentsColumn(owners, formats)
        self._splits = SplitsCard(theme)
        self._losses = LossesPart()
        self._preview = RecordPreview()
        annotators = sum(owner.kind is OwnerKind.ANNOTATOR for owner in owners)
        self._manifest = ManifestCard(scheme, annotators)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.work_out)
        self._arrange(theme)
        self._connect()
        self._names.propose_version(next_version(self._find_earlier()))
        self.resize(_SIZE)

    # Putting together

    def _arrange(self, theme: Theme) -> None:
        self._form = QWidget()
        column = QVBoxLayout(self._form)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(12)
        column.addWidget(self._names)
        columns = QWidget()
        row = QHBoxLayout(columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(22)
        row.addWidget(self._contents, 3)
        row.addLayout(self._middle(), 4)
        row.addLayout(self._right(), 4)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(columns)
        column.addWidget(scrolled, 1)
        column.addLayout(self._foot(theme))
        self._result = ResultPage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._form)
        self._pages.addWidget(self._result)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Heading("Splits"))
        column.addWidget(self._splits)
        column.addSpacing(4)
        column.addWidget(self._losses, 1)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(Heading("First record", "JSON Lines"))
        column.addWidget(self._preview, 1)
        column.addSpacing(4)
        column.addWidget(Heading("Manifest", "manifest.json"))
        column.addWidget(self._manifest)
        return column

    def _foot(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(160)
        self._progress.hide()
        self._cancel = KeyButton(theme, "Cancel", "Esc")
        self._check = KeyButton(theme, "Check only", "Alt C")
        self._release = KeyButton(theme, "Release", "Ctrl Enter", icon="export", is_primary=True)
        row.addWidget(self._told, 1)
        for widget in (self._progress, self._cancel, self._check, self._release):
            row.addWidget(widget)
        return row

    def _connect(self) -> None:
        self._contents.owner_chosen.connect(self._on_owner_chosen)
        for part in (self._names, self._contents, self._splits, self._manifest):
            part.changed.connect(self._pause.start)
        self._names.place_changed.connect(self._find_earlier)
        self._splits.groups_wanted.connect(self._show_groups)
        self._cancel.clicked.connect(self.reject)
        self._check.clicked.connect(lambda: self._ask(checks_only=True))
        self._release.clicked.connect(lambda: self._ask(checks_only=False))
        self._result.closed.connect(self.accept)
        for keys, button in (
            ("Ctrl+Return", self._release),
            ("Ctrl+Enter", self._release),
            ("Alt+C", self._check),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(button.click)

    # Choosing

    @property
    def owner(self) -> Owner:
        return self._contents.owner

    def _settings(self) -> ReleaseSettings:
        contents, manifest = self._contents, self._manifest
        first, last = contents.dates
        return ReleaseSettings(
            name=self._names.name,
            version=self._names.version,
            owner=contents.owner,
            layers=contents.layers,
            states=contents.states,
            progress=contents.progress,
            sources=contents.sources,
            languages=contents.languages,
            published_from=first,
            published_to=last,
            rule=self._splits.rule(),
            formats=contents.formats,
            with_annotators=manifest.with_annotators,
            with_names=manifest.with_names,
            with_notes=manifest.with_notes,
            licence=manifest.licence,
        )

    def _find_earlier(self) -> Path | None:
        found = latest_release(self._names.folder, self._queries.project_id(), self._names.name)
        self._manifest.show_earlier(found)
        self._pause.start()
        return found

    def _on_owner_chosen(self) -> None:
        self.owner_chosen.emit(self.owner)

    def _ask(self, *, checks_only: bool) -> None:
        self.work_out()
        if self._plan is None or not self._plan.articles or self._is_busy:
            return
        earlier = self._manifest.earlier
        self._set_busy(is_busy=True)
        self.wanted.emit(Wanted(self._settings(), self._names.folder, earlier, checks_only))

    # Showing what comes of it

    def show_owner(self, catalogue: list[CatalogueRow]) -> None:
        """Show what the chosen owner has annotated; near-duplicates are told later."""
        self._catalogue, self._alike = catalogue, None
        self._contents.show_catalogue(catalogue)
        self.work_out()

    def show_alike(self, alike: list[tuple[str, ...]]) -> None:
        """Show the near-duplicates among what the owner has annotated."""
        self._alike = alike
        self.work_out()

    def work_out(self) -> None:
        """Work out and show what the release would be as everything is chosen now."""
        self._pause.stop()
        self._plan = None
        try:
            settings = self._settings()
            earlier = self._manifest.earlier
            splits = earlier_splits(earlier) if earlier else {}
            self._plan = plan(self._catalogue, settings, self._alike or (), splits)
        except MendableError as error:
            self._say(str(error), is_problem=True)
            return
        finally:
            self._enable()
        self._show_plan(self._plan, settings)

    def _show_plan(self, found: Plan, settings: ReleaseSettings) -> None:
        self._contents.show_chosen(len(found.articles), len(self._catalogue))
        self._splits.show_counts(found.split_counts)
        if self._alike is not None:
            near = sum(len(group) for group in found.alike)
            self._splits.show_near_duplicates(len(found.alike), near)
        first = found.articles[0].id if found.articles else ""
        record = record_in_release(self._queries, settings, first) if first else None
        self._preview.show_record(record, found.splits.get(first, ""))
        count, formats = len(found.articles), len(settings.all_formats)
        said = ", ".join(f"{number:,} {reason}" for reason, number in found.left_out.items())
        self._say(
            f"{count:,} {'article' if count == 1 else 'articles'} in {formats} "
            f"{'format' if formats == 1 else 'formats'}"
            + (f". Left out: {said}." if said else "."),
            is_problem=not count,
        )

    def _say(self, text: str, *, is_problem: bool = False) -> None:
        self._told.setText(text)
        self._told.setProperty("problem", is_problem)
        self._told.setProperty("quiet", not is_problem)
        self._told.style().polish(self._told)

    def _show_groups(self) -> None:
        if self._plan is not None:
            titles = {row.id: row.title or "Untitled" for row in self._catalogue}
            lines = [
                (
                    titles[one[0]],
                    "\n".join(titles[other] for other in one[1:]),
                    self._plan.splits[one[0]],
                )
                for one in self._plan.alike
            ]
            LinesDialog("Near-duplicates", lines, self).open()

    def show_checked(self, checked: Checked) -> None:
        """Show what a look at everything found."""
        self._set_busy(is_busy=False)
        self._contents.show_losses(checked.losses)
        self._losses.show_losses(checked.losses)
        self._say("Checked; nothing was written.")

    def show_progress(self, title: str, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._say(f"{title}: {done:,} of {total:,}" if total else f"{title}…")

    def show_problem(self, text: str) -> None:
        self._set_busy(is_busy=False)
        self._say(text, is_problem=True)

    def show_cancelled(self) -> None:
        self._set_busy(is_busy=False)
        self._say("Cancelled; nothing was written.")

    def show_released(self, released: Released) -> None:
        self._set_busy(is_busy=False)
        self._result.show_released(released)
        self._pages.removeWidget(self._form)
        self._form.hide()
        self.resize(_RESULT)
        self._result.close_button.setFocus()

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._progress.setVisible(is_busy)
        self._enable()

    def _enable(self) -> None:
        can_go = not self._is_busy and self._plan is not None and bool(self._plan.articles)
        self._check.setEnabled(can_go)
        self._release.setEnabled(can_go)

    def reject(self) -> None:
        """Stop what runs; where nothing does, close."""
        if self._is_busy:
            self.cancelled.emit()
        else:
            super().reject()
