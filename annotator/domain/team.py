"""The people of a project, what they share out, and the guidelines that they work by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Annotator:
    """A person. ``letter`` stands for them in lists, since colours belong to labels.

    A reviewer sees everybody's questions and decides; others see their own work alone.
    """

    id: str
    name: str
    letter: str
    is_reviewer: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.letter.strip():
            raise ValueError("an annotator without name or letter")


def free_letter(name: str, taken: Collection[str]) -> str:
    """Return a letter for ``name``: one of its own that is free, else the first free one."""
    own = (one for one in name.upper() if one in _LETTERS)
    free = next((one for one in (*own, *_LETTERS) if one not in taken), "")
    if free:
        return free
    number = 1
    while f"{_LETTERS[0]}{number}" in taken:
        number += 1
    return f"{_LETTERS[0]}{number}"


@dataclass(frozen=True, slots=True)
class Guidelines:
    """What the annotators agreed to do, as Markdown; ``version`` goes up with every change.

    Version 0 stands for a project without guidelines. ``at`` is UTC in ISO 8601.
    """

    version: int
    text: str
    at: str = ""
    author: str = ""


NO_GUIDELINES = Guidelines(0, "")
