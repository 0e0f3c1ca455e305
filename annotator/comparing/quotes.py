"""Quotes: who found the same ones, and what is the same about those that both found.

``agr`` is J. Wiebe, T. Wilson, C. Cardie (2005), Annotating expressions of opinions and emotions in
language: agr(a‖b) is the share of a's annotations that b's match, and is given in both directions.
Quotes are then paired by the tokens of their content (``matching``) and compared part by part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from annotator.comparing.matching import Extent, matched, overlap, shared
from annotator.comparing.measured import Measure
from annotator.comparing.resampling import Array, Formula
from annotator.domain.annotation import Quote, QuoteType, Role, Speaker
from annotator.domain.span import Span

_HALF = 0.5
_NO_QUOTES = "Nobody annotated a quote."
_NO_PAIRS = "No quote was found by both."
_COLUMNS = (
    *("any_one", "any_other", "half", "exact", "of_one", "of_other", "pairs"),
    *("content", "cue", "source", "speaker", "type", "whole"),
    *("content_shared", "content_tokens", "cue_shared", "cue_tokens"),
    *("source_shared", "source_tokens"),
)
_PLACE = {name: place for place, name in enumerate(_COLUMNS)}


class Tokens:
    """The words of a text; spans become ranges of word numbers."""

    def __init__(self, words: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in words]
        self._ends = [end for _, end in words]

    def __len__(self) -> int:
        return len(self._starts)

    def range(self, span: Span) -> Span | None:
        """Return the words that ``span`` touches, as a span of numbers; ``None`` where none."""
        first = bisect_left(self._ends, span.start + 1)
        last = bisect_left(self._starts, span.end)
        return Span(first, last) if first < last else None

    def ranges(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Return the words that ``spans`` touch, in order, each once."""
        found: list[Span] = []
        for span in spans:
            words = self.range(span)
            if words is None:
                continue
            if found and words.start < found[-1].end:
                if words.end <= found[-1].end:
                    continue
                words = Span(found[-1].end, words.end)
            found.append(words)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Parts:
    """A quote's parts as ranges of tokens, and what it is matched by: those of its content.

    Content without a word, such as a lone dash, is matched by ranges behind the text, which the
    same content alone has.
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    matched_by: tuple[Span, ...]

    def of(self, role: Role) -> tuple[Span, ...]:
        match role:
            case Role.CONTENT:
                return self.content
            case Role.CUE:
                return self.cue
            case Role.SOURCE:
                return self.source


def parts_of(quote: Quote, tokens: Tokens) -> Parts:
    content, behind = tokens.ranges(quote.content), len(tokens)
    apart = tuple(Span(behind + one.start, behind + one.end) for one in quote.content)
    return Parts(content, tokens.ranges(quote.cue), tokens.ranges(quote.source), content or apart)


def speaker_key(speaker: Speaker) -> tuple[str, str | None]:
    """Return what makes two speakers the same: the register entry, else why there is none."""
    return speaker.kind.value, speaker.entity


def agr(one: Sequence[Quote], other: Sequence[Quote], tokens: Tokens) -> tuple[Measure, Measure]:
    """Return the two directions of agr, a match being any common token of content."""
    sides: list[Side] = []
    for quotes in (one, other):
        parts = [parts_of(quote, tokens) for quote in quotes]
        sides.append((quotes, parts, [Extent(each.matched_by) for each in parts]))
    counts = quote_counts(sides[0], sides[1], matched(sides[0][2], sides[1][2]))
    return AGR_ONE.of(counts), AGR_OTHER.of(counts)


Side = tuple[Sequence[Quote], Sequence[Parts], Sequence[Extent]]
"""One owner's quotes, their tokens, and what they are matched by."""


def quote_counts(first: Side, second: Side, pairs: Sequence[tuple[int, int]]) -> Array:
    """Return what one article contributes for two owners, whose quotes match in ``pairs``.

    The columns are ``_COLUMNS``.
    """
    (one, parts, left), (other, other_parts, right) = first, second
    counts = dict.fromkeys(_COLUMNS, 0.0)
    counts["of_one"], counts["of_other"], counts["pairs"] = len(one), len(other), len(pairs)
    paired, other_paired = {i for i, _ in pairs}, {j for _, j in pairs}
    for n, extent in enumerate(left):
        counts["any_one"] += n in paired or any(overlap(extent, b) for b in right)
    for n, extent in enumerate(right):
        counts["any_other"] += n in other_paired or any(overlap(a, extent) for a in left)
    for i, j in pairs:
        counts["half"] += overlap(left[i], right[j]) >= _HALF
        same = _same(one[i], other[j])
        counts["exact"] += same["content"]
        for name, is_same in same.items():
            counts[name] += is_same
        counts["whole"] += all(same.values())
        for role in Role:
            a, b = parts[i].of(role), other_parts[j].of(role)
            counts[f"{role}_shared"] += shared(a, b)
            counts[f"{role}_tokens"] += sum(map(len, a)) + sum(map(len, b))
    return np.array([counts[name] for name in _COLUMNS], dtype=np.float64)


def _same(one: Quote, other: Quote) -> dict[str, bool]:
    return {
        "content": one.content == other.content,
        "cue": one.cue == other.cue,
        "source": one.source == other.source,
        "speaker": speaker_key(one.speaker) == speaker_key(other.speaker),
        "type": one.type is other.type,
    }


def token_values(quotes: Sequence[Parts], tokens: int) -> list[int]:
    """Return what each of so many tokens is: 0 nothing, 1 content, 2 source, 3 cue.

    Where quotes lie within each other, cue goes before source and source before content, so that
    every token is one thing; PolNeAR's agreement is computed over these.
    """
    values = [0] * tokens
    for number, role in enumerate((Role.CONTENT, Role.SOURCE, Role.CUE), start=1):
        for parts in quotes:
            for words in parts.of(role):
                values[words.start : words.end] = [number] * len(words)
    return values


TYPES = tuple(QuoteType)


def _share(counts: Array, over: str, under: str) -> Array:
    return np.asarray(counts[..., _PLACE[over]] / counts[..., _PLACE[under]])


def _f1(counts: Array, right: str) -> Array:
    total = counts[..., _PLACE["of_one"]] + counts[..., _PLACE["of_other"]]
    return np.asarray(2 * counts[..., _PLACE[right]] / total)


def _token_f1(counts: Array, role: str) -> Array:
    common = counts[..., _PLACE[f"{role}_shared"]]
    return np.asarray(2 * common / counts[..., _PLACE[f"{role}_tokens"]])


def _mean_agr(counts: Array) -> Array:
    return np.asarray((AGR_ONE.compute(counts) + AGR_OTHER.compute(counts)) / 2)


_ONE_SIDE = "One side annotated no quote."
AGR_ONE = Formula(partial(_share, over="any_one", under="of_one"), _ONE_SIDE)
AGR_OTHER = Formula(partial(_share, over="any_other", under="of_other"), _ONE_SIDE)
AGR = Formula(_mean_agr, _ONE_SIDE)
CONTENT_F1 = Formula(partial(_f1, right="exact"), _NO_QUOTES)
HALF_F1 = Formula(partial(_f1, right="half"), _NO_QUOTES)
WHOLE_F1 = Formula(partial(_f1, right="whole"), _NO_QUOTES)
MATCHED = {
    name: Formula(partial(_share, over=name, under="pairs"), _NO_PAIRS)
    for name in ("content", "cue", "source", "speaker", "type")
}
TOKEN_F1 = {
    role: Formula(partial(_token_f1, role=role.value), "No matched quote has this part.")
    for role in Role
}
