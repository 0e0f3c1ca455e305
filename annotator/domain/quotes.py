"""Building quotes: adding, removing and moving parts, and what their text tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.annotation import Quote, QuoteType, Role
from annotator.domain.span import Span

_OPENING = '"“”„«»‹›‘‚「『'
_CLOSING = '"“”«»‹›’‘」』'
_ELLIPSIS = re.compile(r"…+|\.(?: ?\.){2,}")
_BRACKETS = re.compile(r"\[([^\[\]\n]*)\]")


def with_part(quote: Quote, role: Role, part: Span, *, replaces: bool) -> Quote:
    """Return the quote with ``part`` in ``role``.

    Parts of the role that it overlaps give way; with ``replaces``, a cue or source gives way
    altogether, and so does all content where the quote has one part of it.
    """
    kept = [one for one in quote.parts(role) if not one.overlaps(part)]
    if replaces and (role is not Role.CONTENT or len(quote.content) == 1):
        kept = []
    return _with_parts(quote, role, tuple(sorted((*kept, part))))


def without_part(quote: Quote, role: Role, part: Span) -> Quote:
    """Return the quote without ``part``; raises ``ValueError`` for the last content part."""
    return _with_parts(quote, role, tuple(one for one in quote.parts(role) if one != part))


def with_moved_part(quote: Quote, role: Role, part: Span, moved: Span) -> Quote | None:
    """Return the quote with ``moved`` in place of ``part``.

    ``None`` where another part of the role is in the way.
    """
    others = tuple(one for one in quote.parts(role) if one != part)
    if any(one.overlaps(moved) for one in others):
        return None
    return _with_parts(quote, role, tuple(sorted((*others, moved))))


def _with_parts(quote: Quote, role: Role, parts: tuple[Span, ...]) -> Quote:
    match role:
        case Role.CONTENT:
            return replace(quote, content=parts)
        case Role.CUE:
            return replace(quote, cue=parts)
        case Role.SOURCE:
            return replace(quote, source=parts)


def guessed_type(*content: str) -> QuoteType:
    """Tell a quote's type from its content parts: marks at both ends, somewhere, or nowhere.

    A part may lack one of its marks where a quotation goes on over several paragraphs.
    """
    parts = [part.strip().rstrip(",.;") for part in content]
    opens = [part[:1] in _OPENING for part in parts if part]
    closes = [part[-1:] in _CLOSING and len(part) > 1 for part in parts if part]
    if opens and opens[0] and closes[-1] and all(map(max, opens, closes)):
        return QuoteType.DIRECT
    has_marks = any(mark in part for part in parts for mark in '"“”„«»')
    return QuoteType.MIXED if has_marks else QuoteType.INDIRECT


_EVIDENCE = {
    QuoteType.DIRECT: "Starts and ends with quotation marks",
    QuoteType.MIXED: "Quotation marks round some words",
    QuoteType.INDIRECT: "No quotation marks",
}


def type_evidence(*content: str) -> str:
    """Say in one sentence what in the content parts speaks for ``guessed_type``'s answer."""
    return _EVIDENCE[guessed_type(*content)]


@dataclass(frozen=True, slots=True)
class Alterations:
    """What an editor put into a quotation or left out of it, as it was printed."""

    insertions: int
    ellipses: int

    def __str__(self) -> str:
        """Return such as “2 insertions […], 1 ellipsis”; empty where nothing was altered."""
        counts = (
            (self.insertions, "insertion […]", "insertions […]"),
            (self.ellipses, "ellipsis", "ellipses"),
        )
        return ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counts if n)


def alterations(content: Sequence[str]) -> Alterations:
    """Count the words in square brackets and the ellipses of the content parts.

    Brackets that hold nothing but an ellipsis are one.
    """
    insertions = ellipses = 0
    for part in content:
        inside = _BRACKETS.findall(part)
        insertions += sum(bool(_ELLIPSIS.sub("", words).strip()) for words in inside)
        ellipses += len(_ELLIPSIS.findall(part))
    return Alterations(insertions, ellipses)
