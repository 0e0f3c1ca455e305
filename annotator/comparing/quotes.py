"""Quotes: who found the same ones, and what is the same about those that both found.

``agr`` is J. Wiebe, T. Wilson, C. Cardie (2005), Annotating expressions of opinions and emotions in
language: agr(a‖b) is the share of a's annotations that b's match, and is given in both directions.
Quotes are then paired by the tokens of their content (``matching``) and compared part by part.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from annotator.comparing.matching import Extent, matched, overlap, shared
from annotator.comparing.measured import Measure
from annotator.comparing.quote_parts import Parts, Tokens, parts_of, speaker_key
from annotator.comparing.resampling import Array, Formula
from annotator.domain.annotation import Quote, QuoteType, Role

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
