"""Commands on mentions. ``text`` is what the editor saw selected; a mismatch is refused."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Mention, State
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.store import Transaction
from annotator.workspace.commands.base import OnSet, accepted, take_back


@dataclass(frozen=True, slots=True)
class AddMention(OnSet):
    """Label a span; a suggestion of just this span is accepted under the label instead."""

    span: Span
    label: str
    text: str
    title: ClassVar[str] = "Add mention"

    def run(self, tx: Transaction) -> None:
        _add(tx, self.set_id, self.span, self.label, self.text)


@dataclass(frozen=True, slots=True)
class AddMentions(OnSet):
    """Label all of ``spans``, each covering ``text``, in one step."""

    spans: tuple[Span, ...]
    label: str
    text: str
    title: ClassVar[str] = "Label all identical mentions"

    def run(self, tx: Transaction) -> None:
        for span in self.spans:
            _add(tx, self.set_id, span, self.label, self.text)


def _add(tx: Transaction, set_id: str, span: Span, label: str, text: str) -> None:
    tx.require_text(set_id, span, text)
    present = tx.mentions_of_span(set_id, span)
    if any(one.label == label and one.state is State.ACCEPTED for one in present):
        return
    suggested = [one for one in present if one.state is not State.ACCEPTED]
    same = [one for one in suggested if one.label == label] or suggested
    if same:
        tx.put(set_id, accepted(replace(same[0], label=label)))
    else:
        tx.put(set_id, Mention(new_id(), span, label))


@dataclass(frozen=True, slots=True)
class ResizeMention(OnSet):
    """Move one or both edges; label, links and origin stay."""

    mention_id: str
    span: Span
    text: str
    title: ClassVar[str] = "Move mention edge"

    def run(self, tx: Transaction) -> None:
        tx.require_text(self.set_id, self.span, self.text)
        mention = tx.find(Mention, self.mention_id)
        tx.put(self.set_id, accepted(replace(mention, span=self.span)))


@dataclass(frozen=True, slots=True)
class RetypeMention(OnSet):
    mention_id: str
    label: str
    title: ClassVar[str] = "Change mention label"

    def run(self, tx: Transaction) -> None:
        mention = tx.find(Mention, self.mention_id)
        tx.put(self.set_id, accepted(replace(mention, label=self.label)))


@dataclass(frozen=True, slots=True)
class LinkMention(OnSet):
    """Let the mention refer to an entry of the register, or to none."""

    mention_id: str
    entity_id: str | None
    title: ClassVar[str] = "Link mention"

    def run(self, tx: Transaction) -> None:
        mention = tx.find(Mention, self.mention_id)
        tx.put(self.set_id, accepted(replace(mention, entity=self.entity_id)))


@dataclass(frozen=True, slots=True)
class DeleteMention(OnSet):
    mention_id: str
    title: ClassVar[str] = "Delete mention"

    def run(self, tx: Transaction) -> None:
        take_back(tx, self.set_id, tx.find(Mention, self.mention_id))
