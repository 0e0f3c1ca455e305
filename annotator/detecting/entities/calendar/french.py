"""Dates and times in French."""

from __future__ import annotations

from annotator.detecting.entities.calendar.grammar import (
    CLOCK,
    DAYS,
    HOUR,
    NUMERIC,
    YEAR,
    YEARS,
    ZONED,
    after,
    any_of,
    grammar,
)

_FR_MONTH = any_of(
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre", "janv.", "févr.", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_FR_DAY = any_of("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_FR_NUMBER = (
    r"(?:\d{1,3}(?:[\s\u00a0\u202f.]\d{3}){0,4}(?:,\d+)?|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|"
    r"vingt|trente|quarante|cinquante|soixante|quelques|plusieurs)"
)
_FR_LONG = "jours?|semaines?|mois|ans?|années?|décennies?|siècles?"
_FR_LAST = (
    r"(?:derni[eè]re?s?|prochaine?s?|passée?s?|écoulée?s?|précédente?s?|suivante?s?|en\scours)"
)
_DATE = rf"""
    \b(?:{_FR_DAY},?\s)?(?:1er|{DAYS})\s{_FR_MONTH}(?:\s{YEAR})?\b
    |{NUMERIC}
    |\b(?:(?:au\s)?(?i:début|milieu|fin|courant)|mi)[-\s](?:(?:de\s)?(?:l[’']|la\s|le\s)?)?(?:{_FR_MONTH}(?:\s{YEAR})?|{YEAR}|année|semaine|mois)\b(?:\s{_FR_LAST})?
    |\b{_FR_MONTH}\s(?:{YEAR}|{_FR_LAST})\b
    |\b(?:[Ll][’'](?:an|année|été|automne|hiver)|[Ll]a\ssemaine|[Ll]e\s(?:mois|printemps|week-end|trimestre|siècle)|{_FR_DAY})\s{_FR_LAST}\b
    |\b(?i:ce(?:tte)?)\s(?:semaine|mois|année|été|automne|hiver|printemps|week-end|{_FR_DAY})\b
    |\b(?:[Ll]es\s)?(?:{_FR_NUMBER}\s)?(?:derni[eè]r|prochain|première?)e?s\s(?:{_FR_LONG})\b
    |\b(?:[Ll]es\s)?années\s(?:{YEAR}|\d0)\b|\b[IVX]+e\ssiècle\b
    |\b{_FR_DAY}s?\b
    |{after("en", "depuis", "de", "dès", "entre", "et", "jusqu’en", "jusqu'en")}
        {_FR_MONTH}\b(?!\s[A-Z])
    |\b(?i:aujourd[’']hui|hier|demain|avant-hier|après-demain)\b
    |(?<![\d.,$€£¥#№/-])\b{YEARS}(?!\s?(?:euros|personnes|voix|mètres|km|kilomètres|%))
    |(?P<unsure>\b(?i:{_FR_NUMBER})\s(?:{_FR_LONG})\b)
"""
_TIME = rf"""
    \b{HOUR}\s?[hH]\s?(?:[0-5]\d\b|\b)(?:{ZONED})?|\b{CLOCK}{ZONED}?(?![\d:%])|\b{HOUR}\sheures?(?:\s(?:[0-5]\d|et\sdemie|et\squart))?\b
    |\b(?:{_FR_DAY}|(?i:hier|demain|ce))\s(?:matin|après-midi|soir)\b|\b[Cc]ette\snuit\b|\b(?i:minuit|midi)\b
    |(?P<unsure>\b(?i:{_FR_NUMBER})\s(?:heures?|minutes?|secondes?)\b)
"""
_FIRST = """
    lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis
    vendredis samedis dimanches début milieu fin courant mi au l la le les ce cette xvie xviie
    xviiie xixe xxe xxie aujourd hier demain avant après minuit midi années janvier février
    mars avril mai juin juillet août septembre octobre novembre décembre janv févr sept oct
    nov déc derniers dernières prochains prochaines premiers premières un une deux trois
    quatre cinq six huit neuf dix onze douze quinze vingt trente quarante cinquante soixante
    quelques plusieurs
"""
FRENCH = grammar(_FIRST, _DATE, _TIME)
