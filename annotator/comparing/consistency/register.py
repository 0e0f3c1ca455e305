"""Register entries that look like one: the same name, written or abbreviated differently.

Every entry is filed under keys that follow from its names, and only entries under one key are
compared, so that the time is linear in the register. A slip of one letter is found by filing names
under themselves with one letter left out (after Mor and Fraenkel 1982, “A hash code method for
detecting and correcting spelling errors”, CACM 25/12).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import regex

from annotator.comparing.consistency.findings import Finding, Kind
from annotator.domain.register import Entity, EntityKind

_PART = regex.compile(r"[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*")
_BARE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "’": "'"})
_LEAST_FOR_SLIP = 5
_CROWD = 20
"""A key that more entries share, such as a common last name alone, tells nothing."""
_Parts = tuple[str, ...]


def alike(register: Iterable[Entity]) -> Iterator[Finding]:
    """Yield each pair of entries that look like one, the entry to keep first."""
    entries = sorted(register, key=lambda one: one.id)
    filed: defaultdict[tuple[str, ...], list[Entity]] = defaultdict(list)
    for entity in entries:
        for key in _keys(entity):
            filed[key].append(entity)
    seen: set[tuple[str, str]] = set()
    for one, other in _lone_names(entries):
        seen.add((one.id, other.id))
        yield _finding(one, other, "A last name, and the only person who is called so")
    for together in filed.values():
        if len(together) > _CROWD:
            continue
        for index, one in enumerate(together):
            for other in together[index + 1 :]:
                if (one.id, other.id) not in seen:
                    seen.add((one.id, other.id))
                    why = _likeness(one, other)
                    if why:
                        yield _finding(one, other, why)


def _lone_names(entries: Iterable[Entity]) -> Iterator[tuple[Entity, Entity]]:
    """Yield people known by a last name alone, each with the one other who has that last name."""
    alone: defaultdict[str, list[Entity]] = defaultdict(list)
    full: defaultdict[str, dict[str, Entity]] = defaultdict(dict)
    for entity in entries:
        if entity.kind is EntityKind.PERSON:
            parts = bare_parts(entity.name)
            if len(parts) == 1:
                alone[parts[0]].append(entity)
            elif parts:
                full[parts[-1]][entity.id] = entity
    for last, known in alone.items():
        if len(full[last]) == 1:
            (person,) = full[last].values()
            for entity in known:
                yield min(person, entity, key=_id), max(person, entity, key=_id)


def _id(entity: Entity) -> str:
    return entity.id


def _finding(one: Entity, other: Entity, why: str) -> Finding:
    kept, merged = sorted((one, other), key=lambda entity: (-len(entity.name), entity.id))
    return Finding(
        Kind.ALIKE,
        f"{merged.name} and {kept.name}",
        why,
        usual=kept.name,
        entity_ids=(kept.id, merged.id),
    )


def bare_parts(name: str) -> _Parts:
    """Return a name's words without case, accents and punctuation; “Last, First” turned round."""
    last, comma, first = name.partition(",")
    turned = f"{first} {last}" if comma else name
    decomposed = unicodedata.normalize("NFKD", turned.casefold().translate(_BARE))
    bare = "".join(one for one in decomposed if not unicodedata.combining(one))
    return tuple(_PART.findall(bare))


def _keys(entity: Entity) -> set[tuple[str, ...]]:
    keys: set[tuple[str, ...]] = set()
    for parts in _all_parts(entity):
        keys.add(("name", *parts))
        if entity.kind is EntityKind.PERSON:
            keys.add(("person", parts[-1], parts[0][0] if len(parts) > 1 else ""))
            for number, part in enumerate(parts):
                if len(part) >= _LEAST_FOR_SLIP:
                    keys |= {
                        ("slip", *parts[:number], shorter, *parts[number + 1 :])
                        for shorter in _shortened(part)
                    }
    return keys


def _shortened(part: str) -> set[str]:
    return {part, *(part[:index] + part[index + 1 :] for index in range(len(part)))}


def _all_parts(entity: Entity) -> list[_Parts]:
    found = (bare_parts(name) for name in (entity.name, *entity.aliases))
    return [parts for parts in dict.fromkeys(found) if parts]


def _likeness(one: Entity, other: Entity) -> str:
    """Say why two entries look like one; empty where they do not."""
    if one.kind is not other.kind:
        return ""
    for parts in _all_parts(one):
        for others in _all_parts(other):
            if parts == others:
                return "The same name, but for case, accents and punctuation"
            if one.kind is EntityKind.PERSON:
                if _is_abbreviated(parts, others) or _is_abbreviated(others, parts):
                    return "The same last name, and initials or middle names that fit"
                if _is_slip(parts, others):
                    return "The names differ in one letter"
    return ""


def _is_abbreviated(short: _Parts, full: _Parts) -> bool:
    """Tell whether ``short`` has initials for first names of ``full``, or lacks middle names."""
    if len(short) < 2 or len(short) > len(full) or short[-1] != full[-1]:
        return False
    first, middle = short[0], short[1:-1]
    if not _fits(first, full[0]):
        return False
    left = iter(full[1:-1])
    return all(any(_fits(part, whole) for whole in left) for part in middle)


def _fits(part: str, whole: str) -> bool:
    return part == whole or (len(part) == 1 and whole.startswith(part))


def _is_slip(one: _Parts, other: _Parts) -> bool:
    if len(one) != len(other):
        return False
    # Late: only a check needs it, not the window.
    from rapidfuzz.distance import OSA

    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and (
        min(map(len, differing[0])) >= _LEAST_FOR_SLIP
        and OSA.distance(*differing[0], score_cutoff=1) <= 1
    )
