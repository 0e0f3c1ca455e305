"""IPTC ninjs, versions 1 to 3: one news item, or a list of them, as JSON.

Version 1 has ``headline``, ``body_text`` and ``body_html`` (and their variants ``headline_main``,
``body_main``); version 3 has lists ``headlines`` and ``bodies``. Of several the longest is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from annotator.domain.article import Article
from annotator.formats.json_objects import BadRecordError, JsonObject, content_of
from annotator.formats.markup import text_of
from annotator.formats.news_items import news_item, paragraphs
from annotator.formats.protocol import AnnotatedArticle, Original, Refusal


class Ninjs:
    name = "ninjs"
    title = "IPTC ninjs"
    suffixes: tuple[str, ...] = (".json",)

    def recognises(self, head: str) -> bool:
        has_body = '"bodies"' in head or '"body_' in head or '"body"' in head
        return '"uri"' in head and has_body and '"result"' not in head

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        found = content_of(path)
        if isinstance(found, Refusal):
            yield found
            return
        content, raw = found
        items = content if isinstance(content, list) else [content]
        for number, item in enumerate(items, 1):
            where = str(path) if len(items) == 1 else f"{path}, item {number}"
            try:
                original = Original(path.name, raw, "utf-8") if len(items) == 1 else None
                yield news_item(_article(JsonObject(item, "the item")), where, original)
            except BadRecordError as error:
                yield Refusal(where, str(error))


def _article(item: JsonObject) -> Article:
    headline = text_of(_longest(item, "headline", "headlines"))
    body = _body(item)
    byline = item.text("byline") or item.text("by")
    return Article(
        id="",
        text=paragraphs(headline, byline, body),
        title=headline or item.text("title"),
        source=item.text("copyrightholder") or item.text("copyrightHolder"),
        url=item.text("uri"),
        published=item.text("versioncreated") or item.text("versionCreated"),
        language=item.text("language"),
    )


def _body(item: JsonObject) -> str:
    html = [value for key, value in _texts(item, "body", "bodies") if "html" in key]
    plain = [value for key, value in _texts(item, "body", "bodies") if "html" not in key]
    marked = [one for one in plain if "</p>" in one]
    html += marked
    plain = [one for one in plain if one not in marked]
    return max((*map(text_of, html), *plain), key=len, default="")


def _longest(item: JsonObject, one: str, several: str) -> str:
    return max((value for _, value in _texts(item, one, several)), key=len, default="")


def _texts(item: JsonObject, one: str, several: str) -> Iterator[tuple[str, str]]:
    """Yield kind and value of each text that the item has under either name."""
    for key, value in item.items():
        if isinstance(value, str) and (key == one or key.startswith(f"{one}_")):
            yield key, value
    for entry in item.objects(several) if item.has(several) else ():
        yield entry.text("contentType") or entry.text("contenttype"), entry.text("value")


NINJS = Ninjs()
