"""Plain text files: one article each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.canonical import UnreadableError, decode
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import MOST_BYTES, read_bytes, too_large


class PlainText:
    name = "text"
    title = "Plain text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        raw = read_bytes(path)
        yield raw if isinstance(raw, Refusal) else article_of(raw, path.name, str(path))


def article_of(raw: bytes, name: str, where: str) -> AnnotatedArticle | Refusal:
    """Make an article of a text file's bytes, or say why not."""
    if len(raw) > MOST_BYTES:
        return Refusal(where, too_large(len(raw)))
    try:
        decoded = decode(raw)
    except UnreadableError as error:
        return Refusal(where, str(error))
    original = Original(name, raw, decoded.encoding, decoded.changes)
    return AnnotatedArticle(Article(new_id(), decoded.text), original=original)


PLAIN_TEXT = PlainText()
