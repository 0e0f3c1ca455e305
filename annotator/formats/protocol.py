"""What a format is, and what readers give and writers take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, runtime_checkable

from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.errors import MendableError
from annotator.domain.register import Entity
from annotator.formats.features import Carries


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that an article was read from; ``changes`` says what canonicalisation changed."""

    name: str
    content: bytes
    encoding: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article, with one owner's annotations where there are any.

    ``register`` holds the entries that the annotations refer to. ``remarks`` tell in plain
    sentences what a reader changed or left out of what stood in the file.
    """

    article: Article
    annotations: AnnotationSet | None = None
    register: tuple[Entity, ...] = ()
    original: Original | None = None
    remarks: tuple[str, ...] = ()


UNKNOWN_OWNER = Owner(OwnerKind.ANNOTATOR, "")
"""Whose annotations are where a file does not say; on import they become the importer's."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that could not be read: where it stands, and why in a plain sentence."""

    where: str
    reason: str


class Format(Protocol):
    """A file format; it also has ``Reads`` or ``Writes`` or both."""

    name: str
    title: str
    suffixes: tuple[str, ...]


@runtime_checkable
class Reads(Protocol):
    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        """Yield what stands in the file; bad records as refusals, so that good ones come in."""
        ...


@runtime_checkable
class Recognises(Protocol):
    """What a reader has that shares its suffix with others."""

    def recognises(self, head: str) -> bool:
        """Tell from a file's first characters, some thousands, whether it is of this format."""
        ...


@runtime_checkable
class HasCompanions(Protocol):
    """What a reader has whose files come with others."""

    def companions(self, path: Path) -> Iterable[Path]:
        """Return the files that belong to ``path`` and are not articles of their own."""
        ...


@runtime_checkable
class Writes(Protocol):
    """What can be written; ``path`` becomes a folder where ``is_folder`` says so."""

    carries: Carries
    is_folder: bool

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        """Write all records to ``path``, whole or not at all.

        What the format does not carry is left out, as ``carries`` says; ``losses`` tells it
        before. A record is done when the next one is asked for, so that whoever yields them can
        count them, and raise to cancel.
        """
        ...


def load_formats() -> list[Format]:
    """Return all formats that are installed, by the entry points ``annotator.formats``."""
    formats: list[Format] = []
    for point in sorted(entry_points(group="annotator.formats"), key=lambda point: point.name):
        try:
            formats.append(point.load())
        except Exception as error:
            raise MendableError(
                f"The format “{point.name}” does not load ({error}). Uninstall or repair it."
            ) from error
    return formats


def format_named(name: str) -> Format:
    """Return the format of that name; raise ``MendableError`` where there is none."""
    formats = load_formats()
    for one in formats:
        if one.name == name:
            return one
    known = ", ".join(one.name for one in formats)
    raise MendableError(f"There is no format “{name}”. Choose one of: {known}.")
