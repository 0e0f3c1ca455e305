"""Others' labels in terms of the project's scheme, and what a project remembers of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Layer, Mention, Segment
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.errors import MendableError
from annotator.domain.partition import Partition
from annotator.domain.scheme import LABELLED, LEFT_OUT, Replaced, Scheme, relabelled
from annotator.domain.span import Span
from annotator.store import Project

_REMEMBERED = "labels_of_imports"

# The same by another name, as tools have it: taken without asking.
_USUAL = {
    "PER": "PERSON",
    "ORGANISATION": "ORG",
    "ORGANIZATION": "ORG",
    "LOCATION": "LOC",
}
# Near enough to be offered: the first that the scheme has.
_NEAR = {
    "PERS": ("PERSON",),
    "PEOPLE": ("PERSON",),
    "COMPANY": ("ORG",),
    "INSTITUTION": ("ORG",),
    "PLACE": ("LOC", "GPE"),
    "CITY": ("GPE", "LOC"),
    "TOWN": ("GPE", "LOC"),
    "COUNTRY": ("GPE", "LOC"),
    "NATIONALITY": ("NORP",),
    "BUILDING": ("FAC", "LOC"),
    "JOB": ("ROLE",),
    "JOB_TITLE": ("ROLE",),
    "POSITION": ("ROLE",),
    "FUNCTION": ("ROLE",),
    "WORK_OF_ART": ("WORK",),
    "CURRENCY": ("MONEY",),
    "TITLE": ("headline", "ROLE"),
    "HEADING": ("subhead",),
    "SUBTITLE": ("standfirst",),
    "SUBHEADING": ("subhead",),
    "LEAD": ("standfirst",),
    "ABSTRACT": ("standfirst",),
    "AUTHOR": ("byline",),
    "PLACELINE": ("dateline",),
    "P": ("paragraph",),
    "PARA": ("paragraph",),
    "BODY": ("paragraph",),
    "TEXT": ("paragraph",),
    "FIGURE": ("caption",),
    "FIGCAPTION": ("caption",),
    "KEYWORDS": ("tags",),
    "DATE": ("timestamp", "DATE"),
    "BOILERPLATE": ("ui_noise",),
}
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Guess:
    """The label that another's probably is, and why; ``LEFT_OUT`` where there is none."""

    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """Annotations with labels of the scheme.

    ``remarks`` say what was left out; ``renamed`` counts the others by layer, their label and ours.
    """

    annotations: AnnotationSet
    remarks: list[str]
    renamed: Counter[tuple[Layer, str, str]] = field(default_factory=Counter)


