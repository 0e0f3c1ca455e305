"""Who is who within an article: mentions of one person, organisation or place brought together."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.detecting.entities.carrying import acronym_behind
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

    A person is known by the longest name that ends with the same surname, an organisation by its
    name or by the acronym that stands behind it once.
    """
    acronyms = {
        acronym.casefold(): _key(_name(text, one), EntityKind.ORGANISATION)
        for one in found
        if one.label in _KINDS and (acronym := acronym_behind(text, one))
    }
    by_key: dict[tuple[EntityKind, str], list[Found]] = {}
    first_names = _surnames_by_first_name(text, found)
    for one in found:
        kind = _KINDS.get(one.label)
        if kind is not None:
            key = _key(_name(text, one), kind)
            known = first_names if kind is EntityKind.PERSON else acronyms
            by_key.setdefault((kind, known.get(key, key)), []).append(one)
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
