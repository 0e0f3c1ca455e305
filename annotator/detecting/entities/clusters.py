"""Who is who within an article: mentions of one person, organisation or place brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from annotator.detecting.entities.found import Found
from annotator.domain.identity import new_id
from annotator.domain.register import Entity, EntityKind

_KINDS = {
    "PERSON": EntityKind.PERSON,
    "ORG": EntityKind.ORGANISATION,
    "GPE": EntityKind.PLACE,
}


def clustered(text: str, found: Sequence[Found]) -> tuple[list[Entity], dict[Found, str]]:
    """Return the article's entities, and the entity's id of each mention that has one.

    A person is known by the longest name that ends with the same surname.
    """
    by_key: dict[tuple[EntityKind, str], list[Found]] = {}
    first_names = _surnames_by_first_name(text, found)
    for one in found:
        kind = _KINDS.get(one.label)
        if kind is not None:
            key = _key(_name(text, one), kind)
            by_key.setdefault((kind, first_names.get(key, key)), []).append(one)
    entities: list[Entity] = []
    ids: dict[Found, str] = {}
    for (kind, _), members in by_key.items():
        names = list(dict.fromkeys(_name(text, one) for one in members))
        longest = max(names, key=len)
        others = tuple(name for name in names if name != longest)
        entity = Entity(new_id(), longest, kind, others)
        entities.append(entity)
        ids |= dict.fromkeys(members, entity.id)
    return entities, ids


def _surnames_by_first_name(text: str, found: Sequence[Found]) -> dict[str, str]:
    """Return the surname that a first name alone stands for, where only one person has it."""
    people = {_name(text, one) for one in found if one.label == "PERSON"}
    surnames: dict[str, set[str]] = {}
    for name in people:
        first, *rest = name.split()
        if rest:
            surnames.setdefault(first.casefold(), set()).add(rest[-1].casefold())
    return {first: min(last) for first, last in surnames.items() if len(last) == 1}


def _key(name: str, kind: EntityKind) -> str:
    if kind is EntityKind.PERSON:
        return name.split()[-1].casefold()
    return name.removeprefix("the ").removeprefix("The ").casefold()


def _name(text: str, one: Found) -> str:
    name = " ".join(text[one.start : one.end].replace("[", "").replace("]", "").split())
    return name.title() if name.isupper() and len(name) > 5 else name


def carried_through(
    text: str, found: list[Found], stretches: Sequence[tuple[int, int]]
) -> list[Found]:
    """Find the surnames of known people wherever they stand alone, and mend what was mistaken."""
    surnames = {
        _name(text, one).split()[-1]
        for one in found
        if one.label == "PERSON" and one.confidence >= 0.7 and " " in _name(text, one)
    }
    surnames = {name for name in surnames if len(name) > 2 and name[0].isupper()}
    if not surnames:
        return found
    mended = [
        replace(one, label="PERSON", rule="surname", confidence=0.9)
        if text[one.start : one.end] in surnames
        else one
        for one in found
    ]
    alone = regex.compile(
        rf"(?<![\p{{L}}-])(?:{'|'.join(map(regex.escape, surnames))})(?![\p{{L}}-])"
    )
    covered = sorted((one.start, one.end) for one in mended if one.label != "ROLE")
    for start, end in stretches:
        for match in alone.finditer(text, start, end):
            first, last = match.span()
            if not any(a < last and first < b for a, b in covered):
                mended.append(Found(first, last, "PERSON", "surname", 0.9))
    return mended
