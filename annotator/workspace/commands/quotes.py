"""Commands on quotes. A quote is one object and is changed as a whole."""

from dataclasses import dataclass
from typing import ClassVar

from annotator.domain.annotation import Quote, Role
from annotator.domain.register import Entity
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet, accepted, take_back


@dataclass(frozen=True, slots=True)
class AddQuote(OnSet):
    """Add a quote; ``texts`` is what its parts cover, in the order of ``Role`` and of the text."""

    quote: Quote
    texts: tuple[str, ...]
    title: ClassVar[str] = "Add quote"

    def run(self, tx: Transaction) -> None:
        _require_texts(tx, self.set_id, self.quote, self.texts)
        tx.put(self.set_id, self.quote)


@dataclass(frozen=True, slots=True)
class ChangeQuote(OnSet):
    """Replace a quote's parts, type and speaker by those of ``quote``, which has its id.

    ``texts`` as in ``AddQuote``; ``doing`` says in the history what was changed. ``added``, the
    speaker's entry where it is new, is put into the register in the same step.
    """

    quote: Quote
    texts: tuple[str, ...]
    doing: str = "Change quote"
    added: Entity | None = None

    @property
    def title(self) -> str:  # type: ignore[override]
        return self.doing

    def run(self, tx: Transaction) -> None:
        _require_texts(tx, self.set_id, self.quote, self.texts)
        tx.find(Quote, self.quote.id)
        if self.added is not None:
            tx.put("", self.added)
        tx.put(self.set_id, accepted(self.quote))


def _require_texts(tx: Transaction, set_id: str, quote: Quote, texts: tuple[str, ...]) -> None:
    spans = [span for role in Role for span in quote.parts(role)]
    for span, text in zip(spans, texts, strict=True):
        tx.require_text(set_id, span, text)


@dataclass(frozen=True, slots=True)
class DeleteQuote(OnSet):
    quote_id: str
    title: ClassVar[str] = "Delete quote"

    def run(self, tx: Transaction) -> None:
        take_back(tx, self.set_id, tx.find(Quote, self.quote_id))
