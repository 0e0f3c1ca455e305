"""Cues: what in a line or its layout speaks for or against each kind of segment.

One table of weights, in the order of a page from top to bottom; a positive weight speaks for a
label, a negative one against it. The weights were set by hand, on texts written for this project
and with an eye on the mistakes in the half of fundus that is called ``dev``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from annotator.detecting.lexicon import words
from annotator.detecting.segments import patterns
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import DATELINE, TICKER, Page
from annotator.detecting.segments.timestamp import MONTHS, readings

_MOST_LINES = 500
"""In longer texts lines are not looked up everywhere."""
_MANY = 10_000
_SHORT, _LONG = 14, 32
_FIRST_NAMES = words("first_names")
_WORD = regex.compile(r"\p{L}+|\p{N}+")
_PARTS = regex.compile(r"\s*[,;|·•/]\s*")


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


def _is_listing(line: Line) -> bool:
    """Tell whether the line lists short names between commas, bars or dots."""
    if len(line.head) > 300 or line.has_end:
        return False
    parts = [part.strip() for part in _PARTS.split(line.head) if part.strip()]
    if len(parts) < 2:
        return False
    short = sum(len(part.split()) <= 4 for part in parts)
    capital = sum(part[:1].isupper() for part in parts)
    lowered = line.words >= 3 * len(parts)
    return short == len(parts) and capital >= len(parts) / 3 and not lowered


def _capitals(line: Line) -> float:
    words = [word for word in line.head.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def _has_capitals(line: Line) -> bool:
    """Tell whether most words of a short line begin with a capital, as in titles."""
    if line.words > 18 or (line.has_end and not line.tail.endswith("?")):
        return False
    return _capitals(line) > (0.75 if line.has_end else 0.7) and (line.has_end or line.words > 2)


def _is_name(line: Line) -> bool:
    """Tell whether the line is nothing but a person’s name."""
    parts = line.head.split()
    return (
        2 <= len(parts) <= 4
        and parts[0] in _FIRST_NAMES
        and all(part[0].isupper() and part[-1].isalpha() for part in parts[1:])
    )


def _is_capital(line: Line) -> bool:
    return all(word[0].isupper() and word[-1].isalpha() for word in line.head.split())


def _is_repeated(line: Line, page: Page) -> bool:
    words = line.head.strip('"“”„«» ')
    if not 20 < len(words) < 300 or line.words > 44 or len(page.lines) > _MOST_LINES:
        return False
    as_line = sum(other.head == line.head for other in page.lines)
    return page.text.count(words[:120]) > as_line


def _has_time(line: Line) -> bool:
    found = (patterns.DAY, patterns.CLOCK, patterns.SPAN_OF_TIME)
    return line.words <= _SHORT and any(one.search(line.head) for one in found)


def _is_of_time(line: Line) -> bool:
    """Tell whether a line has a time, and hardly a word that is not about time."""
    if not _has_time(line):
        return False
    found = [word for word in _WORD.findall(line.head.lower()) if not word.isnumeric()]
    others = [one for one in found if one not in patterns.TIME_WORDS and one not in MONTHS]
    return len(others) <= 2 and (not found or found[0] not in others)


def _is_name_and_time(line: Line) -> bool:
    """Tell whether somebody’s name stands in front of a time, perhaps glued to it."""
    name = patterns.NAME_FIRST.match(line.head)
    if name is None or not _has_time(line):
        return False
    first = name[1].split()[0].lower()
    return first not in patterns.TIME_WORDS and first not in MONTHS


def _is_in_text(line: Line, page: Page) -> bool:
    return line.number > page.text_begins


def _words_behind(line: Line, page: Page) -> int:
    after = page.after(line)
    return 0 if after is None else after.words


def _leads_text(line: Line, page: Page, fewest: int, most: int) -> bool:
    """Tell whether a line without end, of so many words, stands in the text and leads more."""
    is_title = not line.has_end and fewest <= line.words <= most
    return is_title and _is_in_text(line, page) and _words_behind(line, page) > _SHORT


def _is_among_titles(line: Line, page: Page) -> bool:
    """Tell whether a line without end stands in the text and another short one follows."""
    after = page.after(line)
    is_title = not line.has_end and 4 <= line.words <= 22 and _is_in_text(line, page)
    return is_title and after is not None and after.words <= 16 and not after.has_end


def _is_first_sentence(line: Line, page: Page, most: int) -> bool:
    return 0 < line.number == page.first_sentence and line.words <= most


def _is_before_short(line: Line, page: Page) -> bool:
    """Tell whether a line with a few words follows that asks nothing."""
    after = page.after(line)
    return after is not None and after.words < 10 and not after.tail.endswith("?")


def _is_between_paragraphs(line: Line, page: Page) -> bool:
    before, after = page.before(line), page.after(line)
    return (
        before is not None
        and before.words > _SHORT
        and before.has_end
        and (after is None or after.words > _SHORT)
    )


def _closes(line: Line, page: Page) -> bool:
    before = page.before(line)
    return before is not None and before.tail.endswith("(") and line.words <= 10


def _is_heading_of_list(line: Line, page: Page) -> bool:
    """Tell whether a short line has a number, and the next one has none."""
    after = page.after(line)
    is_numbered = line.head[:1].isdigit() and bool(patterns.LIST.match(line.head))
    if not is_numbered or line.has_end or line.words > 12 or after is None:
        return False
    return after.words > _SHORT and not patterns.LIST.match(after.head)


CUES: tuple[Cue, ...] = (
    Cue("timestamp", lambda line, _: line.words <= 16 and bool(readings(line.head)),
        {"timestamp": 9}),
    Cue("words of time", lambda line, _: _is_of_time(line), {"timestamp": 7}),
    Cue("name and time", lambda line, _: _is_name_and_time(line), {"byline": 10}),
    _begins("interface word", patterns.NOISE, 12, ui_noise=10),
    _has("copyright", patterns.COPYRIGHT, 39, copyright=7, credit=2),
    Cue("picture credit", lambda line, _: line.words < 70
        and bool(patterns.PICTURE_CREDIT.search(line.tail)),
        {"caption": 6, "credit": 2, "paragraph": -1, "subhead": -2}),
    Cue("credit behind", lambda line, _: 6 < line.words < 70
        and not patterns.CREDIT.match(line.head)
        and bool(patterns.CREDIT_BEHIND.search(line.tail)),
        {"caption": 6, "credit": -3, "subhead": -3, "related_link": -3, "copyright": -3}),
    Cue("agency alone", lambda line, _: bool(patterns.AGENCY_ALONE.fullmatch(line.head)),
        {"credit": 7}),
    Cue("time ago", lambda line, _: line.words <= 12 and not line.tail.endswith(".")
        and bool(patterns.AGO.search(line.head)), {"timestamp": 7}),
    Cue("name alone", lambda line, page: line.number <= page.text_begins and _is_name(line),
        {"byline": 5}),
    Cue("names alone", lambda line, page: 4 <= line.words <= 14
        and line.number <= page.text_begins + 2 and bool(patterns.NAMES.fullmatch(line.head)),
        {"byline": 3}),
    Cue("about the writer", lambda line, page: line.number > len(page.lines) - 6
        and line.words < 40 and bool(patterns.ABOUT_WRITER.match(line.head)), {"byline": 9}),
    Cue("short lines at the end", lambda line, page: line.number >= page.tail,
        {"tags": 5.5, "subhead": -3, "related_link": -0.5, "headline": -3}),
    Cue("leads on", lambda line, page: line.tail.endswith(":") and _is_in_text(line, page),
        {"paragraph": 3, "subhead": -1.5, "related_link": -1}),
    _begins("credit", patterns.CREDIT, _MANY, credit=7, caption=1),
    Cue("names with a stroke", lambda line, page: line.words <= 6 and _is_in_text(line, page)
        and bool(patterns.STROKE.fullmatch(line.head)),
        {"credit": 8, "caption": -2, "subhead": -2}),
    Cue("closes a bracket", _closes, {"credit": 6}),
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
    Cue("names in a list", lambda line, _: _is_listing(line), {"tags": 4, "headline": -1}),
    Cue("last line", lambda line, _: line.is_last,
        {"tags": 2, "copyright": 1, "subhead": -4, "standfirst": -4, "headline": -4}),
    _begins("bullet", patterns.LIST, _MANY, list_item=6),
    Cue("number of a part", _is_heading_of_list, {"subhead": 4, "list_item": -3}),
    Cue("dateline", lambda line, _: line.words > 8 and bool(DATELINE.match(line.head)),
        {"paragraph": 7}),
    Cue("before the dateline", lambda line, page: line.number < page.dateline
        and line.has_end,
        {"standfirst": 2.5, "paragraph": -2.5}),
    Cue("clock first", lambda line, _: line.words > 3 and (line.has_end or line.words > _SHORT)
        and bool(TICKER.match(line.head)), {"paragraph": 5}),
    Cue("clock before a title", lambda line, _: 3 < line.words <= _SHORT and not line.has_end
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
    Cue("repeated words", _is_repeated, {"pull_quote": 6}),
    Cue("first sentence", lambda line, page: _is_first_sentence(line, page, 22),
        {"standfirst": 1.2, "paragraph": -0.3}),
    Cue("first sentence and a short line", lambda line, page: _is_first_sentence(line, page, 45)
        and _is_before_short(line, page), {"standfirst": 3, "paragraph": -1.7}),
    Cue("first sentence under the first line", lambda line, page: line.number == 1
        and _is_first_sentence(line, page, 45), {"standfirst": 1.5}),
    Cue("long", lambda line, _: line.words > _LONG,
        {"paragraph": 2.5, "headline": -7, "subhead": -7, "related_link": -6, "tags": -3,
         "standfirst": -0.5, "byline": -6, "credit": -4}),
    Cue("middling", lambda line, _: _SHORT < line.words <= _LONG,
        {"paragraph": 1, "headline": -1.5, "subhead": -4, "related_link": -2, "standfirst": 1,
         "caption": 0.5, "byline": -3}),
    Cue("short", lambda line, _: line.words <= _SHORT,
        {"headline": 1, "subhead": 1, "related_link": 0.8, "paragraph": -1, "standfirst": -0.3}),
    Cue("full stop", lambda line, _: line.has_end and not line.tail.endswith(("?", ":")),
        {"paragraph": 1.5, "caption": 0.7, "standfirst": 0.8, "headline": -2.5, "subhead": -3,
         "related_link": -2, "tags": -5, "byline": -3}),
    Cue("question", lambda line, _: line.words <= _SHORT and line.tail.endswith("?"),
        {"related_link": 0.8, "subhead": 0.3, "headline": 0.3}),
    Cue("no full stop", lambda line, _: not line.has_end,
        {"headline": 1.2, "subhead": 1.2, "related_link": 1, "paragraph": -2.5, "standfirst": -0.2,
         "caption": -0.3}),
    Cue("capitals", lambda line, _: _has_capitals(line),
        {"headline": 1, "related_link": 0.8, "subhead": 0.5, "paragraph": -1, "caption": -1}),
    Cue("between two lines at once", lambda line, page: page.has_blank_lines
        and not line.blank_before and not line.blank_after and line.words <= _SHORT,
        {"related_link": 2.2, "subhead": -1.5, "headline": -1}),
    Cue("follows a line at once", lambda line, page: page.has_blank_lines
        and not line.blank_before and line.blank_after and line.words <= _SHORT,
        {"related_link": 0.7, "subhead": -0.7, "headline": -1}),
    Cue("clock glued to a name", lambda line, _: line.words <= 6
        and bool(patterns.CLOCK_AND_NAME.match(line.head)), {"timestamp": 7}),
    Cue("goes on", lambda line, _: line.tail.endswith((";", "; and", "; or")),
        {"paragraph": 4, "list_item": 1.5}),
    Cue("capital words only", lambda line, page: line.words in (2, 3, 4)
        and 0 < line.number < page.text_begins and _is_capital(line), {"byline": 2.5}),
    Cue("capital words under the top", lambda line, page: line.words in (2, 3)
        and page.text_begins < line.number <= page.text_begins + 2 and line.number < 9
        and _is_capital(line), {"byline": 2.5, "subhead": -1}),
    Cue("few words", lambda line, _: line.words <= 5, {"subhead": 0.6, "related_link": -0.6}),
    Cue("title of a part", lambda line, page: _leads_text(line, page, 1, 8),
        {"subhead": 1, "related_link": -0.5}),
    Cue("title between paragraphs", lambda line, page: line.words <= 11 and not line.has_end
        and _is_in_text(line, page) and _is_between_paragraphs(line, page),
        {"subhead": 1.5, "related_link": -0.5}),
    Cue("quotation as a title", lambda line, page: line.words <= _SHORT and not line.has_end
        and _is_in_text(line, page) and bool(patterns.QUOTE_MARK.match(line.head)),
        {"subhead": 1.5}),
    Cue("name between paragraphs", lambda line, page: _is_in_text(line, page)
        and _is_name(line) and _is_between_paragraphs(line, page), {"byline": 4}),
    Cue("long title in the text", lambda line, page: 12 <= line.words <= 16
        and not line.has_end and _is_in_text(line, page),
        {"caption": 2, "related_link": 0.8, "subhead": -1}),
    Cue("sentence without an end", lambda line, page: 17 <= line.words <= 30
        and not line.has_end and _is_in_text(line, page), {"caption": 3, "related_link": 0.5}),
    Cue("among titles", _is_among_titles, {"related_link": 1.5, "subhead": -1}),
    Cue("leads to a line at once", lambda line, page: page.has_blank_lines
        and not line.blank_after and line.blank_before and line.words >= 8
        and line.words <= 45 and 0 < _words_behind(line, page) <= _SHORT,
        {"caption": 2, "paragraph": -0.5}),
    Cue("stands alone", lambda line, page: page.has_blank_lines and line.words <= _SHORT
        and line.blank_before and line.blank_after,
        {"subhead": 0.8, "headline": 0.5, "related_link": -0.5}),
)  # fmt: skip
