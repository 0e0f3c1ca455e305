"""Changing what is told about an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
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
        before = tx.find(ArticleDetails, self.details.id)
        said = {
            field.name: " ".join(getattr(self.details, field.name).split())
            for field in fields(ArticleDetails)
        }
        tx.put("", checked(replace(self.details, **said), before))


def checked(details: ArticleDetails, before: ArticleDetails) -> ArticleDetails:
    """Return the details; raise ``RefusedError`` where the date or the language is none.

    What stood there ``before``, as a file told it, may stay.
    """
    if details.published not in ("", before.published):
        details = replace(details, published=as_moment(details.published))
    is_new = details.language not in ("", before.language)
    if is_new and not _LANGUAGE.fullmatch(details.language):
        raise RefusedError("The language is none. Write it as en, de or pt-BR.")
    return details
