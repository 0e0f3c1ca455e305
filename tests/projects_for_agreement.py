"""A project that three people have annotated, with disagreements of several kinds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.domain.annotation import Mention, Quote, QuoteType, Segment, State
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.store import NewSet, Project
from tests.projects_for_tests import TEXT, make_project, span

INES, JOSS, OYEL = (Owner(OwnerKind.ANNOTATOR, name) for name in ("Ines", "Joss", "Oyel"))


def make_compared_project(path: Path, articles: int = 3) -> list[str]:
    """Make a project whose articles are finished by all three, and return the articles' ids.

    In each, Joss gives Crews another label, and Oyel draws one mention wider and has no quote.
    """
    ids = make_project(path, articles)
    project = Project.open(path)
    for article_id in ids:
        project.add_set(article_id, INES, _work())
        project.add_set(article_id, JOSS, _work(label="PERSON"))
        project.add_set(article_id, OYEL, _work(name="Ada Brandt said", quotes=False))
    project.close()
    return ids


def _work(name: str = "Ada Brandt", label: str = "ORG", *, quotes: bool = True) -> NewSet:
    quote = Quote(
        new_id(),
        QuoteType.DIRECT,
        (span("“It is ready,”"),),
        (span("said", number=1),),
        (span("Brandt", number=1),),
    )
    return NewSet(
        segments=(
            Segment(new_id(), 0, "headline"),
            Segment(new_id(), 17, "paragraph"),
            Segment(new_id(), TEXT.index("Crews"), "paragraph"),
        ),
        mentions=(
            Mention(new_id(), span(name), "PERSON"),
            Mention(new_id(), span("Crews"), label),
        ),
        quotes=(quote,) if quotes else (replace(quote, state=State.REJECTED),),
        progress=Progress.DONE,
    )
