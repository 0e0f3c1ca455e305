"""The label scheme: the labels of each layer, with their colours and keys; versioned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.annotation import Layer
from annotator.domain.errors import RefusedError


@dataclass(frozen=True, slots=True)
class Label:
    """A name that an annotation carries.

    ``light`` and ``dark`` are ``#rrggbb`` colours for the two themes; ``key`` is the digit that
    gives the label, empty where it has none. ``is_body`` tells running text from what stands
    around it, and only means something for segments.
    """

    name: str
    title: str
    layer: Layer
    key: str = ""
    light: str = "#53565D"
    dark: str = "#B5B9C0"
    is_body: bool = False

    @property
    def shown(self) -> str:
        """What people see: entities go by their short names, everything else by its title."""
        return self.name if self.layer is Layer.ENTITIES else self.title


@dataclass(frozen=True, slots=True)
class Scheme:
    """The labels of a project; ``version`` goes up with every change."""

    name: str
    version: int
    labels: tuple[Label, ...]

    def of_layer(self, layer: Layer) -> tuple[Label, ...]:
        return tuple(label for label in self.labels if label.layer is layer)

    def label(self, layer: Layer, name: str) -> Label:
        """Return the label; raise ``RefusedError`` where the scheme has none of that name."""
        for label in self.labels:
            if label.layer is layer and label.name == name:
                return label
        raise RefusedError(f"The scheme “{self.name}” has no label “{name}” for {layer}.")

    def shown(self, layer: Layer, name: str) -> str:
        """Return what people see for a label; the name itself where the scheme has none such."""
        known = (one.shown for one in self.of_layer(layer) if one.name == name)
        return next(known, name)

    def with_key(self, layer: Layer, key: str) -> Label | None:
        return next((one for one in self.of_layer(layer) if one.key and one.key == key), None)

    def to_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "version": self.version,
            "labels": [
                {
                    "name": label.name,
                    "title": label.title,
                    "layer": label.layer.value,
                    "key": label.key,
                    "light": label.light,
                    "dark": label.dark,
                    "is_body": label.is_body,
                }
                for label in self.labels
            ],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, object]) -> Scheme:
        """Build a scheme from its JSON form; raise ``ValueError`` where it is not one."""
        labels = content.get("labels")
        version = content.get("version")
        if not isinstance(labels, list) or not isinstance(version, int):
            raise ValueError("not a label scheme: it needs a version and a list of labels")
        return cls(
            name=str(content.get("name", "")),
            version=version,
            labels=tuple(Label(**{**label, "layer": Layer(label["layer"])}) for label in labels),
        )
