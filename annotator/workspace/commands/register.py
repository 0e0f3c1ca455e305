"""Commands on the register of people, organisations and places."""

from dataclasses import dataclass, replace
from typing import ClassVar

from annotator.domain.annotation import Mention, Speaker, SpeakerKind
from annotator.domain.errors import RefusedError
from annotator.domain.register import Entity
from annotator.store import Transaction


@dataclass(frozen=True, slots=True)
class _OnRegister:
    article_id: ClassVar[str] = ""
    title: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class AddEntity(_OnRegister):
    entity: Entity
    title: ClassVar[str] = "Add to register"

    def run(self, tx: Transaction) -> None:
        tx.put("", self.entity)


@dataclass(frozen=True, slots=True)
class EditEntity(_OnRegister):
    """Change an entry's name, kind or aliases; ``entity`` has its id."""

    entity: Entity
    title: ClassVar[str] = "Edit register entry"

    def run(self, tx: Transaction) -> None:
        tx.find(Entity, self.entity.id)
        tx.put("", self.entity)


@dataclass(frozen=True, slots=True)
class MergeEntities(_OnRegister):
    """Make two entries one: all that referred to ``merged_id`` refers to ``kept_id``."""

    kept_id: str
    merged_id: str
    title: ClassVar[str] = "Merge register entries"

    def run(self, tx: Transaction) -> None:
        if self.kept_id == self.merged_id:
            raise RefusedError("An entry cannot be merged with itself. Choose another one.")
        kept, merged = tx.find(Entity, self.kept_id), tx.find(Entity, self.merged_id)
        for set_id, annotation in tx.annotations_of(merged.id):
            if isinstance(annotation, Mention):
                tx.put(set_id, replace(annotation, entity=kept.id))
            else:
                speaker = Speaker(SpeakerKind.ENTITY, kept.id, kept.name)
                tx.put(set_id, replace(annotation, speaker=speaker))
        names = dict.fromkeys((*kept.aliases, merged.name, *merged.aliases))
        names.pop(kept.name, None)
        tx.remove("", merged)
        tx.put("", replace(kept, aliases=tuple(names)))
