"""News pages: the article of an HTML file, with the segments that its own structure tells.

What is not the article’s (menus, shares, other articles) is left out of the text; the page’s bytes
are kept as they came. No script runs and nothing is fetched.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from pathlib import Path

import regex
from selectolax.lexbor import LexborHTMLParser

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.canonical import UnreadableError, canonicalised, decode
from annotator.formats.html_blocks import blocks_of
from annotator.formats.html_structure import Labelled, article_blocks
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import read_bytes
from annotator.formats.structure import Piece, structured

_CHARSET = regex.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w\-]{2,30})""", regex.I)
_HEAD = 4096


class Html:
    name = "html"
    title = "News pages (HTML)"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        raw = read_bytes(path)
        yield raw if isinstance(raw, Refusal) else page_article(raw, path.name, str(path))


def page_article(raw: bytes, name: str, where: str) -> AnnotatedArticle | Refusal:
    """Make an article of a page’s bytes, with its segments as suggestions, or say why not."""
    try:
        html, encoding = _decoded(raw)
    except UnreadableError as error:
        return Refusal(where, str(error))
    labelled = article_blocks(blocks_of(html))
    if not labelled:
        return Refusal(where, "The page has no article: no paragraphs of running text were found.")
    article, structure = structured(_article(html, labelled), map(_piece, labelled))
    original = Original(name, raw, encoding, ("what is not the article was left out",))
    return AnnotatedArticle(article, structure, original=original)


def _piece(one: Labelled) -> Piece:
    words = " ".join(canonicalised(one.block.text).split("\n"))
    return Piece(one.label, words, one.rule, one.block.breaks)


def _decoded(raw: bytes) -> tuple[str, str]:
    """Decode by the page’s own word where it has one, else as any text file."""
    told = _CHARSET.search(raw[:_HEAD])
    if told is not None and not raw.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff")):
        try:
            encoding = codecs.lookup(told[1].decode("ascii")).name
            return raw.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            pass
    decoded = decode(raw)
    return decoded.text, decoded.encoding


def _article(html: str, labelled: Sequence[Labelled]) -> Article:
    """Return an article without its text, with what the page’s head says of it."""
    page = LexborHTMLParser(html)

    def told(selector: str, attribute: str = "content") -> str:
        node = page.css_first(selector)
        value = node.attributes.get(attribute) if node is not None else None
        return " ".join(canonicalised(value or "").split())

    headline = next((one.block.text for one in labelled if one.label == "headline"), "")
    return Article(
        new_id(),
        "",
        title=headline or told('meta[property="og:title"]'),
        source=told('meta[property="og:site_name"]'),
        url=told('link[rel="canonical"]', "href") or told('meta[property="og:url"]'),
        published=told('meta[property="article:published_time"]') or told("time", "datetime"),
        language=told("html", "lang"),
    )


HTML = Html()
