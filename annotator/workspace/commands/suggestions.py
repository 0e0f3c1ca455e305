"""Commands that decide about suggestions."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Layer, Mention, Quote, Segment, State
from annotator.domain.errors import RefusedError
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet, accepted


@dataclass(frozen=True, slots=True)
class Accept(OnSet):
    layer: Layer
    annotation_id: str
    title: ClassVar[str] = "Accept suggestion"

    def run(self, tx: Transaction) -> None:
        tx.put(self.set_id, accepted(_find(tx, self.layer, self.annotation_id)))


@dataclass(frozen=True, slots=True)
class Reject(OnSet):
    """Decide against an annotation; it is kept as rejected, for detectors to learn from."""

    layer: Layer
    annotation_id: str
    title: ClassVar[str] = "Reject suggestion"

    def run(self, tx: Transaction) -> None:
        if self.layer is Layer.SEGMENTS:
            raise RefusedError("A segment cannot be rejected. Change its label, or merge it.")
        found = _find(tx, self.layer, self.annotation_id)
        tx.put(self.set_id, replace(found, state=State.REJECTED))


@dataclass(frozen=True, slots=True)
class AcceptAll(OnSet):
    """Accept what is undecided in a layer with at least ``confidence``; one ``label`` or all."""

    layer: Layer
    confidence: float = 0.0
    label: str = ""
    title: ClassVar[str] = "Accept all suggestions"

    def run(self, tx: Transaction) -> None:
        for one in _of_layer(tx, self.layer, self.set_id):
            label = one.type.value if isinstance(one, Quote) else one.label
            wanted = self.label in ("", label) and one.origin.confidence >= self.confidence
            if wanted and one.state is State.SUGGESTED:
                tx.put(self.set_id, accepted(one))


def _find(tx: Transaction, layer: Layer, annotation_id: str) -> Segment | Mention | Quote:
    match layer:
        case Layer.SEGMENTS:
            return tx.find(Segment, annotation_id)
        case Layer.ENTITIES:
            return tx.find(Mention, annotation_id)
        case Layer.QUOTES:
            return tx.find(Quote, annotation_id)


def _of_layer(
    tx: Transaction, layer: Layer, set_id: str
) -> tuple[Segment, ...] | tuple[Mention, ...] | tuple[Quote, ...]:
    match layer:
        case Layer.SEGMENTS:
            return tx.segments(set_id)
        case Layer.ENTITIES:
            return tx.mentions(set_id)
        case Layer.QUOTES:
            return tx.quotes(set_id)
