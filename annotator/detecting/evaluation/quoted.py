"""The stretches of a text in quotation marks, paired by the marks alone.

This is the measure's own pairing, on purpose apart from the detector's, which it judges.
"""

from __future__ import annotations

import regex

from annotator.domain.span import Span

# Straight marks pair up in turn within a line, turned ones by their shapes; agencies type two
# apostrophes, some editors set the closing mark at both ends, headlines have single ones.
_QUOTED = regex.compile(
    r"“[^“”\n]*(?:”|$)|„[^„“”\n]*(?:[“”]|$)|«[^«»\n]*(?:»|$)|»[^«»\n]*(?:«|$)|\"[^\"\n]*(?:\"|$)"
    r"|「[^「」\n]*(?:」|$)|”[^“”\n]+”|(?:''|``)(?:(?!'')[^\n])*(?:''|$)"
    r"|(?<!\w)‘(?!\d)[^‘“”\n]*?’(?!\w)",
    regex.MULTILINE,
)


def quoted_stretches(text: str, least_words: int = 1) -> list[Span]:
    """Return the stretches in quotation marks, marks included, of at least so many words.

    A stretch whose mark is not closed in its line ends with the line.
    """
    spans = (Span(*match.span()) for match in _QUOTED.finditer(text))
    return [
        span
        for span in spans
        if len(span.of(text).strip("“”„«»\"「」‘’'` ").split()) >= least_words
    ]
