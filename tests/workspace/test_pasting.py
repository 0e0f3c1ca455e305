"""What was copied: read by the page's structure where that tells something, else as text."""

import pytest

from annotator.domain.errors import MendableError
from annotator.formats.protocol import AnnotatedArticle
from annotator.workspace.pasting import Copied, PastedReading, readings_of

BODY = (
    "The harbour board met for three hours on Tuesday and closed the gallery to visitors.",
    "“We are ready for the winter storms,” said Ada Brandt, who chairs the harbour board.",
)
SELECTION = f"""<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">
<!--StartFragment--><h1>Harbour board agrees</h1><p>By <a href="/m">Mirelle Havstad</a></p>
<div class="share"><a href="#">Share</a></div><p>{BODY[0]}</p>
<figure><figcaption>Workers on a barge</figcaption></figure><p>{BODY[1]}</p>
<script>document.write("never")</script><!--EndFragment-->"""
TEXT = f"Harbour board agrees\nBy Mirelle Havstad\nShare\n{BODY[0]}\nWorkers on a barge\n{BODY[1]}"


def _labels(reading: PastedReading) -> list[str]:
    annotations = reading.record.annotations
    return [one.label for one in annotations.partition.segments] if annotations else []


def test_a_selection_of_a_page_has_its_segments() -> None:
    page, text = readings_of(Copied(TEXT, SELECTION, "https://www.meridian.example/harbour"))
    assert page.is_by_structure
    assert not text.is_by_structure
    assert [line.label for line in page.lines if line.is_in] == _labels(page)
    assert {"headline", "paragraph", "caption"} <= set(_labels(page))
    assert [line.text for line in page.lines if not line.is_in][-1] == "Share"
    assert "never" not in page.record.article.text
    assert "“We are ready" in page.record.article.text
    assert text.record.article.text == TEXT
    for one in (page, text):
        assert one.record.article.source == "meridian.example"
        assert one.record.article.url == "https://www.meridian.example/harbour"


def test_a_structure_of_nothing_but_paragraphs_tells_nothing() -> None:
    html = "".join(f"<p><span>{line}</span></p>" for line in TEXT.split("\n"))
    text, page = readings_of(Copied(TEXT, html))
    assert (text.is_by_structure, page.is_by_structure) == (False, True)


@pytest.mark.parametrize("html", ["", "<img src='x.png'>", "<b>Short</b>"])
def test_what_has_no_article_in_it_is_text(html: str) -> None:
    (text,) = readings_of(Copied("Short \ud800line", html))
    assert text.record.article.text == "Short line"
    assert [line.text for line in text.lines] == ["Short line"]


@pytest.mark.parametrize("url", ["", "http://[broken", "not an address"])
def test_an_address_that_is_none_names_no_source(url: str) -> None:
    assert readings_of(Copied("A line", url=url))[0].record.article.source == ""


@pytest.mark.parametrize("copied", [Copied(), Copied(" \n"), Copied(html="<p> </p>")])
def test_nothing_to_paste_is_said(copied: Copied) -> None:
    with pytest.raises(MendableError, match="no text in it"):
        readings_of(copied)


def test_pages_alone_are_read_without_text() -> None:
    (page,) = readings_of(Copied(html=SELECTION))
    assert isinstance(page.record, AnnotatedArticle)
    assert page.is_by_structure
