"""Changing what is told about an article."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import ClassVar

from annotator.domain.article import ArticleDetails
from annotator.domain.errors import RefusedError
from annotator.domain.moment import as_moment
from annotator.store import Transaction

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class ChangeDetails:
    """Replace title, source, address, date and language of an article, for everybody."""

    details: ArticleDetails
    title: ClassVar[str] = "Change details of the article"

    @property
    def article_id(self) -> str:
        return self.details.id

    def run(self, tx: Transaction) -> None:
        tx.put("", checked(self.details, tx.find(ArticleDetails, self.details.id)))


def checked(details: ArticleDetails, before: ArticleDetails) -> ArticleDetails:
    """Return the details; raise ``RefusedError`` where the date or the language is none.

    What stood there ``before``, as a file told it, stays as it is.
    """
    said = {
        name: " ".join(told.split())
        for name, told in asdict(details).items()
        if told != getattr(before, name)
    }
    if said.get("published"):
        said["published"] = as_moment(said["published"])
    if said.get("language") and not _LANGUAGE.fullmatch(said["language"]):
        raise RefusedError("The language is none. Write it as en, de or pt-BR.")
    return replace(before, **said)
