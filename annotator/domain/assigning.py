"""Sharing articles out among annotators: a pure function of the articles, people and seed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Assignment = dict[str, tuple[str, ...]]
"""The ids of each annotator's articles, by the annotator's id."""


def everything_to_everyone(articles: Sequence[str], annotators: Sequence[str]) -> Assignment:
    return dict.fromkeys(annotators, tuple(articles))


def shared_out(
    articles: Sequence[str], annotators: Sequence[str], *, overlap: float, seed: int
) -> Assignment:
    """Give a share of ``overlap`` (0–1) of the articles to everyone and split the rest evenly.

    Which articles those are follows from the seed and the articles' ids alone, not from their
    order; shares of the rest differ by one article at most. Each annotator's articles are in the
    order of ``articles``. The overlap is rounded up, so that a small project has one to compare.
    """
    if not annotators or not 0.0 <= overlap <= 1.0:
        raise ValueError(f"no annotators, or an overlap outside 0–1: {overlap}")
    drawn = sorted(articles, key=lambda one: _ticket(seed, one))
    common = -(-len(drawn) * round(overlap * 10_000) // 10_000)
    shared, rest = drawn[:common], drawn[common:]
    dealt = {
        annotator: {*shared, *rest[place :: len(annotators)]}
        for place, annotator in enumerate(sorted(annotators))
    }
    return {
        annotator: tuple(one for one in articles if one in dealt[annotator])
        for annotator in annotators
    }


def _ticket(seed: int, article: str) -> bytes:
    # A hash instead of ``random``, whose shuffle Python may change from one version to another.
    return hashlib.sha256(f"{seed}\0{article}".encode()).digest()
