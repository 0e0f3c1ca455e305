"""Mails (``.eml``): the subject, and the plain text or else that of the HTML."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from annotator.domain.article import Article
from annotator.formats.markup import text_of
from annotator.formats.news_items import news_item, paragraphs
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal
from annotator.formats.reading import read_bytes


class Mail:
    name = "mail"
    title = "Mail"
    suffixes: tuple[str, ...] = (".eml",)

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        raw = read_bytes(path)
        if isinstance(raw, Refusal):
            yield raw
            return
        message = message_from_bytes(raw, policy=policy.default)
        try:
            subject, text = str(message["Subject"] or ""), _text(message)
            sender, date = str(message["From"] or ""), str(message["Date"] or "")
        except (LookupError, ValueError, AttributeError, TypeError) as error:
            yield Refusal(str(path), f"The mail cannot be read ({error}).")
            return
        article = Article("", paragraphs(subject, text), subject, sender, "", date)
        others = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
        remarks = (f"{others} attachments were left out.",) if others else ()
        yield news_item(article, str(path), Original(path.name, raw, "eml"), remarks)


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    if not isinstance(content, str):
        return ""
    return text_of(content) if body.get_content_subtype() == "html" else content


MAIL = Mail()
