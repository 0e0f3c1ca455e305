"""Reading timestamps as news sites print them, glued ones too, with every possible reading.

``14:18 GMT +324 March 2017`` has lost the blank between its offset and its day: it is GMT+3 on the
24th, and no other split gives an offset that exists (UTC offsets run from −12 to +14 hours).
Where several splits do, all are returned, likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

import regex

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier janv",
            "february feb februar février févr fevrier",
            "march mar märz maerz mrz mars",
            "april apr avril avr",
            "may mai",
            "june jun juni juin",
            "july jul juli juillet juil",
            "august aug août aout",
            "september sep sept septembre",
            "october oct oktober okt octobre",
            "november nov novembre",
            "december dec dezember dez décembre déc decembre",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = (
    ("monday", "montag", "lundi"),
    ("tuesday", "dienstag", "mardi"),
    ("wednesday", "mittwoch", "mercredi"),
    ("thursday", "donnerstag", "jeudi"),
    ("friday", "freitag", "vendredi"),
    ("saturday", "samstag", "samedi"),
    ("sunday", "sonntag", "dimanche"),
)
_ZONES = {
    "gmt": 0, "utc": 0, "z": 0, "bst": 1, "wet": 0, "cet": 1, "cest": 2, "mez": 1, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "ist": 5.5, "jst": 9, "aest": 10, "edt": -4, "est": -5,
    "et": -5, "cdt": -5, "cst": -6, "pdt": -7, "pst": -8,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(name for names in _WEEKDAYS for name in names)
_LEAD = (
    r"(?:(?:first |last )?(?:published|posted|updated|created|modified|stand|aktualisiert|"
    r"veröffentlicht|publié|mis à jour|modifié)(?: (?:on|at|am|le|à|um))?\s*:?\s*)?"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))(?::\d{2})?\s*(?P<half>[ap]\.?m\.?)?(?:\s*uhr)?"
)
_ZONE = rf"(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))})\b"
_YEAR = r"(?P<year>\d{4})"
_DAY_MONTH = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s*(?:of )?(?P<month>{_MONTH})\b\.?,?\s*{_YEAR}"
)
_MONTH_DAY = rf"(?P<month>{_MONTH})\b\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s*(?P<year>\d{{4}})"
_NUMERIC = r"(?P<day>\d{1,2})[./](?P<month_number>\d{1,2})[./](?P<year>\d{4})"
_ISO = r"(?P<year>\d{4})-(?P<month_number>\d{1,2})-(?P<day>\d{1,2})"
_OFFSET = r"(?P<sign>[+\-−])\s*(?P<shift>\d{1,2})(?::?(?P<shift_minutes>[0-5]\d))?"
_DATES = (_DAY_MONTH, _MONTH_DAY, _ISO, _NUMERIC)
_JOIN = r"[\s,|·•–—-]*(?:at |um |à |on |le )?"
_DAY_IN_TEXT = regex.compile(
    rf"\b(?P<day>\d{{1,2}})\.?\s(?P<month>{_MONTH})\b"
    rf"|\b(?P<month_first>{_MONTH})\.?\s(?P<day_last>\d{{1,2}})\b"
)
_HAS_YEAR = regex.compile(r"\d{4}")
_WEEK = 7
_LONGEST = 160
CONTEXT = 3000
"""How many code points of an article tell which reading of its timestamp is likely."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a timestamp; ``value`` is ISO 8601, with the offset where one is told."""

    value: str
    likelihood: float


def readings(text: str, context: str = "") -> list[Reading]:
    """Return all readings of a line that is nothing but a timestamp, likeliest first.

    ``context`` is text whose beginning may name the weekday, or days shortly before. Returns
    nothing where the line is something else.
    """
    line = " ".join(text.split())
    if len(line) > _LONGEST or not _HAS_YEAR.search(line):
        return []
    line = _first_of_several(line.lower().strip("()[] "))
    context = context[:CONTEXT]
    found: dict[str, float] = {}
    for value, likelihood in _all_readings(line):
        likelihood += _weekday_bonus(value, line, context) + _nearness_bonus(value, context)
        found[value] = max(likelihood, found.get(value, 0.0))
    ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [Reading(value, likelihood) for value, likelihood in ordered]


def attributes_of(words: str, context: str, chosen: object = None) -> dict[str, object]:
    """Return what a timestamp segment of these words keeps: ``value`` and its ``alternatives``.

    A reading that was ``chosen`` before stays the value where it is still possible. Without any
    reading there are no attributes.
    """
    found = [reading.value for reading in readings(words, context)]
    if not found:
        return {}
    value = chosen if chosen in found else found[0]
    return {"value": value, "alternatives": [one for one in found if one != value]}


