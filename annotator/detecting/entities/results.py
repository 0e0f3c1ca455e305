"""Teams in results and tables: “Kessel 2 Brenholm 1”, “Kessel 4 3 0 1 9 3 9”.

A town’s name alone in such a line is its team. Countries stay countries, as their teams are named
after them, and who has a first name is no team.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import COMMON, Lists

_NAME = (
    r"\p{Lu}[\p{L}.’'\-]*+(?:[ \u00a0](?:of|de|and|&|\p{Lu}[\p{L}.’'\-]*+)){0,3}+"
    r"(?:[ \u00a0]\(\p{L}{1,3}\))?"
)
_RESULT = regex.compile(
    rf"(?P<team>{_NAME})[ \u00a0]\d{{1,3}},?[ \u00a0](?P<other>{_NAME})[ \u00a0]\d{{1,3}}"
    r"(?:[ \u00a0]\([^\n]{1,60}\))?\.?"
)
_VALUE = r"(?:-?\d+(?:[./]\d+)?|\.\d+|-)"
_ROW = regex.compile(rf"(?:\d{{1,2}}\.?[ \u00a0]+)?(?P<team>{_NAME})(?:[ \u00a0]+{_VALUE}){{4,12}}")
_LONGEST = 160


def teams(text: str, start: int, end: int, lists: Lists) -> Iterator[Found]:
    """Yield the teams of a line that is nothing but a result, or a row of a table."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if end - start > _LONGEST:
        return
    match = _RESULT.fullmatch(text, start, end) or _ROW.fullmatch(text, start, end)
    if match is None:
        return
    for group in match.re.groupindex:
        words = match[group].split()
        name = " ".join(words)
        is_other = words[0] in COMMON or words[0].title() in lists.first_names
        if not lists.is_country(name) and not is_other:
            yield Found(*match.span(group), "ORG", "team in a result", 0.92)
