"""Reading JSON from others: each value is asked for by its kind, and named by its place if bad."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, cast

from annotator.formats.protocol import Refusal
from annotator.formats.reading import MOST_BYTES, read_bytes

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_NAMES = {str: "text", int: "a whole number", list: "a list", dict: "an object"}


class BadRecordError(Exception):
    """A record that is not as the schema wants it; says why in a plain sentence."""


class JsonObject:
    """A JSON object, read with a word on where it stands."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            raise BadRecordError(f"{where} is not an object.")
        self._value = cast("Mapping[str, object]", value)
        self.where = where

    def get(self, key: str, kind: type[T]) -> T:
        value = self._value.get(key)
        # In Python, True is an int; in JSON it is not a number.
        if not isinstance(value, kind) or isinstance(value, bool):
            raise BadRecordError(f"“{key}” of {self.where} is not {_NAMES[kind]}.")
        return value

    def filled(self, key: str) -> str:
        value = self.get(key, str)
        if not value:
            raise BadRecordError(f"“{key}” of {self.where} is empty.")
        return value

    def has(self, key: str) -> bool:
        return self._value.get(key) is not None

    def text(self, key: str, default: str = "") -> str:
        """Return the text, or ``default`` where there is none."""
        return self.get(key, str) if self.has(key) else default

    def text_or_none(self, key: str) -> str | None:
        return None if self._value.get(key) is None else self.get(key, str)

    def is_true(self, key: str) -> bool:
        return self._value.get(key) is True

    def items(self) -> Iterator[tuple[str, object]]:
        yield from self._value.items()

    def values(self) -> Iterator[object]:
        yield from self._value.values()

    def renamed(self, names: Mapping[str, str]) -> JsonObject:
        """Return an object of the text values alone, with other keys where ``names`` has them."""
        keys = {key: names.get(key, key) for key in self._value if key not in names.values()}
        texts = {new: self._value[key] for key, new in keys.items()}
        return JsonObject(
            {key: one for key, one in texts.items() if isinstance(one, str)}, self.where
        )

    def choice(self, key: str, kind: type[E]) -> E:
        value = self.get(key, str)
        try:
            return kind(value)
        except ValueError:
            known = ", ".join(kind)
            raise BadRecordError(
                f"“{key}” of {self.where} is “{value}”; it must be one of {known}."
            ) from None

    def objects(self, key: str) -> Iterator[JsonObject]:
        for number, one in enumerate(self.get(key, list), 1):
            yield JsonObject(one, f"{key} {number}")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; raise ``BadRecordError`` where something else is among them."""
        found: Sequence[object] = self.get(key, list)
        if not all(isinstance(one, str) for one in found):
            raise BadRecordError(f"The {key} of {self.where} are not all text.")
        return tuple(map(str, found))

    def object(self, key: str) -> JsonObject:
        return JsonObject(self._value.get(key), f"“{key}” of {self.where}")

    def fraction(self, key: str) -> float:
        value = self._value.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise BadRecordError(f"“{key}” of {self.where} is not a number from 0 to 1.")
        return float(value)


def content_of(path: Path, most: int = MOST_BYTES) -> tuple[object, bytes] | Refusal:
    """Return what the JSON of a file says, and its bytes, of which it may have ``most``."""
    raw = read_bytes(path, most)
    if isinstance(raw, Refusal):
        return raw
    try:
        return parsed(raw.decode("utf-8-sig")), raw
    except ValueError as error:
        return Refusal(str(path), f"The file is not valid JSON ({error}).")


def parsed(text: str) -> object:
    """Return the value that ``text`` is the JSON of; raise ``ValueError`` where it is none."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")
