"""Labels as somebody is changing them, before anything in the project changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotation import Layer
from annotator.domain.scheme import LEFT_OUT, Label, Scheme, problems
from annotator.workspace.label_map import LabelMap

Counts = Mapping[tuple[Layer, str], int]


@dataclass(slots=True, eq=False)
class DraftLabel:
    """One label as it is to be. ``old`` is its name in the project, empty where it is new.

    One that ``is_going`` leaves its annotations to ``place``, or takes them with it without one.
    """

    label: Label
    old: str = ""
    is_going: bool = False
    place: DraftLabel | None = None


class SchemeDraft:
    """A scheme and what is to become of it; ``counts`` tell how many annotations each label has."""

    def __init__(self, scheme: Scheme, counts: Counts) -> None:
        self.scheme = scheme
        self._counts = counts
        self.rows = [DraftLabel(one, one.name) for one in scheme.labels]

    def of_layer(self, layer: Layer) -> list[DraftLabel]:
        return [one for one in self.rows if one.label.layer is layer]

    def staying(self, layer: Layer) -> list[DraftLabel]:
        return [one for one in self.of_layer(layer) if not one.is_going]

    def count(self, row: DraftLabel) -> int:
        """Return how many annotations of the project carry the label."""
        return self._counts.get((row.label.layer, row.old), 0) if row.old else 0

    # Changing

    def add(self, layer: Layer, behind: DraftLabel | None = None) -> DraftLabel:
        """Add a label with a name and a key that are free."""
        rows = self.of_layer(layer)
        names = {one.label.name for one in rows}
        stem = "NEW" if layer is Layer.ENTITIES else "new"
        name = next(
            one for one in (stem, *(f"{stem}_{n}" for n in range(2, 1000))) if one not in names
        )
        like = behind.label if behind else Label(name, name, layer)
        title = name.replace("_", " ").capitalize()
        added = DraftLabel(
            replace(like, name=name, title=title, key=self._free_key(layer), also=())
        )
        self.rows.insert(self._behind(behind, layer), added)
        return added

    def remove(self, row: DraftLabel) -> None:
        """Let a label go; one that is only in the draft is gone at once."""
        for one in self.rows:
            if one.place is row:
                one.place = None
        if not row.old:
            self.rows.remove(row)
            return
        row.is_going = True
        if row.label.layer is Layer.SEGMENTS:
            row.place = next(iter(self.staying(Layer.SEGMENTS)), None)

    def keep(self, row: DraftLabel) -> None:
        """Let a label stay that was to go."""
        row.is_going, row.place = False, None
        taken = {one.label.key for one in self.staying(row.label.layer) if one is not row}
        if row.label.key in taken:
            row.label = replace(row.label, key="")

    def move(self, row: DraftLabel, by: int) -> None:
        """Move a label up or down among those of its layer."""
        rows = self.of_layer(row.label.layer)
        at = rows.index(row) + by
        if 0 <= at < len(rows):
            one, other = self.rows.index(row), self.rows.index(rows[at])
            self.rows[one], self.rows[other] = self.rows[other], self.rows[one]

    def take(self, other: Scheme) -> None:
        """Take the labels of another scheme; those that it has not go, to what they seem to be."""
        labels = LabelMap(other, {})
        own = {(one.label.layer, one.old): one for one in self.rows if one.old}
        taken: list[DraftLabel] = []
        for label in other.labels:
            known = own.pop((label.layer, label.name), None)
            if known is not None or label.layer is not Layer.QUOTES:
                taken.append(DraftLabel(label, known.old if known else ""))
        for (layer, name), row in own.items():
            guess = labels.guess(layer, name).label
            alike = (one for one in taken if (one.label.layer, one.label.name) == (layer, guess))
            of_layer = (one for one in taken if one.label.layer is layer)
            fallback = next(of_layer, None) if layer is Layer.SEGMENTS else None
            is_going = layer is not Layer.QUOTES
            place = next(alike, fallback) if is_going else None
            taken.append(DraftLabel(row.label, name, is_going, place))
        self.rows = taken

    def _free_key(self, layer: Layer) -> str:
        taken = {one.label.key for one in self.staying(layer)}
        return next((one for one in "1234567890" if one not in taken), "")

    def _behind(self, row: DraftLabel | None, layer: Layer) -> int:
        before = row or next(reversed(self.of_layer(layer)), None)
        return self.rows.index(before) + 1 if before else len(self.rows)

    # What comes of it

    @property
    def labels(self) -> tuple[Label, ...]:
        return tuple(one.label for one in self.rows if not one.is_going)

    @property
    def replaced(self) -> dict[tuple[Layer, str], str]:
        """What becomes of each label of the project that goes or is called otherwise."""
        found = {}
        for one in self.rows:
            name = one.label.name
            if one.is_going:
                name = one.place.label.name if one.place else LEFT_OUT
            if one.old and (one.is_going or name != one.old):
                found[one.label.layer, one.old] = name
        return found

    @property
    def is_changed(self) -> bool:
        return self.labels != self.scheme.labels

    @property
    def problem(self) -> str:
        """Why this cannot be the scheme, in a plain sentence; empty where it can."""
        return next(problems(self.labels), "")

    @property
    def summary(self) -> str:
        """What happens to the annotations of the project, in a plain sentence."""
        going: Sequence[tuple[str, int]] = [
            (name, self._counts.get(old, 0)) for old, name in self.replaced.items()
        ]
        other = sum(count for name, count in going if name != LEFT_OUT)
        gone = sum(count for name, count in going if name == LEFT_OUT)
        told = [f"{_counted(other, 'gets', 'get')} another label"] if other else []
        told += [f"{_counted(gone, 'goes', 'go')} with the label"] if gone else []
        return f"{' and '.join(told)}." if told else "No annotation changes its label."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} annotation {one}" if count == 1 else f"{count:,} annotations {many}"
