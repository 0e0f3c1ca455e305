"""The words that made a mention: a title before it, a list that has it, the same name elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.gazetteer import KINDS
from annotator.detecting.entities.names import BEFORE_ANOTHER
from annotator.detecting.entities.tokens import Token
from annotator.domain.annotation import Evidence
from annotator.domain.span import Span

_NEAR = 24
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}’'.\-]*")
_BEFORE = frozenset(("honorific", "title before", "place word before"))
_BEHIND = frozenset(("speaks",))
_FIRST = frozenset(("first name", "known given name", "place word first", "direction"))
_LAST = frozenset(("legal form",))
_ELSEWHERE = frozenset(("surname", "as elsewhere"))
_LISTS: Mapping[str, str] = {
    "country": "in the list of countries",
    "city": "in the list of cities",
    "known city": "in the gazetteer",
    "region": "in the list of regions",
    "landscape": "in the list of landscapes",
    "group": "in the list of nationalities and groups",
    BEFORE_ANOTHER: "in the list of nationalities and groups",
    "known organisation": "in the list of organisations",
    "title": "in the list of titles",
    "role word": "in the list of roles",
    "acronym": "capitals only",
    "two names": "words with capitals",
    "place in a dateline": "before the agency or the dash",
    "agency in a dateline": "in brackets in the dateline",
    "team in a result": "nothing but numbers beside it in the line",
}


class Witnesses:
    """Finds evidence in one article; ``found`` are all its mentions."""

    def __init__(self, text: str, found: Sequence[Found]) -> None:
        self._text = text
        self._by_last: dict[str, Found] = {}
        self._roles = {one.end: Span(one.start, one.end) for one in found if one.label == "ROLE"}
        for one in found:
            # Whoever is named in most words bears witness for those with the same last word.
            if one.rule not in _ELSEWHERE and (words := text[one.start : one.end].split()):
                last = words[-1].casefold()
                known = self._by_last.get(last)
                if known is None or known.end - known.start < one.end - one.start:
                    self._by_last[last] = one

    def of(self, one: Found) -> Evidence:
        """Return the evidence for a mention, by the rule that made it."""
        if one.evidence:
            return one.evidence
        own, span = self._words(one), Span(one.start, one.end)
        if one.rule in _BEFORE:
            if one.start - 1 in self._roles:
                return (self._roles[one.start - 1],)
            before = list(_WORD.finditer(self._text, max(0, one.start - _NEAR), one.start))
            return (Span(*before[-1].span()),) if before else ()
        if one.rule in _BEHIND:
            behind = _WORD.search(self._text, one.end, one.end + _NEAR)
            return (Span(*behind.span()),) if behind else ()
        if one.rule in _ELSEWHERE:
            witness = self._by_last.get(own[-1].of(self._text).casefold()) if own else None
            return (Span(witness.start, witness.end),) if witness else ()
        if one.rule in _FIRST:
            return own[:1]
        if one.rule in _LAST:
            return own[-1:]
        return (span, *((_LISTS[one.rule],) if one.rule in _LISTS else ()))

    def _words(self, one: Found) -> tuple[Span, ...]:
        return tuple(Span(*m.span()) for m in _WORD.finditer(self._text, one.start, one.end))


_WORDS: Mapping[str, int] = {"w": 0, "-1w": -1, "+1w": 1}
"""How far from its token is the word that a feature is about."""
_SAID: Mapping[str, str] = {
    "s": "the shape {0}",
    "3": "ends in “{0}”",
    "2": "ends in “{0}”",
    "p": "begins with “{0}”",
    "i": "in the list “{0}”",
    "g": "in the gazetteer as {0}",
    "u": "elsewhere {0}",
    "r": "marked {0} by the rules",
    "-1s": "behind a word of shape {0}",
    "+1s": "before a word of shape {0}",
    "-1r": "behind what the rules mark {0}",
    "+1r": "before what the rules mark {0}",
}
_STRONGEST = 3


class Features:
    """Says in words what speaks most for a tag in a linear model; ``weights`` are by feature."""

    def __init__(self, weights: Mapping[tuple[str, str], float]) -> None:
        self._for_tag: dict[str, dict[str, float]] = {}
        for (feature, tag), weight in weights.items():
            if weight > 0:
                self._for_tag.setdefault(tag, {})[feature] = weight

    def of(
        self,
        tokens: Sequence[Token],
        features: Sequence[Sequence[str]],
        tags: Sequence[str],
        begin: int,
        end: int,
    ) -> Evidence:
        """Return the strongest features of the name from token ``begin`` up to ``end``."""
        scored: list[tuple[float, int, str]] = []
        for n in range(begin, end):
            weights = self._for_tag[tags[n]]
            scored += [(weights[one], n, one) for one in features[n] if one in weights]
        scored.sort(reverse=True)
        said: dict[Span | str, None] = {}
        for _, n, feature in scored:
            if len(said) == _STRONGEST:
                break
            words = _in_words(tokens, n, feature)
            if words is not None:
                said[words] = None
        # Stretches of the text come first: they are what is shown in it.
        return tuple(sorted(said, key=lambda one: isinstance(one, str)))


def _in_words(tokens: Sequence[Token], n: int, feature: str) -> Span | str | None:
    """Return a feature as the stretch that it is about, or in words; ``None`` for what has none."""
    name, _, told = feature.partition("=")
    if name in _WORDS:
        place = n + _WORDS[name]
        return Span(tokens[place].start, tokens[place].end)
    if name not in _SAID:
        return None
    if name == "g":
        return _SAID[name].format(KINDS[told[0]])
    value = told.removeprefix("B").removeprefix("I").partition(":")[0]
    return _SAID[name].format(value) if value not in ("-", "") else None
