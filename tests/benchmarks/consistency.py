"""Checking the consistency of 1,000 articles × 40 annotations, and going through what is found."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from annotator.domain.annotation import Mention, Quote, QuoteType, Segment
from annotator.domain.annotation_set import GOLD
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.domain.words import TextEdges
from annotator.store import NewArticle, NewSet, Project
from annotator.ui.consistency.model import FindingModel
from annotator.workspace.consistency import Findings, check_consistency
from annotator.workspace.jobs import finished
from annotator.workspace.schemes import default_scheme
from tests.benchmarks.made import text_of

_ARTICLES = 1000
_LABELS = ("PERSON", "ORG", "GPE")


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    project = gold_project(folder / "consistency.annot", _ARTICLES)
    begin = perf_counter()
    checked = finished(check_consistency(project, GOLD), lambda _advance: None)
    seconds = perf_counter() - begin
    count = len(checked.findings)
    yield f"consistency, 1,000 articles × 40, {count:,} findings", f"{seconds:,.1f} s", ""
    many = [
        replace(one, odd=f"{one.odd} {turn}")
        for turn in range(50_000 // count + 1)
        for one in checked.findings
    ]
    findings = Findings(replace(checked, findings=tuple(many)), project.queries)
    begin = perf_counter()
    model = FindingModel()
    model.show(findings.standing(), checked.titles)
    for row in range(0, model.rowCount(), model.rowCount() // 100):
        model.index(row, 0).data()
    taken = (perf_counter() - begin) * 1000
    yield f"list of {len(many):,} findings, 100 rows", f"{taken:,.1f} ms", ""
    project.close()


def gold_project(path: Path, articles: int) -> Project:
    """Make a project whose gold labels 500 words, now and then wrongly or not at all."""
    chance = random.Random(29)
    names = [f"{first}{last}" for first in _SYLLABLES for last in _SYLLABLES]
    project = Project.create(path, default_scheme())
    for begin in range(0, articles, 100):
        made = [_made(begin + number, names, chance) for number in range(100)]
        project.add_articles([NewArticle(article) for article, _ in made], "bench")
        for article, found in made:
            project.add_set(article.id, GOLD, found)
    return project


_SYLLABLES = ("Bren", "Holm", "Ek", "Lind", "Qvist", "Oko", "Tidal", "Aas", "Mar", "Sund")


def _made(number: int, names: list[str], chance: random.Random) -> tuple[Article, NewSet]:
    words = f"{number} {text_of(3000, chance)}"
    edges = TextEdges(words).word_edges
    places = sorted(chance.sample(range(2, len(edges) - 1), 34))
    pieces, mentions, reached, length = [], [], 0, 0
    for place in places:
        start, end = edges[place]
        name = chance.choice(names)
        pieces += [words[reached:start], name]
        length += start - reached
        if chance.random() < 0.99:
            known = names.index(name)
            label = _LABELS[(known + (chance.random() < 0.01)) % 3]
            mentions.append(Mention(new_id(), Span(length, length + len(name)), label))
        length += len(name)
        reached = end
    text = "".join([*pieces, words[reached:]])
    starts = [0, *(n + 2 for n in range(len(text) - 2) if text[n : n + 2] == "\n\n")]
    segments = tuple(Segment(new_id(), start, "paragraph") for start in starts)
    quotes = tuple(
        Quote(new_id(), QuoteType.INDIRECT, (Span(n * 300, n * 300 + 90),)) for n in range(6)
    )
    found = NewSet(segments, tuple(mentions), quotes)
    return Article(new_id(), text, f"Article {number}"), found
