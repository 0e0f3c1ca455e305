"""IPTC NewsML-G2: the texts of a news item, or of all items of a message.

The content is NITF or XHTML in the file, or its plain text. What an item only points to, such as
pictures, and packages, which only list other items, hold no text; nothing is fetched
(iptc.org/std/NewsML-G2).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from annotator.domain.article import Article
from annotator.formats.markup import text_of
from annotator.formats.news_items import news_item, paragraphs
from annotator.formats.news_xml import (
    LANGUAGE,
    all_words_of,
    below,
    local_name,
    nitf_text,
    root_of,
    words_of,
)
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal


class NewsmlG2:
    name = "newsml-g2"
    title = "IPTC NewsML-G2"
    suffixes: tuple[str, ...] = (".xml", ".newsml")

    def recognises(self, head: str) -> bool:
        return "http://iptc.org/std/nar/" in head

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        found = root_of(path)
        if isinstance(found, Refusal):
            yield found
            return
        root, original = found
        items = list(below(root, "newsItem", "packageItem"))
        for number, item in enumerate(items, 1):
            if len(items) == 1:
                yield _read_item(item, str(path), original)
            else:
                yield _read_item(item, f"{path}, item {number}", None)
        if not items:
            yield Refusal(str(path), "There is no news item in the file.")


def _read_item(
    item: etree._Element, where: str, original: Original | None
) -> AnnotatedArticle | Refusal:
    if local_name(item) == "packageItem":
        return Refusal(where, "A package only lists other items. Import those.")
    remote = sum(1 for _ in below(item, "remoteContent"))
    text = max(_contents(item), key=len, default="")
    if not text and remote:
        return Refusal(where, "The item only points to its content, and nothing is fetched.")
    headline = _first(item, "headline") or _first(item, "title")
    byline, dateline = _first(item, "by"), _first(item, "dateline")
    first_lines = [line for line in text.split("\n\n")[:4] if line]
    above = [one for one in (headline, byline, dateline) if one not in first_lines]
    article = Article(
        id="",
        text=paragraphs(*above, text) if text else "",
        title=headline,
        source=_named(item, "infoSource") or _named(item, "provider"),
        url=item.get("guid", ""),
        published=_first(item, "versionCreated"),
        language=_language(item),
    )
    remarks = (
        (f"The item points to other files ({remote}), which were left out.",) if remote else ()
    )
    return news_item(article, where, original, remarks)


def _contents(item: etree._Element) -> Iterator[str]:
    """Yield the text of each rendition of the item's content that is in the file."""
    for content in below(item, "inlineXML"):
        for document in content:
            yield nitf_text(document) if local_name(document) == "nitf" else _text_of(document)
    for content in below(item, "inlineData"):
        written = "".join(map(str, content.itertext()))
        yield text_of(written) if "html" in content.get("contenttype", "") else written


def _text_of(xhtml: etree._Element) -> str:
    # A prefix, as in ``html:p``, would hide the elements from a reader of HTML.
    for element in xhtml.iter(etree.Element):
        element.tag = local_name(element)
    etree.cleanup_namespaces(xhtml)
    body = next(below(xhtml, "body"), xhtml)
    return text_of(etree.tostring(body, encoding="unicode", method="html", with_tail=False))


def _first(item: etree._Element, name: str) -> str:
    element = next(below(item, name), None)
    return words_of(element) if element is not None else ""


def _named(item: etree._Element, name: str) -> str:
    element = next(below(item, name), None)
    if element is None:
        return ""
    return all_words_of(below(element, "name")) or element.get("literal", "")


def _language(item: etree._Element) -> str:
    told = next(below(item, "language"), None)
    return (told.get("tag", "") if told is not None else "") or item.get(LANGUAGE, "")


NEWSML_G2 = NewsmlG2()
