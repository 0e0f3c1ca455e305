"""Agreement over time: articles in the order in which they were worked on, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from annotator.comparing.measured import Measured
from annotator.comparing.report import ArticleAgreement

MOST_BATCHES = 12
_STEP = 0.1


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles that were worked on one after the other; ``value`` is the mean of theirs.

    ``first`` and ``last`` are when the first and the last of them was worked on, UTC in ISO 8601;
    both are empty where that is not known.
    """

    article_ids: tuple[str, ...]
    value: float
    first: str
    last: str

    @property
    def in_words(self) -> str:
        """Say the value, of how many articles it is, and from when they are."""
        count = len(self.article_ids)
        days = " to ".join(dict.fromkeys(one[:10] for one in (self.first, self.last) if one))
        articles = f"{count:,} article{'' if count == 1 else 's'}"
        return f"{self.value:.2f} in {articles}{f', {days}' if days else ''}"


def levels(batches: Sequence[Batch]) -> list[float]:
    """Return the marks of a scale that ends with 1 and begins below every value."""
    least = min(one.value for one in batches)
    low = max(0, floor((least - 0.02) / _STEP))
    return [number * _STEP for number in range(low, round(1 / _STEP) + 1)]


def trend(articles: Sequence[ArticleAgreement], key: str) -> list[Batch]:
    """Return the batches of the articles that have a value of the measure ``key``.

    They are in the order in which somebody last worked on them, else as given; batches have
    the same size, give or take one article.
    """
    known = [
        (one.worked, one.id, measure.value)
        for one in articles
        if isinstance(measure := one.measures.get(key), Measured)
    ]
    known.sort(key=lambda one: one[0])
    count = min(MOST_BATCHES, len(known))
    edges = [round(number * len(known) / count) for number in range(count + 1)] if count else []
    batches = []
    for begin, end in pairwise(edges):
        some = known[begin:end]
        value = sum(each for *_, each in some) / len(some)
        batches.append(Batch(tuple(id_ for _, id_, _ in some), value, some[0][0], some[-1][0]))
    return batches
