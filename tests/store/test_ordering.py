"""The order of the queue as SQL has it agrees with what the domain says of each article."""

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.annotation import Layer, Mention, Origin, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.queue_order import Doubt, QueueOrder
from annotator.domain.span import Span
from annotator.domain.suggestions import Wanted
from annotator.store import ArticleFilter, NewArticle, NewSet, Project
from annotator.workspace.commands import DecideAll, SkipArticle
from annotator.workspace.schemes import default_scheme
from annotator.workspace.workspace import Workspace

USEFUL = ArticleFilter(order=QueueOrder.USEFUL)
BY_DATE = ArticleFilter(order=QueueOrder.DATE)


def _made(path: Path, articles: list[tuple[int, list[float]]]) -> Workspace:
    """Make a project of articles of so many words with suggestions of these confidences."""
    project = Project.create(path, default_scheme())
    for number, (words, confidences) in enumerate(articles):
        text = " ".join([f"word{number}"] * words)
        article = Article(new_id(), text, published=f"2024-01-{number:02}" if number else "")
        project.add_articles([NewArticle(article)], "test")
        mentions = tuple(
            Mention(new_id(), Span(0, 1 + n), "PERSON", State.SUGGESTED, Origin("a", "1", "b", one))
            for n, one in enumerate(confidences)
        )
        project.put_detection({article.id: NewSet(mentions=mentions)})
    return Workspace(project, "Ines")


def _doubts(workspace: Workspace) -> list[Doubt]:
    ids = workspace.queries.article_ids(workspace.owner, USEFUL)
    return [row.doubt for row in workspace.queries.article_rows(workspace.owner, ids)]


confidences = st.lists(st.integers(0, 100).map(lambda n: n / 100), max_size=5)


@settings(max_examples=25, deadline=None)
@given(articles=st.lists(st.tuples(st.integers(1, 60), confidences), min_size=1, max_size=6))
def test_the_most_useful_come_first(articles: list[tuple[int, list[float]]]) -> None:
    with TemporaryDirectory() as folder:
        workspace = _made(Path(folder) / "project.annot", articles)
        queries = workspace.queries
        ids = queries.article_ids(workspace.owner, USEFUL)
        words = [len(queries.article(one).text.split()) for one in ids]
        found = [
            one.usefulness(count) for one, count in zip(_doubts(workspace), words, strict=True)
        ]
        assert len(found) == len(articles)
        assert all(above >= below - 1e-9 for above, below in itertools.pairwise(found))
        workspace.project.close()


def test_what_is_decided_or_skipped_speaks_for_nothing_and_undo_brings_it_back(
    tmp_path: Path,
) -> None:
    workspace = _made(tmp_path / "project.annot", [(10, [0.3, 0.9]), (10, [0.5])])
    first, second = workspace.queries.article_ids(workspace.owner, USEFUL)
    before = _doubts(workspace)
    assert before == [Doubt(2, 1, 800), Doubt(1, 1, 500)]
    begun = workspace.annotations(first)
    workspace.do(DecideAll(first, (begun.id,), Wanted(Layer.ENTITIES)))
    assert _doubts(workspace) == [Doubt(1, 1, 500), Doubt()]
    other = workspace.annotations(second)
    workspace.do(SkipArticle(second, other.id))
    assert _doubts(workspace) == [Doubt(), Doubt()]
    workspace.undo()
    workspace.undo()
    assert _doubts(workspace) == before
    assert not list(workspace.project.findings())
    workspace.project.close()


def test_the_newest_come_first_and_the_undated_last(tmp_path: Path) -> None:
    workspace = _made(tmp_path / "project.annot", [(5, []), (5, []), (5, [])])
    undated, older, newer = workspace.queries.article_ids(workspace.owner)
    assert workspace.queries.article_ids(workspace.owner, BY_DATE) == [newer, older, undated]
    workspace.project.close()


@pytest.mark.parametrize(
    ("doubt", "reason"),
    [
        (Doubt(30, 14, 12_000), "14 of 30 suggestions under 60 %"),
        (Doubt(1, 0, 100), "1 suggestion, 90 % sure"),
        (Doubt(), ""),
    ],
)
def test_the_reason_is_in_words(doubt: Doubt, reason: str) -> None:
    assert doubt.reason == reason


def test_a_line_with_one_guess_does_not_come_before_a_page_of_them() -> None:
    line, page = Doubt(1, 1, 700), Doubt(60, 60, 42_000)
    assert line.usefulness(10) < page.usefulness(400)
    assert Doubt(10, 10, 7_000).usefulness(400) < page.usefulness(400)
