"""Proper names: runs of capitalised words, and what kind of thing they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.gazetteer import Gazetteer
from annotator.detecting.lexicon import words

_WORD = r"[\p{Lu}][\p{L}\p{M}\p{N}]*(?:[’'\-.&][\p{L}\p{N}]+)*"
_SHORT = r"(?:St|Ste|Mt|Ft|Dr|Jr|Sr|Co|Corp|Inc|Ltd|Bros|No)\."
_INITIALS = r"(?:\p{Lu}\.){1,4}"
_LINK = (
    r"(?:of(?: the)?|for|the|and|de(?: la| los)?|du|des|la|le|von(?: der)?|van(?: der| den)?|"
    r"der|al|bin|ibn|el|da|dos|&)"
)
_NAME_PART = rf"(?:{_INITIALS}|{_SHORT}|{_WORD})"
_RUN = regex.compile(rf"\b{_NAME_PART}(?:[ \u00a0](?:{_LINK}[ \u00a0])?{_NAME_PART})*")
_OF_MANY = frozenset(("ministry", "department", "society", "institute", "committee"))
_PLACE_FIRST = frozenset(("port", "fort", "new", "san", "santa", "saint", "st", "mount", "cape"))
_DIRECTIONS = frozenset(("northern", "southern", "eastern", "western", "central", "upper", "lower"))
COMMON = words("common_words")
_HONORIFICS = (
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Herr|Frau|M|Mme|Sen|Rep|"
    r"Gov|Gen|Col|Capt|Lt|Sgt|Rev|St)\.?[ \u00a0]"
)
_HONORIFIC = regex.compile(rf"{_HONORIFICS}$")
HONORIFIC_FIRST = regex.compile(_HONORIFICS)
_PLACE_BEFORE = regex.compile(
    r"\b(?:in|at|near|from|to|across|outside|around|into|via|über|nach|bei|aus|à|vers|"
    r"depuis)[ \u00a0](?:the )?$"
)
_SPEECH_AFTER = regex.compile(
    r"[ \u00a0](?:said|says|told|added|asked|warned|argued|explained|announced|insisted|"
    r"wrote|sagte|erklärte)\b"
)
_BARE_ACRONYM = regex.compile(r"^(?:\p{Lu}{2,6}|(?:\p{Lu}\.){2,5})$")
_LEGAL_FORMS = words("legal_forms")
_MOST_OF_RUN = 8
_GUESSED = 0.75
BEFORE_ANOTHER = "group before a name"
_WORDS = regex.compile(r"\S+")
_JOINT = regex.compile(r"[ \u00a0](?:and|&|for|the|of)[ \u00a0]")
_PLAIN_WORD = regex.compile(r"[\p{L}\p{N}.\-]+")
_LONGEST_LISTED, _MOST_LOOKED_AT = 3, 60


@dataclass(frozen=True, slots=True)
class Lists:
    """The word lists that telling names apart needs."""

    countries: frozenset[str]
    regions: frozenset[str]
    cities: frozenset[str]
    landscapes: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    first_names: frozenset[str]
    surnames: frozenset[str]
    small: frozenset[str]
    organisations: frozenset[str]
    facilities: frozenset[str]
    locations: frozenset[str]
    events: frozenset[str]
    works: frozenset[str]
    roles: frozenset[str]
    gazetteer: Gazetteer

    def is_country(self, name: str) -> bool:
        """Tell whether a name is a country’s, in capitals too."""
        return name in self.countries or name.title() in self.countries


def read_lists() -> Lists:
    return Lists(
        countries=words("countries"),
        regions=words("regions"),
        cities=words("cities"),
        landscapes=words("landscapes"),
        groups=words("groups"),
        bodies=words("organisations"),
        first_names=words("first_names"),
        surnames=words("surnames"),
        small=words("small_words"),
        organisations=words("organisation_heads"),
        facilities=words("facility_heads"),
        locations=words("location_heads"),
        events=words("event_heads"),
        works=words("work_heads"),
        roles=words("roles"),
        gazetteer=Gazetteer(),
    )


def names(
    text: str, start: int, end: int, lists: Lists, taken: list[Found], *, is_prose: bool
) -> Iterator[Found]:
    """Yield the names in a stretch of the text.

    ``taken`` holds roles and expressions found before; a name does not reach into them. Where the
    stretch is no prose (headlines, tags), every word may be a capital one and only what the lists
    know is found.
    """
    for match in _RUN.finditer(text, start, end):
        for first, last in _pieces(text, *match.span(), taken, lists):
            found = _kind(text, first, last, lists, is_prose=is_prose)
            if found is not None:
                yield found
            elif not is_prose:
                yield from _listed_inside(text, first, last, lists)
            if found is None or found.confidence < _GUESSED:
                yield from _group_before(text, first, last, lists)


def _group_before(text: str, start: int, end: int, lists: Lists) -> Iterator[Found]:
    """Yield “Russian” of “Russian T-72”, in case that nothing else is found there."""
    word = _PLAIN_WORD.match(text, start, end)
    if word is not None and word.end() < end and word.group() in lists.groups:
        yield Found(*word.span(), "NORP", BEFORE_ANOTHER, 0.8)


def _listed_inside(text: str, start: int, end: int, lists: Lists) -> Iterator[Found]:
    """Yield what the lists know within a run of capitals, as in “Lisbon Votes On Harbour”."""
    spans = [match.span() for match in _PLAIN_WORD.finditer(text, start, end)][:_MOST_LOOKED_AT]
    n = 0
    while n < len(spans):
        for length in range(min(_LONGEST_LISTED, len(spans) - n), 0, -1):
            first, last = spans[n][0], spans[n + length - 1][1]
            known = _listed(" ".join(text[first:last].split()), lists)
            if known is not None:
                yield Found(first, last, *known)
                n += length - 1
                break
        n += 1


def _pieces(
    text: str, start: int, end: int, taken: list[Found], lists: Lists
) -> Iterator[tuple[int, int]]:
    """Cut a run at mentions already found, at “and” between names, and drop common first words."""
    cuts = [(one.start, one.end) for one in taken if one.start < end and start < one.end]
    for first, last in _gaps(start, end, sorted(cuts)):
        piece = text[first:last]
        for part_start, part_end in _split_at_and(piece, lists):
            a, b = _trimmed(text, first + part_start, first + part_end)
            name = _person_at_end(text, a, b, lists)
            if name > a:
                yield a, name - 1
            if name < b:
                yield name, b


def _person_at_end(text: str, start: int, end: int, lists: Lists) -> int:
    """Return where a first name begins inside a run, as in “Harbour Master Ingrid Solberg”."""
    words_ = list(_WORDS.finditer(text[start:end]))
    for number, word in enumerate(words_[1:-1], 1):
        if word.group() in lists.first_names and len(words_) - number <= 3:
            return start + word.start()
    return start


def _gaps(start: int, end: int, cuts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in cuts:
        if first > start:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end


def _split_at_and(piece: str, lists: Lists) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _JOINT.finditer(piece):
        left, right = piece[begin : match.start()], piece[match.end() :]
        if "of" in match.group():
            is_person = " " in left and left.split()[0] in lists.first_names
            if is_person:
                yield begin, match.start()
                begin = match.end()
            continue
        begins = left.split()[0].lower() if left.split() else ""
        is_one_name = "&" in match.group() or begins in _OF_MANY
        ends = right.split()[-1].lower() if right.split() else ""
        if "the" not in match.group() and " of " in left:
            is_one_name = is_one_name or ends in lists.organisations
        if is_one_name:
            continue
        yield begin, match.start()
        begin = match.end()
    yield begin, len(piece)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop common words and links at the edges, and a possessive or full stop behind."""
    while start < end:
        word = _WORDS.match(text[start:end])
        if word is None:
            start += 1
        elif word.group().rstrip(".,") in COMMON or not word.group()[0].isupper():
            start += word.end()
        else:
            break
    piece = text[start:end].rstrip()
    for ending in ("’s", "'s"):
        piece = piece.removesuffix(ending)
    if piece.endswith(".") and not _BARE_ACRONYM.match(piece.split()[-1] if piece else ""):
        piece = piece[:-1]
    return start, start + len(piece)


