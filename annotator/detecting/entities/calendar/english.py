"""Dates and times in English."""

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

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_CUT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
_FULL_MONTH = any_of(*_MONTHS)
_MONTH = rf"(?:{_FULL_MONTH}\b|{any_of(*_CUT_MONTHS)}\b\.?)"
_SURE_MONTH = any_of("January", "February", "July", "September", "October", "November", "December")
_DAY = any_of(
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    "Mon.", "Tue.", "Tues.", "Wed.", "Thu.", "Thur.", "Thurs.", "Fri.", "Sat.", "Sun.",
)  # fmt: skip
_FULL_DAY = any_of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CUT_DAY = any_of("Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun")
_ONES = "two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER_WORDS = (
    rf"(?:(?:{_TENS})(?:-(?:one|{_ONES}))?|one|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen)"
)
_COUNT = (
    rf"(?:\d{{1,3}}(?:,\d{{3}}){{0,4}}(?:\.\d+)?|{NUMBER_WORDS}|several|a\sfew|many|half\san?|"
    r"a\scouple\sof|a\sdozen|(?:hundreds|thousands|dozens)\sof)"
)
_SEASON = "spring|summer|autumn|fall|winter"
_LONG_UNIT = "day|week|fortnight|month|year|decade|century"
_LONG_UNITS = "days?|weeks?|fortnights?|months?|years?|decades?|centur(?:y|ies)"
_SHORT_UNITS = "hours?|minutes?|seconds?"
_NAMED = rf"week|month|year|decade|century|weekend|season|quarter|{_SEASON}"
_PART = "(?:[Ee]arly|[Ll]ate|[Mm]id)"
_POINT = (
    r"(?i:(?:the\s)?(?:very\s)?(?:end|beginning|middle|start|turn|(?:first|second)\shalf|"
    r"(?:first|second|third|fourth|last|final)\s(?:week|quarter|days|weeks|months))\sof)"
)
_LATER = rf"(?:(?:{_PART}[-\s]|(?i:last|next|this|the\sfollowing|the\sprevious)\s)|{_POINT}\s)"
_QUARTER = r"(?i:(?:the\s)?(?:first|second|third|fourth)[-\s]quarter)|Q[1-4]\b|H[12]\b"
_ORDINAL_CENTURY = (
    r"(?i:(?:1\d|2[01]|[1-9])(?:st|nd|rd|th)|sixteenth|seventeenth|eighteenth|nineteenth|"
    r"twentieth|twenty-first)"
)
_FEASTS = any_of(
    "Christmas Eve", "Christmas Day", "Christmas", "New Year’s Eve", "New Year's Eve",
    "New Year’s Day", "New Year's Day", "Boxing Day", "Good Friday", "Easter Sunday",
    "Easter Monday", "Easter", "Thanksgiving", "Labor Day", "Labour Day", "Memorial Day",
    "Independence Day", "Halloween", "Ramadan", "Eid al-Fitr", "Passover", "Hanukkah", "Diwali",
)  # fmt: skip
_OF_YEAR = rf"(?:,?\s(?:of\s)?(?:{YEARS}|(?i:this|last|next)\syear\b))"
_IN = after(
    "in", "since", "by", "until", "till", "from", "before", "after", "of", "during", "to",
    "through", "for", "between", "last", "next", "this", "every", "each",
)  # fmt: skip
_NOT_A_YEAR = (
    r"(?!\s?(?:%|per\s?cent|people|men|women|children|votes|seats|tons|tonnes|metres|meters|feet|"
    r"km|kilometres|kilometers|miles|acres|hectares|jobs|cases|deaths|homes|dollars|euros|pounds))"
)
_DATE = rf"""
    \b(?:(?:{_DAY}|{_CUT_DAY}),?\s)?(?:[Tt]he\s)?{DAYS}(?:st|nd|rd|th)?(?:\s?of)?\s{_MONTH}{_OF_YEAR}?
    |\b(?:(?:{_DAY}|{_CUT_DAY}),?\s)?{_MONTH}\s{DAYS}(?:st|nd|rd|th)?(?!\d|:\d|[.,]\d)(?:,?\s{YEAR}\b)?
    |\b{_LATER}?{_MONTH}{_OF_YEAR}
    |\b{_LATER}(?:{_MONTH}|{YEAR}s?\b|(?:the\s)?{YEAR}s|{_FEASTS}\b)
    |(?i:early|late|mid)-(?i:{_SEASON}|week|month|year)\b
    |{NUMERIC}
    |\b(?i:earlier|later)\s(?i:this|that|the\ssame)\s(?i:{_NAMED})\b
    |(?:\b{_POINT}\s|\b{_PART}\s|\b)(?i:last|next|this|that|the\slast|the\snext|the\sprevious|
        the\sfollowing|the\spast|the\scoming|the\scurrent|the\ssame|each|every)
        \s(?i:{_NAMED}|{_LONG_UNIT})\b
    |\b{_POINT}\s(?:the\s)?(?i:week|month|year|decade|century|season|{YEAR}s?)\b
    |\b(?i:(?:the\s)?(?:past|last|next|first|coming|previous|following))\s(?i:few|{_COUNT})\s(?i:{_LONG_UNITS})\b
    |\b(?i:an?|{_COUNT})[\s-](?i:{_LONG_UNITS})\s(?i:ago|earlier|later)\b
    |\b(?:the\s)?(?:{_PART}[-\s])?(?:the\s)?{YEAR}s\b|(?<!\w)['’](?:[2-9]0)s\b
    |\b(?:{_PART}[-\s])?(?:the\s)?(?:{_PART}[-\s])?{_ORDINAL_CENTURY}[-\s][Cc]entury\b
    |\b(?:{_QUARTER})(?:\s(?:of\s)?(?:{YEARS}|(?i:this|last|the)\syear\b))?
    |\b(?i:{_SEASON})\s(?:of\s)?{YEARS}
    |\b(?i:fiscal(?:\syear)?|FY)\s?(?:{YEARS}|\d{{2}}\b)
    |\b(?:(?i:last|next|this|the\sfollowing|the\sprevious|every|each)\s|{_PART}\s)?{_FULL_DAY}s?\b
    |{_IN}{_FULL_MONTH}\b(?!\s[A-Z])
    |\b{_SURE_MONTH}\b
    |\b{_FEASTS}\b
    |\b(?i:today|tomorrow|yesterday|the\sday\s(?:before\syesterday|after\stomorrow))\b
    |(?<![\d.,$€£¥#№/-])\b{YEARS}{_NOT_A_YEAR}
    |(?P<unsure>\b(?i:{_COUNT})\s(?:full\s|more\s|long\s|whole\s)?(?i:{_LONG_UNITS})\b(?![-’']))
"""
_HALF = r"(?:[ap]\.\s?m\.|[ap]m\b|[AP]M\b|[AP]\.M\.)"
_TIME = rf"""
    \b{CLOCK}(?:\s?{_HALF})?{ZONED}?(?![\d:%])
    |\b{HOUR}\.[0-5]\d(?:\s?{_HALF}{ZONED}?|{ZONED})
    |{after("at", "by", "until", "till", "from")}{HOUR}\.[0-5]\d
        (?!\d|[.,]\d|\s?%|\s(?:per|million|billion|met|sec|m\b))
    |\b(?:1[0-2]|[1-9])(?:\s?{_HALF}|\so[’']clock\b){ZONED}?
    |\b(?i:{NUMBER_WORDS})\so[’']clock\b
    |\b(?:{_FULL_DAY}|(?i:this|that|the\sprevious|the\sfollowing|the\ssame|early|late|yesterday|tomorrow|last))
        \s(?:{_PART}\s)?(?i:morning|afternoon|evening|night|lunchtime)s?\b
    |\b(?i:noon|midday|midnight|tonight|dawn|dusk)\b
    |\b(?i:(?:the\s)?(?:past|last|next|first))\s(?i:{_COUNT})\s(?i:{_SHORT_UNITS})\b
    |\b(?i:an?|{_COUNT})\s(?i:{_SHORT_UNITS})\s(?i:ago|earlier|later)\b
    |(?P<unsure>\b(?i:{_COUNT})\s(?i:{_SHORT_UNITS})\b(?![-’']))
"""
_FIRST = """
    the a an last next this that each every early late mid earlier later past first second
    third fourth final coming previous following few several many half hundreds thousands
    dozens q h fiscal fy today tomorrow yesterday tonight noon midday midnight dawn dusk end
    beginning middle start turn very one two three four five six seven eight nine ten eleven
    twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
    fifty sixty seventy eighty ninety sixteenth seventeenth eighteenth nineteenth twentieth
    spring summer autumn fall winter january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays
    thursdays fridays saturdays sundays mon tue tues wed thu thur thurs fri sat sun
    christmas new boxing good easter thanksgiving labor labour memorial independence
    halloween ramadan eid passover hanukkah diwali
"""
ENGLISH = grammar(_FIRST, _DATE, _TIME)
