"""Speech without quotation marks: ``S said that C``, ``C, S said``, ``according to S, C``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import regex

from annotator.detecting.quotes.cues import Cues
from annotator.detecting.quotes.passages import Passage
from annotator.detecting.quotes.sources import Sources
from annotator.domain.span import Span

_MASK = "█"
_THAT = regex.compile(
    r"(?:[ \u00a0]+(?:on|in|at|to)[ \u00a0][^,█]{1,40}?)?"
    r"[ \u00a0]*,?[ \u00a0]*(?:that|dass|que|qu’)[ \u00a0]*"
)
_CLAUSE = regex.compile(
    r"[ \u00a0]+(?=(?:the|a|an|it|he|she|they|there|his|her|its|their|this|\p{Lu})\b)"
)
_TAIL = regex.compile(r"[^,;]{0,80}$")
_LEAST_WORDS = 3
_MOST_TAIL_WORDS = 14
_LONGEST_TAIL = 160
_MOST_CUES = 40


@dataclass(frozen=True, slots=True)
class Clause:
    """An indirect quote."""

    content: Span
    cue: Span
    source: Span
    rule: str
    confidence: float


def indirect_in(masked: str, passage: Passage, cues: Cues, sources: Sources) -> Iterator[Clause]:
    """Yield the indirect quotes of a passage, at most one for a sentence."""
    for start, end in passage.sentences(masked):
        sentence = masked[start - passage.start : end - passage.start]
        found = (
            _that(sentence, start, end, cues, sources)
            or _final(sentence, start, end, cues, sources)
            or _according(sentence, start, end, cues, sources)
        )
        if found is not None and _has_words(masked, passage, found.content):
            yield found


def _that(sentence: str, start: int, end: int, cues: Cues, sources: Sources) -> Clause | None:
    """``S stated that C``; without “that” only where a clause follows at once."""
    for cue in islice(cues.strong.finditer(sentence), _MOST_CUES):
        source = sources.before(start + cue.start(), start)
        if source is None or _is_far(sentence, start, source, cue.start()):
            continue
        that = _THAT.match(sentence, cue.end())
        clause = that or _CLAUSE.match(sentence, cue.end())
        if clause is None or _MASK in sentence[cue.end() : clause.end() + 1]:
            continue
        content = _trimmed(sentence, start, clause.end(), len(sentence))
        if content is not None and content.end <= end:
            rule, confidence = ("that clause", 0.9) if that else ("clause", 0.72)
            return Clause(content, _cue(start, cue), source, rule, confidence)
    return None


def _cue(start: int, cue: regex.Match[str]) -> Span:
    return Span(start + cue.start("head"), start + cue.end())


def _is_far(sentence: str, start: int, source: Span, cue_start: int) -> bool:
    return (
        start + cue_start - source.end > 3 and "," not in sentence[source.end - start : cue_start]
    )


def _final(sentence: str, start: int, end: int, cues: Cues, sources: Sources) -> Clause | None:
    """``C, S said on Friday``: the attribution ends the sentence behind a comma."""
    ending = max(0, len(sentence) - _LONGEST_TAIL - _MOST_CUES)
    for cue in reversed(list(cues.strong.finditer(sentence, ending))):
        tail = sentence[cue.end() :]
        if len(tail.split()) > _MOST_TAIL_WORDS or _MASK in tail or not _TAIL.match(tail):
            continue
        first, behind = start + cue.start(), start + cue.end()
        for source, clause_end in _around(sources, first, behind, start, end, sentence):
            before = sentence[: clause_end - start].rstrip(" \u00a0")
            if not before.endswith(","):
                continue
            content = _trimmed(sentence, start, 0, len(before) - 1)
            if content is not None and _MASK not in sentence[: len(before)]:
                return Clause(content, _cue(start, cue), source, "attribution at the end", 0.86)
    return None


def _around(
    sources: Sources, first: int, behind: int, start: int, end: int, sentence: str
) -> Iterator[tuple[Span, int]]:
    """Yield the source before the cue, or behind it, with where the clause before must end."""
    source = sources.before(first, start)
    if source is not None:
        yield source, source.start
    gap = sentence[: first - start].rstrip()
    source = sources.after(behind, end)
    if source is not None and gap.endswith(","):
        yield source, first


def _according(sentence: str, start: int, end: int, cues: Cues, sources: Sources) -> Clause | None:
    match = cues.according.search(sentence)
    if match is None:
        return None
    source = sources.after(start + match.end(), end)
    if source is None:
        return None
    cue = Span(start + match.start(), start + match.end())
    if match.start() == 0:
        comma = sentence.find(",", source.end - start)
        content = _trimmed(sentence, start, comma + 1, len(sentence)) if comma > 0 else None
    else:
        content = _trimmed(sentence, start, 0, match.start())
    if content is None or _MASK in sentence[content.start - start : content.end - start]:
        return None
    return Clause(content, cue, source, "according to", 0.88)


def _trimmed(sentence: str, start: int, first: int, last: int) -> Span | None:
    while first < last and (sentence[first].isspace() or sentence[first] in ",:"):
        first += 1
    while last > first and (sentence[last - 1].isspace() or sentence[last - 1] in ",;"):
        last -= 1
    return Span(start + first, start + last) if first < last else None


def _has_words(masked: str, passage: Passage, content: Span) -> bool:
    words = masked[content.start - passage.start : content.end - passage.start]
    return len(words.replace(_MASK, "").split()) >= _LEAST_WORDS
