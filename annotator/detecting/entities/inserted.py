"""Names that an editor completed in brackets, and names in the line of tags.

“President [Oskar] Havstad” names one person, whose surname alone the speaker said. A tag of several
words that ends with the surname of a person of the article is that person’s full name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    whole = [
        Found(*match.span(), "PERSON", "inserted name", 0.9)
        for match in _INSERTED.finditer(text)
        if match["first"].lower() not in lists.roles
        and (match["first"].split()[0] in lists.first_names or _is_person(match, found))
    ]
    if not whole:
        return list(found)
    return [one for one in found if not _meets(one, whole)] + whole


def _is_person(match: regex.Match[str], found: Iterable[Found]) -> bool:
    last = match.start("last")
    inside = [one for one in found if match.start() < one.end and one.start < match.end()]
    if any(one.label not in ("PERSON", "ORG", "GPE") for one in inside):
        return False  # “[Norwegian] Premier”.
    is_titled = any(one.label == "ROLE" and one.end + 1 == match.start() for one in found)
    return is_titled or any(one.label == "PERSON" and one.start == last for one in inside)


def tagged(text: str, tags: Iterable[tuple[int, int]], found: Sequence[Found]) -> Iterator[Found]:
    """Yield the people whose full names stand in lines of tags, each line a start and an end."""
    surnames = {
        text[one.start : one.end].split()[-1].casefold() for one in found if one.label == "PERSON"
    }
    for start, end in tags:
        for tag in _TAG.finditer(text, start, end):
            name = _CAPITALS.fullmatch(tag.group().strip())
            if name is None or name.group().split()[-1].casefold() not in surnames:
                continue
            first = tag.start() + tag.group().index(name.group())
            one = Found(first, first + len(name.group()), "PERSON", "tag", 0.85)
            if not _meets(one, found):
                yield one


def _meets(one: Found, others: Iterable[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)
