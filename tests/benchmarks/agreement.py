"""Agreement over 1,000 articles × 3 annotators × 40 annotations, γ aside."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from annotator.domain.annotation import Mention, Quote, QuoteType, Segment
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.store import NewArticle, NewSet, Project
from annotator.ui.agreement.list_dialog import DisagreementModel
from annotator.workspace.agreement import AgreementRequest, compute_agreement
from annotator.workspace.jobs import finished
from annotator.workspace.schemes import default_scheme
from tests.benchmarks.made import text_of

_ARTICLES = 1000
OWNERS = tuple(Owner(OwnerKind.ANNOTATOR, name) for name in ("Ines", "Joss", "Oyel"))
_LABELS = ("PERSON", "ORG", "GPE", "LOC", "ROLE", "DATE")


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    project = compared_project(folder / "agreement.annot", _ARTICLES)
    begin = perf_counter()
    found = finished(compute_agreement(project, AgreementRequest(OWNERS)), lambda _advance: None)
    seconds = perf_counter() - begin
    yield "agreement, 1,000 articles × 3 × 40", f"{seconds:,.1f} s", "goal 5 s"
    project.close()
    titles = {one.id: one.title for one in found.articles}
    many = [*found.disagreements] * (50_000 // len(found.disagreements) + 1)
    begin = perf_counter()
    model = DisagreementModel(many, titles)
    for row in range(0, len(many), len(many) // 100):
        model.index(row, 0).data()
    taken = (perf_counter() - begin) * 1000
    yield f"list of {len(many):,} disagreements, 100 rows", f"{taken:,.1f} ms", ""


def compared_project(path: Path, articles: int) -> Project:
    """Make a project in which three annotators agree on most annotations (F1 near .85)."""
    chance = random.Random(17)
    project = Project.create(path, default_scheme())
    news = [
        NewArticle(Article(new_id(), f"{number} {text_of(3000, chance)}", f"Article {number}"))
        for number in range(articles)
    ]
    project.add_articles(news, "bench")
    for new in news:
        for owner in OWNERS:
            project.add_set(new.article.id, owner, _annotations(new.article.text, chance))
    return project


def _annotations(text: str, chance: random.Random) -> NewSet:
    starts = [0, *(n + 2 for n in range(len(text) - 2) if text[n : n + 2] == "\n\n")]
    kept = [one for one in starts if one == 0 or chance.random() < 0.95]
    segments = [
        Segment(new_id(), one, "paragraph" if chance.random() < 0.95 else "caption") for one in kept
    ]
    mentions, quotes = [], []
    step = len(text) // 26
    for number in range(26):
        if chance.random() < 0.96:
            start = number * step + (chance.random() < 0.04) * 3
            place = 0 if chance.random() < 0.97 else 1
            label = _LABELS[(number + place) % len(_LABELS)]
            mentions.append(Mention(new_id(), Span(start, number * step + 12), label))
    for number in range(6):
        if chance.random() < 0.95:
            start = number * 400 + (chance.random() < 0.06) * 10
            quotes.append(
                Quote(
                    new_id(),
                    QuoteType.DIRECT if chance.random() < 0.95 else QuoteType.MIXED,
                    (Span(start, number * 400 + 90),),
                    (Span(number * 400 + 92, number * 400 + 97),),
                    (Span(number * 400 + 98, number * 400 + 110),),
                )
            )
    return NewSet(tuple(segments), tuple(mentions), tuple(quotes), progress=Progress.DONE)
