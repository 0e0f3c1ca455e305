"""The label scheme: the labels of each layer, with their colours and keys; versioned."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import ClassVar, TypeVar

from annotator.domain.annotation import Layer, Mention, Segment
from annotator.domain.errors import RefusedError

LEFT_OUT = ""
"""What stands in for a label whose annotations are not wanted."""

LABELLED = (Layer.SEGMENTS, Layer.ENTITIES)
"""The layers that have labels of the scheme; a quote’s type is one of three."""

Replaced = Mapping[tuple[Layer, str], str]
"""What takes the place of labels, by layer and name; ``LEFT_OUT`` where nothing does."""

NameOf = Callable[[Layer, str], str]
"""Says what a label is called elsewhere, by its layer and name."""

A = TypeVar("A")

_NAME = re.compile(r"[\w.-]{1,40}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LONGEST_TITLE = 40
_NO_SCHEME = "it needs a version, and labels with a name, a title and a layer each"


@dataclass(frozen=True, slots=True)
class Label:
    """A name that an annotation carries.

    ``light`` and ``dark`` are ``#rrggbb`` colours for the two themes; ``key`` is the digit that
    gives the label, empty where it has none. ``is_body`` tells running text from what stands
    around it, and only means something for segments. ``also`` are the names of labels that it took
    the place of: detectors, models and files know it by them.
    """

    name: str
    title: str
    layer: Layer
    key: str = ""
    light: str = "#53565D"
    dark: str = "#B5B9C0"
    is_body: bool = False
    also: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What people see: entities go by their short names, everything else by its title."""
        return self.name if self.layer is Layer.ENTITIES else self.title


@dataclass(frozen=True, slots=True)
class Scheme:
    """The labels of a project; ``version`` goes up with every change.

    ``left_out`` are the names of labels, by layer, that nothing took the place of: what detectors
    and files call so is not wanted here.
    """

    name: str
    version: int
    labels: tuple[Label, ...]
    left_out: tuple[tuple[Layer, str], ...] = ()

    id: ClassVar[str] = "scheme"

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

    # Changing

    def replaced(self) -> dict[tuple[Layer, str], str]:
        """Return what took the place of all labels that the project has had and has no more."""
        replaced = {(one.layer, name): one.name for one in self.labels for name in one.also}
        return replaced | dict.fromkeys(self.left_out, LEFT_OUT)

    def changed(self, labels: Sequence[Label], replaced: Replaced) -> Scheme:
        """Return the next version, with ``labels``; ``replaced`` says what each that goes becomes.

        Raises ``RefusedError`` where the labels are none, or it is not said of one that goes.
        """
        for problem in problems(labels):
            raise RefusedError(problem)
        now = {(one.layer, one.name) for one in labels}
        gone = [one for one in self.labels if (one.layer, one.name) not in now]
        if _types(labels) != _types(self.labels):
            raise RefusedError("A quote has the types that it has: they can only look different.")
        for one in gone:
            _require_place(one, replaced.get((one.layer, one.name)), now)
        places = self.replaced() | {
            (one.layer, name): replaced[one.layer, one.name]
            for one in gone
            for name in (*one.also, one.name)
        }
        also: dict[tuple[Layer, str], list[str]] = {}
        for (layer, name), place in places.items():
            if (layer, name) not in now:
                also.setdefault((layer, place), []).append(name)
        return Scheme(
            self.name,
            self.version + 1,
            tuple(replace(one, also=tuple(also.get((one.layer, one.name), ()))) for one in labels),
            tuple((layer, name) for layer in LABELLED for name in also.get((layer, LEFT_OUT), ())),
        )

    # As JSON

    def to_json(self) -> dict[str, object]:
        plain: dict[str, object] = {
            "name": self.name,
            "version": self.version,
            "labels": [_plain(label) for label in self.labels],
        }
        if self.left_out:
            plain["left_out"] = [[layer.value, name] for layer, name in self.left_out]
        return plain

    @classmethod
    def from_json(cls, content: object) -> Scheme:
        """Build a scheme from its JSON form; raise ``ValueError`` where it is not one."""
        if not isinstance(content, dict):
            raise ValueError(_NO_SCHEME)
        try:
            labels = tuple(
                Label(
                    **{
                        **label,
                        "layer": Layer(label["layer"]),
                        "also": tuple(map(str, label.get("also", ()))),
                    }
                )
                for label in content["labels"]
            )
            left_out = tuple((Layer(one), str(name)) for one, name in content.get("left_out", ()))
            return cls(str(content.get("name", "")), int(content["version"]), labels, left_out)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(_NO_SCHEME) from error


def relabelled(record: A, name_of: NameOf) -> A:
    """Return a segment or mention under its label’s name elsewhere; others as they are."""
    match record:
        case Segment():
            return replace(record, label=name_of(Layer.SEGMENTS, record.label))
        case Mention():
            return replace(record, label=name_of(Layer.ENTITIES, record.label))
        case _:
            return record


def problems(labels: Sequence[Label]) -> Iterator[str]:
    """Yield in plain sentences why a scheme cannot have these labels."""
    if not any(one.layer is Layer.SEGMENTS for one in labels):
        yield "Every text has segments. Keep a label for them."
    for layer in Layer:
        names, keys = set[str](), dict[str, str]()
        for one in (label for label in labels if label.layer is layer):
            yield from _problems_of(one)
            if one.name in names:
                yield f"Two labels for {layer} are called “{one.name}”. Give one another name."
            if one.key and one.key in keys:
                yield f"{one.key} is the key of “{keys[one.key]}” and “{one.name}”. Choose another."
            names.add(one.name)
            keys[one.key] = one.name


def _types(labels: Sequence[Label]) -> set[str]:
    return {one.name for one in labels if one.layer is Layer.QUOTES}


def _problems_of(label: Label) -> Iterator[str]:
    named = f"The label “{label.name}”"
    if not isinstance(label.name, str) or not _NAME.fullmatch(label.name):
        yield (
            f"{named} needs a name of up to 40 letters, digits, full stops, hyphens and "
            "underscores, since formats put it into tags."
        )
    is_title = isinstance(label.title, str) and label.title.isprintable() and label.title.strip()
    if not is_title or len(label.title) > _LONGEST_TITLE:
        yield f"{named} needs a title of one line, with at most {_LONGEST_TITLE} characters."
    if label.key not in ("", *"1234567890"):
        yield f"The key of the label “{label.name}” has to be a digit, or none."
    if not all(
        isinstance(one, str) and _COLOUR.fullmatch(one) for one in (label.light, label.dark)
    ):
        yield f"{named} needs two colours such as #2457C5: for light and for dark."
    if not isinstance(label.is_body, bool):
        yield f"{named} has to say with true or false whether it is running text."


def _require_place(label: Label, place: str | None, now: set[tuple[Layer, str]]) -> None:
    """Refuse that a label goes without a place for its annotations."""
    if place is None:
        raise RefusedError(
            f"“{label.name}” is in the scheme and not among the new labels. Say which label takes "
            "its place."
        )
    if place == LEFT_OUT and label.layer is Layer.SEGMENTS:
        raise RefusedError(
            f"Segments cover the whole text, so that another label has to replace “{label.name}”."
        )
    if place != LEFT_OUT and (label.layer, place) not in now:
        raise RefusedError(
            f"“{place}”, which is to replace “{label.name}”, is no label for {label.layer}."
        )


def _plain(label: Label) -> dict[str, object]:
    plain = asdict(label) | {"layer": label.layer.value, "also": list(label.also)}
    if not label.also:
        del plain["also"]
    return plain
