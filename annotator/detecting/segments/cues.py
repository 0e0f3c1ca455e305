"""Cues: what in a line or its layout speaks for or against each kind of segment.

One table of weights, in the order of a page from top to bottom; a positive weight speaks for a
label, a negative one against it. The weights were set by hand, on texts written for this project
and with an eye on the mistakes in the half of fundus that is called ``dev``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from annotator.detecting.segments import patterns
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import DATELINE, TICKER, Page
from annotator.detecting.segments.timestamp import readings
from annotator.detecting.segments.traits import (
    LONG,
    SHORT,
    closes,
    has_capitals,
    has_credit_behind,
    has_picture_credit,
    is_among_short,
    is_among_titles,
    is_asked,
    is_before_short,
    is_between_paragraphs,
    is_capital,
    is_first_sentence,
    is_heading_of_list,
    is_in_text,
    is_listing,
    is_name,
    is_name_and_time,
    is_of_time,
    is_repeated,
    is_title_in_text,
    leads_text,
    words_behind,
)

_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Cue:
    name: str
    holds: Callable[[Line, Page], bool]
    weights: Mapping[str, float]


def _begins(name: str, pattern: regex.Pattern[str], most: int, **weights: float) -> Cue:
    """A cue in the first words of a line of at most so many words."""
    return Cue(name, lambda line, _: line.words <= most and bool(pattern.match(line.head)), weights)


def _has(name: str, pattern: regex.Pattern[str], most: int, **weights: float) -> Cue:
    """A cue anywhere in a line of at most so many words."""
    return Cue(
        name, lambda line, _: line.words <= most and bool(pattern.search(line.head)), weights
    )


CUES: tuple[Cue, ...] = (
    Cue("timestamp", lambda line, _: line.words <= 16 and bool(readings(line.head)),
        {"timestamp": 11}),
    Cue("words of time", lambda line, _: is_of_time(line), {"timestamp": 7}),
    Cue("name and time", lambda line, _: is_name_and_time(line), {"byline": 10}),
    _begins("interface word", patterns.NOISE, 12, ui_noise=10),
    _has("copyright", patterns.COPYRIGHT, 39, copyright=7, credit=2),
    Cue("picture credit", lambda line, _: has_picture_credit(line),
        {"caption": 6, "credit": 2, "paragraph": -1, "subhead": -2}),
    Cue("credit behind", lambda line, _: has_credit_behind(line),
        {"caption": 6, "credit": -3, "subhead": -3, "related_link": -3, "copyright": -3}),
    Cue("agency alone", lambda line, _: bool(patterns.AGENCY_ALONE.fullmatch(line.head)),
        {"credit": 7}),
    Cue("time ago", lambda line, _: line.words <= 12 and not line.tail.endswith(".")
        and bool(patterns.AGO.search(line.head)), {"timestamp": 7}),
    Cue("name alone", lambda line, page: line.number <= page.text_begins and is_name(line),
        {"byline": 5}),
    Cue("names alone", lambda line, page: 4 <= line.words <= 14
        and line.number <= page.text_begins + 2 and bool(patterns.NAMES.fullmatch(line.head)),
        {"byline": 3}),
    Cue("about the writer", lambda line, page: line.number > len(page.lines) - 6
        and line.words < 40 and bool(patterns.ABOUT_WRITER.match(line.head)), {"byline": 9}),
    Cue("short lines at the end", lambda line, page: line.number >= page.tail,
        {"tags": 5.5, "subhead": -3, "related_link": -0.5, "headline": -3}),
    Cue("leads on", lambda line, page: line.tail.endswith(":") and is_in_text(line, page),
        {"paragraph": 3, "subhead": -1.5, "related_link": -1}),
    _begins("credit", patterns.CREDIT, _MANY, credit=7, caption=1),
    Cue("names with a stroke", lambda line, page: line.words <= 6 and is_in_text(line, page)
        and bool(patterns.STROKE.fullmatch(line.head)),
        {"credit": 8, "caption": -2, "subhead": -2}),
    Cue("closes a bracket", closes, {"credit": 6}),
    Cue("long for a credit", lambda line, _: line.words > 8, {"credit": -3}),
    _begins("editor’s note", patterns.NOTE, _MANY, editor_note=8),
    _has("promotion", patterns.PROMO, 39, promo=8, paragraph=-1, subhead=-1),
    _begins("pointer", patterns.RELATED, 29, related_link=7),
    Cue("byline", lambda line, _: line.words <= 16 and not line.has_end
        and bool(patterns.BYLINE.match(line.head)), {"byline": 8}),
    Cue("name and role", lambda line, _: line.words <= 12 and not line.has_end
        and bool(patterns.NAME_AND_ROLE.match(line.head)), {"byline": 1}),
    Cue("role of a writer", lambda line, _: line.words <= 12 and not line.has_end
        and bool(patterns.ROLE_OF_WRITER.search(line.head)), {"byline": 4}),
    _begins("tag word", patterns.TAGS, 39, tags=8),
    _begins("hashtags", patterns.HASHTAGS, _MANY, tags=7),
    Cue("names in a list", lambda line, _: is_listing(line), {"tags": 4, "headline": -1}),
    Cue("last line", lambda line, _: line.is_last,
        {"tags": 2, "copyright": 1, "subhead": -4, "standfirst": -4, "headline": -4}),
    _begins("bullet", patterns.LIST, _MANY, list_item=6),
    Cue("number of a part", is_heading_of_list, {"subhead": 4, "list_item": -3}),
    Cue("dateline", lambda line, _: line.words > 8 and bool(DATELINE.match(line.head)),
        {"paragraph": 7}),
    Cue("before the dateline", lambda line, page: line.number < page.dateline
        and line.has_end and not line.tail.endswith("?"),
        {"standfirst": 2.5, "paragraph": -2.5}),
    Cue("title before the dateline", lambda line, page: line.number < page.dateline
        and (not line.has_end or line.tail.endswith("?")), {"subhead": -3}),
    Cue("clock first", lambda line, _: line.words > 3 and (line.has_end or line.words > SHORT)
        and bool(TICKER.match(line.head)), {"paragraph": 5}),
    Cue("clock before a title", lambda line, _: 3 < line.words <= SHORT and not line.has_end
        and bool(TICKER.match(line.head)), {"subhead": 3}),
    _has("picture words", patterns.PHOTO, 40, caption=5),
    Cue("scene", lambda line, _: 4 < line.words < 60 and bool(patterns.SCENE.match(line.head))
        and not patterns.SAYS.search(line.head), {"caption": 1.5}),
    Cue("place and time", lambda line, _: line.words < 60
        and bool(patterns.IN_PLACE_AND_TIME.search(line.tail))
        and not patterns.SAYS.search(line.head), {"caption": 1.2}),
    Cue("scene with its place and time", lambda line, _: 4 < line.words < 60
        and bool(patterns.SCENE.match(line.head))
        and bool(patterns.IN_PLACE_AND_TIME.search(line.tail))
        and not patterns.SAYS.search(line.head), {"caption": 2.5}),
    _has("speech", patterns.SAYS, _MANY,
         paragraph=2, caption=-1.5, standfirst=0.5, subhead=-1, related_link=-1),
    _begins("quotation first", patterns.QUOTE_MARK, _MANY, paragraph=1.5, caption=-2, tags=-3),
    Cue("repeated words", is_repeated, {"pull_quote": 6}),
    Cue("first sentence", lambda line, page: is_first_sentence(line, page, 22),
        {"standfirst": 1.2, "paragraph": -0.3}),
    Cue("first sentence and a short line", lambda line, page: is_first_sentence(line, page, 45)
        and is_before_short(line, page), {"standfirst": 3, "paragraph": -1.7}),
    Cue("first sentence under the first line", lambda line, page: line.number == 1
        and is_first_sentence(line, page, 45), {"standfirst": 1.5}),
    Cue("long", lambda line, _: line.words > LONG,
        {"paragraph": 2.5, "headline": -7, "subhead": -7, "related_link": -6, "tags": -3,
         "standfirst": -0.5, "byline": -6, "credit": -4}),
    Cue("middling", lambda line, _: SHORT < line.words <= LONG,
        {"paragraph": 1, "headline": -1.5, "subhead": -4, "related_link": -2, "standfirst": 1,
         "caption": 0.5, "byline": -3}),
    Cue("short", lambda line, _: line.words <= SHORT,
        {"headline": 1, "subhead": 1, "related_link": 0.8, "paragraph": -1, "standfirst": -0.3}),
    Cue("full stop", lambda line, _: line.has_end and not line.tail.endswith(("?", ":")),
        {"paragraph": 1.5, "caption": 0.7, "standfirst": 0.8, "headline": -2.5, "subhead": -3,
         "related_link": -2, "tags": -5, "byline": -3}),
    Cue("question", lambda line, _: line.words <= SHORT and line.tail.endswith("?"),
        {"subhead": 0.4, "headline": 0.3}),
    Cue("no full stop", lambda line, _: not line.has_end,
        {"headline": 1.2, "subhead": 1.2, "related_link": 1, "paragraph": -2.5, "standfirst": -0.2,
         "caption": -0.3}),
    Cue("capitals", lambda line, _: has_capitals(line),
        {"headline": 1, "related_link": 0.8, "subhead": 0.5, "paragraph": -1, "caption": -1}),
    Cue("between two lines at once", lambda line, page: page.has_blank_lines
        and not line.blank_before and not line.blank_after and line.words <= SHORT,
        {"related_link": 2.2, "subhead": -1.5, "headline": -1}),
    Cue("follows a line at once", lambda line, page: page.has_blank_lines
        and not line.blank_before and line.blank_after and line.words <= SHORT,
        {"related_link": 0.7, "subhead": -0.7, "headline": -1}),
    Cue("clock glued to a name", lambda line, _: line.words <= 6
        and bool(patterns.CLOCK_AND_NAME.match(line.head)), {"timestamp": 7}),
    Cue("goes on", lambda line, _: line.tail.endswith((";", "; and", "; or")),
        {"paragraph": 4, "list_item": 1.5}),
    Cue("capital words only", lambda line, page: line.words in (2, 3, 4)
        and 0 < line.number < page.text_begins and is_capital(line), {"byline": 2.5}),
    Cue("capital words under the top", lambda line, page: line.words in (2, 3)
        and page.text_begins < line.number <= page.text_begins + 2 and line.number < 9
        and is_capital(line), {"byline": 2.5, "subhead": -1}),
    Cue("few words", lambda line, _: line.words <= 5, {"subhead": 0.6, "related_link": -0.6}),
    Cue("title of a part", lambda line, page: leads_text(line, page, 1, 8),
        {"subhead": 1, "related_link": -0.5}),
    Cue("title between paragraphs", lambda line, page: line.words <= 11 and not line.has_end
        and is_in_text(line, page) and is_between_paragraphs(line, page),
        {"subhead": 0.7, "related_link": -0.5}),
    Cue("quotation as a title", lambda line, page: line.words <= SHORT and not line.has_end
        and is_in_text(line, page) and bool(patterns.QUOTE_MARK.match(line.head)),
        {"subhead": 1.5}),
    Cue("name between paragraphs", lambda line, page: is_in_text(line, page)
        and is_name(line) and is_between_paragraphs(line, page), {"byline": 4}),
    Cue("long title in the text", lambda line, page: 12 <= line.words <= 16
        and not line.has_end and is_in_text(line, page),
        {"caption": 1, "related_link": 0.8, "subhead": -1}),
    Cue("sentence without an end", lambda line, page: 17 <= line.words <= 30
        and not line.has_end and is_in_text(line, page), {"caption": 2, "related_link": 0.5}),
    Cue("among titles", is_among_titles, {"related_link": 1.5, "subhead": -1}),
    Cue("leads to a line at once", lambda line, page: page.has_blank_lines
        and not line.blank_after and line.blank_before and line.words >= 8
        and line.words <= 45 and 0 < words_behind(line, page) <= SHORT,
        {"caption": 2, "paragraph": -0.5}),
    Cue("stands alone", lambda line, page: page.has_blank_lines and line.words <= SHORT
        and line.blank_before and line.blank_after,
        {"subhead": 0.8, "headline": 0.5, "related_link": -0.5}),
    Cue("says what comes behind", lambda line, page: is_title_in_text(line, page)
        and page.ties_with(line).behind >= 0.5, {"subhead": 1.2, "related_link": -2}),
    Cue("says nothing of what comes behind", lambda line, page: is_title_in_text(line, page)
        and page.ties_with(line).words > 2 and not page.ties_with(line).behind,
        {"subhead": -0.7, "related_link": 0.5}),
    Cue("words of the article", lambda line, page: is_title_in_text(line, page)
        and page.ties_with(line).article >= 0.75, {"related_link": -1.2}),
    Cue("strange to the article", lambda line, page: is_title_in_text(line, page)
        and page.ties_with(line).words > 2 and page.ties_with(line).article < 0.5,
        {"related_link": 2, "subhead": -2, "caption": -1.5}),
    Cue("names strange to the article", lambda line, page: line.words in (2, 3, 4)
        and is_capital(line) and not page.ties_with(line).article
        and page.ties_with(line).words > 1,
        {"byline": 2.5, "credit": 1, "subhead": -1.5, "tags": -1}),
    Cue("among short lines", lambda line, page: line.words <= 5 and not line.has_end
        and is_in_text(line, page) and is_among_short(line, page),
        {"tags": 3, "subhead": -2}),
    Cue("address", lambda line, _: line.words == 1 and bool(patterns.ADDRESS.fullmatch(line.head)),
        {"paragraph": 6, "subhead": -2, "tags": -4}),
    Cue("in a list", lambda line, page: line.number in page.listed,
        {"paragraph": 4, "list_item": 1, "related_link": -2, "subhead": -1}),
    Cue("restated behind", lambda line, page: is_first_sentence(line, page, 60)
        and page.ties_with(line).behind >= 0.33, {"standfirst": 1.5}),
    Cue("much shorter than the next", lambda line, page: is_first_sentence(line, page, 45)
        and words_behind(line, page) > 2.5 * line.words, {"standfirst": 1.5}),
    Cue("question with an answer", is_asked, {"paragraph": 3, "subhead": -1,
        "related_link": -1}),
)  # fmt: skip
