"""Commands on findings about consistency: fixing many at once, and marking them as right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from annotator.domain.approval import Approval
from annotator.store import Transaction
from annotator.workspace.commands.base import Command, OnSet, begin


@dataclass(frozen=True, slots=True)
class Fix:
    """Do what mends one or several findings, as one step.

    ``article_id`` is empty where they are of several articles.
    """

    commands: tuple[Command, ...]
    title: str
    article_id: str

    def run(self, tx: Transaction) -> None:
        for command in self.commands:
            command.run(tx)
        for set_id in {one.set_id for one in self.commands if isinstance(one, OnSet)}:
            begin(tx, set_id)


@dataclass(frozen=True, slots=True)
class MarkAsRight:
    """Let findings be left out from now on; ``keys`` are theirs, or those of all like them."""

    keys: tuple[str, ...]
    article_id: ClassVar[str] = ""
    title: ClassVar[str] = "Mark as right"

    def run(self, tx: Transaction) -> None:
        for key in self.keys:
            tx.put("", Approval(key))


@dataclass(frozen=True, slots=True)
class MarkAsOpen:
    """Take back that findings were marked as right."""

    keys: tuple[str, ...]
    article_id: ClassVar[str] = ""
    title: ClassVar[str] = "Mark as open again"

    def run(self, tx: Transaction) -> None:
        for key in self.keys:
            tx.remove("", tx.find(Approval, key))