def glued_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield where a clock begins, where the day does that has grown onto it, where that ends.

    Of several ways to take them apart it is the likeliest, by what the rest of the text names.
    """
    for match in _GLUED_ANYWHERE.finditer(text, start, end):
        read = readings(match.group(), text)
        day = str(datetime.fromisoformat(read[0].value).day) if read else ""
        if day and match["run"].endswith(day):
            cut = match.end("run") - len(day)
            nought = text[cut - 1] == "0" and len(day) == 1
            yield match.start("hour"), cut - nought, match.end("year")


def _first_of_several(line: str) -> str:
    """Keep what stands before a glued “(updated …)” or behind a bar."""
    first = regex.split(r"\s*[|(]?\s*(?:last )?updated|\s*\(mis à jour|\s*\(aktualisiert", line)[0]
    return first.rstrip(" |,·–-") or line


def _shapes() -> Iterator[regex.Pattern[str]]:
    weekday = rf"(?:(?:{_WEEKDAY}|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)\b\.?,?\s*)?"
    for shape in _DATES:
        for pattern in (
            rf"{_LEAD}{_CLOCK}\s*(?:{_ZONE})?\s*(?:{_OFFSET}(?!\d))?{_JOIN}{weekday}{shape}",
            rf"{_LEAD}{weekday}{shape}(?:t|{_JOIN}){_CLOCK}\s*(?:{_ZONE})?\s*(?:{_OFFSET})?",
            rf"{_LEAD}{weekday}{shape}",
        ):
            yield regex.compile(pattern + r"\s*")


_SHAPES = tuple(_shapes())
_GROWN_TOGETHER = (
    rf"{_CLOCK}\s*(?:{_ZONE})?\s*(?P<sign>[+\-−])\s*(?P<run>\d{{2,6}})"
    rf"\s*(?P<month>{_MONTH})\b\.?,?\s*(?P<year>\d{{4}})"
)
_GLUED = regex.compile(rf"{_LEAD}{_GROWN_TOGETHER}\s*")
_GLUED_ANYWHERE = regex.compile(_GROWN_TOGETHER, regex.IGNORECASE)


def _all_readings(line: str) -> Iterator[tuple[str, float]]:
    yield from _glued(line)
    for shape in _SHAPES:
        match = shape.fullmatch(line, timeout=1)
        if match is not None:
            yield from _values(match.groupdict())


def _glued(line: str) -> Iterator[tuple[str, float]]:
    """Split an offset from the day that it has grown together with, in every way that exists."""
    match = _GLUED.fullmatch(line)
    if match is None:
        return
    run = match["run"]
    for cut in range(1, len(run)):
        shift, day = run[:cut], run[cut:]
        if len(day) > 2 or len(shift) > 4 or len(shift) == 3:
            continue
        parts = match.groupdict() | {
            "day": day,
            "shift": shift[:2],
            "shift_minutes": shift[2:] or None,
        }
        for value, likelihood in _values(parts):
            # Sites write “+3” rather than “+03”, and days without a nought.
            natural = not shift.startswith("0") and not day.startswith("0")
            yield value, likelihood + (0.1 if natural else 0.0)


def _values(parts: dict[str, str | None]) -> Iterator[tuple[str, float]]:
    try:
        year, day = int(parts["year"] or 0), int(parts["day"] or 0)
        number = parts.get("month_number")
        month = int(number) if number else MONTHS[parts.get("month") or ""]
    except (KeyError, ValueError):
        return
    dates = [(month, day, 0.5)]
    if parts.get("month_number") and parts.get("month_number") != str(day):
        dates.append((day, month, 0.3))
    for month_read, day_read, likelihood in dates:
        try:
            read = date(year, month_read, day_read)
        except ValueError:
            continue
        yield from _with_clock(read, parts, likelihood)


def _with_clock(
    read: date, parts: dict[str, str | None], likelihood: float
) -> Iterator[tuple[str, float]]:
    if not parts.get("hour"):
        yield read.isoformat(), likelihood
        return
    hour, minute = int(parts["hour"] or 0), int(parts.get("minute") or 0)
    half = (parts.get("half") or "")[:1]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return
    clock = datetime.combine(read, time(hour, minute))
    offset = _offset(parts)
    if offset is None and (parts.get("shift") or parts.get("zone")):
        return
    yield (clock if offset is None else clock.replace(tzinfo=offset)).isoformat(), likelihood
    if parts.get("zone") and parts.get("shift"):
        # The clock may be the zone's own, with the offset telling where the site is.
        zone = _offset({"zone": parts["zone"]})
        yield clock.replace(tzinfo=zone).isoformat(), likelihood - 0.25


def _offset(parts: dict[str, str | None]) -> timezone | None:
    """Return the told offset; ``None`` where none is told, or where it cannot exist."""
    hours = 0.0
    if parts.get("zone"):
        hours = _ZONES[parts["zone"] or ""]
    if parts.get("shift"):
        told = int(parts["shift"] or 0) + int(parts.get("shift_minutes") or 0) / 60
        hours += told if parts.get("sign") == "+" else -told
    elif not parts.get("zone"):
        return None
    if not -12 <= hours <= 14:
        return None
    return UTC if hours == 0 else timezone(timedelta(hours=hours))


def _weekday_bonus(value: str, line: str, context: str) -> float:
    names = _WEEKDAYS[datetime.fromisoformat(value).weekday()]
    if any(name in line for name in names):
        return 0.4
    return 0.2 if any(name in context.lower() for name in names) else 0.0


def _nearness_bonus(value: str, context: str) -> float:
    """Prefer a day that lies at most a week behind one that the article names in the same month."""
    told = datetime.fromisoformat(value)
    for match in _DAY_IN_TEXT.finditer(context.lower()):
        month = MONTHS[match["month"] or match["month_first"]]
        day = int(match["day"] or match["day_last"])
        if month == told.month and 0 <= told.day - day <= _WEEK:
            return 0.15
    return 0.0
