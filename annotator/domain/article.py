"""Articles: one canonical text each, which never changes after import."""

import hashlib
from dataclasses import dataclass


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
    def sha256(self) -> str:
        """The hash of the UTF-8 text, which names the text across project files."""
        return text_hash(self.text)


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 form, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
