"""Dates, times, money and percentages, in the ways that news texts write them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detecting.entities import EntityDetector
from annotator.detecting.pipeline import detect
from annotator.detecting.segments import SegmentDetector
from annotator.domain.article import Article

_DETECTORS = (SegmentDetector(), EntityDetector())
_KINDS = ("DATE", "TIME", "MONEY", "PERCENT")


def _found(text: str, language: str = "en") -> list[tuple[str, str]]:
    article = Article("a", text, language=language)
    mentions = detect(article, _DETECTORS).mentions
    return [(one.label, one.span.of(text)) for one in mentions if one.label in _KINDS]


def _only(kind: str, sentence: str, language: str = "en") -> list[str]:
    return [words for label, words in _found(sentence, language) if label == kind]


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("It sank on 22 Aug 2024, not on Nov. 4.", ["22 Aug 2024", "Nov. 4"]),
        ("Both met on Sunday, July 14, 2024.", ["Sunday, July 14, 2024"]),
        ("Open from Thu, Jul 18, 2024.", ["Thu, Jul 18, 2024"]),
        ("The quay opens in early June 2024 or mid-July.", ["early June 2024", "mid-July"]),
        ("In March, Theresa May rowed.", ["March"]),
        ("The board meets in May.", ["May"]),
        ("He left at the end of last year.", ["the end of last year"]),
        ("It grew two weeks ago and a year later.", ["two weeks ago", "a year later"]),
        ("Over the past three years little was built.", ["the past three years"]),
        ("In the late 1980s and the 1990s ships were small.", ["the late 1980s", "the 1990s"]),
        ("It is a house of the 17th century.", ["the 17th century"]),
        ("Sales fell in the third quarter of 2023.", ["the third quarter of 2023"]),
        ("The harbour closed for 14 months.", ["14 months"]),
        ("They close on Mondays and on Christmas Day.", ["Mondays", "Christmas Day"]),
        ("He paid with 1500 people and 1,999 votes in 1984.", ["1984"]),
        ("The pier may march on, as a day does.", []),
    ],
)
def test_dates(sentence: str, dates: list[str]) -> None:
    assert _only("DATE", sentence) == dates


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("It starts at 19.30 BST or 3 p.m. ET.", ["19.30 BST", "3 p.m. ET"]),
        ("It starts at 14:18 GMT +3 today.", ["14:18 GMT +3"]),
        ("He rowed on Monday morning and last night.", ["Monday morning", "last night"]),
        ("The swell rose 2.15 metres to 12.40 in all.", []),
        ("It took 30 minutes.", ["30 minutes"]),
    ],
)
def test_times(sentence: str, times: list[str]) -> None:
    assert _only("TIME", sentence) == times


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("It costs $4 million a day.", ["$4 million"]),
        ("It costs US$3.5bn or £2.4m.", ["US$3.5bn", "£2.4m"]),
        ("It costs $10-15 million.", ["$10-15 million"]),
        ("It costs 12 million dollars, or 50 cents.", ["12 million dollars", "50 cents"]),
        ("They lost millions of dollars.", ["millions of dollars"]),
        ("It costs 12 million.", []),
    ],
)
def test_money(sentence: str, amounts: list[str]) -> None:
    assert _only("MONEY", sentence) == amounts


def test_percentages() -> None:
    sentence = "It fell 12 to 15 per cent, thirty-five percent, 3.75% and two percentage points."
    assert _only("PERCENT", sentence) == [
        "12 to 15 per cent", "thirty-five percent", "3.75%", "two percentage points",
    ]  # fmt: skip


def test_each_language_has_its_own_words() -> None:
    german = "Er war gestern hier, am Samstagabend um 15 Uhr, seit Ende Juli, für 45.000 Euro."
    assert _found(german, "de") == [
        ("DATE", "gestern"), ("TIME", "Samstagabend"), ("TIME", "15 Uhr"), ("DATE", "Ende Juli"),
        ("MONEY", "45.000 Euro"),
    ]  # fmt: skip
    french = "Hier soir, lundi 3 juin 2025 à 08h15, pour 3 millions d’euros, la semaine dernière."
    assert _found(french, "fr") == [
        ("TIME", "Hier soir"), ("DATE", "lundi 3 juin 2025"), ("TIME", "08h15"),
        ("MONEY", "3 millions d’euros"), ("DATE", "la semaine dernière"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("14:18 GMT +324 March 2017", ["14:18 GMT +3", "24 March 2017"]),
        ("09:42 GMT +211 June 2024", ["09:42 GMT +2", "11 June 2024"]),
        (
            "17:05 GMT +330 May 2024(updated 18:20 GMT +330 May 2024)",
            ["17:05 GMT +3", "30 May 2024", "18:20 GMT +3", "30 May 2024"],
        ),
        ("16:48 UTC, 22 Aug 2024", ["16:48 UTC", "22 Aug 2024"]),
    ],
)
def test_a_clock_and_a_day_that_have_grown_together_are_taken_apart(
    line: str, parts: list[str]
) -> None:
    text = (
        f"{line}\n\nHarbour board agrees on breakwater\n\nThe board met for three hours in all.\n"
    )
    assert [words for _, words in _found(text)][: len(parts)] == parts


@given(
    st.text(alphabet="0123456789 .,:/-–$€%'’hMay", max_size=80), st.sampled_from(("en", "de", "fr"))
)
def test_expressions_do_not_overlap(text: str, language: str) -> None:
    mentions = detect(Article("a", text, language=language), _DETECTORS).mentions
    spans = sorted(one.span for one in mentions if one.label in _KINDS)
    assert all(first.end <= second.start for first, second in pairwise(spans))
