"""A project of thirty-odd articles with gold and two annotators' sets, to make releases of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotation import (
    Mention,
    Note,
    Origin,
    Quote,
    QuoteType,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import GOLD, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.register import Entity
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.jobs import Advance, finished
from annotator.workspace.releasing.settings import ReleaseSettings
from annotator.workspace.releasing.writing import Released, release
from annotator.workspace.schemes import default_scheme

SETTINGS = ReleaseSettings("harbour", "1.0", formats=("parquet",), with_annotators=True)
SOURCES = ("Meridian", "Coastal Post", "Harbour | Daily")
INES, OMAR = (Owner(OwnerKind.ANNOTATOR, name) for name in ("Ines", "Omar"))
BRANDT = Entity(new_id(), "Ada Brandt", aliases=("Brandt",))
RULES = Origin("rules", "3", "name", 0.5)


def ignored(_advance: Advance) -> None:
    pass


def text_of(number: int) -> str:
    words = " ".join(f"berth{number}x{n}" for n in range(40))
    return (
        f"👩\u200d👩\u200d👧 Harbour {number}\n\nAda Brandt said Café\u0301 Noir is open: “It is "
        f"ready”, she said, “for all”.\n\n{words}\n"
    )


def annotated(text: str) -> NewSet:
    """Segments, nested mentions, a quote in two parts, one without cue and source, a rejection."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    said = Speaker(SpeakerKind.ENTITY, BRANDT.id, BRANDT.name)
    return NewSet(
        segments=(
            Segment(new_id(), 0, "headline"),
            Segment(new_id(), text.index("Ada"), "paragraph", attributes={"why": [1, None]}),
        ),
        mentions=(
            Mention(new_id(), span("Ada Brandt"), "PERSON", origin=RULES, entity=BRANDT.id),
            Mention(new_id(), span("Brandt"), "PERSON"),
            Mention(new_id(), span("Noir"), "ORG", State.REJECTED, RULES),
            Mention(new_id(), span("open"), "ORG", State.SUGGESTED, RULES),
        ),
        quotes=(
            Quote(
                new_id(),
                QuoteType.DIRECT,
                (span("“It is ready”"), span("“for all”")),
                (span("said"),),
                (span("she"),),
                said,
            ),
            Quote(new_id(), QuoteType.INDIRECT, (span("Café\u0301 Noir is open"),)),
        ),
        notes=(Note(new_id(), "Ask the desk about this."),),
        entities=(BRANDT,),
        progress=Progress.DONE,
    )


def add_article(project: Project, number: int, text: str = "", **facts: str) -> str:
    """Add an article with gold and the sets of Ines and Omar; return its id."""
    article = Article(
        new_id(),
        text or text_of(number),
        title=f"Harbour [{number}]",
        source=facts.get("source", SOURCES[number % 3]),
        published=f"2024-0{1 + number % 9}-11",
        language=("en", "de")[number % 2],
    )
    project.add_articles([NewArticle(article)], "test")
    for owner in (GOLD, INES, OMAR):
        project.add_set(article.id, owner, annotated(article.text))
    return article.id


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project file: thirty articles, two near-duplicates of the first, and two not decided."""
    path = tmp_path_factory.mktemp("harbour") / "harbour.annot"
    project = Project.create(path, default_scheme())
    for name in ("Omar", "Ines"):
        project.team.join(name)
    project.team.put_guidelines("# Guidelines\n\nA title is no part of a name.\n", "Ines")
    for number in range(30):
        add_article(project, number)
    for extra in ("Correction.", "Second correction."):
        add_article(project, 1, f"{text_of(0)}{extra}\n")
    undone = Article(new_id(), "Not finished.\n")
    half = Article(new_id(), "Half decided.\n")
    project.add_articles([NewArticle(undone), NewArticle(half)], "test")
    segments = (Segment(new_id(), 0, "paragraph", State.SUGGESTED, RULES),)
    project.add_set(undone.id, GOLD, NewSet(segments, progress=Progress.DOING))
    renewed = (replace(segments[0], id=new_id()),)
    project.add_set(half.id, GOLD, NewSet(renewed, progress=Progress.DONE))
    project.close()
    return path


@pytest.fixture
def project(harbour: Path, tmp_path: Path) -> Iterator[Project]:
    project = Project.open(Path(shutil.copy(harbour, tmp_path)))
    yield project
    project.close()


@pytest.fixture
def released(project: Project, tmp_path: Path) -> Path:
    """The folder of a release in both formats, with the annotators' sets."""
    return made(project, SETTINGS, tmp_path / "releases").folder


def made(
    project: Project, settings: ReleaseSettings, parent: Path, earlier: Path | None = None
) -> Released:
    return finished(release(project, settings, parent, earlier), ignored)


def lines(folder: Path, below: str = "jsonl/gold") -> list[dict[str, Any]]:
    paths = sorted((folder / below).glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_bytes().splitlines()]
