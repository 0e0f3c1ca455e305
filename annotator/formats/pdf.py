"""The text of PDF files, as far as they have one; needs pypdf (``annotator[pdf]``).

A PDF says where letters stand on a page, not what a paragraph is. Lines become paragraphs by a
rule: a paragraph ends with a line that stops well before the others do. Words parted at the end of
a line are joined, and lines that come back at the head or foot of most pages are left out; the
import report says both. Ligatures are written out. Columns, tables and pictures are lost as such.
Nothing is fetched and no script runs; a scan without text, or a protected file, is refused with a
word on what to do.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

import regex

from annotator.domain.article import Article
from annotator.formats.canonical import canonicalised
from annotator.formats.extras import needing
from annotator.formats.news_items import news_item
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import MOST_BYTES, read_bytes

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 1_000
_MOST_DRAWN = 64 * 1024 * 1024
"""So many bytes of drawing may all pages have together, unpacked."""
_SPACES = regex.compile(r"[ \t]+")
_LIGATURES = str.maketrans(
    {chr(code): normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
)
_NUMBERS = regex.compile(r"\d+")
_PARTED = regex.compile(r"\p{Ll}[-\u00ad\u2010]$")
_ENDED = regex.compile(r"[.!?…:][\"”’»)\]]*$")
_FEWEST_FOR_HEADS = 2
_SHORT, _SHORT_AT_END = 0.6, 0.92
_BROKEN = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
    OSError, RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What pypdf raises, beside its own errors, for files that are not what they say."""
_LOST = "Only its text was taken: columns, tables and pictures are lost, and lines were joined."


class _TooMuchError(Exception):
    """A file that would keep the reader busy without end; says what there is too much of."""


class Pdf:
    name = "pdf"
    title = "PDF text"
    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        with needing("pypdf", "pdf"):
            from pypdf import PdfReader
            from pypdf.errors import PyPdfError
        # It warns of every oddity of a file; what matters to people is in the remarks.
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        raw = read_bytes(path)
        if isinstance(raw, Refusal):
            yield raw
            return
        try:
            reader = PdfReader(BytesIO(raw))
            yield _article(reader, Original(path.name, raw, "pdf"), str(path))
        except (PyPdfError, _TooMuchError, *_BROKEN) as error:
            yield Refusal(str(path), f"This is not a PDF that can be read ({error}).")


def _article(reader: PdfReader, original: Original, where: str) -> AnnotatedArticle | Refusal:
    if reader.is_encrypted and not _is_open(reader):
        return Refusal(where, "The PDF is protected. Save it without a password.")
    count = len(reader.pages)
    if count > _MOST_PAGES:
        return Refusal(where, f"The PDF has {count:,} pages. Split it into its articles.")
    pages = list(_pages(reader))
    unread, blank = pages.count(None), sum(page is not None and not any(page) for page in pages)
    readable = [page for page in pages if page and any(page)]
    if not readable:
        if unread:
            return Refusal(where, "None of the pages of the PDF can be read.")
        reason = "The PDF has no text, only pictures of it. Have its text recognised (OCR) first."
        return Refusal(where, reason)
    heads = _heads(readable)
    text, parted = _joined([line for page in readable for line in _without(page, heads)])
    remarks = [_LOST]
    if heads:
        remarks.append(f"Heads and feet of pages were left out: {', '.join(sorted(heads))}.")
    if parted:
        remarks.append(f"Words parted at the end of a line were joined ({parted:,}).")
    for number, what in ((blank, "have no text, such as scans,"), (unread, "cannot be read")):
        if number:
            remarks.append(f"Pages that {what} were left out ({number:,} of {count:,}).")
    title = (reader.metadata.title if reader.metadata else "") or ""
    return news_item(Article("", text, str(title)), where, original, remarks)


def _pages(reader: PdfReader) -> Iterator[list[str] | None]:
    """Yield the lines of each page; ``None`` for one that cannot be read."""
    from pypdf.errors import PyPdfError

    size = drawn = 0
    for page in reader.pages:
        try:
            contents = page.get_contents()
            drawn += len(contents.get_data()) if contents is not None else 0
            if drawn > _MOST_DRAWN:
                raise _TooMuchError("its pages draw more than any article")
            text = canonicalised(page.extract_text()).translate(_LIGATURES)
        except (PyPdfError, *_BROKEN):
            yield None
            continue
        size += len(text)
        if size > MOST_BYTES:
            raise _TooMuchError("it has more text than any article")
        yield [_SPACES.sub(" ", line).strip(" ") for line in text.split("\n")]


def _is_open(reader: PdfReader) -> bool:
    """Tell whether the file only forbids changes, and may be read without a password."""
    from pypdf.errors import PyPdfError

    try:
        return bool(reader.decrypt(""))
    except (PyPdfError, *_BROKEN):
        return False


def _heads(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that stand at the head or foot of most pages, ``#`` for their numbers.

    A number alone at a foot is the page's.
    """
    with_text = [[line for line in page if line] for page in pages]
    heads = {"#"} if any(page[-1].isdigit() for page in with_text) else set()
    if len(pages) < _FEWEST_FOR_HEADS:
        return heads
    counts = Counter(one for page in with_text for one in {_bare(page[0]), _bare(page[-1])})
    return heads | {line for line, count in counts.items() if count > len(with_text) / 2}


def _bare(line: str) -> str:
    return _NUMBERS.sub("#", line)


def _without(page: Sequence[str], heads: set[str]) -> list[str]:
    lines = list(page)
    while lines and (not lines[0] or _bare(lines[0]) in heads):
        lines.pop(0)
    while lines and (not lines[-1] or _bare(lines[-1]) in heads):
        lines.pop()
    return lines


def _joined(lines: Sequence[str]) -> tuple[str, int]:
    """Return the lines as paragraphs, and how many words were parted at the end of one."""
    width = max((len(line) for line in lines), default=0)
    paragraphs, parted = [""], 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        is_parted = bool(_PARTED.search(line)) and following[:1].islower()
        parted += is_parted
        is_short = len(line) < width * (_SHORT_AT_END if _ENDED.search(line) else _SHORT)
        if is_parted:
            paragraphs[-1] += line[:-1]
        elif is_short:
            paragraphs[-1] += line
            paragraphs.append("")
        else:
            paragraphs[-1] += f"{line} "
    return "\n\n".join(one.strip() for one in paragraphs if one.strip()), parted


PDF = Pdf()
