"""What the rules say of an article, stretch by stretch, and what the model sees of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.detecting.entities.datelines import datelined
from annotator.detecting.entities.elsewhere import Elsewhere
from annotator.detecting.entities.expressions import expressions
from annotator.detecting.entities.features import (
    Features,
    Own,
)
from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import COMMON, names, read_lists
from annotator.detecting.entities.results import teams
from annotator.detecting.entities.roles import RoleGrammar
from annotator.detecting.entities.tokens import Token, token_lines
from annotator.detecting.language import language_of
from annotator.detecting.protocol import Suggestions
from annotator.domain.article import Article

_ONLY_EXPRESSIONS = frozenset(("timestamp", "ui_noise", "promo", "copyright"))
_NO_PROSE = frozenset(("headline", "related_link", "tags", "subhead"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of a segment, which no mention leaves; ``found`` is what the rules found in it."""

    label: str
    start: int
    end: int
    found: tuple[Found, ...]
    tokens: tuple[Token, ...]

    @property
    def has_names(self) -> bool:
        """Tell whether names are looked for here at all, and there is a word that could be one."""
        return self.label not in _ONLY_EXPRESSIONS and any(
            token.text[0].isupper() for token in self.tokens
        )


class Reader:
    """Applies the rules; made once, used for many articles."""

    def __init__(self) -> None:
        self.lists = read_lists()
        self.common = COMMON
        self._roles = RoleGrammar()
        self._features = Features(self.lists)

    def stretches(self, article: Article, known: Suggestions) -> list[Stretch]:
        text = article.text
        language = language_of(text, article.language)
        return [
            Stretch(
                label, start, end, tuple(self._found(text, label, start, end, language)), tokens
            )
            for label, start, end, tokens in token_lines(text, known.segments)
        ]

    def features(self, text: str, stretches: Sequence[Stretch]) -> list[list[list[str]]]:
        """Return the features of every token of every stretch; none where no names can be."""
        found = [one for stretch in stretches for one in stretch.found]
        elsewhere = Elsewhere(
            text,
            [one.tokens for one in stretches],
            [one.tokens for one in stretches if one.has_names],
            found,
            self.lists.first_names,
        )
        seen: dict[tuple[str, str], Own] = {}
        return [
            self._features.of(one.tokens, one.found, elsewhere, seen) if one.has_names else []
            for one in stretches
        ]

    def _found(self, text: str, label: str, start: int, end: int, language: str) -> list[Found]:
        is_timestamp = label == "timestamp"
        found = list(expressions(text, start, end, language, is_timestamp=is_timestamp))
        if label in _ONLY_EXPRESSIONS:
            return found
        roles = [
            role
            for role in self._roles.roles(text, start, end)
            if not any(role.start < one.end and one.start < role.end for one in found)
        ]
        found += roles
        by_form = (
            datelined(text, start, end)
            if label == "dateline"
            else teams(text, start, end, self.lists)
        )
        found += [
            name
            for name in by_form
            if not any(name.start < one.end and one.start < name.end for one in found)
        ]
        is_prose = label not in _NO_PROSE
        found += names(text, start, end, self.lists, list(found), is_prose=is_prose)
        return found + self._inside_roles(text, roles)

    def _inside_roles(self, text: str, roles: list[Found]) -> list[Found]:
        """Find the nationality that a title begins with."""
        inside = []
        for role in roles:
            first = text[role.start : role.end].split()[0]
            if first in self.lists.groups and role.end - role.start > len(first):
                inside.append(Found(role.start, role.start + len(first), "NORP", "group", 0.9))
        return inside
