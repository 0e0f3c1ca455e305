"""Names in a dateline: “STENBERG, Estmark, Nov 4 (Meridian) –” has places and an agency.

Whatever stands there is a place or the agency in brackets, so that names which no list knows are
told here for the whole article. Without an agency, a line in capitals may be a headline’s.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.detecting.entities.found import Found

_AGENCY = regex.compile(r"\((?P<name>\p{L}[\p{L}\p{N}&.’'\- \u00a0]*)\)")
_PLACE = regex.compile(
    r"\p{Lu}[\p{L}\p{M}.’'\-]+(?:[ \u00a0]\p{L}[\p{L}\p{M}.’'\-]+)*(?=[ \u00a0]?[,/(])"
)
_SURE = 0.92


def datelined(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield the places and the agency of a dateline."""
    agency = _AGENCY.search(text, start, end)
    if agency is None:
        return
    for place in _PLACE.finditer(text, start, agency.start() + 1):
        yield Found(*place.span(), "GPE", "place in a dateline", _SURE)
    yield Found(*agency.span("name"), "ORG", "agency in a dateline", _SURE)
