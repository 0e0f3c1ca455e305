"""What the keys of labelling do in every layer: going, deciding, labelling, moving edges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from annotator.domain.annotation import Annotation, Layer, State
from annotator.domain.annotation_index import SHOWN, Place, place_of
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.step import SetProgress, Step
from annotator.domain.suggestions import Wanted, label_of
from annotator.ui.article import ArticleView, Edge
from annotator.ui.article.motion import Motion
from annotator.ui.dialogs.decide_many import DecideManyDialog
from annotator.ui.job_runner import JobRunner
from annotator.ui.session import Session
from annotator.workspace.commands import Accept, DecideAll, Reject
from annotator.workspace.deciding import decide_everywhere

_TITLES = {Layer.SEGMENTS: "segments", Layer.ENTITIES: "entities", Layer.QUOTES: "quotes"}
SURE = 0.9
_QUOTED = 40


class LayerController(Protocol):
    """What a layer does its own way."""

    def label(self, digit: str) -> None: ...
    def set_label(self, name: str) -> None: ...
    def move_edge(self, motion: Motion) -> None: ...
    def delete(self) -> None: ...
    def edit(self) -> None: ...


class LabellingController(QObject):
    """Runs the actions that all layers share, and passes on the rest to the active layer's."""

    def __init__(
        self,
        session: Session,
        view: ArticleView,
        layers: Mapping[Layer, LayerController],
        jobs: JobRunner,
    ) -> None:
        super().__init__(view)
        self._jobs = jobs
        self._session = session
        self._view = view
        self._layers = layers
        view.edge_moved.connect(self._on_edge_moved)
        view.edge_done.connect(self._on_edge_done)

    def handlers(self) -> dict[str, Callable[[], object]]:
        go, session = self._go, self._session
        handlers: dict[str, Callable[[], object]] = {
            "next_undecided": lambda: self.go_to_undecided(1),
            "previous_undecided": lambda: self.go_to_undecided(-1),
            "next_item": lambda: go(1),
            "previous_item": lambda: go(-1),
            "accept": self.accept,
            "accept_edit": self.accept_and_edit,
            "reject": self.reject,
            "accept_rest": self.accept_rest,
            "accept_label": self.accept_label,
            "decide_many": self.choose_many,
            "why": self.say_why,
            "edit": self.edit,
            "edge_start": lambda: self._choose_edge(Edge.START),
            "edge_end": lambda: self._choose_edge(Edge.END),
            "delete": lambda: self.layer.delete(),
            "layer_segments": partial(session.switch_layer, Layer.SEGMENTS),
            "layer_entities": partial(session.switch_layer, Layer.ENTITIES),
            "layer_quotes": partial(session.switch_layer, Layer.QUOTES),
            "undo": lambda: self._step_back("Undoing", is_undo=True),
            "redo": lambda: self._step_back("Doing again", is_undo=False),
            "copy": self._view.copy,
        }
        digits = {f"label_{digit}": partial(self._label, digit) for digit in "1234567890"}
        return handlers | digits

    def _step_back(self, title: str, *, is_undo: bool) -> None:
        self._jobs.start_first(title, self._session.step_back(is_undo=is_undo))

    @property
    def layer(self) -> LayerController:
        return self._layers[self._session.layer]

    def _label(self, digit: str) -> None:
        self.layer.label(digit)

    # Going

    def _go(self, step: int, *states: State) -> None:
        """Go to the next or previous annotation that is shown, or in ``states``, round the end."""
        index, layer, place = self._session.index, self._session.layer, self._place()
        find = index.next if step > 0 else index.previous
        found = find(layer, place, *(states or SHOWN))
        if found is not None:
            self._session.focus(found.id)

    def go_to_undecided(self, step: int) -> None:
        """Go to the next suggestion of the layer; where it has none, of the next layer."""
        session = self._session
        if not session.undecided_count(session.layer):
            left = next((layer for layer in Layer if session.undecided_count(layer)), None)
            if left is None:
                hidden = session.hidden_count()
                told = (
                    f"Nothing shown is undecided, {hidden:,} hidden (H)."
                    if hidden
                    else "Everything is decided."
                )
                session.told.emit(f"{told} Ctrl+Enter finishes the article.")
                return
            session.switch_layer(left)
            session.told.emit(f"On with the {_TITLES[left]}.")
        self._go(step, State.SUGGESTED)

    def _place(self) -> Place:
        focused = self._session.focused_annotation
        return place_of(focused) if focused else (self._view.caret, 0, "")

    # Deciding

    def accept(self) -> None:
        focused, place = self._session.focused_annotation, self._on_set()
        if focused is None or place is None:
            self.go_to_undecided(1)
            return
        if focused.state is State.SUGGESTED:
            self._session.do(Accept(*place, self._session.layer, focused.id))
        self.go_to_undecided(1)

    def accept_and_edit(self) -> None:
        focused, place = self._session.focused_annotation, self._on_set()
        if focused is not None and place is not None:
            self._session.do(Accept(*place, self._session.layer, focused.id))
            self.edit()

    def reject(self) -> None:
        focused, place = self._session.focused_annotation, self._on_set()
        if focused is None or place is None:
            return
        if self._session.do(Reject(*place, self._session.layer, focused.id)) is not None:
            self.go_to_undecided(1)

    def accept_rest(self) -> None:
        """Accept what is undecided in the layer and sure enough, in one step."""
        self._accept_all("", SURE)

    def accept_label(self) -> None:
        """Accept every suggestion of the layer that has the focused one's label."""
        focused = self._session.focused_annotation
        if focused is not None:
            self._accept_all(label_of(focused), 0.0)

    def _accept_all(self, label: str, confidence: float) -> None:
        place = self._on_set()
        if place is None:
            return
        layer = self._session.layer
        article_id, set_id = place
        # What is hidden is not accepted unseen.
        least = max(confidence, self._session.hiding.least(layer))
        wanted = Wanted(layer, label, at_least=least)
        step = self._session.do(DecideAll(article_id, (set_id,), wanted))
        if step is not None:
            count = sum(not isinstance(one.record, SetProgress) for one in step.changes)
            left = self._session.undecided_count(layer)
            self._session.told.emit(f"{count} accepted, {left} {_TITLES[layer]} undecided.")

    def choose_many(self) -> None:
        """Choose many suggestions like the focused one, here or in every article."""
        session = self._session
        workspace, article = session.workspace, session.article
        if workspace is None or article is None:
            return
        focused = session.focused_annotation
        like = focused if focused is not None and focused.state is State.SUGGESTED else None
        dialog = DecideManyDialog(
            workspace.queries,
            workspace.owner,
            article.id,
            session.layer,
            label_of(like) if like else "",
            like.origin.rule if like else "",
            session.hiding.least(session.layer),
            self._view.window(),
        )
        dialog.chosen.connect(self._decide_many)
        dialog.open()

    def _decide_many(self, wanted: Wanted, state: State, everywhere: bool) -> None:
        place, workspace = self._on_set(), self._session.workspace
        if place is None or workspace is None:
            return
        if everywhere:
            job = decide_everywhere(workspace, wanted, state, self)
            self._jobs.start("Deciding", job, self._on_decided_everywhere)
        else:
            article_id, set_id = place
            step = self._session.do(DecideAll(article_id, (set_id,), wanted, state))
            if step is not None:
                self._tell_decided(step)

    def _on_decided_everywhere(self, step: Step) -> None:
        self._session.articles_changed.emit()
        self._tell_decided(step)

    def _tell_decided(self, step: Step) -> None:
        decided = [one for one in step.changes if not isinstance(one.record, SetProgress)]
        articles = len({one.set_id for one in decided})
        where = f" in {articles:,} articles" if articles > 1 else ""
        self._session.told.emit(f"{len(decided):,} decided{where}. Ctrl+Z takes it back.")

    def say_why(self) -> None:
        """Say what made the focused annotation, and mark the words that did in the text."""
        focused = self._session.focused_annotation
        if focused is None:
            self._session.told.emit("Choose an annotation first, with J and K or the mouse.")
            return
        origin = focused.origin
        if origin.is_by_hand:
            self._session.told.emit(f"{label_of(focused)}: made by hand.")
        else:
            article = self._session.article
            assert article is not None
            self._session.told.emit(explained(focused, article.text))
        if self._view.scene is not None:
            self._view.scene.is_explained = True
            self._view.viewport().update()

    def edit(self) -> None:
        self.layer.edit()

    def _on_set(self) -> tuple[str, str] | None:
        return on_set(self._session)

    # Edges

    def _choose_edge(self, edge: Edge) -> None:
        if self._session.focused_annotation is None:
            self._session.told.emit("Choose an annotation first, with J and K or the mouse.")
            return
        self._session.choose_edge(edge)
        self._view.setFocus()

    def _on_edge_moved(self, motion: Motion) -> None:
        self.layer.move_edge(motion)

    def _on_edge_done(self) -> None:
        self._session.choose_edge(None)


def explained(annotation: Annotation, text: str) -> str:
    """Say what a detector made an annotation from: confidence, evidence, rule and version."""
    label, origin = label_of(annotation), annotation.origin
    sure = f"{origin.confidence:.2f}".lstrip("0")
    pieces = [
        one if isinstance(one, str) else f"“{' '.join(one.of(text)[:_QUOTED].split())}”"
        for one in origin.evidence
    ]
    why = f" because of {', '.join(dict.fromkeys(pieces))}" if pieces else ""
    return (
        f"{label[:1].upper()}{label[1:]} {sure}{why}: rule “{origin.rule}” "
        f"of the detector {origin.detector}, version {origin.version}."
    )


def on_set(session: Session) -> tuple[str, str] | None:
    """Return the article and set that commands are for; ``None`` where no article is open."""
    article: Article | None = session.article
    annotations: AnnotationSet | None = session.annotations
    return (article.id, annotations.id) if article and annotations else None
