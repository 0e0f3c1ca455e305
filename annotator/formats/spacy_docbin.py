"""spaCy's DocBin (``.spacy``), which spaCy trains from.

Tokens are those of spaCy's blank pipeline of the article's language, since training needs spaCy's
own. ``doc.spans`` has the groups ``segments``, ``mentions`` and ``quotes``; the parts of one quote
have its id, ``content``, ``cue`` or ``source`` for a label. ``doc.ents`` has those mentions that do
not overlap. What spaCy has no field for stands as JSON in ``doc.user_data["annotator"]``. A span
that ends within a token is widened to whole tokens, which the loss report lists one by one. A
DocBin is written in one go, so that a large export needs memory for all of it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.domain.annotation import Mention, Segment
from annotator.domain.article import Article
from annotator.domain.errors import RefusedError
from annotator.domain.span import Span
from annotator.formats.atomic import replacing_bytes
from annotator.formats.details import (
    KEY,
    annotation_json,
    annotation_of,
    article_json,
    gathering_of,
    mention_of,
    quote_of,
)
from annotator.formats.extras import needing
from annotator.formats.features import Carries, Feature, Sentences, changed
from annotator.formats.gathering import Gathering
from annotator.formats.json_objects import BadRecordError, JsonObject, parsed
from annotator.formats.linked_parts import Part, gather_quotes, parts_of, role_of
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle, Refusal
from annotator.formats.reading import read_bytes
from annotator.formats.taking_away import outer_mentions, uncrossed_mentions
from annotator.formats.tokens import TokenRow

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

_MOST_BYTES = 1024 * 1024 * 1024
_PIECE = 1024 * 1024
_UNSUSPICIOUS_BYTES = 64 * 1024 * 1024
_MOST_TIMES = 100
_BAD_CONTENT = (
    AssertionError,
    AttributeError,
    BadRecordError,
    IndexError,
    KeyError,
    OverflowError,
    RefusedError,
    TypeError,
    ValueError,
)


def _tokens(article: Article) -> Sentences:
    doc = _pipeline(article.language.partition("-")[0].lower()).make_doc(article.text)
    return [[Span(token.idx, token.idx + len(token)) for token in doc]]


@cache
def _pipeline(language: str) -> Language:
    """Return the blank pipeline of a language; the one of no language where spaCy lacks it."""
    with needing("spaCy", "spacy"):
        import spacy
    try:
        return spacy.blank(language or "xx")
    except (ImportError, OSError):
        return spacy.blank("xx")


class SpacyDocBin:
    name = "spacy"
    title = "spaCy DocBin"
    suffixes: tuple[str, ...] = (".spacy",)
    is_folder = False
    carries = Carries(
        {
            Feature.TOKEN_EDGES: changed(
                "widened to spaCy’s tokens; what has no words of its own is left out"
            ),
        },
        _tokens,
    )

    def read(self, path: Path) -> Iterator[AnnotatedArticle | Refusal]:
        with needing("spaCy", "spacy"):
            from spacy.tokens import DocBin
            from spacy.vocab import Vocab
        raw = read_bytes(path, _MOST_BYTES)
        if isinstance(raw, Refusal):
            yield raw
            return
        done = 0
        try:
            content = DocBin(store_user_data=True).from_bytes(_checked(raw))
            for doc in content.get_docs(Vocab()):
                yield _record_of(doc)
                done += 1
        except (zlib.error, *_BAD_CONTENT) as error:
            where = f"{path}, behind article {done}" if done else str(path)
            yield Refusal(where, f"This is not a DocBin that can be read ({error}).")

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with needing("spaCy", "spacy"):
            from spacy.tokens import DocBin
        attributes = ["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"]
        content = DocBin(attrs=attributes, store_user_data=True)
        for record in records:
            content.add(_doc_of(kept(record, self.carries)))
        with replacing_bytes(path) as file:
            file.write(content.to_bytes())


def _checked(raw: bytes) -> bytes:
    """Return the bytes unless they unpack to far more than tokens and text ever do."""
    unpacking, waiting, unpacked = zlib.decompressobj(), raw, 0
    while waiting:
        unpacked += len(unpacking.decompress(waiting, _PIECE))
        waiting = unpacking.unconsumed_tail
        if unpacked > max(_UNSUSPICIOUS_BYTES, _MOST_TIMES * len(raw)):
            raise BadRecordError(f"it unpacks to more than {unpacked / 1e6:.0f} MB")
    return raw


def _doc_of(record: AnnotatedArticle) -> Doc:
    from spacy.tokens import Span as DocSpan

    article, annotations = record.article, record.annotations
    doc = _pipeline(article.language.partition("-")[0].lower()).make_doc(article.text)
    details = article_json(record)
    if annotations is None:
        doc.user_data[KEY] = json.dumps(details, ensure_ascii=False)
        return doc
    row = TokenRow([Span(token.idx, token.idx + len(token)) for token in doc])

    def in_doc(span: Span, label: str, id_: str, entity: str | None = None) -> DocSpan:
        touched = row.touched(span)
        place = touched.start, touched.stop
        return DocSpan(doc, *place, label=str(label), span_id=id_, kb_id=entity or "")

    def of_mention(one: Mention) -> DocSpan:
        return in_doc(one.span, one.label, one.id, one.entity)

    doc.spans["segments"] = [
        in_doc(span.trimmed(article.text), segment.label, segment.id)
        for segment, span in annotations.partition
    ]
    doc.spans["mentions"] = [of_mention(one) for one in annotations.mentions]
    doc.spans["quotes"] = [
        in_doc(span, role, quote.id)
        for quote in annotations.quotes
        for _, role, span in parts_of(quote)
    ]
    doc.ents = [of_mention(one) for one in uncrossed_mentions(outer_mentions(annotations.mentions))]
    details["annotations"] = [
        annotation_json(one, article.text) for one in annotations.annotations()
    ]
    doc.user_data[KEY] = json.dumps(details, ensure_ascii=False)
    return doc


def _record_of(doc: Doc) -> AnnotatedArticle:
    said = doc.user_data.get(KEY)
    details = JsonObject(parsed(said), "the details") if isinstance(said, str) else None
    gathering = gathering_of(doc.text, details)
    by_id: dict[str, JsonObject] = {}
    if details is not None and details.has("annotations"):
        by_id = {one.filled("id"): one for one in details.objects("annotations")}
    _gather_spans(gathering, doc, by_id)
    return gathering.record()


def _gather_spans(gathering: Gathering, doc: Doc, by_id: Mapping[str, JsonObject]) -> None:
    parts, links, anchors = list[Part](), list[tuple[str, str]](), dict[str, str]()
    for group, one, span in _spans(gathering, doc):
        details = by_id.get(one.id_)
        role = role_of(one.label_)
        if group == "segments":
            fields = annotation_of(details, gathering)
            gathering.add_segment(span, Segment(start=0, label=one.label_, **fields))
        elif group == "quotes" and role is not None:
            key = f"{one.id_}#{len(parts)}"
            if one.id_ and (anchor := anchors.setdefault(one.id_, key)) != key:
                links.append((anchor, key))
            is_anchor = details is not None and anchors.get(one.id_) == key
            parts.append(Part(key, role, span, quote_of(details, gathering) if is_anchor else {}))
        else:
            mention = Mention(span=span, label=one.label_, **mention_of(details, gathering))
            gathering.mentions.append(mention)
    gather_quotes(gathering, parts, links)


def _spans(gathering: Gathering, doc: Doc) -> Iterator[tuple[str, DocSpan, Span]]:
    """Yield group, span in tokens and span; of ``doc.ents`` where no group has the mentions."""
    groups = {name: list(doc.spans[name]) for name in doc.spans}
    if not set(groups) - {"segments", "quotes"}:
        groups["mentions"] = list(doc.ents)
    for name, spans in groups.items():
        for one in spans:
            span = gathering.span(one.start_char, one.end_char)
            if span is not None:
                yield name, one, span


SPACY_DOCBIN = SpacyDocBin()
