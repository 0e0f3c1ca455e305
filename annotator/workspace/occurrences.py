"""Finding the other places in an article that read like a mention."""

from __future__ import annotations

import regex

from annotator.domain.annotation import Mention, State
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.span import Span


def occurrences(text: str, annotations: AnnotationSet, mention: Mention) -> tuple[Span, ...]:
    """Return where the mention's text stands as whole words and is not so labelled yet."""
    wanted = regex.escape(mention.span.of(text))
    found = regex.finditer(rf"(?<![\p{{L}}\p{{N}}]){wanted}(?![\p{{L}}\p{{N}}])", text)
    labelled = {
        one.span
        for one in annotations.mentions
        if one.label == mention.label and one.state is State.ACCEPTED
    }
    spans = (Span(*match.span()) for match in found)
    return tuple(span for span in spans if span not in labelled and span != mention.span)
