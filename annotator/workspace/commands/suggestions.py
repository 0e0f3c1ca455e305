"""Commands that decide about suggestions."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Layer, Mention, Quote, Segment, State
from annotator.domain.errors import RefusedError
from annotator.domain.suggestions import Wanted
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet, accepted, begin


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
class DecideAll:
    """Accept or reject every suggestion that ``wanted`` takes, in one article or in many.

    ``article_id`` is empty where the sets are of several articles.
    """

    article_id: str
    set_ids: tuple[str, ...]
    wanted: Wanted
    state: State = State.ACCEPTED

    @property
    def title(self) -> str:
        verb = "Accept" if self.state is State.ACCEPTED else "Reject"
        return f"{verb} many suggestions"

    def run(self, tx: Transaction) -> None:
        if self.state is State.REJECTED and self.wanted.layer is Layer.SEGMENTS:
            raise RefusedError("A segment cannot be rejected. Change its label, or merge it.")
        for set_id in self.set_ids:
            taken = [
                one for one in _of_layer(tx, self.wanted.layer, set_id) if self.wanted.takes(one)
            ]
            with tx.editing(set_id, len(taken)) as edits:
                for one in taken:
                    edits.put(set_id, replace(one, state=self.state))
                if taken:
                    begin(edits, set_id)


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
