"""Plain text files: one article each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.canonical import UnreadableError, decode
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal

MOST_BYTES = 32 * 1024 * 1024
"""The largest file that is taken for an article; a larger one is refused unread."""


class PlainText:
    name = "text"
    title = "Plain text"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        try:
            size = path.stat().st_size
            if size > MOST_BYTES:
                yield Refusal(str(path), _too_large(size))
                return
            raw = path.read_bytes()
        except OSError as error:
            yield Refusal(str(path), f"The file cannot be read: {error.strerror}.")
            return
        yield article_of(raw, path.name, str(path))


def article_of(raw: bytes, name: str, where: str) -> AnnotatedArticle | Refusal:
    """Make an article of a text file's bytes, or say why not."""
    if len(raw) > MOST_BYTES:
        return Refusal(where, _too_large(len(raw)))
    try:
        decoded = decode(raw)
    except UnreadableError as error:
        return Refusal(where, str(error))
    original = Original(name, raw, decoded.encoding, decoded.changes)
    return AnnotatedArticle(Article(new_id(), decoded.text), original=original)


def _too_large(size: int) -> str:
    return (
        f"The file has {size / 1e6:.0f} MB; an article may have {MOST_BYTES / 1e6:.0f}. "
        "Split it into its articles."
    )


PLAIN_TEXT = PlainText()
