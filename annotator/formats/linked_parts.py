"""Quotes in formats that know spans and links between two of them, as most do.

Each part of a quote is a span, and each further part is linked with the quote's first content part,
its anchor. Read from others: contents that are linked with each other are one quote's; a cue or a
source is every quote's whose content it is linked with, whichever way the link points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.annotation import Quote, Role
from annotator.domain.identity import new_id
from annotator.domain.quotes import guessed_type
from annotator.domain.span import Span
from annotator.formats.gathering import Gathering, parts_apart


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it stands in a file: ``key`` is what links call it.

    ``fields`` are the quote's own, as keyword arguments, where this is its anchor.
    """

    key: str
    role: Role
    span: Span
    fields: Mapping[str, Any] = field(default_factory=dict)


def role_of(label: str) -> Role | None:
    """Return the role that a label names, whatever its case."""
    return next((role for role in Role if role == label.casefold()), None)


def parts_of(quote: Quote) -> Iterator[tuple[str, Role, Span]]:
    """Yield a key, the role and the span of each part, the anchor first."""
    for role in Role:
        for number, span in enumerate(quote.parts(role), 1):
            yield f"{quote.id}-{role}-{number}", role, span


def gather_quotes(
    gathering: Gathering, parts: Sequence[Part], links: Iterable[tuple[str, str]]
) -> None:
    """Add the quotes that ``parts`` and ``links`` make; remark what belongs to none."""
    by_key = {part.key: part for part in parts}
    linked: dict[str, list[str]] = defaultdict(list)
    for left, right in links:
        if left in by_key and right in by_key:
            linked[left].append(right)
            linked[right].append(left)
        else:
            gathering.remark("A link with something that is no part of a quote was left out.")
    used: set[str] = set()
    for part in parts:
        if part.role is Role.CONTENT and part.key not in used:
            found = _reached(part.key, lambda key: _onward(by_key[key], linked))
            used |= found
            gathering.quotes.append(_quote(gathering, [by_key[key] for key in found]))
    for part in parts:
        if part.key not in used:
            gathering.remark(f"A {part.role} that is linked with no content was left out.")


def _onward(part: Part, linked: Mapping[str, list[str]]) -> list[str]:
    # Cues and sources may be shared, so that what lies behind them is another quote.
    return linked[part.key] if part.role is Role.CONTENT else []


def _reached(start: str, onward: Callable[[str], Iterable[str]]) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for key in onward(waiting.pop()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found


def _quote(gathering: Gathering, parts: Sequence[Part]) -> Quote:
    content, cue, source = (
        parts_apart(part.span for part in parts if part.role is role) for role in Role
    )
    fields: dict[str, Any] = {"id": new_id()}
    for part in parts:
        fields |= part.fields
    if "type" not in fields:
        text = gathering.article.text
        fields["type"] = guessed_type(*(span.of(text) for span in content))
    return Quote(content=content, cue=cue, source=source, **fields)
