"""Building quotes: adding and removing parts, and telling the type from the text."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.annotation import Quote, QuoteType, Role
from annotator.domain.span import Span

_OPENING = '"“”„«»‹›‘‚「『'
_CLOSING = '"“”«»‹›’‘」』'


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


def _with_parts(quote: Quote, role: Role, parts: tuple[Span, ...]) -> Quote:
    match role:
        case Role.CONTENT:
            return replace(quote, content=parts)
        case Role.CUE:
            return replace(quote, cue=parts)
        case Role.SOURCE:
            return replace(quote, source=parts)


def guessed_type(content: str) -> QuoteType:
    """Tell a quote's type from its content: marks at both ends, somewhere, or nowhere."""
    text = content.strip().rstrip(",.")
    if text[:1] in _OPENING and text[-1:] in _CLOSING and len(text) > 1:
        return QuoteType.DIRECT
    has_marks = any(mark in text for mark in '"“”„«»')
    return QuoteType.MIXED if has_marks else QuoteType.INDIRECT
