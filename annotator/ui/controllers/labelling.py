"""What the keys of labelling do in every layer: going, deciding, labelling, moving edges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from annotator.domain.annotation import Annotation, Layer, Quote, Segment, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.step import SetProgress
from annotator.ui.article import ArticleView, Edge
from annotator.ui.article.motion import Motion
from annotator.ui.session import Session
from annotator.workspace.commands import Accept, AcceptAll, Reject

_TITLES = {Layer.SEGMENTS: "segments", Layer.ENTITIES: "entities", Layer.QUOTES: "quotes"}
_SURE = 0.9


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
        self, session: Session, view: ArticleView, layers: Mapping[Layer, LayerController]
    ) -> None:
        super().__init__(view)
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
            "edit": self.edit,
            "edge_start": lambda: self._choose_edge(Edge.START),
            "edge_end": lambda: self._choose_edge(Edge.END),
            "delete": lambda: self.layer.delete(),
            "layer_segments": partial(session.switch_layer, Layer.SEGMENTS),
            "layer_entities": partial(session.switch_layer, Layer.ENTITIES),
            "layer_quotes": partial(session.switch_layer, Layer.QUOTES),
            "undo": session.undo,
            "redo": session.redo,
            "copy": self._view.copy,
        }
        digits = {f"label_{digit}": partial(self._label, digit) for digit in "1234567890"}
        return handlers | digits

    @property
    def layer(self) -> LayerController:
        return self._layers[self._session.layer]

    def _label(self, digit: str) -> None:
        self.layer.label(digit)

    # Going

    def _go(self, step: int) -> None:
        self._go_among(self._session.items(self._session.layer), step)

    def go_to_undecided(self, step: int) -> None:
        """Go to the next suggestion of the layer; where it has none, of the next layer."""
        session = self._session
        found = session.undecided(session.layer)
        if not found:
            for layer in Layer:
                found = session.undecided(layer)
                if found:
                    session.switch_layer(layer)
                    session.told.emit(f"On with the {_TITLES[layer]}.")
                    break
            else:
                session.told.emit("Everything is decided. Ctrl+Enter finishes the article.")
                return
        self._go_among(found, step)

    def _go_among(self, found: tuple[Annotation, ...], step: int) -> None:
        if not found or self._session.annotations is None:
            return
        here = self._place()
        places = [_start_of(one) for one in found]
        ids = [one.id for one in found]
        if self._session.focused in ids:
            index = ids.index(self._session.focused) + step
        elif step > 0:
            index = next((n for n, place in enumerate(places) if place >= here), 0)
        else:
            index = max((n for n, place in enumerate(places) if place < here), default=-1)
        self._session.focus(ids[index % len(ids)])

    def _place(self) -> int:
        focused = self._session.focused_annotation
        return _start_of(focused) if focused else self._view.caret

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
        # What comes behind it is found before it goes.
        found = [one.id for one in self._session.undecided(self._session.layer)]
        if self._session.do(Reject(*place, self._session.layer, focused.id)) is None:
            return
        index = found.index(focused.id) if focused.id in found else 0
        rest = [one for one in found if one != focused.id]
        if rest:
            self._session.focus(rest[index % len(rest)])
        else:
            self.go_to_undecided(1)

    def accept_rest(self) -> None:
        """Accept what is undecided in the layer and sure enough, in one step."""
        self._accept_all("", _SURE)

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
        step = self._session.do(AcceptAll(*place, layer, confidence, label))
        if step is not None:
            count = sum(not isinstance(one.record, SetProgress) for one in step.changes)
            left = len(self._session.undecided(layer))
            self._session.told.emit(f"{count} accepted, {left} {_TITLES[layer]} undecided.")

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


def on_set(session: Session) -> tuple[str, str] | None:
    """Return the article and set that commands are for; ``None`` where no article is open."""
    article: Article | None = session.article
    annotations: AnnotationSet | None = session.annotations
    return (article.id, annotations.id) if article and annotations else None


def label_of(annotation: Annotation) -> str:
    return annotation.type.value if isinstance(annotation, Quote) else annotation.label


def _start_of(annotation: Annotation) -> int:
    return annotation.start if isinstance(annotation, Segment) else annotation.span.start
