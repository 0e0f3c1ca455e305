"""Changing what is told about an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import ClassVar

from annotator.domain.article import ArticleDetails
from annotator.domain.errors import RefusedError
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
        tx.find(ArticleDetails, self.details.id)
        said = {
            field.name: " ".join(getattr(self.details, field.name).split())
            for field in fields(ArticleDetails)
        }
        tx.put("", checked(replace(self.details, **said)))


def checked(details: ArticleDetails) -> ArticleDetails:
    """Return the details; raise ``RefusedError`` where the date or the language is none."""
    try:
        datetime.fromisoformat(details.published or "2000-01-01")
    except ValueError as error:
        raise RefusedError(
            "The date is none. Write it as 2024-06-11, or 2024-06-11T09:42+02:00."
        ) from error
    if details.language and not _LANGUAGE.fullmatch(details.language):
        raise RefusedError("The language is none. Write it as en, de or pt-BR.")
    return details
