"""Dates and times in German."""

from __future__ import annotations

from annotator.detecting.entities.calendar.grammar import (
    CLOCK,
    DAY_NUMBER,
    HOUR,
    NUMERIC,
    YEAR,
    YEARS,
    ZONED,
    any_of,
    grammar,
)

_DE_MONTH = any_of(
    "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember", "Jan.", "Feb.", "Apr.", "Aug.", "Sept.", "Okt.", "Nov.",
    "Dez.",
)  # fmt: skip
_DE_DAY = any_of(
    "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonnabend", "Sonntag"
)
_DE_NUMBER = (
    r"(?:\d{1,3}(?:\.\d{3}){0,4}(?:,\d+)?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|"
    r"dreißig|vierzig|fünfzig|einem|einer|ein|eine|einigen|mehreren|wenigen|mehrere|einige)"
)
_DE_LONG = "Tage[ns]?|Tag|Wochen?|Monate[ns]?|Monat|Jahre[ns]?|Jahr|Jahrzehnte?n?|Jahrhunderte?n?"
_DE_SHORT = "Stunden?|Minuten?|Sekunden?"
_DE_LAST = r"(?i:letzte|vergangene|vorige|nächste|kommende|diese|jede|folgende|laufende)[nrsm]?"
_DE_PART = "(?:Anfang|Mitte|Ende)"
_DATE = rf"""
    \b(?:{_DE_DAY},?\s(?:(?:der|den|dem)\s)?)?{DAY_NUMBER}\.(?:\s?(?:bis|[-–])\s?(?:zum\s)?{DAY_NUMBER}\.)?\s{_DE_MONTH}(?:\s{YEAR})?
    |{NUMERIC}
    |\b{_DE_PART}\s(?:{_DE_LAST}\s)?(?:{_DE_MONTH}\b(?:\s{YEAR})?|{YEAR}\b|des\sJahres|der\sWoche|des\sMonats|der\s{YEAR}er\sJahren?|(?:Woche|Jahres|Monats)\b)
    |\b{_DE_MONTH}\s{YEAR}
    |\b{_DE_LAST}\s(?:{_DE_DAY}|Woche|Monats?|Jahre?s?|Wochenende|Frühjahr|Frühling|Sommer|Herbst|Winter|Jahrzehnt|Jahrhundert|{_DE_MONTH})\b
    |\b(?:(?i:den)\s)?(?:{_DE_LAST}\s)(?i:{_DE_NUMBER})\s(?:{_DE_LONG})\b
    |\b{YEAR}er(?:[-\s]Jahren?)?\b|\b\d{{1,2}}\.\sJahrhunderts?\b
    |\b{_DE_DAY}s?\b(?!abend|morgen|nacht)
    |\b{_DE_MONTH}\b(?!\s[A-ZÄÖÜ][a-zäöü]+\b(?<!\d))
    |\b(?i:heute|gestern|vorgestern|übermorgen)\b|\bmorgen\b
    |(?<![\d.,$€£¥#№/-])\b{YEARS}(?!\s?(?:Euro|Menschen|Stimmen|Meter|Kilometer|Prozent|%))
    |(?P<unsure>\b(?i:{_DE_NUMBER})\s(?:{_DE_LONG})\b)
"""
_TIME = rf"""
    \b{HOUR}(?:[:.][0-5]\d)?\sUhr{ZONED}?|\b{CLOCK}{ZONED}?(?![\d:%])
    |\b(?:{_DE_DAY}|(?i:heute|gestern|morgen))(?:\s?(?i:früh|vormittag|mittag|nachmittag|abend|nacht|morgen))\b
    |\b(?:Mitternacht|mittags|abends|nachts|morgens)\b
    |(?P<unsure>\b(?i:{_DE_NUMBER})\s(?:{_DE_SHORT})\b)
"""
_FIRST = """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags
    mittwochs donnerstags freitags samstags sonntags montagabend dienstagabend mittwochabend
    donnerstagabend freitagabend samstagabend sonntagabend montagmorgen dienstagmorgen
    mittwochmorgen donnerstagmorgen freitagmorgen samstagmorgen sonntagmorgen montagnacht
    freitagnacht samstagnacht sonntagnacht montagnachmittag dienstagnachmittag
    mittwochnachmittag donnerstagnachmittag freitagnachmittag samstagnachmittag
    sonntagnachmittag anfang mitte ende den letzte letzten letzter letztes vergangene
    vergangenen vergangener vergangenes vorige vorigen nächste nächsten nächster nächstes
    kommende kommenden kommender kommendes diese diesen dieser dieses diesem jede jeden
    jeder jedes folgende folgenden laufende laufenden heute gestern vorgestern übermorgen
    morgen mitternacht mittags abends nachts morgens januar jänner februar märz april mai
    juni juli august september oktober november dezember jan feb apr aug sept okt nov dez
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig
    fünfzig ein eine einem einer einige einigen mehrere mehreren wenigen
"""
GERMAN = grammar(_FIRST, _DATE, _TIME)
