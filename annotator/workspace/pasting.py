"""What was copied or dragged, read as an article: by its page’s structure, or as plain text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.domain.article import site_of
from annotator.domain.errors import MendableError
from annotator.formats.html import page_article
from annotator.formats.html_blocks import blocks_of
from annotator.formats.html_structure import article_blocks
from annotator.formats.plain_text import article_of
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import MOST_BYTES, too_large

_PAGE, _TEXT = "Pasted page", "Pasted text"


@dataclass(frozen=True, slots=True)
class Copied:
    """What a program offers of what was copied or dragged; ``url`` is the address of its page."""

    text: str = ""
    html: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class CopiedLine:
    """A line with its label; ``is_in`` says whether it is part of the article."""

    text: str
    label: str = ""
    is_in: bool = True


@dataclass(frozen=True, slots=True)
class PastedReading:
    """One way to read what was copied, with every line of it."""

    record: AnnotatedArticle
    lines: tuple[CopiedLine, ...]

    @property
    def is_by_structure(self) -> bool:
        return self.record.annotations is not None

    @property
    def left_out(self) -> int:
        return sum(not line.is_in for line in self.lines)


def readings_of(copied: Copied) -> list[PastedReading]:
    """Return the ways to read what was copied, the best first.

    A page whose structure tells nothing but paragraphs is better read as text. Raises
    ``MendableError`` where there is nothing to read.
    """
    text = text_record(copied.text)
    found = []
    if copied.html and (by_page := _by_structure(copied)) is not None:
        found.append(by_page)
    if isinstance(text, AnnotatedArticle):
        lines = (line.strip() for line in text.article.text.split("\n"))
        found.append(PastedReading(text, tuple(CopiedLine(line) for line in lines if line)))
    if not found:
        reason = text.reason if isinstance(text, Refusal) and copied.text.strip() else ""
        raise MendableError(reason or "There is no text in it. Copy an article first.")
    labels = {line.label for line in found[0].lines if line.is_in}
    if found[0].is_by_structure and len(labels) < 2:
        found.reverse()
    return [replace(one, record=_told(one.record, copied.url)) for one in found]


def text_record(text: str) -> AnnotatedArticle | Refusal:
    """Make an article of copied text, or say why not."""
    return article_of(_encoded(text), _TEXT, _TEXT)


def _by_structure(copied: Copied) -> PastedReading | None:
    # The mark says what encoding it is in now, whatever the page said of its own.
    raw = codecs.BOM_UTF8 + _encoded(copied.html)
    if len(raw) > MOST_BYTES:
        raise MendableError(too_large(len(raw)))
    record = page_article(raw, _PAGE, _PAGE)
    if isinstance(record, Refusal):
        return None
    return PastedReading(record, tuple(_lines(copied.html)))


def _lines(html: str) -> Iterator[CopiedLine]:
    blocks = blocks_of(html)
    labels = {id(one.block): one.label for one in article_blocks(blocks)}
    for block in blocks:
        label = labels.get(id(block), "")
        yield CopiedLine(" ".join(block.text.split()), label, bool(label))


def _told(record: AnnotatedArticle, url: str) -> AnnotatedArticle:
    """Add the address that the page was copied from, and its site where the page names none."""
    article = record.article
    url = article.url or url
    source = article.source or site_of(url)
    return replace(record, article=replace(article, url=url, source=source))


def _encoded(text: str) -> bytes:
    # Half of a surrogate pair is no character and cannot be encoded.
    return text.encode("utf-8", "ignore")
