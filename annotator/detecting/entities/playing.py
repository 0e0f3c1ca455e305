"""Places that play: in news of sport a town or county alone is its team.

“Kessel beat Brenholm”, “the Brenholm captain”, “Kessel 296”. Countries stay countries, as their
teams are named after them, and a place stays one where something happens in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from annotator.detecting.entities.found import Found
from annotator.detecting.entities.names import Lists

_SPORT = regex.compile(
    r"\b(?:cricket|soccer|football|rugby|baseball|basketball|hockey|handball|regatta|league|cup|"
    r"match(?:es)?|innings|wickets?|goals?|scored|season|championships?|tournament|coach|striker|"
    r"midfielder|goalkeeper|standings|batsm[ae]n|bowlers?|quarterback|touchdowns?|playoffs?|"
    r"fixtures?|half-time|penalty|semi-?finals?|quarter-?finals?|divisions?|teams?|squad|captain|"
    r"wins?|won|beat|defeat(?:ed)?|draws?|rowed|relegation|tour|one-day|tests?|county|not out|"
    r"declared|scoreboard|scores)\b"
)
_LEAST_WORDS, _LEAST_KINDS = 5, 3
_PLAYS_BEHIND = regex.compile(
    r"[ \u00a0](?:(?:captain|coach|manager|striker|defender|midfielder|forward|winger|goalkeeper|"
    r"keeper|batsman|bowler|all-rounder|skipper|pitcher|quarterback|players?|fans|supporters|"
    r"beat|beats|lost|won|defeated|drew|scored|thrashed|face|faced|hosts?|hosted)\b"
    r"|\d{1,3}\b(?![.:]\d|(?:th|st|nd|rd)|[ \u00a0](?:\p{Lu}\p{Ll}+[ \u00a0])?\d{4}))"
)
_PLAYS_BEFORE = regex.compile(
    r"(?:\b(?:beat|beating|thrashed|defeated|edged|stunned|trounced|overcame|downed|hammered|crushed|"
    r"routed|against|vs?\.?|versus|victory over|win over|lost to|champions|leaders|rivals|hopefuls|"
    r"visitors|hosts|holders|signed for|plays for|played for|joined)(?:[ \u00a0]\p{Ll}+)?|\d)"
    r"[ \u00a0]$",
    regex.IGNORECASE,
)
_IS_SET_IN = regex.compile(
    r"\b(?:in|at|near|from|of|to|around|outside|through)[ \u00a0](?:the[ \u00a0])?$",
    regex.IGNORECASE,
)
_JOINED = regex.compile(r",?[ \u00a0](?:and|or)[ \u00a0]")
_NEAR = 28


def playing(text: str, found: Sequence[Found], lists: Lists) -> list[Found]:
    """Return the mentions with those places as organisations that play in this article."""
    places = sorted(
        (
            one
            for one in found
            if one.label in ("GPE", "LOC") and not lists.is_country(text[one.start : one.end])
        ),
        key=lambda one: one.start,
    )
    if not places or not _is_of_sport(text):
        return list(found)
    are_places = set(places)
    teams = {text[one.start : one.end].casefold() for one in places if _plays(text, one)}
    for one, other in pairwise(places):
        if _JOINED.fullmatch(text, one.end, other.start):
            names = {text[each.start : each.end].casefold() for each in (one, other)}
            teams |= names if names & teams else set()
    return [
        replace(one, label="ORG", rule="place that plays", evidence=())
        if one in are_places
        and text[one.start : one.end].casefold() in teams
        and not _is_set_in(text, one)
        else one
        for one in found
    ]


def _is_of_sport(text: str) -> bool:
    words = _SPORT.findall(text)
    return len(words) >= _LEAST_WORDS and len(set(words)) >= _LEAST_KINDS


def _plays(text: str, one: Found) -> bool:
    return _is_named_as_player(text, one) or (
        not _is_set_in(text, one) and _PLAYS_BEHIND.match(text, one.end) is not None
    )


def _is_named_as_player(text: str, one: Found) -> bool:
    return _PLAYS_BEFORE.search(text, max(0, one.start - _NEAR), one.start) is not None


def _is_set_in(text: str, one: Found) -> bool:
    """Tell whether something happens there, or the article was written there."""
    return one.rule == "place in a dateline" or (
        _IS_SET_IN.search(text, max(0, one.start - _NEAR), one.start) is not None
        and not _is_named_as_player(text, one)
    )
