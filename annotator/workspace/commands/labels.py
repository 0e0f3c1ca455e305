"""The command on the label scheme."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Layer, Mention, State
from annotator.domain.scheme import LEFT_OUT, Label, Replaced
from annotator.store import Transaction


@dataclass(frozen=True, slots=True)
class ChangeLabels:
    """Give the project other labels, for everybody, in finished articles too.

    ``replaced`` says for each label that goes which one its annotations get; those of mentions
    whose label is ``LEFT_OUT`` go with it.
    """

    labels: tuple[Label, ...]
    replaced: Replaced
    article_id: ClassVar[str] = ""
    title: ClassVar[str] = "Change labels"

    def run(self, tx: Transaction) -> None:
        for _ in self.parts(tx):
            pass

    def parts(self, tx: Transaction) -> Iterator[tuple[int, int]]:
        tx.put_scheme(tx.scheme.changed(self.labels, self.replaced))
        set_ids = tx.sets_with(self.replaced)
        for done, set_id in enumerate(set_ids):
            yield done, len(set_ids)
            self._relabel_segments(tx, set_id)
            self._relabel_mentions(tx, set_id)
        tx.require_labels()

    def _relabel_segments(self, tx: Transaction, set_id: str) -> None:
        found = [
            (one, label)
            for one in tx.segments(set_id)
            if (label := self.replaced.get((Layer.SEGMENTS, one.label)))
        ]
        with tx.editing(set_id, len(found)) as edits:
            for one, label in found:
                edits.put(set_id, replace(one, label=label))

    def _relabel_mentions(self, tx: Transaction, set_id: str) -> None:
        names = {old: new for (layer, old), new in self.replaced.items() if layer is Layer.ENTITIES}
        mentions = tx.mentions(set_id)
        going = [one for one in mentions if one.label in names]
        kept = {(one.span, one.label): one for one in mentions if one.label not in names}
        gone: list[Mention] = []
        for one in sorted(going, key=_worth, reverse=True):
            label = names[one.label]
            other = kept.get((one.span, label))
            if label == LEFT_OUT or (other is not None and _worth(other) >= _worth(one)):
                gone.append(one)
                continue
            if other is not None:
                gone.append(other)
            kept[one.span, label] = replace(one, label=label)
        known = {one.id: one for one in mentions}
        new = [one for one in kept.values() if known[one.id] != one]
        with tx.editing(set_id, len(gone) + len(new)) as edits:
            for one in gone:
                edits.remove(set_id, one)
            for one in new:
                edits.put(set_id, one)


def _worth(mention: Mention) -> int:
    """Of two mentions of one span that get the same label, the one decided for stays."""
    return (State.REJECTED, State.SUGGESTED, State.ACCEPTED).index(mention.state)