def _kind(text: str, start: int, end: int, lists: Lists, *, is_prose: bool) -> Found | None:
    name = " ".join(text[start:end].split())
    parts = name.split()
    if not parts or len(name) < 2 or len(parts) > _MOST_OF_RUN:
        return None
    known = _listed(name, lists) or _by_head(parts, lists) or _by_person(text, start, parts, lists)
    if known is None and _BARE_ACRONYM.match(name):
        known = "ORG", "acronym", 0.6
    if known is None and is_prose:
        known = _by_context(text, start, end, parts)
    if known is None:
        return None
    label, rule, confidence = known
    return Found(start, end, label, rule, confidence)


def _by_person(
    text: str, start: int, parts: list[str], lists: Lists
) -> tuple[str, str, float] | None:
    if _HONORIFIC.search(text[max(0, start - 14) : start]):
        return "PERSON", "honorific", 0.93
    if parts[0] in lists.first_names and 2 <= len(parts) <= 4:
        return "PERSON", "first name", 0.92
    if 2 <= len(parts) <= 3 and lists.gazetteer.is_given_name(parts[0]):
        is_sure = lists.gazetteer.is_surname(parts[-1]) and parts[-1].lower() not in lists.small
        return "PERSON", "known given name", 0.92 if is_sure else 0.75
    if parts[0].lower() in _PLACE_FIRST and len(parts) == 2:
        return "GPE", "place word first", 0.7
    return None


