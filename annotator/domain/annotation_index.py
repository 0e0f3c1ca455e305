"""An index over an annotation set: by id, by state and by place, at the cost of each edit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from annotator.domain.annotation import (
    Annotation,
    Layer,
    Mention,
    Quote,
    Segment,
    State,
    layer_of,
)
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.step import Change
from annotator.domain.suggestions import SHOW_ALL, Thresholds

Place = tuple[int, int, str]
"""Where an annotation stands in text order: start, end (of a segment its start), and its id."""

SHOWN = (State.SUGGESTED, State.ACCEPTED)
"""The states that an article shows; what was rejected is only listed."""


def place_of(annotation: Annotation) -> Place:
    if isinstance(annotation, Segment):
        return annotation.start, annotation.start, annotation.id
    span = annotation.span
    return span.start, span.end, annotation.id


class AnnotationIndex:
    """Answers in the time of a look-up, and follows an edit without going through the rest.

    An article can have 50,000 mentions; a list of them made anew with each key press is felt.
    What ``thresholds`` hide is found by its id alone, and is in no list, count or place.
    """

    def __init__(
        self, annotations: AnnotationSet | None = None, thresholds: Thresholds = SHOW_ALL
    ) -> None:
        self._set_id = annotations.id if annotations else ""
        self._by_id: dict[str, Annotation] = {}
        self._ordered: Mapping[Layer, Mapping[State, _Ordered]] = {
            layer: {state: _Ordered() for state in State} for layer in Layer
        }
        self._hidden: Mapping[Layer, _Ordered] = {layer: _Ordered() for layer in Layer}
        self._thresholds = thresholds
        for layer in Layer:
            found = annotations.of_layer(layer) if annotations else ()
            self._by_id.update({one.id: one for one in found})
            self._fill(layer, found)

    def hide_under(self, thresholds: Thresholds) -> None:
        """Hide the suggestions under ``thresholds``, and show those that are not (any more)."""
        self._thresholds = thresholds
        for layer in Layer:
            lists = (*self._ordered[layer].values(), self._hidden[layer])
            self._fill(layer, [one for ordered in lists for one in ordered.values])

    def _fill(self, layer: Layer, annotations: Iterable[Annotation]) -> None:
        by_state: dict[State, list[Annotation]] = {state: [] for state in State}
        for one in annotations:
            by_state[one.state].append(one)
        suggested, least = by_state[State.SUGGESTED], self._thresholds.least(layer)
        hidden = [one for one in suggested if one.origin.confidence < least]
        if hidden:
            by_state[State.SUGGESTED] = [one for one in suggested if one.origin.confidence >= least]
        for state, ordered in self._ordered[layer].items():
            ordered.fill(by_state[state])
        self._hidden[layer].fill(hidden)

    def apply(self, changes: Iterable[Change]) -> None:
        """Follow an edit of the set; changes of other sets are passed over."""
        for change in changes:
            if change.set_id != self._set_id:
                continue
            if isinstance(change.before, Segment | Mention | Quote):
                self._kept(change.before).remove(change.before)
                del self._by_id[change.before.id]
            if isinstance(change.after, Segment | Mention | Quote):
                self._kept(change.after).add(change.after)
                self._by_id[change.after.id] = change.after

    def find(self, annotation_id: str | None) -> Annotation | None:
        return self._by_id.get(annotation_id) if annotation_id is not None else None

    def layer_of(self, annotation_id: str) -> Layer | None:
        found = self._by_id.get(annotation_id)
        return None if found is None else layer_of(found)

    def hides(self, annotation_id: str | None) -> bool:
        """Tell whether there is an annotation of that id, but hidden."""
        found = self.find(annotation_id)
        return found is not None and self._thresholds.hides(found)

    def hidden_count(self, layer: Layer) -> int:
        return len(self._hidden[layer].values)

    def count(self, layer: Layer, *states: State) -> int:
        return sum(len(self._ordered[layer][state].values) for state in states)

    def in_state(self, layer: Layer, state: State) -> Sequence[Annotation]:
        """Return the layer's annotations in ``state``, in text order."""
        return self._ordered[layer][state].values

    def rank(self, annotation: Annotation) -> int:
        """Return how many of its layer and state come before ``annotation`` in text order."""
        return self._kept(annotation).count_before(place_of(annotation))

    def next(self, layer: Layer, place: Place, *states: State) -> Annotation | None:
        """Return the first annotation in ``states`` behind ``place``; from the end, the first."""
        ordered = [self._ordered[layer][state] for state in states]
        behind = [one.behind(place) for one in ordered]
        return _first(behind) or _first([one.behind(None) for one in ordered])

    def previous(self, layer: Layer, place: Place, *states: State) -> Annotation | None:
        """Return the last annotation in ``states`` before ``place``; from the top, the last."""
        ordered = [self._ordered[layer][state] for state in states]
        before = [one.before(place) for one in ordered]
        return _last(before) or _last([one.before(None) for one in ordered])

    def mentions_touching(self, start: int, end: int) -> list[Mention]:
        """Return the mentions shown that have a part in ``start`` to ``end``, in text order."""
        found = self._touching(Layer.ENTITIES, start, end)
        return [one for one in found if isinstance(one, Mention)]

    def quotes_touching(self, start: int, end: int) -> list[Quote]:
        """Return the quotes shown that reach into ``start`` to ``end``, in text order."""
        found = self._touching(Layer.QUOTES, start, end)
        return [one for one in found if isinstance(one, Quote)]

    def _kept(self, annotation: Annotation) -> _Ordered:
        """Return the list that an annotation belongs into."""
        layer = layer_of(annotation)
        if self._thresholds.hides(annotation):
            return self._hidden[layer]
        return self._ordered[layer][annotation.state]

    def _touching(self, layer: Layer, start: int, end: int) -> list[Annotation]:
        ordered = self._ordered[layer]
        found = [one for state in SHOWN for one in ordered[state].touching(start, end)]
        return sorted(found, key=place_of)


