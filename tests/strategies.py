"""Generated annotated articles: nested and crossing spans, odd scripts, several parts."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.domain.annotation import (
    Layer,
    Mention,
    Note,
    Origin,
    Quote,
    QuoteType,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.decision import Decision, Reason, Ruling
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition, settled
from annotator.domain.register import Entity, EntityKind
from annotator.domain.span import Span
from annotator.domain.step import Progress
from annotator.formats.canonical import canonicalised
from annotator.formats.protocol import AnnotatedArticle

PIECES = (
    "word",
    "Ünïcode",
    " ",
    "\n",
    "\n\n",
    "    ",
    "\u00a0",
    "👩\u200d👩\u200d👧",
    "🇫🇷",
    "e\u0301",
    "שלום",
    "مرحبا",
    "港",
    "“q”",
    "\u200d",
    "\t",
)
LABELS = ("headline", "paragraph", "caption", "tags")

texts = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=30)
    .map("".join)
    .map(canonicalised)
    .filter(lambda text: bool(text.strip()))
)
states = st.sampled_from(State)
attributes = st.dictionaries(
    st.sampled_from(("value", "why")), st.one_of(st.text(max_size=5), st.integers(), st.none())
)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


def origins(text: str) -> st.SearchStrategy[Origin]:
    """Work by hand and by a detector, whose evidence are words and places of ``text``."""
    return st.one_of(
        st.just(Origin()),
        st.builds(
            Origin,
            st.just("rules"),
            st.just("1"),
            st.sampled_from(("name", "“rule”")),
            st.floats(0, 1),
            st.lists(st.sampled_from(("a word", "“日” ")) | spans(text), max_size=3).map(tuple),
        ),
    )


@st.composite
def apart(draw: st.DrawFn, text: str, least: int) -> tuple[Span, ...]:
    """Spans in text order that do not overlap."""
    found: list[Span] = []
    for span in sorted(draw(st.lists(spans(text), min_size=least, max_size=3))):
        if not found or found[-1].end <= span.start:
            found.append(span)
    return tuple(found)


@st.composite
def partitions(draw: st.DrawFn, text: str) -> Partition:
    cuts = draw(st.lists(st.integers(1, max(1, len(text) - 1)), max_size=5))
    starts = sorted({0, *(settled(text, cut) for cut in cuts if not text[cut : cut + 1].isspace())})
    if draw(st.integers(0, 9)) == 0:
        return Partition(len(text))
    segments = tuple(
        Segment(
            new_id(),
            start,
            draw(st.sampled_from(LABELS)),
            draw(st.sampled_from((State.SUGGESTED, State.ACCEPTED))),
            draw(origins(text)),
            draw(attributes),
        )
        for start in starts
        if start < len(text)
    )
    return Partition(len(text), segments)


@st.composite
def annotated_articles(draw: st.DrawFn) -> AnnotatedArticle:
    text = draw(texts)
    register = tuple(
        Entity(
            new_id(), name, draw(st.sampled_from(EntityKind)), ("Alias", "别名")[: len(name) % 3]
        )
        for name in draw(st.lists(st.sampled_from(("Ada Brandt", "港湾", "X")), max_size=2))
    )
    ids = st.sampled_from([None, *(entity.id for entity in register)])
    mentions = tuple(
        Mention(
            new_id(), span, "PERSON", draw(states), draw(origins(text)), draw(attributes), draw(ids)
        )
        for span in draw(st.lists(spans(text), max_size=6))
    )
    quotes = tuple(
        Quote(
            new_id(),
            draw(st.sampled_from(QuoteType)),
            draw(apart(text, 1)),
            draw(apart(text, 0)),
            draw(apart(text, 0)),
            _speaker(draw, ids),
            draw(states),
            draw(origins(text)),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    article = Article(
        new_id(), text, draw(st.text("abc“é", max_size=8)), "Source", "", "2024-06-11", "en"
    )
    annotations = AnnotationSet(
        new_id(),
        article.id,
        Owner(draw(st.sampled_from(OwnerKind)), "Ines"),
        draw(partitions(text)),
        tuple(sorted(mentions, key=lambda one: (one.span, one.id))),
        tuple(sorted(quotes, key=lambda one: (one.content[0], one.id))),
        tuple(
            Note(f"note {number}", "A note 👍", "", draw(st.none() | spans(text)), asks)
            for number, asks in enumerate(draw(st.lists(st.booleans(), max_size=2)))
        ),
        draw(st.sampled_from(Progress)),
        decisions=_decisions(draw, text, mentions),
    )
    return AnnotatedArticle(article, annotations, register)


def _decisions(draw: st.DrawFn, text: str, mentions: tuple[Mention, ...]) -> tuple[Decision, ...]:
    found = [
        Decision(
            new_id(),
            Layer.ENTITIES,
            draw(spans(text)),
            draw(st.sampled_from(Ruling)),
            "fingerprint",
            "Rita",
            "Ines, Joss",
            tuple(one.id for one in mentions[:2]),
            ("label",),
            draw(st.none() | st.sampled_from(Reason)),
            "A note 👍",
            "2026-11-25T10:00:00+00:00",
        )
        for _ in range(draw(st.integers(0, 2)))
    ]
    return tuple(sorted(found, key=lambda one: (one.span, one.id)))


def _speaker(draw: st.DrawFn, ids: st.SearchStrategy[str | None]) -> Speaker:
    entity = draw(ids)
    if entity is not None:
        return Speaker(SpeakerKind.ENTITY, entity, "Ada Brandt")
    return Speaker(draw(st.sampled_from([one for one in SpeakerKind if one != "entity"])))
