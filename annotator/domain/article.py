"""Articles: one canonical text each, which never changes after import."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class ArticleDetails:
    """What is told about an article beside its text, which people may correct; ``id`` is its."""

    id: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    ``text`` is canonical (see ``formats/canonical.py``). ``published`` is an ISO 8601 date or
    date and time; ``language`` a BCP 47 tag; each is empty where unknown.
    """

    id: str
    text: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""
    language: str = ""

    @property
    def details(self) -> ArticleDetails:
        return ArticleDetails(
            self.id, self.title, self.source, self.url, self.published, self.language
        )

    def with_details(self, details: ArticleDetails) -> Article:
        return replace(self, **asdict(details))

    @property
    def sha256(self) -> str:
        """The hash of the UTF-8 text, which names the text across project files."""
        return text_hash(self.text)

    @property
    def site(self) -> str:
        """Whose layout the article has: its source, else the site of its address, if any."""
        return self.source or site_of(self.url)


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 form, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def site_of(url: str) -> str:
    """Return the site of a web address, such as ``meridian.example``; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