class _Ordered:
    """Annotations in text order, found by bisection."""

    def __init__(self) -> None:
        self.values: list[Annotation] = []
        # Of whatever was once here: a bound on how far back something that reaches in may begin.
        self._longest = 0

    def fill(self, annotations: list[Annotation]) -> None:
        self.values = sorted(annotations, key=place_of)
        places = map(place_of, self.values)
        self._longest = max((end - start for start, end, _ in places), default=0)

    def add(self, annotation: Annotation) -> None:
        place = place_of(annotation)
        self.values.insert(self.count_before(place), annotation)
        self._longest = max(self._longest, place[1] - place[0])

    def remove(self, annotation: Annotation) -> None:
        index = self.count_before(place_of(annotation))
        if self.values[index : index + 1] != [annotation]:
            raise LookupError(f"{annotation.id} is not in the annotation set")
        del self.values[index]

    def count_before(self, place: Place) -> int:
        return bisect_left(self.values, place, key=place_of)

    def behind(self, place: Place | None) -> Annotation | None:
        index = 0 if place is None else bisect_right(self.values, place, key=place_of)
        return self.values[index] if index < len(self.values) else None

    def before(self, place: Place | None) -> Annotation | None:
        index = len(self.values) if place is None else self.count_before(place)
        return self.values[index - 1] if index else None

    def touching(self, start: int, end: int) -> list[Annotation]:
        first = self.count_before((start - self._longest, 0, ""))
        last = self.count_before((end, 0, ""))
        return [one for one in self.values[first:last] if place_of(one)[1] > start]


def _first(found: Iterable[Annotation | None]) -> Annotation | None:
    return min((one for one in found if one is not None), key=place_of, default=None)


def _last(found: Iterable[Annotation | None]) -> Annotation | None:
    return max((one for one in found if one is not None), key=place_of, default=None)
