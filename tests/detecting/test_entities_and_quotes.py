"""Entities and quotes of raw articles, and texts made to hurt."""

from functools import cache

import pytest

from annotator.detecting.entities import EntityDetector
from annotator.detecting.pipeline import detect, load_detectors
from annotator.detecting.protocol import Suggestions
from annotator.detecting.quotes import QuoteDetector
from annotator.detecting.segments import SegmentDetector
from annotator.domain.annotation import Layer, QuoteType
from annotator.domain.article import Article
from tests.texts import AGENCY, WORLD


@cache
def _detectors() -> tuple[SegmentDetector, EntityDetector, QuoteDetector]:
    return SegmentDetector(), EntityDetector(), QuoteDetector()


def _found(text: str) -> Suggestions:
    return detect(Article("a", text), _detectors())


def _labelled(text: str) -> set[tuple[str, str]]:
    return {(one.span.of(text), one.label) for one in _found(text).mentions}


def _body(sentence: str) -> str:
    """Put a sentence into the body of an article."""
    filler = "The harbour board met for three hours and closed the gallery to visitors for the day."
    return f"Harbour board agrees on breakwater\n\n{filler * 2}\n\n{sentence}\n\n{filler * 2}\n"


def test_titles_with_commas_stand_beside_names() -> None:
    assert {
        ("Marland Minister of Ports, Trade and Industry", "ROLE"),
        ("Minister of Ports, Trade and Industry", "ROLE"),
    } & _labelled(AGENCY)
    assert {
        ("Viktor Sandoval", "PERSON"),
        ("Sandoval", "PERSON"),
        ("Tuesday", "DATE"),
        ("late 2023", "DATE"),
        ("Kessel Islands", "LOC"),
        ("June 2, 2024", "DATE"),
    } <= _labelled(AGENCY)


@pytest.mark.parametrize(
    ("sentence", "words", "label"),
    [
        ("The works cost ¥41 billion in all.", "¥41 billion", "MONEY"),
        ("It fell by 12.5 percent.", "12.5 percent", "PERCENT"),
        ("They praised [Governor] Havstad for it.", "Governor", "ROLE"),
        ("The vote is at 3 p.m. today.", "3 p.m.", "TIME"),
        ("Engineers from Norway met Dr Havstad.", "Norway", "GPE"),
        ("Engineers from Norway met Dr Havstad.", "Havstad", "PERSON"),
        ("The Brenholm Port Authority agreed.", "Brenholm Port Authority", "ORG"),
        ("Ships wait off Kessel Island.", "Kessel Island", "LOC"),
        ("The French crew cheered.", "French", "NORP"),
        ("They met at Brenholm Airport.", "Brenholm Airport", "FAC"),
        ("They drove along Brenholm Boulevard.", "Brenholm Boulevard", "FAC"),
        ("The boat was steered by Satoshi Kimura.", "Satoshi Kimura", "PERSON"),
        ("The boat was built in Haarlem.", "Haarlem", "GPE"),
        ("A Danish X-12 tug left the port.", "Danish", "NORP"),
        ("Kessel Ferries Ltd., which owns two boats, agreed.", "Kessel Ferries Ltd.", "ORG"),
        ("The boat was built by Ada Brandt.", "Ada Brandt", "PERSON"),
        (
            "He led the Institute for Harbour Studies in Oslo.",
            "Institute for Harbour Studies",
            "ORG",
        ),
    ],
)
def test_kinds_of_mentions(sentence: str, words: str, label: str) -> None:
    assert (words, label) in _labelled(_body(sentence))


def test_a_surname_is_the_person_whose_full_name_was_given() -> None:
    found = _found(AGENCY)
    ids = {
        one.entity
        for one in found.mentions
        if one.span.of(AGENCY) in ("Viktor Sandoval", "Sandoval")
    }
    assert len(ids) == 1
    (entity,) = [one for one in found.entities if one.id in ids]
    assert (entity.name, entity.aliases) == ("Viktor Sandoval", ("Sandoval",))


def test_the_quotes_of_agency_copy() -> None:
    quotes = _found(AGENCY).quotes
    assert [one.type for one in quotes] == [
        QuoteType.INDIRECT,
        QuoteType.INDIRECT,
        QuoteType.DIRECT,
        QuoteType.INDIRECT,
    ]
    assert {one.speaker.name for one in quotes} == {"Viktor Sandoval"}
    direct = quotes[2]
    assert direct.cue[0].of(AGENCY) == "said"
    assert direct.source[0].of(AGENCY) == "Sandoval"
    assert direct.content[0].of(AGENCY).startswith('"Within')
    assert direct.content[0].of(AGENCY).endswith('results,"')
    sources = [one.source[0].of(AGENCY) for one in quotes]
    assert sources[1].endswith("Minister of Ports, Trade and Industry Viktor Sandoval")
    assert sources[3] == "He"


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        '"' * 100_000,
        "“" * 100_000,
        "(" * 100_000 + ")" * 100_000,
        "A " * 200_000,
        "a\n" * 20_000,
        "1" * 100_000,
        "said " * 50_000,
        WORLD,
        "Ada Brandt, " * 10_000,
        "[Xyl] Havstad " * 10_000,
        "[A" * 100_000,
        "W.\n" + "Xyl Havstad, " * 10_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_texts_made_to_hurt_come_to_an_end(text: str) -> None:
    found = _found(text)
    assert all(one.span.end <= len(text) for one in found.mentions)


