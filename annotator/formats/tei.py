"""TEI P5: a folder with a document for each article, its annotations as elements in the text.

``body`` holds the text character by character, with no white space of ours (``xml:space``). Each
segment is an ``ab``. A mention is an ``rs`` that points to the register in ``standOff``. A quote's
content is ``said`` and points to its speaker; its cue, its source and further parts of content
point to it with ``corresp``. ``type`` is the label, which ``n`` has as it is where it is no single
word. ``resp`` and ``cert`` tell the detector with its rule, and its confidence; ``ana`` marks what
is undecided. ``direct`` of a mixed quote is ``inapplicable``.

Elements have to nest, and annotations may cross. What would cross another is written in pieces that
``next`` and ``prev`` link (TEI Guidelines, “Fragmentation and reconstitution of virtual elements”).
So one rule holds for all, and each annotation stands where readers of TEI look for it, which it
would not in ``standOff``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from pathlib import Path

import regex
from lxml import etree

from annotator.domain.annotation import (
    Annotation,
    Origin,
    Quote,
    QuoteType,
    Role,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.article import Article
from annotator.domain.register import EntityKind
from annotator.domain.span import Span
from annotator.formats.atomic import replacing_folder
from annotator.formats.features import Carries, Feature, changed, left_out
from annotator.formats.losses import kept
from annotator.formats.names import free_name
from annotator.formats.news_items import iso_date
from annotator.formats.protocol import AnnotatedArticle
from annotator.formats.taking_away import without_control_characters

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ID = f"{_XML}id"
_LANGUAGE = regex.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_NO_WORD = regex.compile(r"[\p{C}\p{Z}]+")
_DIRECT = {QuoteType.DIRECT: "true", QuoteType.INDIRECT: "false", QuoteType.MIXED: "inapplicable"}
_LISTS = {
    EntityKind.PERSON: ("listPerson", "person", "persName"),
    EntityKind.ORGANISATION: ("listOrg", "org", "orgName"),
    EntityKind.PLACE: ("listPlace", "place", "placeName"),
    EntityKind.OTHER: ("list", "item", "name"),
}
_OUTER = ("said", "seg", "rs")
_SUGGESTED = "suggested"


class Tei:
    name = "tei"
    title = "TEI P5"
    suffixes: tuple[str, ...] = ()
    is_folder = True
    carries = Carries(
        {
            Feature.CONTROL_CHARACTERS: changed("a space instead, since XML cannot hold them"),
            Feature.NOTES: left_out(),
            Feature.EVIDENCE: left_out("detecting again tells it"),
            Feature.DECISIONS: left_out(),
            Feature.ATTRIBUTES: left_out(),
            Feature.REJECTED: left_out("they would look like accepted ones"),
            Feature.IDS: changed("numbers of each document"),
        }
    )

    def write(self, records: Iterable[AnnotatedArticle], path: Path) -> None:
        with replacing_folder(path) as folder:
            for record in records:
                name = free_name(folder, record.article.id, ".xml")
                document = etree.ElementTree(_Document(kept(record, self.carries)).root)
                document.write(folder / f"{name}.xml", encoding="utf-8", xml_declaration=True)


class _Document:
    """One article; what the text points to is added to header and register as it comes up."""

    def __init__(self, record: AnnotatedArticle) -> None:
        self.root = etree.fromstring(f'<TEI xmlns="{NAMESPACE}"/>')
        self._article = record.article
        self._entities = {one.id: f"e{n}" for n, one in enumerate(record.register, 1)}
        self._origins: dict[tuple[str, str, str], str] = {}
        self._speakers: dict[tuple[SpeakerKind, str], str] = {}
        # The text comes first, since only then it is known what it points to.
        text = self._text(record)
        parts = [self._header(record), self._stand_off(record), text]
        self.root.text = "\n"
        for part in parts:
            if len(part):
                part.tail = "\n"
                self.root.append(part)

    def _text(self, record: AnnotatedArticle) -> etree._Element:
        article, annotations = record.article, record.annotations
        text = etree.Element(f"{{{NAMESPACE}}}text")
        if _LANGUAGE.fullmatch(article.language):
            text.set(f"{_XML}lang", article.language)
        body = _add(text, "body")
        body.set(f"{_XML}space", "preserve")
        marks = _Marks(article.text, self._chains(record))
        if annotations is None or not annotations.partition.segments:
            marks.write(_add(body, "ab"), 0, len(article.text))
            return text
        for number, (segment, span) in enumerate(annotations.partition, 1):
            block = _add(body, "ab", **_typed(segment.label), **self._made_by(segment))
            block.set(_ID, f"s{number}")
            marks.write(block, span.start, span.end)
        return text

    def _chains(self, record: AnnotatedArticle) -> Iterator[_Chain]:
        """Yield all stretches that are marked."""
        if record.annotations is None:
            return
        for number, quote in enumerate(record.annotations.quotes, 1):
            for role in Role:
                yield from self._parts(quote, f"q{number}", role)
        for number, mention in enumerate(record.annotations.mentions, 1):
            attributes = {**_typed(mention.label), **self._made_by(mention)}
            if mention.entity is not None:
                attributes["ref"] = f"#{self._entities[mention.entity]}"
            yield _Chain("rs", f"m{number}", mention.span, attributes)

    def _parts(self, quote: Quote, id_: str, role: Role) -> Iterator[_Chain]:
        for number, span in enumerate(quote.parts(role), 1):
            is_first = role is Role.CONTENT and number == 1
            attributes = {} if is_first else {"corresp": f"#{id_}"}
            if role is Role.CONTENT:
                attributes["direct"] = _DIRECT[quote.type]
                attributes["who"] = f"#{self._who(quote.speaker)}"
                attributes.update(self._made_by(quote))
            else:
                attributes["type"] = role.value
            name = id_ if is_first else f"{id_}.{role}{number}"
            yield _Chain("said" if role is Role.CONTENT else "seg", name, span, attributes)

    def _who(self, speaker: Speaker) -> str:
        if speaker.entity is not None:
            return self._entities[speaker.entity]
        known = self._speakers
        return known.setdefault((speaker.kind, speaker.name), f"speaker{len(known) + 1}")

    def _made_by(self, one: Annotation) -> dict[str, str]:
        attributes = {"ana": f"#{_SUGGESTED}"} if one.state is State.SUGGESTED else {}
        if not one.origin.is_by_hand:
            attributes["resp"] = f"#{self._origin(one.origin)}"
            attributes["cert"] = f"{one.origin.confidence}"
        return attributes

    def _origin(self, origin: Origin) -> str:
        known = self._origins
        key = (origin.detector, origin.version, origin.rule)
        return known.setdefault(key, f"origin{len(known) + 1}")

    def _header(self, record: AnnotatedArticle) -> etree._Element:
        header = etree.Element(f"{{{NAMESPACE}}}teiHeader")
        file = _add(header, "fileDesc")
        title = _add(file, "titleStmt")
        _add(title, "title", self._article.title)
        if record.annotations is not None:
            owner = record.annotations.owner
            _add_responsible(title, owner.kind.value, owner.name)
        for (detector, version, rule), id_ in self._origins.items():
            _add_responsible(title, rule, f"{detector} {version}".strip(), id_)
        _add(_add(file, "publicationStmt"), "p", "Written by Annotator")
        _add_source(_add(file, "sourceDesc"), self._article)
        classes = _add(_add(header, "encodingDesc"), "classDecl")
        category = _add(_add(classes, "taxonomy"), "category")
        category.set(_ID, _SUGGESTED)
        _add(category, "catDesc", "suggested by a detector, and not yet decided")
        if self._article.language and not _LANGUAGE.fullmatch(self._article.language):
            usage = _add(_add(header, "profileDesc"), "langUsage")
            _add(usage, "p", self._article.language)
        if record.annotations is not None:
            revision = _add(header, "revisionDesc", status=record.annotations.progress.value)
            _add(revision, "change", "annotated")
        etree.indent(header)
        return header

    def _stand_off(self, record: AnnotatedArticle) -> etree._Element:
        """Return the register, and the speakers that it does not have."""
        stand_off = etree.Element(f"{{{NAMESPACE}}}standOff")
        for kind, (of_kind, tag, name) in _LISTS.items():
            entries = [one for one in record.register if one.kind is kind]
            others = self._speakers if kind is EntityKind.PERSON else {}
            if not entries and not others:
                continue
            listed = _add(stand_off, of_kind)
            for one in entries:
                entry = _add(listed, tag)
                entry.set(_ID, self._entities[one.id])
                _add(entry, name, one.name)
                for alias in one.aliases:
                    _add(entry, name, alias, type="alias")
                _add(entry, "idno", one.id)
            for (speaker, called), id_ in others.items():
                entry = _add(listed, tag, role=speaker.value)
                entry.set(_ID, id_)
                if called:
                    _add(entry, name, called)
        etree.indent(stand_off)
        return stand_off


class _Chain:
    """A stretch of the text and the elements that it is written in, linked one to the next."""

    def __init__(self, tag: str, id_: str, span: Span, attributes: dict[str, str]) -> None:
        self.span = span
        self.tag = tag
        self._id = id_
        self._attributes = attributes
        self._last: etree._Element | None = None
        self._count = 0

    def add_piece(self, parent: etree._Element) -> etree._Element:
        piece = _add(parent, self.tag, **self._attributes)
        self._count += 1
        id_ = self._id if self._count == 1 else f"{self._id}-{self._count}"
        piece.set(_ID, id_)
        if self._last is not None:
            piece.set("prev", f"#{self._last.get(_ID)}")
            self._last.set("next", f"#{id_}")
        self._last = piece
        return piece


class _Marks:
    """Writes a text, stretch by stretch in its order, with the elements that lie on it."""

    def __init__(self, text: str, chains: Iterable[_Chain]) -> None:
        self._text = text
        # The outer ones first; ``rs`` may hold neither of the others.
        self._chains = sorted(
            chains, key=lambda one: (_OUTER.index(one.tag), one.span.start, -one.span.end)
        )
        self._starting: dict[int, set[int]] = defaultdict(set)
        self._ending: dict[int, set[int]] = defaultdict(set)
        for number, chain in enumerate(self._chains):
            self._starting[chain.span.start].add(number)
            self._ending[chain.span.end].add(number)
        self._edges = sorted({*self._starting, *self._ending})
        self._on_it: set[int] = set()

    def write(self, block: etree._Element, begin: int, end: int) -> None:
        """Write ``text[begin:end]`` into ``block``; it begins where the last one ended."""
        within = self._edges[bisect_right(self._edges, begin) : bisect_left(self._edges, end)]
        opened: list[tuple[int, etree._Element]] = []
        for start, stop in pairwise([begin, *within, end]):
            self._on_it -= self._ending[start]
            self._on_it |= self._starting[start]
            wanted = sorted(self._on_it)
            staying = takewhile(lambda one: one[0][0] == one[1], zip(opened, wanted, strict=False))
            opened = [one for one, _ in staying]
            for number in wanted[len(opened) :]:
                piece = self._chains[number].add_piece(opened[-1][1] if opened else block)
                opened.append((number, piece))
            _append(opened[-1][1] if opened else block, self._text[start:stop])


def _add(parent: etree._Element, tag: str, words: str = "", **attributes: str) -> etree._Element:
    safe = {name: without_control_characters(value) for name, value in attributes.items()}
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", safe)
    element.text = without_control_characters(words) or None
    return element


def _append(element: etree._Element, words: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def _typed(label: str) -> dict[str, str]:
    """Return a label as ``type``, which holds one word, and as it is where it is none."""
    word = _NO_WORD.sub("_", label)
    return {"type": word} if word == label else {"type": word, "n": label}


def _add_responsible(title: etree._Element, what: str, who: str, id_: str = "") -> None:
    statement = _add(title, "respStmt")
    if id_:
        statement.set(_ID, id_)
    _add(statement, "resp", what)
    _add(statement, "name", who)


def _add_source(source: etree._Element, article: Article) -> None:
    cited = _add(source, "bibl")
    _add(cited, "title", article.title)
    _add(cited, "publisher", article.source)
    _add(cited, "idno", article.url, type="URI")
    _add(cited, "idno", article.id, type="article")
    when = iso_date(article.published)
    _add(cited, "date", article.published, **({"when": when} if when else {}))


TEI = Tei()
