"""Cues: what in a line or its layout speaks for or against each kind of segment.

One table of weights, in the order of a page from top to bottom; a positive weight speaks for a
label, a negative one against it. The weights were set by hand on texts written for this project.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from annotator.detecting.lexicon import words
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import DATELINE, TICKER, Page
from annotator.detecting.segments.timestamp import readings

_I = regex.IGNORECASE


@dataclass(frozen=True, slots=True)
class Cue:
    name: str
    holds: Callable[[Line, Page], bool]
    weights: Mapping[str, float]


_TERMINAL = regex.compile(r"[.!?…:][\"”’»“'\)\]\s\p{So}\p{Sk}\u200d\ufe0f]*$")
_QUOTE_MARK = regex.compile(r"^[\"“„«‹‘–—]")
_SAYS = regex.compile(
    r"\b(?:said|says|told|added|stated|announced|warned|explained|wrote|insisted|according to|"
    r"sagte|sagt|erklärte|teilte|betonte|a déclaré|a dit|selon|a indiqué|a expliqué)\b",
    _I,
)
_PHOTO = regex.compile(
    r"\((?:file|archive|archiv|archives|left|right|center|centre|l|r|above|below|pictured|"
    r"links|rechts)\)"
    r"|\b(?:file (?:photo|picture|image|pic)|pictured|archivbild|symbolbild|photo d’archive|"
    r"(?:center|centre|second|third|far)[ -](?:left|right)|(?:from|de) (?:left|right|"
    r"gauche|droite)|"
    r"seen (?:here|in|from|at|on|during)|is seen|are seen|shown here|im bild|looks? on|"
    r"poses? (?:for|with|next)|"
    r"shakes? hands|take(?:s)? (?:photos|pictures)|on display|aerial view|screenshot|"
    r"the words on )\b",
    _I,
)
_SCENE = regex.compile(
    r"^(?:(?:\p{Lu}[\p{L}’'\-.]+|an?|the|two|three|people|workers?|residents|police|fans|visitors|"
    r"eine?|der|die|les?|la|une?|des)\s){1,6}?"
    r"(?:\p{Ll}+ing|inspects?|leaves?|walks?|stands?|waits?|attends?|speaks?|gestures?|watch(?:es)?|"
    r"holds?|carr(?:y|ies)|gathers?|arrives?|waves?|sits?|takes?|unloads?|clears?|celebrates?|check)\b"
)
_IN_PLACE_AND_TIME = regex.compile(
    r"\b(?:on|in|am|le|during)\b[^.]{0,60}(?:\d{4}|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday)"
    r"|, in \p{Lu}\p{L}+\.$|\bduring\b.+\bin \p{Lu}\p{L}+\.$",
    _I,
)
_RELATED = regex.compile(
    r"^(?:read (?:more|also|next|our)|also read|see also|related|more (?:on|from|stories)|"
    r"you may also|"
    r"don[’']t miss|watch(?: (?:also|more|now))?:|listen:|in pictures|explained:|recommended|"
    r"lesen sie (?:auch|mehr)|mehr (?:zum|dazu)|siehe auch|das könnte|à lire|"
    r"lire (?:aussi|plus)|voir aussi|"
    r"sur le même sujet)",
    _I,
)
_PROMO = regex.compile(
    r"\b(?:subscribe|sign up|newsletter|follow us|download (?:our|the) app|support (?:our|"
    r"independent)|"
    r"become a member|join (?:us|our)|abonnieren|jetzt testen|abonnez-vous|inscrivez-vous|"
    r"get (?:the|our) (?:app|latest|daily))\b",
    _I,
)
_NOISE = regex.compile(
    r"^(?:share(?: (?:this|on).*)?|print(?: this)?|e-?mail(?: this)?|save|copy link|"
    r"comments?(?: \(?\d+\)?)?|"
    r"\d+ (?:comments?|shares?|kommentare)|advertisement|ad|close|menu|loading.*|"
    r"skip to .*|like|tweet|facebook|"
    r"twitter|whatsapp|x|listen(?: to this.*)?|\d+ min(?:ute)?s?(?: read)?|play video|"
    r"cookies?.*|home|"
    r"we use cookies.*|teilen|drucken|merken|anzeige|werbung|kommentare|partager|imprimer|"
    r"publicité|"
    r"commenter|facebook.{0,3}twitter.*|accept(?: all)?|log ?in|search)$",
    _I,
)
_NOTE = regex.compile(
    r"^[(\[*]*(?:editor[’']?s[’']? note|correction|clarification|update:|this (?:article|"
    r"story|report) "
    r"(?:was|has been)|anmerkung der redaktion|korrektur|hinweis|note de la rédaction|"
    r"rectificatif)",
    _I,
)
_COPYRIGHT = regex.compile(
    r"©|\(c\) ?\d{4}|\bcopyright\b|all rights reserved|alle rechte|tous droits", _I
)
_CREDIT = regex.compile(
    r"^[(\[]?(?:photo(?:graph)?s?|image|picture|foto|bild|crédit|credit|illustration|video)"
    r"(?: (?:by|credit|courtesy|von|par))?\s*[:/–-]\s*\S.{0,60}$|^©\s*\p{Lu}.{0,40}$",
    _I,
)
_BYLINE = regex.compile(
    r"^(?i:by|von|par|text(?: by)?:|words by|reporting by|written by|a report by|"
    r"story by|interview:)\s+\p{Lu}[\p{L}.’'\-]+(?:\s|,|$)"
)
_NAME_AND_ROLE = regex.compile(
    r"^\p{Lu}[\p{L}’'\-]+(?: \p{Lu}[\p{L}.’'\-]*){1,3}\s*(?:[,|–-]\s*)?"
    r"(?:.{0,30}(?:correspondent|reporter|editor|writer|korrespondent|redakteur|"
    r"journaliste).{0,30}| (?:in|at) \p{Lu}[\p{L} ]+)?$"
)
_ROLE_OF_WRITER = regex.compile(
    r"correspondent|reporter|editor\b|writer|korrespondent|redakteur|journaliste|envoyé", _I
)
_AGENCIES = (
    r"(?:getty(?: images)?|reuters|afp|ap|epa|pa(?: wire| images| media)?|dpa|ansa|tass|xinhua|"
    r"shutterstock|istock(?:photo)?|alamy|bloomberg|anadolu|wikimedia commons|unsplash|"
    r"associated press|ap photo|press association)"
)
_PICTURE_CREDIT = regex.compile(
    r"[(\[](?:(?:picture|photo|image|pic|credit|foto|bild|source)s?\b[^()]{0,60}"
    rf"|[^()]{{0,40}}\b{_AGENCIES}\b[^()]{{0,20}})[)\]]\s*$"
    r"|(?:picture|photo(?:graph)?|image|credit|foto|bild)s?(?: by|:)\s*[\p{Lu}@][^.!?]{0,60}$"
    rf"|\p{{Lu}}[\p{{L}}’' -]{{2,30}}/ ?{_AGENCIES}\b.{{0,30}}$|\b(?:via|/) ?{_AGENCIES}\s*$",
    _I,
)
_AGENCY_ALONE = regex.compile(
    rf"[(\[]?(?:(?:image|picture|photo|source)s?:? )?{_AGENCIES}"
    r"(?:[/,&| -]+\p{L}[\p{L} ]+)?[)\]]?",
    _I,
)
_AGO = regex.compile(
    r"\b(?:\d+|an?|one|two) (?:min(?:ute)?|hour|hr|day)s? ago\b|\bvor \d+ (?:minuten|stunden)\b"
    r"|^(?:last )?(?:updated|published|posted)\b.*\d",
    _I,
)
_CLOCK_AND_NAME = regex.compile(r"\d{1,2}[:.]\d{2}\p{Lu}")
_MOST_LINES = 500
"""In longer texts lines are not looked up everywhere."""
_FIRST_NAMES = words("first_names")
_LIST = regex.compile(r"^(?:[-•*▪►‣·–]\s+|\d{1,2}[.)]\s+)\S")
_TAGS = regex.compile(
    r"^(?:tags?|topics?|keywords?|filed under|themen|schlagw[oö]rter|mots[- ]clés|thèmes)\b\s*:?",
    _I,
)
_HASHTAGS = regex.compile(r"^(?:#\w+[\s,]*){2,}$")


def _is_listing(line: Line) -> bool:
    """Tell whether the line lists short names between commas, bars or dots."""
    if len(line.head) > 300 or _TERMINAL.search(line.tail):
        return False
    parts = [part.strip() for part in regex.split(r"\s*[,;|·•/]\s*", line.head) if part.strip()]
    if len(parts) < 2:
        return False
    short = sum(len(part.split()) <= 4 for part in parts)
    capital = sum(part[:1].isupper() for part in parts)
    lowered = line.words >= 3 * len(parts)
    return short == len(parts) and capital >= len(parts) / 3 and not lowered


def _capitals(line: Line) -> float:
    words = [word for word in line.head.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def _has_end(line: Line) -> bool:
    return bool(_TERMINAL.search(line.tail))


def _is_short(line: Line) -> bool:
    return line.words <= 14


def _stands_alone(line: Line, page: Page) -> bool:
    return page.has_blank_lines and line.blank_before and line.blank_after


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
    if not 20 < len(words) < 300 or len(page.lines) > _MOST_LINES:
        return False
    as_line = sum(other.head == line.head for other in page.lines)
    return page.text.count(words[:120]) > as_line


CUES: tuple[Cue, ...] = (
    Cue("timestamp", lambda line, _: bool(readings(line.head)) if line.words <= 16 else False,
        {"timestamp": 9}),
    Cue("interface word", lambda line, _: bool(_NOISE.match(line.head)) and line.words <= 12,
        {"ui_noise": 8}),
    Cue("copyright", lambda line, _: bool(_COPYRIGHT.search(line.head)) and line.words < 40,
        {"copyright": 7, "credit": 2}),
    Cue("picture credit", lambda line, _: bool(_PICTURE_CREDIT.search(line.tail))
        and line.words < 70, {"caption": 5, "credit": 2, "paragraph": -1}),
    Cue("agency alone", lambda line, _: bool(_AGENCY_ALONE.fullmatch(line.head)),
        {"credit": 7}),
    Cue("time ago", lambda line, _: bool(_AGO.search(line.head)) and line.words <= 12
        and not line.tail.endswith("."), {"timestamp": 7}),
    Cue("name alone", lambda line, page: _is_name(line) and line.number <= page.text_begins,
        {"byline": 5}),
    Cue("short lines at the end", lambda line, page: line.number >= page.tail,
        {"tags": 5.5, "subhead": -3, "related_link": -0.5, "headline": -3}),
    Cue("leads on", lambda line, page: line.tail.endswith(":") and line.number > page.text_begins,
        {"paragraph": 3, "subhead": -1.5, "related_link": -1}),
    Cue("credit", lambda line, _: bool(_CREDIT.match(line.head)), {"credit": 7, "caption": 1}),
    Cue("editor’s note", lambda line, _: bool(_NOTE.match(line.head)), {"editor_note": 8}),
    Cue("promotion", lambda line, _: bool(_PROMO.search(line.head)) and line.words < 40,
        {"promo": 6, "paragraph": -1}),
    Cue("pointer", lambda line, _: bool(_RELATED.match(line.head)) and line.words < 30,
        {"related_link": 7}),
    Cue("byline", lambda line, _: bool(_BYLINE.match(line.head)) and line.words <= 16
        and not _has_end(line), {"byline": 8}),
    Cue("name and role", lambda line, _: bool(_NAME_AND_ROLE.match(line.head))
        and line.words <= 12 and not _has_end(line), {"byline": 1.0}),
    Cue("role of a writer", lambda line, _: bool(_ROLE_OF_WRITER.search(line.head))
        and line.words <= 12 and not _has_end(line), {"byline": 4}),
    Cue("tag word", lambda line, _: bool(_TAGS.match(line.head)) and line.words < 40, {"tags": 8}),
    Cue("hashtags", lambda line, _: bool(_HASHTAGS.match(line.head)), {"tags": 7}),
    Cue("names in a list", lambda line, _: _is_listing(line), {"tags": 4, "headline": -1}),
    Cue("last line", lambda line, _: line.is_last,
        {"tags": 2, "copyright": 1, "subhead": -4, "standfirst": -4, "headline": -4}),
    Cue("bullet", lambda line, _: bool(_LIST.match(line.head)), {"list_item": 6}),
    Cue("dateline", lambda line, _: bool(DATELINE.match(line.head)) and line.words > 8,
        {"paragraph": 7}),
    Cue("before the dateline", lambda line, page: 0 <= line.number < page.dateline,
        {"standfirst": 2.5, "paragraph": -2.5}),
    Cue("clock first", lambda line, _: bool(TICKER.match(line.head)) and line.words > 3,
        {"paragraph": 5}),
    Cue("picture words", lambda line, _: bool(_PHOTO.search(line.head)) and line.words < 70,
        {"caption": 5}),
    Cue("scene", lambda line, _: bool(_SCENE.match(line.head)) and 4 < line.words < 60
        and not _SAYS.search(line.head), {"caption": 1.5}),
    Cue("place and time", lambda line, _: bool(_IN_PLACE_AND_TIME.search(line.tail))
        and line.words < 60 and not _SAYS.search(line.head), {"caption": 1.2}),
    Cue("speech", lambda line, _: bool(_SAYS.search(line.head)),
        {"paragraph": 2, "caption": -1.5, "standfirst": 0.5, "subhead": -1, "related_link": -1}),
    Cue("quotation first", lambda line, _: bool(_QUOTE_MARK.match(line.head)),
        {"paragraph": 1.5, "caption": -2, "tags": -3}),
    Cue("repeated words", lambda line, page: _is_repeated(line, page) and line.words < 45,
        {"pull_quote": 6}),
    Cue("long", lambda line, _: line.words > 32,
        {"paragraph": 2.5, "headline": -7, "subhead": -7, "related_link": -6, "tags": -3,
         "standfirst": -0.5, "byline": -6, "credit": -4}),
    Cue("middling", lambda line, _: 14 < line.words <= 32,
        {"paragraph": 1, "headline": -1.5, "subhead": -4, "related_link": -2, "standfirst": 1,
         "caption": 0.5, "byline": -3}),
    Cue("short", lambda line, _: _is_short(line),
        {"headline": 1, "subhead": 1, "related_link": 0.8, "paragraph": -1, "standfirst": -0.3}),
    Cue("full stop", lambda line, _: _has_end(line) and not line.tail.endswith(("?", ":")),
        {"paragraph": 1.5, "caption": 0.7, "standfirst": 0.8, "headline": -2.5, "subhead": -3,
         "related_link": -2, "tags": -5, "byline": -3}),
    Cue("question", lambda line, _: line.tail.endswith("?") and _is_short(line),
        {"related_link": 0.8, "subhead": 0.3, "headline": 0.3}),
    Cue("no full stop", lambda line, _: not _has_end(line),
        {"headline": 1.2, "subhead": 1.2, "related_link": 1, "paragraph": -2.5, "standfirst": -0.2,
         "caption": -0.3}),
    Cue("capitals", lambda line, _: (_capitals(line) > 0.7 and 3 <= line.words <= 18
        and not _has_end(line)) or (_capitals(line) > 0.75 and line.tail.endswith("?")),
        {"headline": 1, "related_link": 0.8, "subhead": 0.5, "paragraph": -1, "caption": -1}),
    Cue("between two lines at once", lambda line, page: page.has_blank_lines
        and not line.blank_before and not line.blank_after and _is_short(line),
        {"related_link": 2.2, "subhead": -1.5, "headline": -1}),
    Cue("follows a line at once", lambda line, page: page.has_blank_lines
        and not line.blank_before and line.blank_after and _is_short(line),
        {"related_link": 0.7, "subhead": -0.7, "headline": -1}),
    Cue("clock glued to a name", lambda line, _: bool(_CLOCK_AND_NAME.match(line.head))
        and line.words <= 6, {"timestamp": 7}),
    Cue("goes on", lambda line, _: line.tail.endswith((";", "; and", "; or")),
        {"paragraph": 4, "list_item": 1.5}),
    Cue("capital words only", lambda line, page: _is_capital(line) and line.words in (2, 3)
        and 0 < line.number < page.text_begins, {"byline": 2.5}),
    Cue("few words", lambda line, _: line.words <= 5, {"subhead": 0.6, "related_link": -0.6}),
    Cue("words of a title", lambda line, page: 9 <= line.words <= 16 and not _has_end(line)
        and line.number > page.text_begins, {"related_link": 1.2, "subhead": -0.6}),
    Cue("leads to a line at once", lambda line, page: page.has_blank_lines
        and not line.blank_after and line.blank_before and line.words >= 8
        and (page.after(line) is not None and page.lines[line.number + 1].words <= 14),
        {"caption": 3, "paragraph": -1}),
    Cue("stands alone", lambda line, page: _stands_alone(line, page) and _is_short(line),
        {"subhead": 0.8, "headline": 0.5, "related_link": -0.5}),
)  # fmt: skip