def test_the_installed_detectors_come_in_layer_order() -> None:
    assert [one.layer for one in load_detectors()] == list(Layer)


def test_an_acronym_is_bound_to_its_expansion() -> None:
    text = _body("The Brenholm Harbour Authority (BHA) agreed. Nobody had asked the BHA before.")
    assert {("Brenholm Harbour Authority", "ORG"), ("BHA", "ORG")} <= _labelled(text)
    (entity,) = [one for one in _found(text).entities if "BHA" in (one.name, *one.aliases)]
    assert (entity.name, entity.aliases) == ("Brenholm Harbour Authority", ("BHA",))


def test_a_surname_is_found_at_the_beginning_of_a_sentence_and_in_a_headline() -> None:
    text = (
        "SANDOVAL OPENS HARBOUR\n\n"
        "The minister, Viktor Sandoval, came by ship on Monday morning.\n\n"
        "Sandoval was met by the harbour board, which gave him a model of the old crane.\n"
    )
    assert {("SANDOVAL", "PERSON"), ("Sandoval", "PERSON")} <= _labelled(text)


def test_titles_and_honorifics_are_no_part_of_a_name() -> None:
    found = _labelled(_body("Governor Edda Lindqvist and Dr Havstad met in Norway on Friday."))
    assert {("Edda Lindqvist", "PERSON"), ("Havstad", "PERSON")} <= found


def test_a_name_completed_in_brackets_is_one_mention_of_its_person() -> None:
    body = "“President [Oskar] Havstad will come,” he said. The minister praised Havstad on Friday."
    found = _found(_body(body))
    names = {one.entity: one for one in found.mentions if one.label == "PERSON"}
    assert {one.span.of(_body(body)) for one in names.values()} == {"Havstad"}
    (entity,) = [one for one in found.entities if one.name.endswith("Havstad")]
    assert (entity.name, entity.aliases) == ("Oskar Havstad", ("Havstad",))
    assert ("[Oskar] Havstad", "PERSON") in _labelled(_body(body))
    assert ("[Mayor] Havstad", "PERSON") not in _labelled(
        _body("Then “[Mayor] Havstad came,” she said. Havstad, said Havstad, was late.")
    )


def test_the_line_of_tags_gives_a_surname_its_full_name() -> None:
    filler = _body(
        "“It opens in May,” said Havstad. “Nobody waits longer than that,” Havstad said."
    )
    text = f"{filler}\nOyvindel Havstad, Harbour, Brenholm\n"
    assert ("Oyvindel Havstad", "PERSON") in _labelled(text)
    (entity,) = [one for one in _found(text).entities if "Havstad" in one.name]
    assert (entity.name, entity.aliases) == ("Oyvindel Havstad", ("Havstad",))


def test_the_minister_is_who_was_named_with_the_title() -> None:
    body = (
        "Minister of Ports Edda Lindqvist came on Friday. “We are late,” the minister said. "
        "Ada Brandt, the mayor, agreed. “We are not,” the mayor said."
    )
    assert [one.speaker.name for one in _found(_body(body)).quotes] == [
        "Edda Lindqvist",
        "Ada Brandt",
    ]


def test_a_headline_of_capitals_names_the_places_in_it() -> None:
    text = "Norway Votes On Harbour As Lisbon Waits\n\n" + _body("The vote is on Friday.")
    assert {("Norway", "GPE"), ("Lisbon", "GPE")} <= _labelled(text)
    assert not {label for words, label in _labelled(text) if "Votes" in words}


def test_a_nationality_and_a_role_stand_within_each_other_beside_the_name() -> None:
    found = _labelled(_body("It was the Norwegian Minister of Ports Edda Lindqvist who came."))
    assert {
        ("Norwegian Minister of Ports", "ROLE"),
        ("Norwegian", "NORP"),
        ("Edda Lindqvist", "PERSON"),
    } <= found


def test_teams_in_results_and_tables_are_organisations() -> None:
    lines = ("Kessel 2 Lisbon 1", "Brenholm Rovers 4 3 0 1 9 3 9", "Norway 3 Vellmark 0")
    text = _body("The results of Friday were these.") + "\n" + "\n".join(lines) + "\n"
    found = _labelled(text)
    teams = {"Kessel", "Lisbon", "Brenholm Rovers", "Vellmark"}
    assert {(team, "ORG") for team in teams} <= found
    assert ("Norway", "GPE") in found
    assert ("Lisbon", "GPE") in _labelled(_body("They met in Lisbon with 2 of the crew."))


def test_a_dateline_tells_places_and_agency_for_the_whole_article() -> None:
    text = (
        "Norvald wins presidency by a narrow margin\n\n"
        "STENBERG, Estmark, Nov 4 (Meridian) - Former judge Helena Torvald won the presidency of "
        "Estmark on Sunday with half of the vote, and nobody in Stenberg had thought she would.\n"
    )
    found = _labelled(text)
    assert {
        ("STENBERG", "GPE"),
        ("Stenberg", "GPE"),
        ("Estmark", "GPE"),
        ("Meridian", "ORG"),
    } <= found
    assert ("Estmark", "PERSON") not in found
