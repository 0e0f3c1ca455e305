"""Sources: the words beside a cue that name who speaks, and the speaker that they mean."""

from __future__ import annotations

from bisect import bisect_left

import regex

from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Mention, Speaker, SpeakerKind
from annotator.domain.register import EntityKind
from annotator.domain.span import Span

_NAMES = ("PERSON", "ORG", "GPE", "NORP", "ROLE")
_PRONOUN = regex.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]ho|[Ee]r|[Ss]ie|[Ii]l|[Ee]lle|[Ii]ls|I|[Ww]e)$"
)
_PRONOUN_AHEAD = regex.compile(r"(?:he|she|they|it|er|sie|il|elle|ils|I|we)\b")
_NOUN_PHRASE = regex.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne|[Tt]wo|[Ss]everal|[Mm]any|[Ss]ome|"
    r"[Oo]ther|[Ll]ocal|[Ss]enior|[Dd]er|[Dd]ie|[Dd]as|[Ee]in|[Ee]ine|[Ll]e|[Ll]a|[Ll]es|"
    r"[Uu]n|[Uu]ne)[ \u00a0])?"
    r"(?:[\p{L}’'\-]+[ \u00a0]){0,4}[\p{L}’'\-]+$"
)
_NOUN_PHRASE_AHEAD = regex.compile(
    r"(?:the|an?|one|two|several|his|her|its|der|die|das|ein|eine|le|la|les|un|une)[ \u00a0]"
    r"(?:[\p{L}’'\-]+[ \u00a0]?){1,5}",
)
_COLLECTIVE = regex.compile(
    r"\b(?:officials|residents|sources|critics|experts|police|people|families|witnesses|analysts|"
    r"authorities|organisers|organizers|supporters|scientists|workers|teachers|campaigners|fans|"
    r"behörden|anwohner|experten|habitants|autorités)\b",
    regex.IGNORECASE,
)
_UNNAMED = regex.compile(
    r"\b(?:spokes(?:man|woman|person)|source|official|witness|resident|expert|sprecher(?:in)?|"
    r"porte-parole)\b",
    regex.IGNORECASE,
)
_ARTICLE = regex.compile(r"\b(?:[Tt]he|[Dd]er|[Dd]ie|[Dd]as|[Ll]e|[Ll]a)[ \u00a0]$")
_CAPITALS = regex.compile(r"(?:(?<!\S)(?!The\b|But\b|And\b|In\b)\p{Lu}\p{L}+[ \u00a0]){1,2}$")
_CAPITALS_AHEAD = regex.compile(r"(?:\p{Lu}\p{L}+[ \u00a0]){1,2}")
_LINKED = regex.compile(r"(?i:but|and|or|that|as|while|when|where|so)[ \u00a0]+")
_STOPS = regex.compile(r"[.!?;:“”\"«»„\n()█]|,\s")
_FAR = 160


