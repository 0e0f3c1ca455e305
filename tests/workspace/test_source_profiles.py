"""A project learns how its sources lay out their pages, from what is finished in it."""

from pathlib import Path

import pytest

from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import DETECTOR, GOLD
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.step import Progress
from annotator.domain.suggestions import Wanted
from annotator.store import NewArticle, NewSet, Project
from annotator.workspace.commands import DecideAll, FinishArticle, RetypeSegment
from annotator.workspace.detection import detect_articles
from annotator.workspace.importing import import_paths
from annotator.workspace.jobs import finished
from annotator.workspace.schemes import default_scheme
from annotator.workspace.source_profiles import SourceProfiles
from annotator.workspace.workspace import Workspace
from tests.detecting.test_source_profiles import LABELS, article_text, segments


def _project(path: Path, *articles: Article) -> Workspace:
    project = Project.create(path, default_scheme())
    project.add_articles([NewArticle(one) for one in articles], "Ines")
    return Workspace(project, "Ines")


def _articles(**about: str) -> list[Article]:
    return [Article(new_id(), article_text(number), **about) for number in range(3)]


def _detected(workspace: Workspace, article: Article) -> list[str]:
    finished(detect_articles(workspace.project, [article.id]), lambda _: None)
    found = workspace.queries.annotation_set(article.id, DETECTOR)
    assert found is not None
    return [one.label for one in found.partition.segments]


def _finish(workspace: Workspace, article: Article) -> None:
    """Correct each line's label and finish the article, as an editor does."""
    _detected(workspace, article)
    begun = workspace.annotations(article.id)
    for segment, label in zip(begun.partition.segments, LABELS, strict=True):
        workspace.do(RetypeSegment(article.id, begun.id, segment.id, label))
    for layer in (Layer.ENTITIES, Layer.QUOTES):
        workspace.do(DecideAll(article.id, (begun.id,), Wanted(layer)))
    workspace.do(FinishArticle(article.id, begun.id))


@pytest.mark.parametrize(
    "about",
    [{"source": "Meridian"}, {"url": "https://www.meridian.example/coast?page=1_%"}],
    ids=["source", "address"],
)
def test_what_is_finished_tells_the_layout_of_the_next(
    tmp_path: Path, about: dict[str, str]
) -> None:
    articles = _articles(**about)
    workspace = _project(tmp_path / "p.annot", *articles)
    before = _detected(workspace, articles[2])
    assert before != list(LABELS)
    for one in articles[:2]:
        _finish(workspace, one)
    assert _detected(workspace, articles[2]) == list(LABELS)
    workspace.project.close()


@pytest.mark.parametrize(
    "other",
    [{"source": "Coastal Post"}, {"url": "https://coastal.example/meridian.example/"}, {}],
    ids=["source", "address", "nobody"],
)
def test_other_sources_are_left_alone(tmp_path: Path, other: dict[str, str]) -> None:
    first, second, _ = _articles(source="Meridian")
    stranger = Article(new_id(), article_text(2), **other)
    workspace = _project(tmp_path / "p.annot", first, second, stranger)
    for number, one in enumerate((first, second)):
        gold = NewSet(segments(number), progress=Progress.DONE)
        workspace.project.add_set(one.id, GOLD, gold)
    stranger = workspace.queries.article(stranger.id)
    profile = SourceProfiles(workspace.project).of(stranger)
    assert profile is None or (profile.articles, profile.template) == (0, frozenset())
    assert getattr(SourceProfiles(workspace.project).of(first), "articles", 0) == 2
    workspace.project.close()


def test_pages_that_tell_their_structure_tell_that_of_texts(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(2):
        lines = article_text(number).strip().split("\n")
        (folder / f"{number}.html").write_text(_page(lines), encoding="utf-8")
    workspace = _project(tmp_path / "p.annot", _articles(source="Meridian")[2])
    finished(import_paths(workspace.project, [folder], "Ines"), lambda _: None)
    (text_id, *_) = workspace.queries.article_ids(workspace.owner)
    profile = SourceProfiles(workspace.project).of(workspace.queries.article(text_id))
    assert profile is not None
    assert profile.articles == 2
    found = _detected(workspace, workspace.queries.article(text_id))
    assert found[-2:] == ["caption", "paragraph"]
    workspace.project.close()


def _page(lines: list[str]) -> str:
    _, headline, deck, author, body, _, caption, more = lines
    return (
        '<meta charset="utf-8"><meta property="og:site_name" content="Meridian">'
        f"<article><h1>{headline}</h1><p class='standfirst'>{deck}</p>"
        f"<address>{author}</address><p>{body}</p><figcaption>{caption}</figcaption>"
        f"<p>{more}</p></article>"
    )


def test_an_article_without_a_source_has_no_profile(tmp_path: Path) -> None:
    (article, *_) = _articles()
    workspace = _project(tmp_path / "p.annot", article)
    assert SourceProfiles(workspace.project).of(article) is None
    workspace.project.close()
