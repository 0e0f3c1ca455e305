"""The entity detector: expressions, roles, names, and the surnames they make known."""

from __future__ import annotations

from annotator.detecting.entities.clusters import carried_through, clustered
from annotator.detecting.entities.expressions import expressions
from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import names, read_lists
from annotator.detecting.entities.roles import RoleGrammar
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Layer, Mention, Origin, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition
from annotator.domain.span import Span

_ONLY_EXPRESSIONS = {"timestamp", "ui_noise", "promo", "copyright"}
_NO_PROSE = {"headline", "related_link", "tags", "subhead"}
_LONGEST_STRETCH = 20_000


class EntityDetector:
    name = "entities"
    version = "1"
    layer = Layer.ENTITIES

    def __init__(self) -> None:
        self._lists = read_lists()
        self._roles = RoleGrammar()

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:
        text = article.text
        stretches = _stretches(text, known)
        found: list[Found] = []
        for label, start, end in stretches:
            found.extend(self._in_stretch(text, label, start, end))
        prose = [(start, end) for label, start, end in stretches if label not in _ONLY_EXPRESSIONS]
        found = carried_through(text, found, prose)
        entities, ids = clustered(text, found)
        mentions = [
            Mention(
                new_id(),
                Span(one.start, one.end),
                one.label,
                State.SUGGESTED,
                Origin(self.name, self.version, one.rule, one.confidence),
                entity=ids.get(one),
            )
            for one in sorted(set(found), key=lambda one: (one.start, one.end))
        ]
        return Suggestions(mentions=tuple(mentions), entities=tuple(entities))

    def _in_stretch(self, text: str, label: str, start: int, end: int) -> list[Found]:
        found = list(expressions(text, start, end))
        if label in _ONLY_EXPRESSIONS:
            return found
        roles = [
            role
            for role in self._roles.roles(text, start, end)
            if not any(role.start < one.end and one.start < role.end for one in found)
        ]
        found += roles
        is_prose = label not in _NO_PROSE
        found += names(text, start, end, self._lists, list(found), is_prose=is_prose)
        return found + self._inside_roles(text, roles)

    def _inside_roles(self, text: str, roles: list[Found]) -> list[Found]:
        """Find the nationality that a title begins with."""
        inside = []
        for role in roles:
            first = text[role.start : role.end].split()[0]
            if first in self._lists.groups and role.end - role.start > len(first):
                inside.append(Found(role.start, role.start + len(first), "NORP", "group", 0.9))
        return inside


def _stretches(text: str, known: Suggestions) -> list[tuple[str, int, int]]:
    """Return the label and extent of each stretch that a mention may not leave."""
    found: list[tuple[str, int, int]] = []
    for segment, span in Partition(len(text), known.segments):
        start = span.start
        for line in span.of(text).split("\n"):
            for begin in range(0, len(line), _LONGEST_STRETCH):
                piece = line[begin : begin + _LONGEST_STRETCH]
                if piece.strip():
                    found.append((segment.label, start + begin, start + begin + len(piece)))
            start += len(line) + 1
    return found