class Sources:
    """Finds sources in one article."""

    def __init__(self, text: str, known: Suggestions) -> None:
        self._text = text
        self._mentions = sorted(
            (one for one in known.mentions if one.label in _NAMES), key=lambda one: one.span
        )
        self._starts = [one.span.start for one in self._mentions]
        self._by_end: dict[int, Mention] = {}
        for one in self._mentions:
            self._by_end.setdefault(one.span.end, one)
        self._entities = {entity.id: entity for entity in known.entities}
        self._spoke: list[str] = []

    def before(self, position: int, begin: int) -> Span | None:
        """Return the source that ends right before ``position``, not reaching before ``begin``."""
        end = position
        while end > begin and self._text[end - 1].isspace():
            end -= 1
        is_paired = end > begin and self._text[end - 1] == ","
        if is_paired:
            return self._with_apposition(end - 1, begin)
        named = self._name_ending(end, begin)
        if named is not None:
            return named
        window = self._text[max(begin, end - _FAR) : end]
        pronoun = _PRONOUN.search(window)
        if pronoun is not None:
            return Span(end - len(pronoun.group()), end)
        cut = max((match.end() for match in _STOPS.finditer(window)), default=0)
        phrase = _NOUN_PHRASE.search(window, cut)
        if phrase is None or not phrase.group().strip():
            return None
        start = end - (len(window) - phrase.start())
        linked = _LINKED.match(self._text, start, end)
        start = linked.end() if linked else start
        return Span(start, end) if start < end else None

    def _with_apposition(self, comma: int, begin: int) -> Span | None:
        """Return ``Name, who heads the council`` before the comma that closes the apposition."""
        opening = self._text.rfind(",", max(begin, comma - _FAR), comma)
        if opening < 0:
            return None
        named = self._name_ending(opening, begin)
        if named is None:
            return None
        if self._text[named.start].islower():
            # “the harbour’s director, Ada Brandt”: the title has words of its own before it.
            window = self._text[max(begin, opening - _FAR) : opening]
            cut = max((match.end() for match in _STOPS.finditer(window)), default=0)
            phrase = _NOUN_PHRASE.search(window, cut)
            if phrase is not None:
                return Span(opening - (len(window) - phrase.start()), comma)
        return Span(named.start, comma)

    def _name_ending(self, end: int, begin: int) -> Span | None:
        """Return the name that ends at ``end``, with the titles and the article before it."""
        last = self._by_end.get(end)
        if last is None:
            return None
        start = last.span.start
        while True:
            gap = start
            while gap > begin and self._text[gap - 1] in " \u00a0":
                gap -= 1
            previous = self._by_end.get(gap)
            if previous is None or previous.span.start < begin or previous.span.start >= start:
                break
            start = previous.span.start
        around = [one.span.start for one in self._mentions_at(start) if one.span.end <= end]
        start = max(begin, min(around, default=start))
        capitals = _CAPITALS.search(self._text[max(begin, start - 40) : start])
        start -= len(capitals.group()) if capitals else 0
        article = _ARTICLE.search(self._text[max(begin, start - 5) : start])
        return Span(start - (len(article.group()) if article else 0), end)

    def _mentions_at(self, position: int) -> list[Mention]:
        index = bisect_left(self._starts, position - 80)
        found = []
        while index < len(self._mentions) and self._starts[index] <= position:
            if position in self._mentions[index].span:
                found.append(self._mentions[index])
            index += 1
        return found

    def after(self, position: int, end: int) -> Span | None:
        """Return the source that begins right behind a cue that ends at ``position``."""
        start = position
        while start < end and self._text[start] in " \u00a0":
            start += 1
        window = self._text[start : min(end, start + _FAR)]
        article = regex.match(r"(?:the|der|die|das|le|la)[ \u00a0]", window)
        begin = start + (len(article.group()) if article else 0)
        capitals = _CAPITALS_AHEAD.match(window, begin - start)
        if begin not in self._starts and capitals and start + capitals.end() in self._starts:
            begin = start + capitals.end()
        reached = begin
        while True:
            index = bisect_left(self._starts, reached)
            inside = self._mentions[index : index + 3]
            found = [one for one in inside if one.span.start == reached and one.span.end <= end]
            if not found:
                break
            reached = max(one.span.end for one in found)
            gap = reached
            while gap < end and self._text[gap] in " \u00a0":
                gap += 1
            if bisect_left(self._starts, gap) < len(self._starts) and gap in self._starts:
                reached = gap
            else:
                break
        if reached > begin:
            return Span(start, self._name_behind_comma(reached, end)).trimmed(self._text)
        for pattern in (_PRONOUN_AHEAD, _NOUN_PHRASE_AHEAD):
            match = pattern.match(window)
            if match is not None and match.group().strip():
                reached = start + len(match.group().rstrip())
                return Span(start, self._name_behind_comma(reached, end))
        return None

    def _name_behind_comma(self, reached: int, end: int) -> int:
        """Take in the name of “the captain, Maeve Donnelly”."""
        if self._text[reached : reached + 2] == ", ":
            index = bisect_left(self._starts, reached + 2)
            for one in self._mentions[index : index + 1]:
                is_name = one.label == "PERSON" and one.span.start == reached + 2
                if is_name and one.span.end <= end:
                    return one.span.end
        return reached

    # Speakers

    def speaker(self, source: Span | None, before: int) -> tuple[Speaker, str]:
        """Return whom a source means, and by which rule."""
        if source is None:
            return Speaker(), "no source"
        inside = [one for one in self._mentions if source.covers(one.span) and one.entity]
        for label in ("PERSON", "ORG", "GPE"):
            named = [one for one in inside if one.label == label]
            if named:
                return self._remembered(named[0].entity), "name"
        words = source.of(self._text)
        if regex.fullmatch(r"(?i)he|she|er|il|elle|who|sie", words.strip()):
            return self._of_pronoun(before)
        if _COLLECTIVE.search(words):
            return Speaker(SpeakerKind.COLLECTIVE), "collective noun"
        by_role = self._of_role(words, before)
        if by_role is not None:
            return by_role, "role"
        if _UNNAMED.search(words):
            return Speaker(SpeakerKind.UNNAMED), "unnamed"
        return Speaker(), "open"

    def last_speaker(self) -> Speaker:
        return self._remembered(self._spoke[-1]) if self._spoke else Speaker()

    def _remembered(self, entity_id: str | None) -> Speaker:
        if entity_id is None or entity_id not in self._entities:
            return Speaker()
        self._spoke.append(entity_id)
        return Speaker(SpeakerKind.ENTITY, entity_id, self._entities[entity_id].name)

    def _of_pronoun(self, before: int) -> tuple[Speaker, str]:
        """A pronoun means who spoke last, else the person named last."""
        persons = [one for one in self._spoke if self._is_person(one)]
        if persons:
            return self._remembered(persons[-1]), "pronoun: spoke last"
        for one in reversed(self._mentions[: bisect_left(self._starts, before)]):
            if one.label == "PERSON" and one.entity:
                return self._remembered(one.entity), "pronoun: named last"
        return Speaker(), "pronoun"

    def _is_person(self, entity_id: str) -> bool:
        return self._entities[entity_id].kind is EntityKind.PERSON

    def _of_role(self, words: str, before: int) -> Speaker | None:
        """“The minister” means the person last named with that title."""
        noun = words.split()[-1].lower() if words.split() else ""
        if not words.lower().startswith(("the ", "der ", "die ", "le ", "la ")):
            return None
        last = bisect_left(self._starts, before)
        for index in range(last - 2, -1, -1):
            role, person = self._mentions[index], self._mentions[index + 1]
            gap = self._text[role.span.end : person.span.start]
            is_titled = role.label == "ROLE" and person.label == "PERSON" and len(gap) < 3
            if is_titled and noun in role.span.of(self._text).lower().split():
                return self._remembered(person.entity)
        return None
