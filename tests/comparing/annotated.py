"""Annotation sets for the tests, written down by the words that they mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.comparing.compared import Compared
from annotator.domain.annotation import (
    Mention,
    Quote,
    QuoteType,
    Segment,
    Speaker,
    SpeakerKind,
    State,
)
from annotator.domain.annotation_set import AnnotationSet, Owner, OwnerKind
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.partition import Partition
from annotator.domain.span import Span

TEXT = (
    "Harbour reopens\n\nBy Hanae Orimoto\n\nThe University of Brenholm said the harbour is open. "
    "“It is ready,” Ada Brandt, its head, said on Tuesday.\n"
)


def owner(name: str) -> Owner:
    return Owner(OwnerKind.ANNOTATOR, name)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def mention(words: str, label: str, entity: str | None = None) -> Mention:
    return Mention(new_id(), span(words), label, entity=entity)


def segment(words: str, label: str, state: State = State.ACCEPTED) -> Segment:
    return Segment(new_id(), 0 if not words else TEXT.index(words), label, state)


def quote(
    content: str,
    cue: str = "",
    source: str = "",
    speaker: str = "",
    type_: QuoteType = QuoteType.DIRECT,
) -> Quote:
    return Quote(
        new_id(),
        type_,
        (span(content),),
        (span(cue),) if cue else (),
        (span(source),) if source else (),
        Speaker(SpeakerKind.ENTITY, speaker, speaker) if speaker else Speaker(),
    )


def compared(**annotators: Sequence[Segment | Mention | Quote]) -> Compared:
    """Return the annotators' work on one article; each list holds annotations of any layer."""
    text = TEXT
    article = Article("article", text, "Harbour reopens")
    sets = {
        owner(name): AnnotationSet(
            new_id(),
            article.id,
            owner(name),
            Partition(len(text), tuple(one for one in of if isinstance(one, Segment))),
            tuple(one for one in of if isinstance(one, Mention)),
            tuple(one for one in of if isinstance(one, Quote)),
        )
        for name, of in annotators.items()
    }
    return Compared(article, sets)


def suggested(annotation: Mention) -> Mention:
    return replace(annotation, state=State.SUGGESTED)
