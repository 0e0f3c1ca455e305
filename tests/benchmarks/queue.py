"""Ordering, listing and counting under thresholds in 100,000 articles with suggestions."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from annotator.domain.annotation import Layer, Mention, Origin, State
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.queue_order import QueueOrder
from annotator.domain.span import Span
from annotator.domain.suggestions import SHOW_ALL, Thresholds
from annotator.store import ArticleFilter, NewArticle, NewSet, Project
from annotator.workspace.schemes import default_scheme

_ARTICLES = 100_000
_SLICE = 1000
_SHOWN = 60
_RUNS = 5


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    project = Project.create(folder / "queue.annot", default_scheme())
    _fill(project)
    owner = Owner(OwnerKind.ANNOTATOR, "bench")
    project.begin_sets(project.queries.article_ids(owner)[:_SLICE], owner)
    for order in QueueOrder:
        wanted = ArticleFilter(order=order)
        seconds = [_seconds(project, owner, wanted) for _ in range(_RUNS)]
        yield f"queue of 100,000, {order.says.lower()}", f"{median(seconds) * 1000:,.0f} ms", ""
    hiding = Thresholds(entities=60, quotes=60)
    seconds = [_seconds(project, owner, ArticleFilter(), hiding) for _ in range(_RUNS)]
    yield "queue of 100,000, with thresholds", f"{median(seconds) * 1000:,.0f} ms", ""
    begin = perf_counter()
    counted = project.queries.confidences(owner, Layer.ENTITIES)
    milliseconds = (perf_counter() - begin) * 1000
    count = sum(times for _, times in counted)
    # In a thread while the dialog is open already; each move of a slider then reads the result.
    yield f"{count:,} suggestions counted for thresholds", f"{milliseconds:,.0f} ms", ""
    project.close()


def _fill(project: Project) -> None:
    chance = random.Random(11)
    for begin in range(0, _ARTICLES, _SLICE):
        news = [
            NewArticle(
                Article(
                    new_id(),
                    f"{number} " + "word " * chance.randint(20, 200),
                    f"Article {number}",
                    published=f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                )
            )
            for number in range(begin, begin + _SLICE)
        ]
        project.add_articles(news, "bench")
        project.put_detection({one.article.id: _found(chance) for one in news})


def _found(chance: random.Random) -> NewSet:
    return NewSet(
        mentions=tuple(
            Mention(
                new_id(),
                Span(n, n + 1),
                "PERSON",
                State.SUGGESTED,
                Origin("a", "1", "b", round(chance.random(), 2)),
            )
            for n in range(chance.randint(0, 6))
        )
    )


def _seconds(
    project: Project, owner: Owner, wanted: ArticleFilter, hiding: Thresholds = SHOW_ALL
) -> float:
    """Measure what the window does: all ids in their order, and the rows of the first screen."""
    begin = perf_counter()
    ids = project.queries.article_ids(owner, wanted)
    project.queries.article_rows(owner, ids[:_SHOWN], hiding)
    return perf_counter() - begin
