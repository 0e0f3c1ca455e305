"""Commands that decide disagreements into gold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Annotation, Layer, Mention, Quote, Segment, State
from annotator.domain.decision import Decision
from annotator.domain.errors import RefusedError
from annotator.domain.identity import derived_id
from annotator.domain.span import Span
from annotator.domain.step import Progress, SetProgress
from annotator.store import Editing, Transaction
from annotator.workspace.commands.base import OnSet, begin

_EDITS = 4
"""About so many edits a decision makes: of the decision, and of what it takes out and puts in."""


@dataclass(frozen=True, slots=True)
class Decide(OnSet):
    """Keep a decision, and put its annotations into the gold set in place of an earlier one's.

    ``annotations`` are those that the decision names as made. ``region`` is the place whose
    segments they replace, ``None`` where the decision is not about segments. ``replaces`` are ids
    of gold that stood there without a decision.
    """

    decision: Decision
    annotations: tuple[Annotation, ...]
    region: Span | None = None
    replaces: tuple[str, ...] = ()
    title: ClassVar[str] = "Decide"

    def run(self, tx: Editing) -> None:
        decision, kept = self.decision, {one.id for one in self.annotations}
        earlier = tx.find_or_none(Decision, decision.id)
        if earlier is not None:
            _take_out(tx, self.set_id, decision.layer, _without(earlier.made, kept))
        _take_out(tx, self.set_id, decision.layer, _without(self.replaces, kept))
        if self.region is not None:
            segments = [one for one in self.annotations if isinstance(one, Segment)]
            if segments:
                made = _put_segments(tx, self.set_id, self.region, segments)
                decision = replace(decision, made=made)
        else:
            for one in self.annotations:
                tx.put(self.set_id, one)
        tx.put(self.set_id, decision)


@dataclass(frozen=True, slots=True)
class TakeBackDecision(OnSet):
    """Make a place open again: what was decided there is no gold any more."""

    decision_id: str
    title: ClassVar[str] = "Take back decision"

    def run(self, tx: Editing) -> None:
        decision = tx.find(Decision, self.decision_id)
        _take_out(tx, self.set_id, decision.layer, decision.made)
        if decision.layer is Layer.SEGMENTS:
            for segment_id in decision.made:
                segment = tx.find_or_none(Segment, segment_id)
                if segment is not None:
                    tx.put(self.set_id, replace(segment, state=State.SUGGESTED))
        tx.remove(self.set_id, decision)


@dataclass(frozen=True, slots=True)
class DecideMany:
    """Several decisions as one step, in one article or in many."""

    decisions: tuple[Decide | TakeBackDecision, ...]
    title: str = "Decide many"
    article_id: str = ""

    @property
    def set_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.set_id for one in self.decisions))

    def run(self, tx: Transaction) -> None:
        for _ in self.parts(tx):
            pass

    def parts(self, tx: Transaction) -> Iterator[tuple[int, int]]:
        """Carry it out set by set, and yield how many are done of how many."""
        by_set: dict[str, list[Decide | TakeBackDecision]] = {}
        for one in self.decisions:
            by_set.setdefault(one.set_id, []).append(one)
        for number, (set_id, of_set) in enumerate(by_set.items()):
            yield number, len(by_set)
            with tx.editing(set_id, _EDITS * len(of_set)) as edits:
                for one in of_set:
                    one.run(edits)
                begin(edits, set_id)


@dataclass(frozen=True, slots=True)
class FinishGold:
    """Mark the gold of several articles as done, or of one, which ``article_id`` names."""

    finished: tuple[str, ...]
    article_id: str = ""
    title: str = "Finish agreed articles"

    def run(self, tx: Transaction) -> None:
        for set_id in self.finished:
            if tx.undecided(set_id):
                raise RefusedError("An article has segments that nobody decided yet.")
            tx.put(set_id, SetProgress(set_id, Progress.DONE))


def _without(ids: Iterable[str], kept: set[str]) -> list[str]:
    return [one for one in ids if one not in kept]


def _take_out(tx: Editing, set_id: str, layer: Layer, ids: Iterable[str]) -> None:
    """Remove mentions or quotes, those that are still there; segments stay."""
    if layer is Layer.SEGMENTS:
        return
    for annotation_id in ids:
        found: Mention | Quote | None
        if layer is Layer.ENTITIES:
            found = tx.find_or_none(Mention, annotation_id)
        else:
            found = tx.find_or_none(Quote, annotation_id)
        if found is not None:
            tx.remove(set_id, found)


def _put_segments(
    tx: Editing, set_id: str, region: Span, segments: list[Segment]
) -> tuple[str, ...]:
    """Let just ``segments`` lie in ``region``, and return the ids under which they do.

    What began before the region and ends behind it goes on behind it, undecided; a segment that
    begins where one of the new ones does keeps its id, so that nothing is left uncovered. What lies
    in the region before the first of the new ones stays, undecided: whoever was taken left it open.
    """
    length = tx.length(set_id)
    before = tx.segments(set_id)
    inside = {one.start: one for one in before if one.start in region}
    behind = [one for one in before if one.start <= region.end]
    if behind and region.end < length and behind[-1].start != region.end:
        rest = derived_id(behind[-1].id, str(region.end))
        tx.put(
            set_id,
            replace(behind[-1], id=rest, start=region.end, state=State.SUGGESTED),
        )
    starts = {one.start for one in segments}
    for start, old in inside.items():
        if start < min(starts):
            tx.put(set_id, replace(old, state=State.SUGGESTED))
        elif start not in starts:
            tx.remove(set_id, old)
    made = []
    for one in segments:
        kept = inside.get(one.start)
        put = one if kept is None else replace(one, id=kept.id)
        tx.put(set_id, put)
        made.append(put.id)
    return tuple(made)
