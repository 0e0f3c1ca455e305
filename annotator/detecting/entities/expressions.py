"""Dates, times, money and percentages: closed expressions, found by patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.detecting.entities.found import Found

_I = re.IGNORECASE
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.|"
    r"Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
_DAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag|Mittwoch|"
    r"Donnerstag|Freitag|Samstag|Sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_YEAR = r"(?:1[5-9]|20)\d{2}"
_NUMBER = (
    r"(?:\d{1,3}(?:[,.\s]\d{3})+|\d+)(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|twenty|thirty|forty|fifty|sixty|a|an|several|a few|half a"
)
_SCALE = (
    r"(?:\s?(?:million|billion|trillion|thousand|hundred|m|bn|tn|k|Millionen|Milliarden|Mio\.|"
    r"Mrd\.|millions?|milliards?))?"
)
_CURRENCY = (
    r"(?:dollars?|euros?|pounds?(?: sterling)?|yen|yuan|rubles?|roubles?|rupees?|francs?|crowns?|"
    r"cents|pence|Euro|Franken|Dollar|USD|EUR|GBP|CHF)"
)
_UNIT = r"(?:days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_DATE = re.compile(
    rf"\b{_DAY},? (?:the )?\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
    rf"|\b(?:{_DAY},? )?\d{{1,2}}(?:st|nd|rd|th|er|\.)?(?: of)? {_MONTH}(?:,? {_YEAR})?\b"
    rf"|\b(?:{_DAY},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, ?{_YEAR}|\b)"
    rf"|\b(?:(?:early|late|mid|last|next|this)[- ])?{_MONTH}(?:,? (?:of )?{_YEAR})\b"
    rf"|\b(?:early|late|mid|last|next|this|since|in|until|by|before|after) (?P<month>{_MONTH})\b"
    rf"|\b(?:(?:last|next|this|early|late) )?{_DAY}\b"
    rf"|\b(?:the )?(?:end|beginning|middle|start) of (?:{_YEAR}|the (?:week|month|year|century))\b"
    rf"|\b(?:early|late|mid)[- ](?:{_YEAR}s?|the {_YEAR}s)\b|\b(?:the )?{_YEAR}s\b"
    rf"|\b(?:last|next|this|the previous|the past) (?:week|month|year|decade|century|"
    rf"weekend|spring|"
    rf"summer|autumn|winter|quarter)\b"
    rf"|\b(?:{_NUMBER}) {_UNIT} (?:ago|earlier|later)\b"
    rf"|\b(?:the )?(?:past|last|next|first) (?:{_NUMBER}) {_UNIT}\b"
    rf"|\b\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR}\b|\b{_YEAR}-\d{{2}}-\d{{2}}\b"
    rf"|\b{_YEAR}(?:[-–]\d{{2,4}})?\b(?! ?(?:people|men|women|votes|tons|tonnes|metres|km|miles))"
    r"|\b(?:today|tomorrow|yesterday|heute|morgen|gestern|aujourd’hui|demain|hier)\b"
)
_TIME = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?: ?(?:a\.?m\.?|p\.?m\.?|Uhr|GMT|UTC|BST|CET|h))?(?=[\s,.;)]|$)"
    r"|\b\d{1,2} ?(?:a\.m\.|p\.m\.|am\b|pm\b|Uhr\b|o’clock|o'clock)"
    r"|\b(?:noon|midnight|tonight|Mitternacht|minuit|midi)\b"
    r"|\b(?:this|early|late|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
    r" (?:morning|afternoon|evening|night)\b"
)
_MONEY = re.compile(
    rf"(?:US|A|C|HK|NZ)?[$€£¥₽₹]\s?\d[\d,.]*{_SCALE}(?![\w])"
    rf"|\b(?:{_NUMBER}){_SCALE}\s(?:U\.?S\.? )?{_CURRENCY}\b|\b\d[\d,.]*{_SCALE}\s?[€£$]"
)
_PERCENT = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:%|per ?cent\b|percent\b|percentage points?\b|Prozent\b|pour cent\b)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty) per ?cent\b"
)


def expressions(text: str, start: int, end: int) -> Iterator[Found]:
    """Yield what a stretch of the text holds; of two that overlap, the first kind wins."""
    taken: list[tuple[int, int]] = []
    for label, pattern, confidence in (
        ("MONEY", _MONEY, 0.93),
        ("PERCENT", _PERCENT, 0.95),
        ("TIME", _TIME, 0.85),
        ("DATE", _DATE, 0.9),
    ):
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            if label == "DATE" and match["month"]:
                first = match.start("month")
            if text[first:last].isspace() or any(a < last and first < b for a, b in taken):
                continue
            taken.append((first, last))
            yield Found(first, last, label, f"{label.lower()} pattern", confidence)
