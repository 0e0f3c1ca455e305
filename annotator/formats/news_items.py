"""What readers of news items share: making an article of the parts that a file names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime

from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.formats.canonical import canonicalised
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal


def news_item(
    article: Article, where: str, original: Original | None, remarks: Iterable[str] = ()
) -> AnnotatedArticle | Refusal:
    """Return the article with canonical text and an id, or a refusal where it has no text."""
    text = canonicalised(article.text).strip("\n")
    if not text.strip():
        return Refusal(where, "There is no text in it.")
    made = Article(
        new_id(),
        f"{text}\n",
        " ".join(article.title.split()),
        " ".join(article.source.split()),
        article.url.strip(),
        iso_date(article.published),
        article.language.strip(),
    )
    return AnnotatedArticle(made, original=original, remarks=tuple(remarks))


def paragraphs(*parts: str) -> str:
    """Return those parts that have words, with a blank line between them."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def iso_date(said: str) -> str:
    """Return a date of ISO 8601 (basic or extended) or RFC 5322 in ISO 8601; nothing for others."""
    said = said.strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(said)
        except (ValueError, TypeError, IndexError):
            continue
        is_day = len(said) <= len("2024-06-11")
        return moment.date().isoformat() if is_day else moment.isoformat()
    return ""
