"""The main window: puts the parts beside each other and connects them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from annotator.comparing.disagreements import Cluster
from annotator.domain.annotation import Layer
from annotator.domain.span import Span
from annotator.ui import dropping
from annotator.ui.actions import Actions
from annotator.ui.active_time import ActiveTime
from annotator.ui.agreement import AgreementController, AgreementPage
from annotator.ui.arranging import above_each_other, scrolled, side_by_side, stacked
from annotator.ui.article import ArticleView
from annotator.ui.bars import ArticleBar, StatusStrip, Toolbar
from annotator.ui.consistency import ConsistencyController, ConsistencyPane
from annotator.ui.controllers.articles import ArticlesController
from annotator.ui.controllers.hiding import HidingController
from annotator.ui.controllers.labelling import LabellingController, LayerController
from annotator.ui.controllers.labels import LabelsController
from annotator.ui.controllers.mentions import MentionsController
from annotator.ui.controllers.notes import NotesController
from annotator.ui.controllers.projects import ProjectsController
from annotator.ui.controllers.quotes import QuotesController
from annotator.ui.controllers.releases import ReleasesController
from annotator.ui.controllers.segments import SegmentsController
from annotator.ui.controllers.team import TeamController
from annotator.ui.controllers.windows import WindowController
from annotator.ui.job_runner import JobRunner
from annotator.ui.key_bar import KeyBar
from annotator.ui.label_workspace import LabelWorkspace
from annotator.ui.overlays import CheatSheet, Palette
from annotator.ui.palette_entries import palette_entries
from annotator.ui.panels import SidePanel
from annotator.ui.panels.guidelines import GuidelinesPane
from annotator.ui.queue import QueuePanel
from annotator.ui.review import BulkReviewController, ReviewController, ReviewPage
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.theme.theme import Theme
from annotator.ui.welcome import Welcome
from annotator.ui.workspace_switch import WORKSPACES


class MainWindow(QMainWindow):
    """One window on one project."""

    def __init__(self, theme: Theme, settings: Settings, sample_folder: Path) -> None:
        super().__init__()
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self._settings = settings
        self.session = Session(self)
        self.jobs = JobRunner(self)
        self.actions_by_id = Actions(self, settings.keys)
        with theme.assembling():
            self._make_parts(theme)
            self._make_controllers(theme, sample_folder)
            self._arrange()
        self._connect()
        self._restore()

    def _make_parts(self, theme: Theme) -> None:
        self.view = ArticleView(theme)
        self.queue = QueuePanel(theme)
        self.guidelines = GuidelinesPane(self.session)
        self.guidelines.hide()
        self.panel = SidePanel(self.session, theme, self.view)
        self.welcome = Welcome(self.actions_by_id, theme)
        self.toolbar = Toolbar(self.actions_by_id, theme, self.actions_by_id.menu(self))
        self.article_bar = ArticleBar(self.session, self.actions_by_id, theme)
        self.key_bar = KeyBar(self.session, self.actions_by_id, theme)
        self.status = StatusStrip(theme)
        self.active_time = ActiveTime(self.session, self.view)
        self.consistency_pane = ConsistencyPane(self.actions_by_id, theme)
        self.review_page = ReviewPage(self.actions_by_id, theme)
        self.agreement_page = AgreementPage(self.actions_by_id, theme)

    def _make_controllers(self, theme: Theme, sample_folder: Path) -> None:
        session, view, settings = self.session, self.view, self._settings
        self.projects = ProjectsController(session, self.jobs, settings, sample_folder, theme, self)
        hiding = HidingController(session, settings, self.actions_by_id["show_hidden"], self)
        self.articles = ArticlesController(session, self.queue, settings, self)
        segments = SegmentsController(session, view)
        mentions = MentionsController(session, view)
        quotes = QuotesController(session, view, theme)
        layers: dict[Layer, LayerController] = {
            Layer.SEGMENTS: segments,
            Layer.ENTITIES: mentions,
            Layer.QUOTES: quotes,
        }
        self.labelling = LabellingController(session, view, layers, self.jobs)
        quotes.go_on = partial(self.labelling.go_to_undecided, 1)
        self.agreement = AgreementController(
            session, self.jobs, self.agreement_page, view, theme, self
        )
        self.review = ReviewController(
            session, self.jobs, self.review_page, self.actions_by_id, theme, self
        )
        self.consistency = ConsistencyController(session, self.jobs, self.consistency_pane, view)
        entries = partial(palette_entries, self.actions_by_id, session, self.labelling)
        self.palette_overlay = Palette(self, theme, entries)
        self.cheat_sheet = CheatSheet(self, theme, self.actions_by_id)
        self.windows = WindowController(self, theme, settings)
        notes = NotesController(session, view, self.panel, self)
        self.team = TeamController(session, self.jobs, self.guidelines, self.projects.reopen, self)
        self.releases = ReleasesController(session, self.jobs, theme, self)
        for controller in (
            self.projects,
            LabelsController(session, self.jobs, theme, self),
            hiding,
            self.articles,
            segments,
            mentions,
            quotes,
            self.labelling,
            self.review,
            self.review.place,
            BulkReviewController(session, self.jobs, self.review, self),
            self.agreement,
            self.consistency,
            notes,
            self.team,
            self.windows,
            self.releases,
        ):
            self.actions_by_id.connect(controller.handlers())

    def _arrange(self) -> None:
        label = LabelWorkspace(
            self.queue,
            self.article_bar,
            above_each_other(side_by_side(self.view, self.guidelines), self.consistency_pane),
            self.panel,
            self.key_bar,
        )
        self.panes = label.panes
        self.workspaces = QStackedWidget()
        for page in (label, self.review_page, self.agreement_page):
            self.workspaces.addWidget(page)
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolled(self.welcome))
        self.pages.addWidget(stacked(self.workspaces, above=self.toolbar.widget))
        self.setCentralWidget(stacked(self.pages, self.status.widget))
        self.actions_by_id.serve(
            self.view, self.queue.list, *(one.view for one in self.panel.lists.values())
        )

    def _connect(self) -> None:
        session, view = self.session, self.view
        session.project_closing.connect(self.jobs.cancel_all)
        session.project_opened.connect(self._on_project_opened)
        session.article_opened.connect(self._on_article_opened)
        session.annotations_changed.connect(self._on_annotations_changed)
        session.layer_switched.connect(view.set_layer)
        session.focus_moved.connect(view.focus_annotation)
        session.focus_moved.connect(lambda _id: self._tell_place())
        self.queue.model.modelReset.connect(self._tell_place)
        session.edge_chosen.connect(view.set_edge)
        session.hiding_changed.connect(self._on_hiding_changed)
        session.history_moved.connect(self._on_history_moved)
        session.place_wanted.connect(self._on_place_wanted)
        session.told.connect(self.status.tell)
        self.active_time.measured.connect(self.article_bar.show_time)
        view.annotation_clicked.connect(session.focus)
        self.agreement.article_wanted.connect(partial(self.show_workspace, "label"))
        self.agreement.decision_wanted.connect(self._decide)
        self.review.place.told.connect(self.status.show_place)
        self.consistency.article_wanted.connect(self._show_label)
        self.welcome.recent_chosen.connect(self.projects.open)
        self.jobs.progressed.connect(self.status.show_job)
        self.jobs.failed.connect(self.status.tell)
        self.jobs.cancelled.connect(lambda title: self.status.tell(f"{title}: cancelled."))
        self.status.cancel.clicked.connect(self.jobs.cancel)

    def _restore(self) -> None:
        geometry, panes = self._settings.window
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)
        if not panes.isEmpty():
            self.panes.restoreState(panes)
        self.welcome.show_recent(self._settings.recent)
        self.status.show_session(self.session)
        self._on_history_moved()

    def show_workspace(self, name: str) -> None:
        """Show a workspace by its name in ``workspace_switch``."""
        if self.session.workspace is None:
            return
        self.workspaces.setCurrentIndex(WORKSPACES.index(name))
        self.toolbar.show_workspace(name)
        self.actions_by_id.show_workspace(name)
        self._tell_place()
        if name == "agreement":
            self.agreement.enter()
            self.agreement_page.focus_figures()
            self.status.show_place("Every figure opens the disagreements behind it")
        elif name == "review":
            self.review.enter()
        else:
            self.view.setFocus()

    def _decide(self, cluster: Cluster) -> None:
        self.activateWindow()
        self.show_workspace("review")
        self.review.look_for(cluster)

    def _show_label(self) -> None:
        """Show the article without taking the focus from what is beside it."""
        if self.workspaces.currentIndex() != WORKSPACES.index("label"):
            self.show_workspace("label")

    # Following the session

    def _on_project_opened(self) -> None:
        workspace = self.session.workspace
        self.pages.setCurrentIndex(0 if workspace is None else 1)
        self.welcome.show_recent(self._settings.recent)
        if workspace is not None:
            project = workspace.project
            self.toolbar.show_project(project.path.stem, is_read_only=project.is_read_only)
            self.setWindowTitle(f"{project.path.stem} – Annotator")
            self.show_workspace("label")
        else:
            self.setWindowTitle("Annotator")
        self._tell_place()

    def _on_article_opened(self) -> None:
        session = self.session
        if session.article is None or session.annotations is None or session.workspace is None:
            self.view.clear()
        else:
            scheme = session.workspace.scheme
            self.view.show_article(
                session.article, session.annotations, session.index, scheme, session.names
            )
            self.view.set_layer(session.layer)
            self.view.set_only_active_layer(self.actions_by_id["only_active"].isChecked())
        self._tell_place()

    def _on_place_wanted(self, span: Span | None) -> None:
        self.show_workspace("label")
        if span is not None:
            self.view.scroll_to(span.start)
            self.view.select(span.start, span.end, snap=False)

    def _on_annotations_changed(self, changes: object) -> None:
        if self.session.annotations is not None:
            assert isinstance(changes, tuple)
            self.view.update_annotations(self.session.annotations, changes, self.session.names)
        self._tell_place()

    def _on_hiding_changed(self) -> None:
        self.view.viewport().update()
        self._tell_place()

    def _tell_place(self) -> None:
        session = self.session
        self.status.show_session(session)
        if self.workspaces.currentIndex() != WORKSPACES.index("label"):
            self.status.show_left("")
            return
        if session.article is None:
            self.status.show_place("")
            return
        number, count = self.queue.place(session.article.id)
        self.status.show_place(f"Article {number:,} of {count:,}")

    def _on_history_moved(self) -> None:
        workspace = self.session.workspace
        undo, redo = self.actions_by_id["undo"], self.actions_by_id["redo"]
        undo_title = workspace.undo_title if workspace else ""
        redo_title = workspace.redo_title if workspace else ""
        for verb, action, title in (("Undo", undo, undo_title), ("Redo", redo, redo_title)):
            action.setEnabled(bool(title))
            action.setText(f"{verb} {title.lower()}".strip())

    # Dropping and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        dropping.welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:
        dropping.take(event, self.projects)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.cancel_all()
        self._settings.window = (self.saveGeometry(), self.panes.saveState())
        self._settings.keys = self.actions_by_id.own_keys
        self.session.close_project()
        super().closeEvent(event)
