"""Quotes: who said what, by a sieve of rules from the surest to the least sure.

Spans follow PolNeAR's conventions (Newell et al., “An Attribution Relations Corpus for Political
News”, LREC 2018): quotation marks belong to the content, a sentence's final full stop does not; the
cue is the verb group with its auxiliaries, negation and adverbs; the source keeps its determiner,
title and appositions with both their commas; a “that” which begins what was said belongs to it.

From the text to the quote: ``marks`` pairs the quotation marks of a paragraph (``passages``),
``speech`` tells speech from titles and terms, ``tokens`` cuts the sentences, ``cues`` finds verb
groups and ``phrases`` who stands beside them, ``clauses``, ``complements`` and ``verbless`` put
them together, ``carrying`` takes care of quotations without an attribution, ``speakers`` says who
it is.
"""

from annotator.detecting.quotes.detector import QuoteDetector

__all__ = ["QuoteDetector"]
