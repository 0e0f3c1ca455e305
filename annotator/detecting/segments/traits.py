"""Traits: what cues ask of a line, and of how it stands among the lines around it."""

from __future__ import annotations

import regex

from annotator.detecting.lexicon import words
from annotator.detecting.segments import patterns
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import Page
from annotator.detecting.segments.timestamp import MONTHS

SHORT, LONG = 14, 32
"""A line of at most so many words is short, one of more than so many long."""
_MOST_LINES = 500
"""In longer texts lines are not looked up everywhere."""
_CAPTION, _CREDIT = 70, 110
"""A caption has fewer words; a credit behind them has at most so many characters."""
_FIRST_NAMES = words("first_names")
_WORD = regex.compile(r"\p{L}+|\p{N}+")
_PARTS = regex.compile(r"\s*[,;|·•/]\s*")


def is_listing(line: Line) -> bool:
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


def has_capitals(line: Line) -> bool:
    """Tell whether most words of a short line begin with a capital, as in titles."""
    if line.words > 18 or (line.has_end and not line.tail.endswith("?")):
        return False
    return _capitals(line) > (0.75 if line.has_end else 0.7) and (line.has_end or line.words > 2)


def is_name(line: Line) -> bool:
    """Tell whether the line is nothing but a person’s name."""
    parts = line.head.split()
    return (
        2 <= len(parts) <= 4
        and parts[0] in _FIRST_NAMES
        and all(part[0].isupper() and part[-1].isalpha() for part in parts[1:])
    )


def is_capital(line: Line) -> bool:
    return all(word[0].isupper() and word[-1].isalpha() for word in line.head.split())


def is_repeated(line: Line, page: Page) -> bool:
    """Tell whether running text elsewhere in the article has the words of the line."""
    words = line.head.strip('"“”„«» ')
    if not 20 < len(words) < 300 or line.words > 44 or len(page.lines) > _MOST_LINES:
        return False
    if page.ties_with(line).article < 1:
        return False
    words = words[:120]
    return any(
        other.words > LONG and words in page.text[other.start : other.end]
        for other in page.lines
        if other is not line
    )


def _has_time(line: Line) -> bool:
    found = (patterns.DAY, patterns.CLOCK, patterns.SPAN_OF_TIME)
    return line.words <= SHORT and any(one.search(line.head) for one in found)


def is_of_time(line: Line) -> bool:
    """Tell whether a line has a time, and hardly a word that is not about time."""
    if not _has_time(line):
        return False
    found = [word for word in _WORD.findall(line.head.lower()) if not word.isnumeric()]
    others = [one for one in found if one not in patterns.TIME_WORDS and one not in MONTHS]
    return len(others) <= 2 and (not found or found[0] not in others)


def is_name_and_time(line: Line) -> bool:
    """Tell whether somebody’s name stands in front of a time, perhaps glued to it."""
    name = patterns.NAME_FIRST.match(line.head)
    if name is None or not _has_time(line):
        return False
    first = name[1].split()[0].lower()
    return first not in patterns.TIME_WORDS and first not in MONTHS


def is_in_text(line: Line, page: Page) -> bool:
    return line.number > page.text_begins


def words_behind(line: Line, page: Page) -> int:
    after = page.after(line)
    return 0 if after is None else after.words


def leads_text(line: Line, page: Page, fewest: int, most: int) -> bool:
    """Tell whether a line without end, of so many words, stands in the text and leads more."""
    is_title = not line.has_end and fewest <= line.words <= most
    return is_title and is_in_text(line, page) and words_behind(line, page) > SHORT


def is_among_titles(line: Line, page: Page) -> bool:
    """Tell whether a line without end stands in the text and another short one follows."""
    after = page.after(line)
    is_title = not line.has_end and 4 <= line.words <= 22 and is_in_text(line, page)
    return is_title and after is not None and after.words <= 16 and not after.has_end


def is_first_sentence(line: Line, page: Page, most: int) -> bool:
    return 0 < line.number == page.first_sentence and line.words <= most


def is_before_short(line: Line, page: Page) -> bool:
    """Tell whether a line with a few words follows that asks nothing."""
    after = page.after(line)
    return after is not None and after.words < 10 and not after.tail.endswith("?")


def is_between_paragraphs(line: Line, page: Page) -> bool:
    before, after = page.before(line), page.after(line)
    return (
        before is not None
        and before.words > SHORT
        and before.has_end
        and (after is None or after.words > SHORT)
    )


def closes(line: Line, page: Page) -> bool:
    before = page.before(line)
    return before is not None and before.tail.endswith("(") and line.words <= 10


def is_heading_of_list(line: Line, page: Page) -> bool:
    """Tell whether a short line has a number, and the next one has none."""
    after = page.after(line)
    is_numbered = line.head[:1].isdigit() and bool(patterns.LIST.match(line.head))
    if not is_numbered or line.has_end or line.words > 12 or after is None:
        return False
    is_text = after.words > SHORT or (after.has_end and after.words > line.words)
    return is_text and not patterns.LIST.match(after.head)


def _may_end_with_credit(line: Line) -> bool:
    """Tell, at little cost, whether it is worth looking for a credit behind a line’s words."""
    return not line.has_end or bool(patterns.CREDIT_SIGN.search(line.tail[-_CREDIT:]))


def has_picture_credit(line: Line) -> bool:
    return (
        line.words < _CAPTION
        and _may_end_with_credit(line)
        and bool(patterns.PICTURE_CREDIT.search(line.tail[-_CREDIT:]))
    )


def has_credit_behind(line: Line) -> bool:
    return (
        4 < line.words < _CAPTION
        and _may_end_with_credit(line)
        and not patterns.CREDIT.match(line.head)
        and bool(patterns.CREDIT_BEHIND.search(line.tail[-_CREDIT:]))
    )


def is_title_in_text(line: Line, page: Page) -> bool:
    return not line.has_end and line.words <= 24 and is_in_text(line, page)


def is_among_short(line: Line, page: Page) -> bool:
    """Tell whether two of the nearest lines are as short as tags are."""
    near = page.lines[max(0, line.number - 2) : line.number + 3]
    return sum(one.words <= 4 and not one.has_end for one in near) > 2


def is_asked(line: Line, page: Page) -> bool:
    """Tell whether a line asks somebody, and the next one answers."""
    after = page.after(line)
    return (
        after is not None
        and line.tail.endswith("?")
        and bool(patterns.YOU.search(line.head))
        and bool(patterns.QUOTE_MARK.match(after.head) or patterns.ME.search(after.head))
    )