def _by_context(text: str, start: int, end: int, parts: list[str]) -> tuple[str, str, float] | None:
    """Guess a name that no list knows from the words around it."""
    if parts[0].lower() in _DIRECTIONS:
        return "LOC", "direction", 0.6
    if _SPEECH_AFTER.match(text[end : end + 14]) and len(parts) <= 3:
        return "PERSON", "speaks", 0.7
    if _PLACE_BEFORE.search(text[max(0, start - 14) : start]) and len(parts) <= 2:
        return "GPE", "place word before", 0.55
    if 2 <= len(parts) <= 3 and all(part[0].isupper() and part.isalpha() for part in parts):
        return "PERSON", "two names", 0.5
    return None


def _listed(name: str, lists: Lists) -> tuple[str, str, float] | None:
    bare = name.removeprefix("the ").removeprefix("The ")
    for label, entries, rule, confidence in (
        ("GPE", lists.countries, "country", 0.97),
        ("ORG", lists.bodies, "known organisation", 0.92),
        ("GPE", lists.cities, "city", 0.93),
        ("GPE", lists.regions, "region", 0.93),
        ("LOC", lists.landscapes, "landscape", 0.93),
        ("NORP", lists.groups, "group", 0.93),
    ):
        if bare in entries or (len(bare) > 3 and bare.isupper() and bare.title() in entries):
            return label, rule, confidence
    if lists.gazetteer.is_city(bare):
        return "GPE", "known city", 0.9
    return None


def _by_head(parts: list[str], lists: Lists) -> tuple[str, str, float] | None:
    """Tell a name's kind from the noun that heads it: the last word, or the one before “of”."""
    if len(parts) < 2:
        return None
    lowered = [part.lower().strip(".,") for part in parts]
    if lowered[-1] in _LEGAL_FORMS and len(parts[-1]) > 1:
        return "ORG", "legal form", 0.95
    kind = kind_by_head(lowered, lists)
    return (*kind, 0.85) if kind else None


def kind_by_head(lowered: list[str], lists: Lists) -> tuple[str, str] | None:
    """Return the label and rule for a name of several words, given in small letters."""
    head = lowered[lowered.index("of") - 1] if "of" in lowered[1:] else lowered[-1]
    first = lowered[0]
    kinds = (
        ("ORG", lists.organisations, "organisation word"),
        ("FAC", lists.facilities, "facility word"),
        ("LOC", lists.locations, "landscape word"),
        ("EVENT", lists.events, "event word"),
        ("WORK", lists.works, "work word"),
    )
    for label, heads, rule in kinds:
        if head in heads:
            return label, rule
    for label, heads, rule in kinds:
        if first in heads and label in ("ORG", "LOC", "EVENT"):
            return label, rule
    if lowered[-1] in ("i", "ii", "iii") and lowered[-2] in lists.events:
        return "EVENT", "event word"
    return None
