"""News as XML: NITF articles, RSS and Atom feeds. Entities are refused, nothing is fetched.

Of a feed, each item is an article: its full content where the feed has it, else its summary, which
the import report says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from annotator.domain.article import Article
from annotator.formats.markup import text_of
from annotator.formats.news_items import news_item, paragraphs
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import read_bytes
from annotator.formats.safe_xml import BadXmlError, parsed

_SUMMARY = "The feed has a summary of this article only."
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Nitf:
    name = "nitf"
    title = "NITF"
    suffixes: tuple[str, ...] = (".nitf", ".xml")

    def recognises(self, head: str) -> bool:
        return "<nitf" in head

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        found = _root(path)
        if isinstance(found, Refusal):
            yield found
            return
        root, original = found
        headline = _all_words(_below(root, "hl1")) or _all_words(_below(root, "title"))
        issued = next(_below(root, "date.issue"), None)
        blocks = [
            _words(block)
            for block in _below(root, "p", "hl2", "hedline2", "li")
            if _local(block) != "hl2" or _words(block) != headline
        ]
        dateline = _all_words(_below(root, "dateline"))
        article = Article(
            id="",
            text=paragraphs(headline, _all_words(_below(root, "byline")), dateline, *blocks),
            title=headline,
            source=_all_words(_below(root, "rights.owner"))
            or _attribute(root, "doc.copyright", "holder"),
            url=_attribute(root, "doc-id", "id-string"),
            published=issued.get("norm", "") if issued is not None else "",
            language=root.get(_LANGUAGE, ""),
        )
        yield news_item(article, str(path), original)


class Feed:
    name = "feed"
    title = "RSS and Atom feeds"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml")

    def recognises(self, head: str) -> bool:
        return any(tag in head for tag in ("<rss", "<feed", "<rdf:RDF"))

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        found = _root(path)
        if isinstance(found, Refusal):
            yield found
            return
        root, _ = found
        items = list(_below(root, "item", "entry"))
        channel = next(_below(root, "channel"), root)
        source, language = _child(channel, "title"), _child(channel, "language")
        for number, item in enumerate(items, 1):
            full = item.findtext(_CONTENT) or _child(item, "content", inner=True)
            summary = _child(item, "description", "summary", inner=True)
            title = text_of(_child(item, "title", inner=True))
            article = Article(
                id="",
                text=paragraphs(title, text_of(full or summary)),
                title=title,
                source=source,
                url=_child(item, "link") or _link(item),
                published=_child(item, "pubDate", "published", "date", "updated"),
                language=item.get(_LANGUAGE) or root.get(_LANGUAGE) or language,
            )
            remarks = () if full else (_SUMMARY,)
            yield news_item(article, f"{path}, item {number}", None, remarks)
        if not items:
            yield Refusal(str(path), "The feed has no items.")


def _root(path: Path) -> tuple[etree._Element, Original] | Refusal:
    raw = read_bytes(path)
    if isinstance(raw, Refusal):
        return raw
    try:
        return parsed(raw), Original(path.name, raw, "xml")
    except BadXmlError as error:
        return Refusal(str(path), str(error))


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _below(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants of these names, in whatever namespace, in document order."""
    return (one for one in element.iter() if _local(one) in names)


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _all_words(elements: Iterable[etree._Element]) -> str:
    return " ".join(filter(None, map(_words, elements)))


def _child(element: etree._Element, *names: str, inner: bool = False) -> str:
    """Return the text of the first child of one of these names; with markup where ``inner``."""
    for name in names:
        for one in element:
            if _local(one) == name:
                if inner and len(one):
                    return "".join(etree.tostring(part, encoding="unicode") for part in one)
                return (one.text or "").strip()
    return ""


def _link(item: etree._Element) -> str:
    links = [one for one in _below(item, "link") if one.get("rel", "alternate") == "alternate"]
    return links[0].get("href", "") if links else ""


def _attribute(root: etree._Element, name: str, attribute: str) -> str:
    element = next(_below(root, name), None)
    return element.get(attribute, "") if element is not None else ""


NITF = Nitf()
FEED = Feed()
