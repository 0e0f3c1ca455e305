"""Fitting spans to what a format can express: words, tokens, a text made of tokens."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from dataclasses import replace

from annotator.domain.annotation import Quote, Role, Segment
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.partition import Partition, settled
from annotator.domain.span import Span, hull
from annotator.formats.changing import on_set
from annotator.formats.features import Carries
from annotator.formats.protocol import AnnotatedArticle
from annotator.formats.tokens import TokenRow

_Fit = Callable[[Span], Span | None]


def without_blank_edges(record: AnnotatedArticle, _carries: Carries) -> AnnotatedArticle:
    text = record.article.text

    def trimmed(span: Span) -> Span | None:
        return span.trimmed(text) if span.of(text).strip() else None

    return _fitted(record, trimmed)


def without_token_edges(record: AnnotatedArticle, carries: Carries) -> AnnotatedArticle:
    if carries.sentences is None:
        raise ValueError("a format made of tokens has to say which")
    tokens = list(itertools.chain.from_iterable(carries.sentences(record.article)))
    return _fitted(record, TokenRow(tokens).widened)


def without_white_space(record: AnnotatedArticle, carries: Carries) -> AnnotatedArticle:
    """Rebuild the text from its tokens, with a space between them and a line for each sentence.

    Spans have to begin and end with tokens.
    """
    if carries.sentences is None:
        raise ValueError("a format made of tokens has to say which")
    text = record.article.text
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    lines, position = [], 0
    for sentence in carries.sentences(record.article):
        for token in sentence:
            starts[token.start] = position
            ends[token.end] = position + len(token)
            position += len(token) + 1
        lines.append(" ".join(token.of(text) for token in sentence))
    rebuilt = "\n".join(lines) + "\n"
    moved = _fitted(record, lambda span: Span(starts[span.start], ends[span.end]), rebuilt)
    # Another text is another article.
    return replace(moved, article=replace(record.article, id="", text=rebuilt))


def _fitted(record: AnnotatedArticle, fit: _Fit, text: str | None = None) -> AnnotatedArticle:
    """Return the record with each span as ``fit`` gives it; ``None`` takes the span away.

    ``text`` is what the new spans refer to, where that is another text.
    """

    def fitted(annotations: AnnotationSet) -> AnnotationSet:
        fits = ((one, fit(one.span)) for one in annotations.mentions)
        mentions = [replace(one, span=span) for one, span in fits if span is not None]
        quotes: list[Quote] = []
        for quote in annotations.quotes:
            content, cue, source = (_apart(map(fit, quote.parts(role))) for role in Role)
            if content:
                quotes.append(replace(quote, content=content, cue=cue, source=source))
        return replace(
            annotations,
            partition=_fitted_partition(annotations.partition, record.article.text, fit, text),
            mentions=tuple(sorted(mentions, key=lambda one: (one.span, one.id))),
            quotes=tuple(sorted(quotes, key=lambda one: (one.content[0], one.id))),
        )

    return on_set(record, fitted)


def _apart(spans: Iterable[Span | None]) -> tuple[Span, ...]:
    """Join spans in text order that overlap, and leave out what is none."""
    found: list[Span] = []
    for span in spans:
        if span is None:
            continue
        if found and found[-1].end > span.start:
            span = hull((found.pop(), span))
        found.append(span)
    return tuple(found)


def _fitted_partition(partition: Partition, old: str, fit: _Fit, new: str | None) -> Partition:
    text = old if new is None else new
    by_first_word: dict[int, Segment] = {}
    for segment, span in partition:
        fitting = fit(span.trimmed(old)) if span.of(old).strip() else None
        if fitting is not None:
            by_first_word[fitting.start] = segment
    starts = [0, *(settled(text, word) for word in list(by_first_word)[1:])]
    segments = zip(by_first_word.values(), starts, strict=False)
    return Partition(len(text), tuple(replace(one, start=start) for one, start in segments))
