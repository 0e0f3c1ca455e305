"""IPTC NewsML-G2: the texts of a news item, or of all items of a message.

The content is NITF or XHTML in the file, or its plain text; the item’s own elements tell headline,
byline and dateline. What an item only points to, such as
pictures, and packages, which only list other items, hold no text; nothing is fetched
(iptc.org/std/NewsML-G2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.canonical import canonicalised
from annotator.formats.markup import text_of
from annotator.formats.news_items import iso_date
from annotator.formats.news_xml import (
    LANGUAGE,
    all_words_of,
    below,
    local_name,
    nitf_pieces,
    root_of,
    words_of,
)
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.structure import Piece, structured

_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_TOP = 4
"""Among so many pieces at the top, what the item says of itself is not said again."""


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
    pieces = max(_contents(item), key=_size, default=[])
    if not pieces and remote:
        return Refusal(where, "The item only points to its content, and nothing is fetched.")
    headline = _first(item, "headline") or _first(item, "title")
    told = (
        Piece("headline", headline, "headline"),
        Piece("byline", _first(item, "by"), "by"),
        Piece("dateline", _first(item, "dateline"), "dateline"),
    )
    shown = {one.words for one in pieces[:_TOP]}
    bare = Article(
        new_id(),
        "",
        title=headline,
        source=_named(item, "infoSource") or _named(item, "provider"),
        url=item.get("guid", ""),
        published=iso_date(_first(item, "versionCreated")),
        language=_language(item),
    )
    above = [one for one in told if one.words not in shown]
    article, structure = structured(bare, [*above, *pieces] if pieces else [])
    if not article.text:
        return Refusal(where, "There is no text in it.")
    left_out = f"The item points to other files ({remote}), which were left out."
    return AnnotatedArticle(
        article, structure, original=original, remarks=(left_out,) if remote else ()
    )


def _contents(item: etree._Element) -> Iterator[list[Piece]]:
    """Yield the pieces of each rendition of the item's content that is in the file."""
    for content in below(item, "inlineXML"):
        for document in content:
            if local_name(document) == "nitf":
                yield [one for one in nitf_pieces(document) if one.words]
            else:
                yield _paragraphs(_text_of(document), "xhtml")
    for content in below(item, "inlineData"):
        written = "".join(map(str, content.itertext()))
        is_html = "html" in content.get("contenttype", "")
        yield _paragraphs(text_of(written) if is_html else written, "text")


def _paragraphs(text: str, rule: str) -> list[Piece]:
    blocks = (one.strip() for one in _BLANK_LINES.split(canonicalised(text)))
    return [Piece("paragraph", one, rule) for one in blocks if one]


def _size(pieces: list[Piece]) -> int:
    return sum(len(one.words) for one in pieces)


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
