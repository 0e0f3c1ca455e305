"""Places that play: in news of sport a town alone is its team, elsewhere it is a town."""

from __future__ import annotations

from annotator.detecting.entities import EntityDetector
from annotator.detecting.pipeline import detect
from annotator.detecting.segments import SegmentDetector
from annotator.domain.article import Article

_DETECTORS = (SegmentDetector(), EntityDetector())
_SPORT = (
    "Late goal wins the cup\n\nThe season began with a match that the league will not forget.\n\n"
    "{}\n\nThe coach praised his team after the second goal of the tournament.\n"
)
_OTHER = "Council agrees on a new pier\n\nThe board met for three hours in all.\n\n{}\n"


def _labels(frame: str, sentence: str) -> list[tuple[str, str]]:
    text = frame.format(sentence)
    mentions = detect(Article("a", text, language="en"), _DETECTORS).mentions
    return [(one.span.of(text), one.label) for one in mentions]


def test_who_beats_somebody_is_a_team() -> None:
    found = _labels(_SPORT, "Leeds beat Sheffield after extra time, the Leeds captain said.")
    assert found.count(("Leeds", "ORG")) == 2
    assert ("Sheffield", "ORG") in found


def test_what_plays_is_a_team_in_the_whole_article_but_for_where_something_happens() -> None:
    found = _labels(_SPORT, "Leeds lost to Sheffield and Bristol in Bristol. Everybody saw Leeds.")
    assert found.count(("Leeds", "ORG")) == 2
    assert [label for words, label in found if words == "Bristol"] == ["ORG", "GPE"]


def test_countries_stay_countries() -> None:
    assert ("Norway", "GPE") in _labels(_SPORT, "Norway beat Sweden in the final.")


def test_elsewhere_a_town_is_a_town() -> None:
    assert ("Leeds", "GPE") in _labels(_OTHER, "Leeds beat Sheffield in the vote on the pier.")
