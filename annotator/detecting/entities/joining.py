"""Joining what the rules and the model found into mentions that do not contradict each other.

Expressions, roles and nationalities are closed classes, in which the rules are right; names are
the model's, except where a rule is surer than it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import BEFORE_ANOTHER, HONORIFIC_FIRST, Lists, kind_by_head

_CLOSED = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "ROLE", "NORP"))
_SURE = 0.9
_PLACE = "PLACE"
_VAGUE = frozenset(("WORK", "PRODUCT", "EVENT"))
_CLEAR, _LEAST = 0.7, 0.4
_MOST_OF_PERSON = 3
_TITLED = "title before"
_BY_ITS_NOUN = "organisation word"
_LINKED = regex.compile(r"[ \u00a0](?:of|for)[ \u00a0]")
_PARTICLES = r"(?:von|van|der|den|de|du|da|dos|di|del|la|le|al|el|bin|ibn|ter|af)\b"
_SMALL_BEFORE = regex.compile(rf"(?:(?!{_PARTICLES})\p{{Ll}}+(?:-\p{{L}}+)*[ \u00a0])+(?=\p{{Lu}})")
_ABBREVIATED = regex.compile(
    r"(?<![\p{L}.])(?:Ltd|Inc|Corp|Cos?|Bros|Jr|Sr|Ave|Blvd|St|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|"
    r"Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|"
    r"Wis|Wyo)$"
)
_STOP_WITHIN = regex.compile(r"\.(?:[,;:)\d]|[ \u00a0][\p{Ll}\d(\-–—])")
_BEHIND = regex.compile(
    r"[ \u00a0](?:\((?![^()\n]*\))"
    r"|(?:by|after|before|from|with|is|was|were|has|said|who|which|where)\b)"
)


def joined(
    text: str, rules: Sequence[Found], model: Sequence[Found], lists: Lists, *, is_loud: bool
) -> list[Found]:
    """Return the mentions of a stretch, of those that overlap only one unless a role holds it.

    In a loud stretch, such as a headline, capitals say little.
    """
    spare = [one for one in rules if one.rule == BEFORE_ANOTHER]
    closed = [one for one in rules if one.label in _CLOSED and one.rule != BEFORE_ANOTHER]
    sure = [one for one in rules if one.label not in _CLOSED and one.confidence >= _SURE]
    names: list[Found] = []
    whole = [
        one
        for one in rules
        if one.rule == _BY_ITS_NOUN and _LINKED.search(text, one.start, one.end)
    ]
    for one in model:
        named = _without_titles(text, _trimmed(text, _widened(one, whole)), closed)
        if named is None or _is_norp(named, closed) or _is_doubtful(text, named):
            continue
        is_doubtful = named.confidence < _CLEAR or (is_loud and named.label == _PLACE)
        if is_doubtful and _holds(named, sure):
            continue  # “Russia Wants” of a headline is not surer than the country in it.
        if _meets(named, names):
            continue  # What was widened has it already.
        if not any(rule.start <= named.start and named.end <= rule.end for rule in sure):
            if is_loud and named.label in _VAGUE and named.confidence < _SURE:
                continue  # Any headline looks like a title.
            names.append(_in_our_labels(text, named, closed, lists))
    names += [one for one in sure if not _meets(one, names)]
    titles = {one.end + 1 for one in closed if one.label == "ROLE" and one.confidence >= _SURE}
    titled = [
        replace(one, rule=_TITLED, confidence=0.8)
        for one in rules
        if one.label == "PERSON" and one.start in titles and not _meets(one, names)
    ]
    found = closed + [_with_stop(text, one) for one in names] + titled
    return found + [one for one in spare if not _meets(one, found)]


def _with_stop(text: str, one: Found) -> Found:
    """Take in the full stop of “Ltd.”, unless it may be the sentence’s."""
    if _ABBREVIATED.search(text, one.start, one.end) and _STOP_WITHIN.match(text, one.end):
        return replace(one, end=one.end + 1)
    return one


def _holds(one: Found, sure: Iterable[Found]) -> bool:
    return any(
        one.start <= rule.start and rule.end <= one.end and _extent(one) != _extent(rule)
        for rule in sure
    )


def _widened(one: Found, whole: Iterable[Found]) -> Found:
    """Take in all of “Centre for Harbour Studies”, where the model has only its first words."""
    for rule in whole:
        if rule.start == one.start and rule.end > one.end:
            return replace(one, end=rule.end)
    return one


def _trimmed(text: str, one: Found) -> Found:
    """Cut off small words before a name, and what begins with a bracket or small word behind it."""
    start, end = one.start, one.end
    if before := _SMALL_BEFORE.match(text, start, end):
        start = before.end()
    if behind := _BEHIND.search(text, start, end):
        end = behind.start()
    return one if start >= end else replace(one, start=start, end=end)


def _extent(one: Found) -> tuple[int, int]:
    return one.start, one.end


def _meets(one: Found, others: Iterable[Found]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _is_norp(one: Found, closed: Iterable[Found]) -> bool:
    return any(rule.label == "NORP" and _extent(rule) == _extent(one) for rule in closed)


def _is_doubtful(text: str, one: Found) -> bool:
    """Tell whether a name is more likely the capital of a sentence’s beginning, or a headline."""
    words = text[one.start : one.end].split()
    if len(words) > 1:
        is_headline = len(words) > 2 and all(word.isupper() for word in words)
        return one.confidence < (_CLEAR if is_headline else _LEAST)
    return one.confidence < (_CLEAR if one.label in _VAGUE else _LEAST)


def _without_titles(text: str, one: Found, closed: Iterable[Found]) -> Found | None:
    """Take titles and honorifics off a name; ``None`` where nothing else is left."""
    start = one.start
    for rule in closed:
        if rule.label != "ROLE":
            continue
        if rule.start <= start < rule.end:
            start = rule.end + 1
        elif one.label == "PERSON" and start < rule.start < one.end:
            # What stands before a title and has no name behind it is a place or a party.
            return None
    before = HONORIFIC_FIRST.match(text, start, one.end)
    if before is not None and one.label == "PERSON":
        start = before.end()
    return replace(one, start=start) if start < one.end else None


def _in_our_labels(text: str, one: Found, closed: Iterable[Found], lists: Lists) -> Found:
    """Say what a name names: by the title before it, by its head, else as the model has it.

    A place is a building or a landscape by its head, else one that people live in.
    """
    words = [word.strip(".,").lower() for word in text[one.start : one.end].split()]
    is_titled = any(rule.label == "ROLE" and rule.end + 1 == one.start for rule in closed)
    if is_titled and len(words) <= _MOST_OF_PERSON:
        return replace(one, label="PERSON", rule=_TITLED, evidence=())
    if len(words) > 1 and one.label != "PERSON":
        kind = kind_by_head(words, lists)
        if kind is not None:
            return replace(one, label=kind[0], rule=kind[1], evidence=())
    return replace(one, label="GPE") if one.label == _PLACE else one