class LabelMap:
    """Finds the scheme's label for each label of a file.

    ``told`` is what the user said. Else a label is itself, or what took its place in the scheme, or
    differs in its case only, or is another name of it that tools are known for.
    """

    def __init__(self, scheme: Scheme, told: Replaced) -> None:
        replaced = scheme.replaced()
        self._told = replaced | {
            (layer, theirs): replaced.get((layer, ours), ours)
            for (layer, theirs), ours in told.items()
        }
        self._labels = {layer: scheme.of_layer(layer) for layer in Layer}
        self._known = {
            layer: {label.name.casefold(): label.name for label in labels}
            for layer, labels in self._labels.items()
        }
        self._exact = {layer: set(names.values()) for layer, names in self._known.items()}

    def is_foreign(self, layer: Layer, name: str) -> bool:
        """Tell whether the scheme has no label of just that name."""
        return name not in self._exact[layer]

    def is_unknown(self, layer: Layer, name: str) -> bool:
        """Tell whether nothing is known of a label, not even that it is left out."""
        return self.label(layer, name) is None and not self._is_left_out(layer, name)

    def label(self, layer: Layer, name: str) -> str | None:
        """Return the scheme's label for ``name``; ``None`` where there is none."""
        told = self._told.get((layer, name))
        if told is not None and (told in self._exact[layer] or told == LEFT_OUT):
            return told or None
        if name in self._exact[layer]:
            return name
        usual = _USUAL.get(name.upper(), name)
        return self._known[layer].get(usual.casefold())

    def label_or_own(self, layer: Layer, name: str) -> str:
        """Return the scheme's label for ``name``, and the name itself where there is none."""
        return self.label(layer, name) or name

    def guess(self, layer: Layer, name: str) -> Guess:
        """Return what to offer for a label: more than is taken without asking."""
        if (layer, name) in self._told:
            return Guess(self.label(layer, name) or LEFT_OUT, "as before")
        same = self.label(layer, name)
        if same is not None:
            is_name = same.casefold() == name.casefold()
            return Guess(same, "same name" if is_name else "usual name")
        spoken = name.strip().upper().replace(" ", "_").replace("-", "_")
        near = next((one for one in _NEAR.get(spoken, ()) if one in self._exact[layer]), None)
        if near is not None:
            return Guess(near, "usual name")
        alike, label = max(
            (
                (_alike(name, known), one.name)
                for one in self._labels[layer]
                for known in (one.name, one.title)
            ),
            default=(0.0, LEFT_OUT),
        )
        return Guess(label, "similar name") if alike >= _ALIKE else Guess(LEFT_OUT, "no match")

    def _is_left_out(self, layer: Layer, name: str) -> bool:
        return self._told.get((layer, name)) == LEFT_OUT

    def mapped(self, annotations: AnnotationSet) -> Mapped:
        """Return the annotations with labels of the scheme, and what was left out.

        Segments have to cover the text, so that one without a label costs all of them; the text
        of one that is to be left out goes to the segment before it.
        """
        mapped = Mapped(annotations, [])
        mentions, missing = [], Counter[str]()
        for mention in annotations.mentions:
            label = self.label(Layer.ENTITIES, mention.label)
            if label is None:
                missing[mention.label] += 1
                continue
            if label != mention.label:
                mapped.renamed[Layer.ENTITIES, mention.label, label] += 1
            mentions.append(replace(mention, label=label))
        mapped.remarks.extend(
            f"{count:,} {'mention' if count == 1 else 'mentions'} “{name}” left out, as chosen."
            if self._is_left_out(Layer.ENTITIES, name)
            else f"The scheme has no label “{name}”, so that {count:,} mentions were left out."
            for name, count in missing.items()
        )
        partition = self._partition(annotations.partition, mapped)
        return replace(
            mapped,
            annotations=replace(annotations, mentions=tuple(mentions), partition=partition),
        )

    def suggested(self, found: Suggestions) -> Suggestions:
        """Return what detectors found with labels of the scheme; mentions that it lacks go.

        Of two mentions that cover the same span with the same label, the surer one stays.
        """
        mentions: dict[tuple[Span, str], Mention] = {}
        for one in sorted(found.mentions, key=lambda one: one.origin.confidence):
            label = self.label(Layer.ENTITIES, one.label)
            if label is not None:
                mentions[one.span, label] = replace(one, label=label)
        segments = (relabelled(one, self.label_or_own) for one in found.segments)
        return replace(found, segments=tuple(segments), mentions=tuple(mentions.values()))

    def _partition(self, partition: Partition, mapped: Mapped) -> Partition:
        names = {one.label for one in partition.segments}
        chosen = {one for one in names if self._is_left_out(Layer.SEGMENTS, one)}
        labels = {one: self.label(Layer.SEGMENTS, one) for one in names - chosen}
        unknown = sorted(name for name, label in labels.items() if label is None)
        if unknown:
            quoted = ", ".join(f"“{name}”" for name in unknown)
            mapped.remarks.append(
                f"The scheme has no label {quoted}, so that all segments were left out."
            )
            return Partition(partition.length)
        segments: list[Segment] = []
        for segment in partition.segments:
            label = labels.get(segment.label)
            if label is None:
                continue
            if label != segment.label:
                mapped.renamed[Layer.SEGMENTS, segment.label, label] += 1
            start = segment.start if segments else 0
            segments.append(replace(segment, start=start, label=label))
        dropped = len(partition) - len(segments)
        if dropped:
            quoted = ", ".join(f"“{name}”" for name in sorted(chosen))
            mapped.remarks.append(
                f"{dropped:,} {'segment' if dropped == 1 else 'segments'} {quoted} left out, as "
                "chosen; the text went to the segment beside."
            )
        return Partition(partition.length, tuple(segments))


def told_by_name(scheme: Scheme, names: Mapping[str, str]) -> dict[tuple[Layer, str], str]:
    """Return what was told without a layer for each layer that it can be for.

    Raises ``MendableError`` where the scheme has no such label.
    """
    told = {}
    for theirs, ours in names.items():
        layers = [
            layer
            for layer in LABELLED
            if ours == LEFT_OUT or any(one.name == ours for one in scheme.of_layer(layer))
        ]
        if not layers:
            known = ", ".join(one.name for layer in LABELLED for one in scheme.of_layer(layer))
            raise MendableError(f"The scheme has no label “{ours}”. Choose one of: {known}.")
        told.update({(layer, theirs): ours for layer in layers})
    return told


def remembered_labels(project: Project) -> dict[tuple[Layer, str], str]:
    """Return what earlier imports into the project were told."""
    kept = json.loads(project.fact(_REMEMBERED) or "{}")
    return dict(_entries(kept))


def remember_labels(project: Project, told: Replaced) -> None:
    """Keep in the project what its labels are called elsewhere, beside what is kept already."""
    known = remembered_labels(project)
    if any(known.get(key) != ours for key, ours in told.items()):
        kept: dict[str, dict[str, str]] = {}
        for (layer, theirs), ours in {**known, **told}.items():
            kept.setdefault(layer.value, {})[theirs] = ours
        project.remember(_REMEMBERED, json.dumps(kept, ensure_ascii=False))


def _entries(kept: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[tuple[Layer, str], str]]:
    for layer, names in kept.items():
        for theirs, ours in names.items():
            yield (Layer(layer), theirs), ours


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
