"""Others' labels in terms of the project's scheme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.partition import Partition
from annotator.domain.scheme import Scheme

_OFTEN = {
    "PER": "PERSON",
    "ORGANISATION": "ORG",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
}


class LabelMap:
    """Finds the scheme's label for each label of a file.

    ``told`` is what the user said: a label's name here, or nothing for annotations that are to be
    left out. Else a label is itself, or differs in its case only, or is another name of it that
    tools are known for.
    """

    def __init__(self, scheme: Scheme, told: Mapping[str, str]) -> None:
        self._told = told
        self._known = {
            layer: {label.name.casefold(): label.name for label in scheme.of_layer(layer)}
            for layer in Layer
        }
        self._exact = {layer: set(names.values()) for layer, names in self._known.items()}

    def label(self, layer: Layer, name: str) -> str | None:
        """Return the scheme's label for ``name``; ``None`` where there is none."""
        if name in self._told:
            name = self._told[name]
        if name in self._exact[layer]:
            return name
        often = _OFTEN.get(name.upper(), name)
        return self._known[layer].get(often.casefold())

    def mapped(self, annotations: AnnotationSet) -> tuple[AnnotationSet, list[str]]:
        """Return the annotations with labels of the scheme, and what was left out for want of one.

        Segments have to cover the text, so that one without a label costs all of them.
        """
        missing: Counter[str] = Counter()
        mentions = []
        for mention in annotations.mentions:
            label = self.label(Layer.ENTITIES, mention.label)
            if label is not None:
                mentions.append(replace(mention, label=label))
            elif self._told.get(mention.label) != "":
                missing[mention.label] += 1
        remarks = [
            f"The scheme has no label “{name}”, so that {count:,} mentions were left out."
            for name, count in missing.items()
        ]
        partition = annotations.partition
        labels = [self.label(Layer.SEGMENTS, one.label) for one in partition.segments]
        unknown = {
            one.label
            for one, label in zip(partition.segments, labels, strict=True)
            if label is None
        }
        if unknown:
            names = ", ".join(f"“{name}”" for name in sorted(unknown))
            remarks.append(f"The scheme has no label {names}, so that all segments were left out.")
            partition = Partition(partition.length)
        else:
            segments = zip(partition.segments, labels, strict=True)
            renamed = (replace(one, label=label or one.label) for one, label in segments)
            partition = Partition(partition.length, tuple(renamed))
        return replace(annotations, mentions=tuple(mentions), partition=partition), remarks
