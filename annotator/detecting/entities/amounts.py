"""Amounts of money and percentages as English, German and French news write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.detecting.entities.calendar.english import NUMBER_WORDS

_FIGURE = r"\d{1,3}(?:[,.’'\u00a0\u202f ]\d{3}){1,4}(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_SCALE = (
    r"(?:[\s-]?(?:million|billion|trillion|thousand|hundred|lakh|crore|Millionen|Milliarden|Million|"
    r"Milliarde|Mio\.|Mrd\.|Tausend|millions|milliards?|mille|bn\b|tn\b|mn?\b|k\b|[BMKT]\b)"
    r")"
)
_SIGN = r"(?:(?:US|CA?|AU?|HK|NZ|S|R|A)?\$|[€£¥₽₹₩₺₪₴₦]|Rs\.?)"
_CODE = r"(?:USD|EUR|GBP|CHF|JPY|CNY|AUD|CAD|SEK|NOK|DKK|INR|RUB)"
_UNIT = (
    r"(?:dollars?|euros?|pounds?(?:\ssterling)?|sterling|yen|yuan|renminbi|rou?bles?|rupees?|francs?|"
    r"crowns?|kron(?:a|e|er|or)|lira|pesos?|rand|zlotys?|cents?|pence|pfund|franken|rubel|"
    r"livres?(?:\ssterling)?|roubles?)"
)
_OF = r"(?:\s(?:de\s|d[’'])?)"  # French counts millions *of* euros
_NATION = (
    r"(?:(?:US|U\.S\.|American|Canadian|Australian|Hong\sKong|Swiss|Swedish|Norwegian|Danish)\s)?"
)
_AMOUNT = rf"(?:{_FIGURE}|{NUMBER_WORDS}|an?|half\sa|several|a\sfew|zwei|drei|zehn|deux|trois|dix)"
_CROWDS = (
    r"(?:(?:tens|hundreds|thousands)\sof\s(?:thousands|millions)|hundreds|thousands|millions|billions|"
    r"trillions)\sof"
)
_RANGE = rf"(?:\s?[-–]\s?{_SIGN}?\s?(?:{_FIGURE}))?"
_MONEY = re.compile(
    rf"(?<!\w){_SIGN}\s?(?:{_FIGURE}){_RANGE}(?!\d){_SCALE}?(?!\w)"
    rf"|\b{_CODE}\s?(?:{_FIGURE}){_RANGE}{_SCALE}?(?!\w)"
    rf"|(?<![\w.,$€£])(?i:{_AMOUNT}){_RANGE}{_SCALE}?{_OF}{_NATION}(?:(?i:{_UNIT})|{_CODE})\b"
    rf"|(?<![\w.,$€£])(?:{_FIGURE}){_RANGE}{_SCALE}?\s?[€£$₽]"
    rf"|\b(?i:{_CROWDS})\s{_NATION}(?i:{_UNIT})\b"
    r"|(?<![\w.,])\d{1,3}p\b"
)
_PERCENT = re.compile(
    rf"(?<![\w.,])(?:{_FIGURE})(?:\s?(?:-|–|to|bis|à)\s?(?:{_FIGURE}))?"
    r"\s?(?:%|per\s?cent(?:age\spoints?)?\b|percentage\spoints?\b|Prozent(?:punkte?n?)?\b|pour\scent\b|"
    r"points\sde\spourcentage\b)"
    rf"|\b(?i:{NUMBER_WORDS}|half\sa|zwei|drei|zehn|deux|dix)"
    r"\s(?:per\s?cent\b|percentage\spoints?\b|Prozent\b|pour\scent\b)"
)
_AMOUNTS = (
    ("MONEY", re.compile(rf"[$€£¥₽₹₩₺₪₴₦]|Rs|{_CODE}|\dp\b|(?i:{_UNIT})"), _MONEY),
    ("PERCENT", re.compile(r"%|(?i:per\s?cent|prozent|pour\scent|points)"), _PERCENT),
)


def amounts(text: str, start: int, end: int) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield label and match of every amount; whatever has no sign and no unit is not searched."""
    for label, hint, pattern in _AMOUNTS:
        if hint.search(text, start, end):
            for match in pattern.finditer(text, start, end):
                yield label, match
