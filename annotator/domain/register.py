"""The register: the people, organisations and places that mentions and speakers point to."""

from dataclasses import dataclass
from enum import StrEnum


class EntityKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entity:
    """An entry of the project's register."""

    id: str
    name: str
    kind: EntityKind = EntityKind.PERSON
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("an entity without a name")

    def is_called(self, name: str) -> bool:
        """Tell whether ``name`` is this entity's name or one of its aliases, whatever the case."""
        return name.casefold() in {known.casefold() for known in (self.name, *self.aliases)}
