"""Noun phrases beside a cue: who says it, with titles, commas inside them, and appositions."""

from annotator.detecting.quotes.phrase_after import AfterReader
from annotator.detecting.quotes.phrase_before import BeforeReader


class Phrases(BeforeReader, AfterReader):
    """Finds noun phrases in one sentence, on either side of a cue."""
