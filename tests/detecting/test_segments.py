"""Segments of raw articles in the layouts of different sites."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.detecting.protocol import Suggestions
from annotator.detecting.segments import SegmentDetector
from annotator.detecting.segments.timestamp import readings
from annotator.domain.annotation import Segment, State
from annotator.domain.article import Article
from annotator.domain.partition import Partition
from tests.strategies import texts
from tests.texts import AGENCY, LABELS_OF_AGENCY


def _segments(text: str) -> list[tuple[Segment, str]]:
    found = SegmentDetector().suggest(Article("a", text), Suggestions()).segments
    return [(one, span.of(text).strip()) for one, span in Partition(len(text), found)]


def _labels(text: str) -> list[str]:
    return [segment.label for segment, _ in _segments(text)]


def test_agency_copy_with_captions_and_teasers_between() -> None:
    found = _segments(AGENCY)
    assert [segment.label for segment, _ in found] == LABELS_OF_AGENCY
    assert found[6][1] == "BRENHOLM (Meridian) –"
    attributes = found[0][0].attributes
    assert attributes["value"] == "2024-06-11T09:42:00+02:00"
    assert attributes["alternatives"] == ["2024-06-11T09:42:00+00:00"]


def test_every_suggestion_says_why() -> None:
    for segment, _ in _segments(AGENCY):
        assert segment.state is State.SUGGESTED
        assert segment.origin.detector == "segments"
        assert segment.origin.rule
        assert 0.5 <= segment.origin.confidence <= 1


@given(texts)
def test_any_text_is_partitioned(text: str) -> None:
    found = SegmentDetector().suggest(Article("a", text), Suggestions()).segments
    assert Partition(len(text), found).segments[0].start == 0


def test_no_text_has_no_segments() -> None:
    assert _labels("  \n \n") == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("By Mirelle Havstad", "byline"),
        ("Von Jürgen Kessel, Brenholm", "byline"),
        ("Photo: Nils Okoro/Meridian", "credit"),
        ("© 2024 Meridian News. All rights reserved.", "copyright"),
        ("Read more: The island that ran out of salt", "related_link"),
        ("Share on Facebook", "ui_noise"),
        ("Sign up for our morning newsletter", "promo"),
        ("Correction: an earlier version misspelt the mayor’s name.", "editor_note"),
        ("Tags: Brenholm, harbour, storms", "tags"),
        ("Published 11 June 2024 at 09:42 GMT", "timestamp"),
    ],
)
def test_lines_with_a_word_of_their_own(line: str, label: str) -> None:
    body = "The harbour board said on Tuesday that the breakwater would be finished by autumn. "
    text = f"Harbour board agrees on breakwater\n\n{body * 2}\n\n{line}\n\n{body * 3}\n"
    assert _labels(text)[2] == label


def test_a_live_ticker_splits_its_clock_times() -> None:
    text = (
        "Storm in Brenholm: live\n\n"
        "14:05 The ferry to Kessel is cancelled, the harbour board said.\n\n"
        "13:40 Two roads are closed and crews are clearing trees from the line.\n"
    )
    assert _labels(text) == ["headline", "timestamp", "paragraph", "timestamp", "paragraph"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("14:18 GMT +324 March 2017", "2017-03-24T14:18:00+03:00"),
        ("24 March 2017", "2017-03-24"),
        ("March 24, 2017 2:18 pm", "2017-03-24T14:18:00"),
        ("2017-03-24T14:18+03:00", "2017-03-24T14:18:00+03:00"),
        ("Freitag, 24. März 2017, 14:18 Uhr", "2017-03-24T14:18:00"),
        ("Publié le 24 mars 2017 à 14h18", "2017-03-24T14:18:00"),
        ("Updated: 14:18 UTC, 24 Mar 2017", "2017-03-24T14:18:00+00:00"),
        ("24.03.2017", "2017-03-24"),
    ],
)
def test_a_timestamp_is_read(line: str, value: str) -> None:
    assert readings(line)[0].value == value


def test_glued_timestamps_keep_their_other_readings() -> None:
    values = {reading.value for reading in readings("09:00 GMT +112 March 2021")}
    assert {"2021-03-12T09:00:00+01:00", "2021-03-02T09:00:00+11:00"} <= values


def test_the_weekday_named_in_the_text_decides() -> None:
    assert readings("03.04.2024", "on Wednesday")[0].value == "2024-04-03"
    assert readings("03.04.2024", "on Monday")[0].value == "2024-03-04"


def test_days_that_the_text_names_make_a_reading_likelier() -> None:
    line = "09:00 GMT +112 March 2021"
    assert readings(line, "The storm of March 10 broke the pier.")[0].value.startswith("2021-03-12")
    assert readings(line, "It had begun on 1 March.")[0].value.startswith("2021-03-02")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Published: 15:56 CET, 27 April 2024 | Updated: 15:57 CET, 27 April 2024", "T15:56"),
        ("11:48, Thu, Jul 18, 2024 | UPDATED: 11:50, Thu, Jul 18, 2024", "T11:48"),
        ("14:18 GMT +324 March 2017(updated 15:00 GMT +324 March 2017)", "T14:18"),
    ],
)
def test_the_first_of_two_times_counts(line: str, value: str) -> None:
    assert value in readings(line)[0].value


@pytest.mark.parametrize("line", ["", "The year 2017", "31 February 2020", "99:99 24 March 2017"])
def test_what_is_no_timestamp_has_no_reading(line: str) -> None:
    assert readings(line) == []


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
]


@given(st.datetimes(), st.integers(-12, 14).filter(bool))
def test_glued_timestamps_contain_the_true_reading(moment: datetime, offset: int) -> None:
    month = MONTHS[moment.month % len(MONTHS)]
    day, clock = min(moment.day, 28), f"{moment:%H:%M}"
    line = f"{clock} GMT {offset:+d}{day} {month} 2021"
    sign = "+" if offset > 0 else "-"
    wanted = f"2021-{MONTHS.index(month) + 1:02d}-{day:02d}T{clock}:00{sign}{abs(offset):02d}:00"
    assert wanted in [reading.value for reading in readings(line)]


_TALK = (
    "The harbour board said on Tuesday that the breakwater would be finished by autumn, and that "
    "nobody in the town had to fear for the old pier before the winter storms were over."
)


def _in_text(line: str, after: str = _TALK) -> str:
    """Return the label of a line in the midst of an article."""
    lines = (
        "Harbour board agrees on breakwater",
        _TALK,
        f"{_TALK} So it goes.",
        line,
        after,
        _TALK,
    )
    text = "\n\n".join(lines)
    return next(one.label for one, words in _segments(text) if words.endswith(line))


@pytest.mark.parametrize(
    "line",
    [
        "The old pier is to be gone before the first storms come. Ada Lind for Coastal Post",
        "Stones for the new breakwater lie on the quay of Brenholm. © Nils Okoro | Meridian",
        "Arbeiter entladen am Hafen von Brenholm die ersten Steine. (Foto: Sven Brandt/Meridian)",
        "Workers unload the first stones at the quay in Brenholm on Monday (Image: Nils Okoro)",
        "The first stones for the new breakwater reach the quay of Brenholm Nils Okoro/Meridian",
        "Ada Lind listens to a question of the harbour board in Brenholm, 3 March 2024.",
    ],
)
def test_a_caption_shows_a_scene_or_ends_with_its_credit(line: str) -> None:
    assert _in_text(line) == "caption"


@pytest.mark.parametrize(
    "line",
    [
        "byMirelle Havstad",
        "Mirelle Havstad5 hours ago",
        "Mirelle Havstad | Published 4 months ago",
        "Ein Kommentar von Jürgen Kessel",
        "Mirelle Havstad, Edda van Lund and Nils de Okoro",
        "Von: Jürgen Kessel",
    ],
)
def test_bylines_in_many_forms(line: str) -> None:
    text = f"Harbour board agrees on breakwater\n\n{line}\n\n{_TALK}\n\n{_TALK} So it goes.\n"
    assert _labels(text)[1] == "byline"


@pytest.mark.parametrize(
    "line",
    [
        "Stand: 20:03 Uhr | Lesedauer: 4 Minuten",
        "Today 5:00 am",
        "Publié il y a 3 heures, mis à jour à 09h42",
        "21 October 2025 • Brenholm, Marland",
        "3304 views 13 mins 0 comments",
    ],
)
def test_what_is_all_about_time_is_a_timestamp(line: str) -> None:
    text = f"Harbour board agrees on breakwater\n\n{line}\n\n{_TALK}\n\n{_TALK} So it goes.\n"
    assert _labels(text)[1] == "timestamp"


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("What comes after the storms", "subhead"),
        ("“Nobody has to fear for the pier”", "subhead"),
        ("18.20 Uhr: Hafenamt sperrt die Galerie für Besucher", "subhead"),
        ("3. Mend the lights of the pier", "subhead"),
        ("Ada Lind / Meridian", "credit"),
    ],
)
def test_lines_between_paragraphs(line: str, label: str) -> None:
    assert _in_text(line) == label


def test_who_wrote_it_may_be_said_at_the_end() -> None:
    note = "Ada Lind is a reporter for the Coastal Post."
    text = f"Harbour board agrees\n\n{_TALK}\n\n{_TALK} So it goes.\n\n{note}\n"
    assert _labels(text)[-1] == "byline"


def test_a_sentence_above_the_byline_is_the_standfirst() -> None:
    deck = f"{_TALK[:-1]}, say those who know the sea there."
    text = f"Harbour board agrees\n\n{deck}\n\nBy Ada Lind\n\n{_TALK}\n\n{_TALK} So it goes.\n"
    assert _labels(text) == ["headline", "standfirst", "byline", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "piece",
    [
        "Ada Lind / ",
        "Ab/",
        "12:30 ",
        "Ada Lind and ",
        "3 March ",
        "(Foto: ",
        "a. B",
        "© ",
        "von de ",
    ],
)
@pytest.mark.parametrize("lines", [1, 2_000])
def test_text_made_to_hurt_comes_to_an_end(piece: str, lines: int) -> None:
    text = "\n".join([piece * (100_000 // lines // len(piece))] * lines)
    found = SegmentDetector().suggest(Article("a", text), Suggestions()).segments
    assert len(Partition(len(text), found)) >= lines


_STORM = (
    "Three ferries stayed in the harbour of Kessel on Monday, since the waves were higher than the "
    "captains had ever seen them, and the lighthouse keeper counted nine of them that broke glass."
)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Waves that broke glass at the lighthouse", "subhead"),
        (
            "Grandmother wins national chess contest after beating forty other players",
            "related_link",
        ),
        ("Orchestra cancels summer concerts: what ticket holders should know", "related_link"),
    ],
)
def test_a_subhead_says_what_comes_and_a_teaser_does_not(line: str, label: str) -> None:
    assert _in_text(line, _STORM) == label


def test_a_list_behind_a_colon_is_text() -> None:
    items = [
        "Nine million crowns from the province",
        "Two million from the town",
        "Stones, given by those who have boats in Brenholm",
    ]
    lines = ["Harbour board agrees", _TALK, "These are the sums that the board named:", *items]
    text = "\n\n".join([*lines, _STORM, _TALK])
    assert _labels(text)[3:6] == ["paragraph"] * 3


def test_what_an_interview_asks_is_text() -> None:
    answer = f"I was not afraid. {_STORM}"
    text = "\n\n".join(["A keeper remembers", _TALK, "Were you afraid?", answer, _TALK])
    assert _labels(text)[2] == "paragraph"
    text = "\n\n".join(["A keeper remembers", _TALK, "Was the pier damaged?", _STORM, _TALK])
    assert _labels(text)[2] == "subhead"


def test_tags_need_not_be_the_last_lines() -> None:
    tags = ["Brenholm", "Harbours", "Winter storms", "Province"]
    note = "Ada Lind is a reporter for the Coastal Post."
    text = "\n\n".join(["Harbour board agrees", _TALK, _STORM, *tags, note])
    assert _labels(text)[3:] == ["tags"] * 4 + ["byline"]


def test_an_address_of_the_web_is_text() -> None:
    assert _in_text("https://meridian.example/harbour?page=2") == "paragraph"
    assert _in_text("www.meridian.example") == "paragraph"


def test_signs_without_width_do_not_hide_a_full_stop() -> None:
    plain = f"Harbour board agrees\n\n{_TALK}\n\nThe pier stays.\n\n{_STORM}"
    assert _labels(plain.replace("stays.", "stays.\ufeff")) == _labels(plain)


def test_nothing_above_the_dateline_is_a_subhead() -> None:
    text = "\n".join(line for line in AGENCY.split("\n") if line.strip())
    assert "subhead" not in _labels(text)[: LABELS_OF_AGENCY.index("dateline")]
