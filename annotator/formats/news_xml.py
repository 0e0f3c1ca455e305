"""News as XML: NITF articles, RSS and Atom feeds. Entities are refused, nothing is fetched.

NITF's own elements tell headline, byline, dateline, captions and paragraphs.

Of a feed, each item is an article: its full content where the feed has it, else its summary, which
the import report says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.markup import text_of
from annotator.formats.news_items import iso_date, news_item, paragraphs
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import read_bytes
from annotator.formats.safe_xml import BadXmlError, parsed
from annotator.formats.structure import Piece, structured

_SUMMARY = "The feed has a summary of this article only."
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


class Nitf:
    name = "nitf"
    title = "NITF"
    suffixes: tuple[str, ...] = (".nitf", ".xml")

    def recognises(self, head: str) -> bool:
        # NewsML-G2 may hold NITF.
        return "<nitf" in head and "http://iptc.org/std/nar/" not in head

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        found = root_of(path)
        if isinstance(found, Refusal):
            yield found
            return
        root, original = found
        issued = next(below(root, "date.issue"), None)
        bare = Article(
            new_id(),
            "",
            title=nitf_headline(root),
            source=all_words_of(below(root, "rights.owner"))
            or _attribute(root, "doc.copyright", "holder"),
            url=_attribute(root, "doc-id", "id-string"),
            published=iso_date(issued.get("norm", "")) if issued is not None else "",
            language=root.get(LANGUAGE, ""),
        )
        article, structure = structured(bare, nitf_pieces(root))
        if not article.text:
            yield Refusal(str(path), "There is no text in it.")
            return
        yield AnnotatedArticle(article, structure, original=original)


class Feed:
    name = "feed"
    title = "RSS and Atom feeds"
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml")

    def recognises(self, head: str) -> bool:
        return any(tag in head for tag in ("<rss", "<feed", "<rdf:RDF"))

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        found = root_of(path)
        if isinstance(found, Refusal):
            yield found
            return
        root, _ = found
        items = list(below(root, "item", "entry"))
        channel = next(below(root, "channel"), root)
        source, language = child_text(channel, "title"), child_text(channel, "language")
        for number, item in enumerate(items, 1):
            full = item.findtext(_CONTENT) or child_text(item, "content", inner=True)
            summary = child_text(item, "description", "summary", inner=True)
            title = text_of(child_text(item, "title", inner=True))
            article = Article(
                id="",
                text=paragraphs(title, text_of(full or summary)),
                title=title,
                source=source,
                url=child_text(item, "link") or _link(item),
                published=child_text(item, "pubDate", "published", "date", "updated"),
                language=item.get(LANGUAGE) or root.get(LANGUAGE) or language,
            )
            remarks = () if full else (_SUMMARY,)
            yield news_item(article, f"{path}, item {number}", None, remarks)
        if not items:
            yield Refusal(str(path), "The feed has no items.")


def nitf_headline(root: etree._Element) -> str:
    return all_words_of(below(root, "hl1")) or all_words_of(below(root, "title"))


def nitf_pieces(root: etree._Element) -> Iterator[Piece]:
    """Yield what a NITF document shows: headline, byline, dateline and blocks."""
    headline = nitf_headline(root)
    yield Piece("headline", headline, "hl1")
    for element in below(root, "hl2", "hedline2"):
        if not _is_in_content(element) and words_of(element) != headline:
            yield Piece("standfirst", words_of(element), "hl2")
    yield Piece("byline", all_words_of(below(root, "byline")), "byline")
    yield Piece("dateline", all_words_of(below(root, "dateline")), "dateline")
    for element in below(root, "p", "hl2", "li"):
        name = local_name(element)
        around = {local_name(one) for one in element.iterancestors()}
        if "media-caption" in around:
            yield Piece("caption", words_of(element), "media-caption")
        elif name == "hl2" and _is_in_content(element):
            yield Piece("subhead", words_of(element), name)
        elif name != "hl2" and not around & {"byline", "dateline"}:
            yield Piece("list_item" if name == "li" else "paragraph", words_of(element), name)


def _is_in_content(element: etree._Element) -> bool:
    return any(local_name(one) == "body.content" for one in element.iterancestors())


def root_of(path: Path) -> tuple[etree._Element, Original] | Refusal:
    raw = read_bytes(path)
    if isinstance(raw, Refusal):
        return raw
    try:
        return parsed(raw), Original(path.name, raw, "xml")
    except BadXmlError as error:
        return Refusal(str(path), str(error))


def local_name(element: etree._Element | None) -> str:
    if element is None:
        return ""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def below(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the descendants of these names, in whatever namespace, in document order."""
    return (one for one in element.iter() if local_name(one) in names)


def words_of(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def all_words_of(elements: Iterable[etree._Element]) -> str:
    return " ".join(filter(None, map(words_of, elements)))


def child_text(element: etree._Element, *names: str, inner: bool = False) -> str:
    """Return the text of the first child of one of these names; with markup where ``inner``."""
    for name in names:
        for one in element:
            if local_name(one) == name:
                if inner and len(one):
                    return "".join(etree.tostring(part, encoding="unicode") for part in one)
                return (one.text or "").strip()
    return ""


def _link(item: etree._Element) -> str:
    links = [one for one in below(item, "link") if one.get("rel", "alternate") == "alternate"]
    return links[0].get("href", "") if links else ""


def _attribute(root: etree._Element, name: str, attribute: str) -> str:
    element = next(below(root, name), None)
    return element.get(attribute, "") if element is not None else ""


NITF = Nitf()
FEED = Feed()
