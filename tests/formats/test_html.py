"""News pages: what is the article’s, what each part is, and pages made to hurt."""

from pathlib import Path

import pytest

from annotator.domain.annotation_set import DETECTOR
from annotator.formats.html import HTML, page_article
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.store import Project
from annotator.workspace.detection import detect_articles
from annotator.workspace.importing import import_paths
from annotator.workspace.jobs import finished
from annotator.workspace.schemes import default_scheme

BODY = (
    "The harbour board met for three hours on Tuesday and closed the gallery to visitors. ",
    "“We are ready for the winter storms,” said Ada Brandt, who chairs the harbour board. ",
    "The new breakwater will shelter forty boats and cost nine million crowns in all. ",
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour | Meridian</title><meta property="og:site_name" content="Meridian">
<link rel="canonical" href="https://meridian.example/harbour">
<meta property="article:published_time" content="2024-06-11T09:42:00+02:00">
<script>document.write("<p>Not part of it, and long enough to be taken for text.</p>")</script>
</head><body class="page with-ads">
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/x">Sport</a></li></ul></nav></header>
<main><article class="story"><h1>Harbour board agrees on breakwater</h1>
<p class="standfirst">Nine million crowns for forty boats, after a year of quarrels in the town.</p>
<div class="byline">By <a href="/mirelle">Mirelle Havstad</a></div>
<time datetime="2024-06-11">11 June 2024</time>
<figure><img src="x.jpg"><figcaption>Workers unload stone from a barge
<span class="credit">Photo: Nils Okoro</span></figcaption></figure>
<div class="share-tools"><a href="#">Share</a></div>
<p>{BODY[0]}</p><p>{BODY[1]}<br>{BODY[2]}</p>
<aside class="related"><a href="/a">What the closure cost the islands last year</a></aside>
<h2>What comes next</h2><p>{BODY[2]}</p></article>
<ul class="tags"><li><a href="/t/1">Brenholm</a></li><li><a href="/t/2">harbours</a></li></ul>
</main><footer><p>All rights reserved by the people who own this page and its pictures.</p></footer>
</body></html>"""


def _page(html: str) -> AnnotatedArticle:
    made = page_article(html.encode(), "page.html", "page.html")
    assert isinstance(made, AnnotatedArticle)
    return made


def _labelled(made: AnnotatedArticle) -> list[tuple[str, str]]:
    assert made.annotations is not None
    text = made.article.text
    return [(one.label, span.of(text).strip()) for one, span in made.annotations.partition]


def test_the_structure_gives_the_segments() -> None:
    made = _page(PAGE)
    assert [label for label, _ in _labelled(made)] == [
        "headline", "standfirst", "byline", "timestamp", "caption", "paragraph", "paragraph",
        "paragraph", "related_link", "subhead", "paragraph", "tags", "tags",
    ]  # fmt: skip
    text = made.article.text
    assert "Home" not in text
    assert "Share" not in text
    assert "rights reserved" not in text
    assert "Not part of it" not in text
    assert f"{BODY[1].strip()}\n{BODY[2].strip()}" in text


def test_the_head_gives_the_metadata() -> None:
    article = _page(PAGE).article
    assert article.title == "Harbour board agrees on breakwater"
    assert article.source == "Meridian"
    assert article.url == "https://meridian.example/harbour"
    assert article.published == "2024-06-11T09:42:00+02:00"
    assert article.language == "en-GB"


def test_a_page_says_its_encoding() -> None:
    html = PAGE.replace("utf-8", "iso-8859-1").replace("“", "").replace("”", "").replace("’", "")
    made = page_article(html.replace("Brandt", "Brändt").encode("latin-1"), "page.html", "")
    assert isinstance(made, AnnotatedArticle)
    assert "Ada Brändt" in made.article.text


@pytest.mark.parametrize(
    "html",
    ["", "   ", "<html></html>", "<nav><a>Home</a></nav>", "just a line", "\0\1\2" * 100],
)
def test_what_has_no_article_is_refused(html: str) -> None:
    assert isinstance(page_article(html.encode(), "page.html", "page.html"), Refusal)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + BODY[0] + "</div>" * 20_000,
        f"<p>{BODY[0]}</p>" * 5_000,
        "<p class='" + "a " * 100_000 + f"'>{BODY[0]}",
        "<" * 100_000,
        "<p>" + "&amp;" * 100_000,
    ],
    ids=["deep", "long", "class", "brackets", "entities"],
)
def test_pages_made_to_hurt_come_to_an_end(html: str) -> None:
    made = page_article(html.encode(), "page.html", "page.html")
    if isinstance(made, AnnotatedArticle):
        assert made.annotations is not None
        assert made.annotations.partition.length == len(made.article.text)


def test_detection_builds_on_what_the_page_told(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    project = Project.create(tmp_path / "p.annot", default_scheme())
    finished(import_paths(project, [path], "Ines"), lambda _: None)
    (article_id,) = project.queries.undetected_ids()
    finished(detect_articles(project, [article_id]), lambda _: None)
    assert project.queries.undetected_ids() == []
    found = project.queries.annotation_set(article_id, DETECTOR)
    (made,) = HTML.read(path)
    assert found is not None
    assert isinstance(made, AnnotatedArticle)
    assert made.annotations is not None
    assert [one.label for one in found.partition.segments] == [
        one.label for one in made.annotations.partition.segments
    ]
    text = project.queries.article(article_id).text
    assert "Ada Brandt" in {one.span.of(text) for one in found.mentions}
    assert [one.cue[0].of(text) for one in found.quotes] == ["said"]
    project.close()


@pytest.mark.parametrize(
    "head",
    [
        '<h1 class="lead-title">Harbour board agrees</h1>',
        '<h1><span class="teaser-subtitle">Harbour board agrees</span></h1>',
        '<div class="top"><h2>Harbour board agrees</h2></div>',
    ],
    ids=["called a lead", "with a part called a teaser", "of second order"],
)
def test_the_headline_is_the_heading_above_the_text(head: str) -> None:
    html = f"<article>{head}<p>{BODY[0]}</p><h2>What comes next</h2><p>{BODY[1]}</p></article>"
    assert _labelled(_page(html)) == [
        ("headline", "Harbour board agrees"),
        ("paragraph", BODY[0].strip()),
        ("subhead", "What comes next"),
        ("paragraph", BODY[1].strip()),
    ]


def test_what_leads_to_the_text_may_be_called_a_teaser() -> None:
    head = (
        '<h1>Harbour board agrees</h1><section class="teaser"><p>Read this first</p>'
        '<div><time>11 June 2024</time></div><div class="author">Ada Lind</div></section>'
    )
    labels = [label for label, _ in _labelled(_page(f"{head}<p>{BODY[0]}</p><p>{BODY[1]}</p>"))]
    assert labels == ["headline", "timestamp", "byline", "paragraph", "paragraph"]
