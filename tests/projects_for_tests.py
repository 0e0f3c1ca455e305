"""Projects made for the tests."""

from pathlib import Path

from annotator.domain.annotation import Mention, Origin, Quote, QuoteType, Segment, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.schemes import default_scheme
from annotator.workspace.workspace import Workspace

TEXT = (
    "Harbour reopens\n\nAda Brandt said the harbour is open. “It is ready,” Brandt said.\n\n"
    "Crews want guarantees. 👩\u200d👩\u200d👧 Nils Okoro agreed.\n"
)
SURE = Origin("rules", "1", "name", 0.95)
UNSURE = Origin("rules", "1", "guess", 0.5)


def span(words: str, text: str = TEXT, number: int = 0) -> Span:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def suggestions() -> NewSet:
    suggested = State.SUGGESTED
    return NewSet(
        segments=(
            Segment(new_id(), 0, "headline", suggested, SURE),
            Segment(new_id(), 17, "paragraph", suggested, SURE),
            Segment(new_id(), TEXT.index("Crews"), "paragraph", suggested, UNSURE),
        ),
        mentions=(
            Mention(new_id(), span("Ada Brandt"), "PERSON", suggested, SURE),
            Mention(new_id(), span("Crews"), "ORG", suggested, UNSURE),
        ),
        quotes=(
            Quote(
                new_id(),
                QuoteType.DIRECT,
                (span("“It is ready,”"),),
                (span("said", number=1),),
                (span("Brandt", number=1),),
                state=suggested,
                origin=SURE,
            ),
        ),
    )


def make_project(
    path: Path, articles: int = 1, found: NewSet | None = None, text: str = TEXT
) -> list[str]:
    """Make a project of articles with suggestions, or those given, and return the articles' ids."""
    project = Project.create(path, default_scheme())
    news = [
        NewArticle(Article(new_id(), text if n == 0 else f"{text}{n}\n"), b"original", "a.txt")
        for n in range(articles)
    ]
    project.add_articles(news, "test")
    for new in news:
        project.put_detection({new.article.id: found or suggestions()})
    project.close()
    return [new.article.id for new in news]


def opened(path: Path, annotator: str = "Ines") -> Workspace:
    return Workspace(Project.open(path), annotator)
