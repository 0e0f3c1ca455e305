"""Quotes: who said what, by a sieve of rules from the surest to the least sure.

Spans follow PolNeAR's conventions (Newell et al., “An Attribution Relations Corpus for Political
News”, LREC 2018): quotation marks belong to the content, a sentence's final full stop does not; the
cue is the verb group; the source keeps its determiner, title and appositions.
"""

from annotator.detecting.quotes.detector import QuoteDetector

__all__ = ["QuoteDetector"]
