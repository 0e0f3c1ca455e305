"""Dates and times as news texts write them: one grammar a language.

A date is a day, a month, a year, a period of days or longer, said outright or counted from now; a
time is a part of a day or a clock time. Durations count as the kind of their unit. Modifiers that
change what is meant (*early*, *the end of*, *last*) belong to it, prepositions do not.
"""

from annotator.detecting.entities.calendar.english import ENGLISH
from annotator.detecting.entities.calendar.french import FRENCH
from annotator.detecting.entities.calendar.german import GERMAN
from annotator.detecting.entities.calendar.grammar import Grammar

_GRAMMARS = {"de": GERMAN, "fr": FRENCH}


def grammar_of(language: str) -> Grammar:
    """Return the grammar of a language as ``language_of`` names it; English for any other."""
    return _GRAMMARS.get(language, ENGLISH)
