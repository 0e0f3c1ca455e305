"""Names that an editor completed in brackets, and names in the line of tags.

“President [Oskar] Havstad” names one person, whose surname alone the speaker said. A tag of several
words that ends with the surname of a person of the article is that person’s full name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import Lists

_INSERTED = regex.compile(
    r"\[(?P<first>\p{Lu}[\p{L}’'\-]+(?:[ \u00a0]\p{Lu}[\p{L}.’'\-]*){0,2})\]"
    r"[ \u00a0](?P<last>\p{Lu}\p{L}+(?:[’'\-]\p{L}{2,})*)"
)
_TAG = regex.compile(r"[^,;|·•\n]+")
_CAPITALS = regex.compile(r"\p{Lu}[\p{L}.’'\-]*(?:[ \u00a0]\p{Lu}[\p{L}.’'\-]*){1,3}")


def with_insertions(text: str, found: Sequence[Found], lists: Lists) -> list[Found]:
    """Return the mentions, those in and behind brackets that name one person as one mention.

    They do where the inserted word is a first name, a title stands before it, or the word behind is
    a person’s already.
    """
    in_order = sorted(found, key=_start)
    titles = {one.end + 1 for one in found if one.label == "ROLE"}
    whole = [
        Found(*match.span(), "PERSON", "inserted name", 0.9)
        for match in _INSERTED.finditer(text)
        if match["first"].lower() not in lists.roles
        and (match["first"].split()[0] in lists.first_names or _is_person(match, in_order, titles))
    ]
    if not whole:
        return list(found)
    taken = _Taken(whole)
    return [one for one in found if not taken.meets(one)] + whole


def _is_person(match: regex.Match[str], in_order: Sequence[Found], titles: Container[int]) -> bool:
    first, last = (bisect_left(in_order, edge, key=_start) for edge in match.span())
    inside = in_order[first:last]
    if any(one.label not in ("PERSON", "ORG", "GPE") for one in inside):
        return False  # “[Norwegian] Premier”.
    is_known = any(one.label == "PERSON" and one.start == match.start("last") for one in inside)
    return is_known or match.start() in titles


def tagged(text: str, tags: Iterable[tuple[int, int]], found: Sequence[Found]) -> Iterator[Found]:
    """Yield the people whose full names stand in lines of tags, each line a start and an end."""
    surnames = {
        text[one.start : one.end].split()[-1].casefold() for one in found if one.label == "PERSON"
    }
    taken = _Taken(found)
    for start, end in tags:
        for tag in _TAG.finditer(text, start, end):
            name = _CAPITALS.fullmatch(tag.group().strip())
            if name is None or name.group().split()[-1].casefold() not in surnames:
                continue
            first = tag.start() + tag.group().index(name.group())
            one = Found(first, first + len(name.group()), "PERSON", "tag", 0.85)
            if not taken.meets(one):
                yield one


class _Taken:
    """The stretches that mentions cover, put together where they meet."""

    def __init__(self, mentions: Iterable[Found]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for one in sorted(mentions, key=_start):
            if self._ends and one.start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], one.end)
            else:
                self._starts.append(one.start)
                self._ends.append(one.end)

    def meets(self, one: Found) -> bool:
        """Tell whether a mention reaches into one of the stretches."""
        before = bisect_left(self._starts, one.end) - 1
        return before >= 0 and self._ends[before] > one.start


def _start(one: Found) -> int:
    return one.start
