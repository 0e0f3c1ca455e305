"""TEI P5: valid against the schema of all of TEI, and read back by another XML parser."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from lxml import etree

from annotator.domain.annotation import (
    BY_HAND,
    Mention,
    Quote,
    QuoteType,
    Role,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import GOLD, AnnotationSet
from annotator.domain.article import Article
from annotator.domain.partition import Partition
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.formats.losses import kept
from annotator.formats.protocol import AnnotatedArticle
from annotator.formats.tei import TEI
from tests.formats.round_trips import golden_record, write
from tests.strategies import annotated_articles

SCHEMA = Path(__file__).parent.parent / "schemas" / "tei" / "tei_all.rng"
T = "{http://www.tei-c.org/ns/1.0}"
X = "{http://www.w3.org/XML/1998/namespace}"
TYPES = {"true": QuoteType.DIRECT, "false": QuoteType.INDIRECT, "inapplicable": QuoteType.MIXED}


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMA))


def _written(record: AnnotatedArticle) -> bytes:
    with TemporaryDirectory() as name:
        write(TEI, [record], Path(name) / "out")
        (file,) = (Path(name) / "out").glob("*.xml")
        return file.read_bytes()


@dataclass
class _Found:
    """What a reader of TEI finds in a document: its text, and each stretch by its id."""

    text: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    elements: dict[str, ET.Element] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def _found(document: ET.Element) -> _Found:
    body = document.find(f"{T}text/{T}body")
    assert body is not None
    found, first = _Found(), dict[str, str]()

    def walk(element: ET.Element) -> None:
        start = len(found.text)
        found.text += element.text or ""
        for child in element:
            walk(child)
            found.text += child.tail or ""
        id_ = element.get(f"{X}id")
        if id_ is None:
            return
        before = element.get("prev", "").removeprefix("#")
        first[id_] = first.get(before, before) or id_
        if before:
            assert found.spans[first[id_]][1] == start  # no piece is missing
            found.spans[first[id_]] = (found.spans[first[id_]][0], len(found.text))
            return
        found.spans[id_] = (start, len(found.text))
        found.elements[id_] = element
        whole = element.get("corresp", "").removeprefix("#")
        if element.tag in (f"{T}said", f"{T}seg"):
            found.parts[whole or id_].append(id_)

    walk(body)
    return found


def _read_back(raw: bytes) -> AnnotatedArticle:
    """Build a record as a user of TEI would, of what the documentation says."""
    document = ET.fromstring(raw)
    found = _found(document)
    header, stand_off = document.find(f"{T}teiHeader"), document.find(f"{T}standOff")
    assert header is not None
    entities = {
        one.get(f"{X}id", ""): _entity(one)
        for one in (stand_off.iter() if stand_off is not None else ())
        if one.find(f"{T}idno") is not None
    }
    speakers = {
        one.get(f"{X}id", ""): Speaker(
            SpeakerKind(one.get("role", "")), None, one.findtext(f"{T}persName", "")
        )
        for one in (stand_off.iter(f"{T}person") if stand_off is not None else ())
        if one.get("role")
    }
    segments, mentions, quotes = [], [], []
    for id_, element in found.elements.items():
        label = element.get("n", element.get("type", ""))
        state = State.SUGGESTED if element.get("ana") == "#suggested" else State.ACCEPTED
        if element.tag == f"{T}ab":
            segments.append(Segment(id_, found.spans[id_][0], label, state))
        if element.tag == f"{T}rs":
            ref = element.get("ref", "").removeprefix("#")
            entity = entities[ref].id if ref else None
            mentions.append(Mention(id_, Span(*found.spans[id_]), label, state, entity=entity))
        if id_ in found.parts:
            quotes.append(_quote(id_, found, state, entities, speakers))
    article = Article(
        header.findtext(f".//{T}idno[@type='article']", ""),
        found.text,
        header.findtext(f".//{T}titleStmt/{T}title", ""),
        header.findtext(f".//{T}publisher", ""),
        header.findtext(f".//{T}idno[@type='URI']", ""),
        header.findtext(f".//{T}date", ""),
        document.find(f"{T}text").get(f"{X}lang", ""),  # type: ignore[union-attr]
    )
    annotations = AnnotationSet(
        "", "", GOLD, Partition(len(found.text), tuple(segments)), tuple(mentions), tuple(quotes)
    )
    return AnnotatedArticle(article, annotations, tuple(entities.values()))


def _entity(one: ET.Element) -> Entity:
    kinds = {"person": "person", "org": "organisation", "place": "place", "item": "other"}
    name, *aliases = (child.text or "" for child in one if child.tag != f"{T}idno")
    kind = EntityKind(kinds[one.tag.removeprefix(T)])
    return Entity(one.findtext(f"{T}idno", ""), name, kind, tuple(aliases))


def _quote(
    id_: str,
    found: _Found,
    state: State,
    entities: dict[str, Entity],
    speakers: dict[str, Speaker],
) -> Quote:
    parts: dict[Role, list[Span]] = {role: [] for role in Role}
    for part in found.parts[id_]:
        element = found.elements[part]
        parts[Role(element.get("type", "content"))].append(Span(*found.spans[part]))
    who = found.elements[id_].get("who", "").removeprefix("#")
    speaker = Speaker(SpeakerKind.ENTITY, entities[who].id) if who in entities else speakers[who]
    content, cue, source = (tuple(sorted(parts[role])) for role in Role)
    kind = TYPES[found.elements[id_].get("direct", "")]
    return Quote(id_, kind, content, cue, source, speaker, state)


def _as_told(record: AnnotatedArticle) -> AnnotatedArticle:
    """Return a record in the order of its text, without what this reader does not look at."""
    annotations = record.annotations
    assert annotations is not None
    mentions = [replace(one, id="", origin=BY_HAND) for one in annotations.mentions]
    quotes = [
        replace(
            one,
            id="",
            origin=BY_HAND,
            speaker=replace(one.speaker, name="") if one.speaker.entity else one.speaker,
        )
        for one in annotations.quotes
    ]
    segments = [replace(one, id="", origin=BY_HAND) for one in annotations.partition.segments]
    return replace(
        record,
        annotations=AnnotationSet(
            "",
            "",
            GOLD,
            Partition(annotations.partition.length, tuple(segments)),
            tuple(sorted(mentions, key=repr)),
            tuple(sorted(quotes, key=repr)),
        ),
        register=tuple(sorted(record.register, key=lambda one: one.id)),
    )


@settings(max_examples=60)
@given(record=annotated_articles())
def test_it_is_valid_and_comes_back(schema: etree.RelaxNG, record: AnnotatedArticle) -> None:
    raw = _written(record)
    assert schema.validate(etree.fromstring(raw)), schema.error_log
    assert _as_told(_read_back(raw)) == _as_told(kept(record, TEI.carries))


def test_odd_names_and_control_characters(schema: etree.RelaxNG) -> None:
    odd = "Ünusual label\u200d\x01&<"
    entity = Entity("x\x02y", "A\x03", EntityKind.PERSON, ("B\x04",))
    mention = Mention("1", Span(0, 3), odd, entity=entity.id)
    annotations = AnnotationSet("s", "a", GOLD, Partition(4), (mention,))
    article = Article("a b", "\x01😀b\n", "T\x05", url="no uri ^", language="en_GB or so")
    record = AnnotatedArticle(article, annotations, (entity,))
    raw = _written(record)
    assert schema.validate(etree.fromstring(raw)), schema.error_log
    document = ET.fromstring(raw)
    found = document.find(f".//{T}rs")
    assert found is not None
    assert found.get("n") == odd.replace("\x01", " ")
    assert _found(document).text == " 😀b\n"
    assert document.findtext(f".//{T}langUsage/{T}p") == "en_GB or so"


def test_an_article_of_nothing(schema: etree.RelaxNG) -> None:
    raw = _written(AnnotatedArticle(Article("a", "")))
    assert schema.validate(etree.fromstring(raw)), schema.error_log


def test_what_made_an_annotation_and_how_sure_it_was() -> None:
    document = ET.fromstring(_written(golden_record()))
    said = document.find(f".//{T}said")
    assert said is not None
    made_by = document.find(f".//*[@{X}id='{said.get('resp', '').removeprefix('#')}']")
    assert made_by is not None
    assert (made_by.findtext(f"{T}name"), said.get("cert")) == ("quotes 1", "0.93")
    assert made_by.findtext(f"{T}resp") == "quotation, source, cue"
