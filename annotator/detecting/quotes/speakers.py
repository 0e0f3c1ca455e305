"""Speakers: which entity of the article a source means, and who else it may be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import regex

from annotator.detecting.lexicon import words
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Mention, Speaker, SpeakerKind
from annotator.domain.register import EntityKind
from annotator.domain.span import Span

_HE = frozenset(("he", "his", "er", "il"))
_SHE = frozenset(("she", "her", "elle"))
_IT = frozenset(("it", "its", "es"))
_PERSONAL = _HE | _SHE | {"who", "sie", "ihr", "son", "sa", "qui", "der", "die"}
_SPEAKING_NOW = frozenset(("i", "we", "my", "our", "ich", "wir", "je", "nous", "you"))
_COLLECTIVE = regex.compile(
    r"\b(?:they|their|officials|residents|sources|critics|experts|police|people|families|witnesses|analysts|"
    r"authorities|organi[sz]ers|supporters|scientists|workers|teachers|campaigners|fans|voters|lawyers|"
    r"lawmakers|opponents|members|leaders|activists|researchers|allies|aides|advisers|advisors|some|many|most|"
    r"several|others|percent|both|behörden|anwohner|experten|polizei|habitants|autorités|ils|elles)\b",
    regex.IGNORECASE,
)
_UNNAMED = regex.compile(
    r"\b(?:spokes(?:man|woman|person)|source|official|witness|resident|expert|aide|adviser|advisor|lawyer|officer|"
    r"man|woman|sprecher(?:in)?|porte-parole)\b",
    regex.IGNORECASE,
)
_MAN = regex.compile(
    r"\b(?:Mr|Sir|Lord|Herr|spokesman|chairman|congressman|king|father|son|husband|his)\b\.?",
    regex.IGNORECASE,
)
_WOMAN = regex.compile(
    r"\b(?:Mrs|Ms|Miss|Dame|Lady|Frau|Mme|spokeswoman|chairwoman|congresswoman|queen|mother|daughter|wife|her)\b\.?",
    regex.IGNORECASE,
)
_ON_BEHALF = regex.compile(
    r"\b(?:for|of|at|to|by|with|from|in|near|von|für|bei|aus|de|du|pour|à)"
    r"[ \u00a0](?:the[ \u00a0])?$"
)
_SURNAME = regex.compile(r"(?:\p{Lu}[\p{L}.’'\-]*[ \u00a0]){0,3}(?P<surname>\p{Lu}[\p{L}’'\-]+)")
_PLURAL = regex.compile(r"(?:\p{Lu}?\p{Ll}+[ \u00a0]){0,2}?\p{Lu}?\p{Ll}{2,}(?<!s)s\b(?!’|')")
_NAMES = ("PERSON", "ORG", "GPE", "NORP")
_DEFINITE = ("the ", "der ", "die ", "das ", "le ", "la ", "l’", "l'", "this ")
_MOST_CANDIDATES = 5
_NEAREST = 60


@dataclass(frozen=True, slots=True)
class Resolved:
    """Whom a source means, by which way, and the names that come into question, likeliest first."""

    speaker: Speaker
    way: str
    candidates: tuple[str, ...] = ()


def genders_of_names() -> dict[str, str]:
    """Return ``m`` or ``f`` for first names that tell it."""
    return dict.fromkeys(words("mens_first_names"), "m") | dict.fromkeys(
        words("womens_first_names"), "f"
    )


class Speakers:
    """Resolves the sources of one article, in text order: who spoke before matters.

    ``genders`` tells ``m`` or ``f`` of first names.
    """

    def __init__(self, text: str, known: Suggestions, genders: Mapping[str, str]) -> None:
        self._text = text
        self._entities = {entity.id: entity for entity in known.entities}
        self._mentions = sorted(
            (one for one in known.mentions if one.label in (*_NAMES, "ROLE")),
            key=lambda one: one.span,
        )
        self._starts = [one.span.start for one in self._mentions]
        self._titles = self._titled()
        self._surnames: dict[str, set[str]] = {}
        for entity in known.entities:
            if entity.kind is EntityKind.PERSON:
                self._surnames.setdefault(entity.name.split()[-1], set()).add(entity.id)
        self._spoke: list[str] = []
        self._genders = self._told_genders(genders)

    def _told_genders(self, genders: Mapping[str, str]) -> dict[str, str]:
        """Tell ``m`` or ``f`` of the people whose title or first name tells it."""
        found: dict[str, str] = {}
        for one in self._mentions:
            if one.label != "PERSON" or one.entity is None:
                continue
            words = one.span.of(self._text).split() or [""]
            before = self._text[max(0, one.span.start - 14) : one.span.start].split()
            title = f"{before[-1] if before else ''} {words[0]}"
            if _WOMAN.search(title) or (len(words) > 1 and genders.get(words[0]) == "f"):
                found[one.entity] = "f"
            elif _MAN.search(title) or (len(words) > 1 and genders.get(words[0]) == "m"):
                found.setdefault(one.entity, "m")
        return found

    @property
    def titles(self) -> list[Mention]:
        """Titles and names, for finding a phrase's edges."""
        return self._mentions

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._mentions[first:last]

    def _titled(self) -> dict[str, list[tuple[int, str]]]:
        """Remember who was named with which title: “Mayor Ada Brandt”, “Brandt, the mayor”."""
        found: dict[str, list[tuple[int, str]]] = {}
        for left, right in zip(self._mentions, self._mentions[1:], strict=False):
            gap = self._text[left.span.end : right.span.start]
            if len(gap) > 8:
                continue
            role, person = (left, right) if left.label == "ROLE" else (right, left)
            if role.label != "ROLE" or person.label != "PERSON" or person.entity is None:
                continue
            is_behind = role is right
            if gap.strip() in ("", ",", ", the", ",the") and (
                is_behind is ("," in gap) or not gap.strip()
            ):
                for word in role.span.of(self._text).lower().split():
                    found.setdefault(word, []).append((role.span.start, person.entity))
        return found

    def resolve(self, source: Span | None, content: Span) -> Resolved:
        """Return whom ``source`` means; without one, who may have said ``content``."""
        if source is None:
            return Resolved(
                Speaker(), "no source", self._names(self._ranked(content.start, _PERSONAL))
            )
        words = source.of(self._text).strip().strip(",")
        lower = words.lower()
        if lower in _SPEAKING_NOW:
            return Resolved(Speaker(SpeakerKind.IMPLIED), "first person")
        if lower in _PERSONAL or lower in _IT:
            return self._pronoun(lower, source)
        named = self._named(source, words) or self._by_surname(words)
        if named is not None:
            return named
        if lower.startswith(_DEFINITE):
            body = self._body(lower, source.start)
            if body is not None:
                return Resolved(self._remembered(body), "kind of body")
            titled = self._by_title(lower, source.start)
            if titled is not None:
                return Resolved(self._remembered(titled), "title")
        if _COLLECTIVE.search(words) or _PLURAL.match(words):
            return Resolved(Speaker(SpeakerKind.COLLECTIVE), "collective noun")
        if _UNNAMED.search(words) or lower.startswith(
            ("a ", "an ", "one ", "another ", "ein ", "eine ", "un ", "une ")
        ):
            return Resolved(Speaker(SpeakerKind.UNNAMED), "unnamed")
        return Resolved(Speaker(), "open", self._names(self._ranked(source.start, _PERSONAL)))

    def _named(self, source: Span, words: str) -> Resolved | None:
        inside = [
            one
            for one in self.mentions_in(source.start, source.end)
            if one.entity and one.span.end <= source.end
        ]
        people = [one for one in inside if one.label == "PERSON" and self._is_head(one, source)]
        if people:
            if " and " in words and len({one.entity for one in people}) > 1 and "," not in words:
                return Resolved(
                    Speaker(SpeakerKind.COLLECTIVE),
                    "several names",
                    self._names([str(one.entity) for one in people]),
                )
            return Resolved(self._remembered(people[0].entity), "name")
        if _COLLECTIVE.search(words):
            return Resolved(Speaker(SpeakerKind.COLLECTIVE), "collective noun")
        others = [
            one for one in inside if one.label in ("ORG", "GPE") and self._is_head(one, source)
        ]
        is_person = _UNNAMED.search(words) is not None
        if others and not is_person:
            return Resolved(self._remembered(others[0].entity), "name")
        return None

    def _by_surname(self, words: str) -> Resolved | None:
        """Return whom a surname means that no mention covers, where only one person has it."""
        name = _SURNAME.fullmatch(words.partition(",")[0])
        ids = self._surnames.get(name["surname"], set()) if name else set()
        if len(ids) != 1:
            return None
        return Resolved(self._remembered(min(ids)), "surname")

    def _is_head(self, one: Mention, source: Span) -> bool:
        """Tell the one who speaks from whom he speaks for: “a lawyer for Brandt”."""
        before = self._text[source.start : one.span.start]
        after = self._text[one.span.end : one.span.end + 2]
        return not _ON_BEHALF.search(before) and not after.startswith(("’s", "'s"))

    def _body(self, lower: str, before: int) -> str | None:
        """Return the organisation that “the council” means: the last one that ends so."""
        noun = lower.split()[-1]
        for one in self._before(before):
            if (
                one.label == "ORG"
                and one.entity is not None
                and one.span.of(self._text).lower().split()[-1] == noun
            ):
                return one.entity
        return None

    def _by_title(self, lower: str, before: int) -> str | None:
        for word in reversed(lower.strip(" ,.").split()):
            given = self._titles.get(word, [])
            earlier = bisect_left(given, (before, ""))
            if earlier:
                return given[earlier - 1][1]
        return None

    def _pronoun(self, lower: str, source: Span) -> Resolved:
        ranked = self._ranked(source.start, {lower})
        names = self._names(ranked)
        if not ranked:
            return Resolved(Speaker(), "pronoun", names)
        way = "relative pronoun" if lower in ("who", "qui") else "pronoun"
        return Resolved(self._remembered(ranked[0]), way, names)

    def _ranked(self, before: int, pronouns: set[str] | frozenset[str]) -> list[str]:
        """Return the entities that may be meant, likeliest first.

        Who spoke last comes before who was named last; with a relative pronoun it is the nearest.
        """
        wants_things = bool(pronouns & _IT)
        if pronouns & {"who", "qui"}:
            order = [one for one in self._nearest(before) if self._is_person(one)]
            return list(dict.fromkeys(order))[:_MOST_CANDIDATES]
        gender = "m" if pronouns <= _HE else "f" if pronouns <= _SHE else ""
        last = self._spoke[-1:] if self._spoke else []
        order = [
            *self._subject_before(before),
            *last,
            *self._nearest(before),
            *reversed(self._spoke[-_NEAREST:]),
        ]
        fitting = [
            one
            for one in dict.fromkeys(order)
            if self._is_person(one) is not wants_things
            and not (gender and self._genders.get(one, gender) != gender)
        ]
        return fitting[:_MOST_CANDIDATES]

    def _subject_before(self, before: int) -> Iterator[str]:
        """Yield who begins the sentence that a pronoun stands in, or the one before it."""
        text = self._text
        window = text[max(0, before - 400) : before]
        begins = [match.end() for match in _SENTENCE.finditer(window)][-2:]
        for begin in reversed(begins):
            place = max(0, before - 400) + begin
            index = bisect_left(self._starts, place)
            for one in self._mentions[index : index + 2]:
                if (
                    one.label == "PERSON"
                    and one.entity
                    and one.span.start <= place + 25
                    and one.span.end < before
                ):
                    yield one.entity
                    break

    def _nearest(self, before: int) -> Iterator[str]:
        return (one.entity for one in self._before(before) if one.entity is not None)

    def _before(self, place: int) -> Iterator[Mention]:
        """Yield the mentions before a place, the nearest first; not from farther than is likely."""
        last = bisect_left(self._starts, place)
        return reversed(self._mentions[max(0, last - _NEAREST) : last])

    def _remembered(self, entity_id: str | None) -> Speaker:
        if entity_id is None or entity_id not in self._entities:
            return Speaker()
        self._spoke.append(entity_id)
        return Speaker(SpeakerKind.ENTITY, entity_id, self._entities[entity_id].name)

    def _names(self, ids: list[str]) -> tuple[str, ...]:
        return tuple(self._entities[one].name for one in ids if one in self._entities)

    def _is_person(self, entity_id: str) -> bool:
        entity = self._entities.get(entity_id)
        return entity is not None and entity.kind is EntityKind.PERSON


_SENTENCE = regex.compile(r"(?:^|[.!?][”\"’»]?\s+|\n)(?=[\p{Lu}“\"„«])")
