"""The session: the open project and article, and what the editor is looking at.

Every part of the window reads it and follows its signals, so that selecting anywhere selects
everywhere.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from annotator.domain.annotation import Annotation, Layer, Mention, Quote, SpeakerKind, State
from annotator.domain.annotation_index import SHOWN, AnnotationIndex, place_of
from annotator.domain.annotation_set import GOLD, AnnotationSet, Owner
from annotator.domain.article import Article, ArticleDetails
from annotator.domain.decision import Decision
from annotator.domain.errors import MendableError
from annotator.domain.register import Entity
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.step import Step
from annotator.domain.suggestions import SHOW_ALL, Thresholds
from annotator.ui.article import Edge
from annotator.workspace.commands import Command
from annotator.workspace.jobs import Job
from annotator.workspace.workspace import Workspace


class Session(QObject):
    """What is open and chosen. ``told`` carries plain sentences for the status strip.

    ``leaving`` comes before something else is opened, chosen, done or undone: whoever holds work
    that is not yet done finishes it then. ``place_wanted`` asks for the open article, at a span or
    ``None``, from wherever in the window somebody is.
    """

    leaving = Signal()
    project_opened = Signal()
    project_closing = Signal()
    articles_changed = Signal()
    article_opened = Signal()
    details_changed = Signal()
    labels_changed = Signal()
    annotations_changed = Signal(object)
    layer_switched = Signal(object)
    focus_moved = Signal(object)
    edge_chosen = Signal(object)
    place_wanted = Signal(object)
    hiding_changed = Signal()
    history_moved = Signal()
    told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace: Workspace | None = None
        self.article: Article | None = None
        self.annotations: AnnotationSet | None = None
        self.index = AnnotationIndex()
        self.names: dict[str, str] = {}
        self.layer = Layer.SEGMENTS
        self.focused: str | None = None
        self.edge: Edge | None = None
        self.selection: Span | None = None
        self.caret = 0
        self.thresholds = SHOW_ALL
        self.is_showing_hidden = False

    # Opening

    def open_project(self, workspace: Workspace) -> None:
        self.close_project()
        self.workspace = workspace
        workspace.subscribe(self._on_step)
        self.project_opened.emit()
        self.history_moved.emit()

    def close_project(self) -> None:
        """Close the project, if one is open; everything in it has been saved already."""
        self.leaving.emit()
        if self.workspace is not None:
            self.project_closing.emit()
            self.workspace.project.close()
        self.workspace = self.article = self.annotations = None
        self.index = AnnotationIndex()
        self.focused = self.edge = self.selection = None
        self.article_opened.emit()
        self.project_opened.emit()

    def open_article(self, article_id: str, owner: Owner | None = None) -> None:
        """Open an article with one's own annotations, or with those of ``owner``, such as gold."""
        if self.workspace is None:
            return
        self.leaving.emit()
        try:
            self.annotations = self._annotations(article_id, owner)
        except LookupError:
            self.told.emit("Nobody has annotated this article yet, and it can only be read.")
            return
        except MendableError as error:
            self.told.emit(str(error))
            return
        self.article = self.workspace.queries.article(article_id)
        was_showing, self.is_showing_hidden = self.is_showing_hidden, False
        self.index = AnnotationIndex(self.annotations, self.hiding)
        ids = {one.entity for one in self.annotations.mentions}
        ids |= {one.speaker.entity for one in self.annotations.quotes}
        self.names = {}
        self._name(sorted(one for one in ids if one))
        self.focused = self.edge = self.selection = None
        self.caret = 0
        self.article_opened.emit()
        if was_showing:
            self.hiding_changed.emit()

    def _annotations(self, article_id: str, owner: Owner | None) -> AnnotationSet:
        assert self.workspace is not None
        if owner is None or owner == self.workspace.owner:
            return self.workspace.annotations(article_id)
        found = self.workspace.queries.annotation_set(article_id, owner)
        if found is None:
            raise LookupError(f"{owner.name} has not annotated article {article_id}")
        return found

    @property
    def shown_owner(self) -> Owner | None:
        """Whose annotations are shown."""
        return self.annotations.owner if self.annotations is not None else None

    def reload_article(self) -> None:
        """Read the open article again, after something else than a step changed it."""
        if self.article is not None:
            self.open_article(self.article.id, self.shown_owner)

    # Doing

    def do(self, command: Command) -> Step | None:
        """Carry out a command; where it is refused, say why and return ``None``."""
        if self.workspace is None:
            return None
        self.leaving.emit()
        try:
            return self.workspace.do(command, initiator=self)
        except MendableError as error:
            self.told.emit(str(error))
            return None

    def step_back(self, *, is_undo: bool) -> Job[None]:
        """Undo or redo the last step, and show what came back."""
        self.leaving.emit()
        workspace = self.workspace
        if workspace is None:
            return
        job = workspace.undo_in_parts(self) if is_undo else workspace.redo_in_parts(self)
        try:
            step = yield from job
        except MendableError as error:
            # Told here: as a failed job it would be taken for the one that runs beside it.
            self.told.emit(str(error))
            return
        if step is None:
            self.told.emit("There is nothing to undo." if is_undo else "There is nothing to redo.")
            return
        self.told.emit(f"{'Undone' if is_undo else 'Done again'}: {step.title.lower()}")
        if self._is_of_gold(step):
            return
        # Show what came back, wherever it is.
        if step.article_id and (self.article is None or self.article.id != step.article_id):
            self.open_article(step.article_id, self.shown_owner)
        changed = [change.record.id for change in step.changes if change.after is not None]
        shown = (one for one in changed if self.index.layer_of(one) is self.layer)
        self.focus(next(shown, self.focused))

    def _is_of_gold(self, step: Step) -> bool:
        """Tell whether a step is shown where gold is made, unless gold is what is open here."""
        if any(isinstance(change.record, Decision) for change in step.changes):
            return True
        if self.workspace is None or not step.article_id or self.shown_owner == GOLD:
            return False
        gold = self.workspace.queries.set_id(step.article_id, GOLD)
        return gold is not None and step.touches_set(gold)

    def _on_step(self, step: Step, _initiator: object) -> None:
        if any(isinstance(change.record, Scheme) for change in step.changes):
            # All is read anew: who shows an annotation needs its label first.
            self.reload_article()
            self.labels_changed.emit()
            self.articles_changed.emit()
        elif self.annotations is not None and self.workspace is not None:
            self.annotations = replace(
                self.annotations.with_changes(step.changes),
                guidelines=self.workspace.project.team.guidelines_of(self.annotations.id),
            )
            self.index.apply(step.changes)
            self._name(sorted(_entities_of(step)))
            self._follow_details(step)
            self.annotations_changed.emit(step.changes)
        self.history_moved.emit()

    def _follow_details(self, step: Step) -> None:
        for change in step.changes:
            details, article = change.after, self.article
            if isinstance(details, ArticleDetails) and article and details.id == article.id:
                self.article = article.with_details(details)
                self.details_changed.emit()

    def _name(self, entity_ids: list[str]) -> None:
        """Learn the names of register entries, anew where they are known."""
        if self.workspace is not None and entity_ids:
            known = self.workspace.queries.entities(entity_ids)
            self.names |= {entity.id: entity.name for entity in known.values()}

    # Choosing

    def switch_layer(self, layer: Layer) -> None:
        if layer is not self.layer:
            self.leaving.emit()
            self.choose_edge(None)
            self.layer = layer
            self.layer_switched.emit(layer)
            self.focus(None)

    def focus(self, annotation_id: str | None) -> None:
        """Choose an annotation of the active layer; every view shows it."""
        if annotation_id != self.focused:
            self.leaving.emit()
        if self.index.hides(annotation_id):
            self.show_hidden(True)
        self.choose_edge(None)
        self.focused = annotation_id
        self.focus_moved.emit(annotation_id)

    def choose_edge(self, edge: Edge | None) -> None:
        if edge is not self.edge:
            self.edge = edge
            self.edge_chosen.emit(edge)

    # Hiding

    @property
    def hiding(self) -> Thresholds:
        """The thresholds in force just now."""
        return SHOW_ALL if self.is_showing_hidden else self.thresholds

    def set_thresholds(self, thresholds: Thresholds) -> None:
        self.thresholds = thresholds
        self._hide()

    def show_hidden(self, is_showing: bool) -> None:
        """Show what the thresholds hide until another article is opened, or hide it again."""
        self.is_showing_hidden = is_showing
        self._hide()

    def _hide(self) -> None:
        self.leaving.emit()
        self.index.hide_under(self.hiding)
        if self.index.hides(self.focused):
            self.focus(None)
        self.hiding_changed.emit()

    def hidden_count(self, *layers: Layer) -> int:
        """How many suggestions of the open article are hidden, in all layers or in some."""
        return sum(self.index.hidden_count(one) for one in layers or Layer)

    @property
    def focused_annotation(self) -> Annotation | None:
        return self.index.find(self.focused)

    def undecided_count(self, *layers: Layer) -> int:
        """How many suggestions of the open article are undecided, in all layers or in some."""
        return sum(self.index.count(one, State.SUGGESTED) for one in layers or Layer)

    def without_speaker(self) -> tuple[Quote, ...]:
        found = (one for state in SHOWN for one in self.index.in_state(Layer.QUOTES, state))
        quotes = (one for one in found if isinstance(one, Quote))
        unknown = (one for one in quotes if one.speaker.kind is SpeakerKind.UNKNOWN)
        return tuple(sorted(unknown, key=place_of))


def _entities_of(step: Step) -> set[str]:
    """Return the register entries that a step is about."""
    found: set[str | None] = set()
    for change in step.changes:
        match change.record:
            case Entity(id=entity_id) | Mention(entity=entity_id):
                found.add(entity_id)
            case Quote(speaker=speaker):
                found.add(speaker.entity)
    return {one for one in found if one}
