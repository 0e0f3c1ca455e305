"""Projects with finished articles in which the annotators decided against the detectors."""

from dataclasses import replace
from pathlib import Path

from annotator.domain.annotation import State
from annotator.domain.annotation_set import Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.schemes import default_scheme
from tests.lessons import lessons

INES = Owner(OwnerKind.ANNOTATOR, "Ines")


def make_learning_project(path: Path, finished: int, left: int = 0, seed: int = 4) -> list[str]:
    """Make a project and return the ids of the articles that are left to detect.

    Clubs are events to whoever finished the articles, and nothing else is marked as a name; the
    segments are left undecided, and nobody worked on quotes.
    """
    project = Project.create(path, default_scheme())
    made = lessons(finished + left, seed)
    ids = []
    for number, lesson in enumerate(made):
        article = Article(new_id(), lesson.gold.article.text)
        project.add_articles([NewArticle(article)], "test")
        ids.append(article.id)
        if number >= finished:
            continue
        clubs = [one for one in lesson.gold.mentions or () if one.label == "ORG"]
        rejected = [
            replace(one, id=new_id(), state=State.REJECTED)
            for one in lesson.suggested.mentions
            if one.label != "GPE"
        ]
        mentions = [replace(one, id=new_id(), label="EVENT") for one in clubs] + rejected
        new = NewSet(
            segments=lesson.suggested.segments,
            mentions=tuple(sorted(mentions, key=lambda one: one.span)),
            progress=Progress.DONE,
        )
        project.add_set(article.id, INES, new)
    project.close()
    return ids[finished:]
