"""What carries over: quotations without an attribution of their own.

They go on with the quote before them in the paragraph, reopen one that the paragraph before left
open, follow a paragraph that leads up to them, or float behind one that ended with a quotation.
What is left is an orphan, which is offered without a source.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from annotator.detecting.quotes.clauses import attributions
from annotator.detecting.quotes.marks import Quoted
from annotator.detecting.quotes.passages import Passage
from annotator.detecting.quotes.sentence import Sentence
from annotator.detecting.quotes.tokens import Kind
from annotator.domain.span import Span

_PAUSES = frozenset((Kind.STOP, Kind.COMMA, Kind.DASH, Kind.COLON, Kind.MARK, Kind.AND, Kind.BUT))


@dataclass(slots=True)
class Draft:
    """A quote being made."""

    content: list[Span]
    cue: Span | None
    source: Span | None
    rule: str
    confidence: float
    carried: list[str] = field(default_factory=list)
    is_unclosed: bool = False


class Carrier:
    """Takes an article's passages in order and gathers its quotes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.drafts: list[Draft] = []
        self._open: Draft | None = None
        """The quote whose marks the passage before left open."""
        self._floating: Draft | None = None
        """The quote that the passage before ended with."""
        self._lead: tuple[Span, Span] | None = None
        """Cue and source that led up to this passage: “She said:”."""

    def add(self, passage: Passage, quoted: list[Quoted], made: list[Sentence]) -> None:
        """Take the sentences of one passage."""
        here: list[Draft] = []
        ends_quoted = False
        unclosed = bool(quoted) and not quoted[-1].is_closed
        for number, sentence in enumerate(made):
            found = attributions(sentence)
            drafts = [
                Draft(list(one.content), one.cue, one.source, one.rule, one.confidence)
                for one in found
            ]
            if number == 0 and self._open is not None and drafts:
                self._reopened_by(drafts[0], passage)
            rest = [index for index in sorted(sentence.speech) if index not in sentence.used]
            alone = bool(rest) and not drafts and _is_alone(sentence)
            for index in rest:
                span = sentence.span(index, index + 1)
                is_first = number == 0 and span.start == passage.start
                self._leftover(span, sentence, here, drafts, is_first=is_first, is_alone=alone)
            here += drafts
            self.drafts += drafts
            ends_quoted = (
                bool(rest)
                or (bool(drafts) and drafts[-1].content[-1].end >= sentence.tokens[-1].end - 2)
                or bool(drafts)
            )
        self._lead = _lead_of(made[-1]) if made else None
        last = self.drafts[-1] if self.drafts else None
        self._floating = last if ends_quoted else None
        self._open = last if unclosed and last is not None else None
        if self._open is not None:
            self._open.is_unclosed = True

    def _reopened_by(self, draft: Draft, passage: Passage) -> None:
        """Join a quote that was left open without a cue with the attribution that comes now."""
        before = self._open
        if before is None or before.cue is not None or draft.content[0].start != passage.start:
            return
        draft.content = [*before.content, *draft.content]
        draft.carried.append("reopened")
        self.drafts.remove(before)

    def _leftover(
        self,
        span: Span,
        sentence: Sentence,
        here: list[Draft],
        drafts: list[Draft],
        *,
        is_first: bool,
        is_alone: bool,
    ) -> None:
        """Find the quote that a quotation without attribution belongs to."""
        if is_first and self._open is not None:
            self._go_on(self._open, span, "reopened")
            return
        if is_first and self._lead is not None:
            cue, source = self._lead
            drafts.append(Draft([span], cue, source, "led up to", 0.85))
            self._lead = None
            return
        if is_alone and here:
            self._go_on(here[-1], span, "same paragraph")
            return
        if is_first and is_alone and self._floating is not None:
            self._go_on(self._floating, span, "floating")
            here.append(self._floating)
            return
        if is_alone and not is_first and self._floating is not None and not here:
            self._go_on(self._floating, span, "floating")
            return
        nearest = _nearest_cue(sentence, span)
        if nearest is not None:
            cue, source = nearest
            drafts.append(Draft([span], cue, source, "nearest cue", 0.6))
            return
        before = here[-1] if here else self._floating
        if before is not None and before.source is not None:
            draft = Draft([span], before.cue, before.source, "cue in the sentence before", 0.45)
        else:
            draft = Draft([span], None, None, "orphan", 0.4)
        drafts.append(draft)

    def _go_on(self, draft: Draft, span: Span, way: str) -> None:
        draft.content.append(span)
        draft.carried.append(way)


def _is_alone(sentence: Sentence) -> bool:
    """Tell whether a sentence is nothing but quotations."""
    return all(token.kind in _PAUSES or token.quoted is not None for token in sentence.tokens)


def _lead_of(sentence: Sentence) -> tuple[Span, Span] | None:
    """Return cue and source of a sentence that ends with a colon and says nothing itself."""
    if sentence.kind(len(sentence.tokens) - 1) is not Kind.COLON or sentence.used:
        return None
    for cue in reversed(sentence.cues):
        source = sentence.phrases.before(cue.start, 0)
        if source is not None:
            return sentence.span(cue.start, cue.end), sentence.span(source.start, source.end)
    return None


def _nearest_cue(sentence: Sentence, span: Span) -> tuple[Span, Span] | None:
    """Return the cue nearest to a quotation in its sentence, with its source."""
    best: tuple[int, Span, Span] | None = None
    for cue in sentence.cues:
        source = sentence.phrases.before(cue.start, 0) or sentence.subject
        if source is None:
            continue
        cue_span = sentence.span(cue.start, cue.end)
        distance = (
            span.start - cue_span.end
            if cue_span.end <= span.start
            else cue_span.start - span.end + 200
        )
        if best is None or distance < best[0]:
            best = distance, cue_span, sentence.span(source.start, source.end)
    return (best[1], best[2]) if best else None
