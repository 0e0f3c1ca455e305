"""What carries over: quotations without an attribution of their own.

They reopen one that the paragraph before left open, follow words that lead up to them, go on with
the quote before them in the paragraph, float behind a paragraph that ended with one, or have their
name on a line below. Within a sentence they take the nearest cue, else whom the sentence is about.
What is left is an orphan, which is offered without a source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.detecting.quotes.clauses import attributions, governor
from annotator.detecting.quotes.cues import Cue, Frame
from annotator.detecting.quotes.marks import Quoted
from annotator.detecting.quotes.passages import Passage
from annotator.detecting.quotes.phrase import Phrase
from annotator.detecting.quotes.sentence import Attribution, Sentence
from annotator.detecting.quotes.tokens import Kind
from annotator.detecting.quotes.turns import Turn
from annotator.domain.span import Span

_PAUSES = frozenset(
    (Kind.STOP, Kind.COMMA, Kind.DASH, Kind.COLON, Kind.MARK, Kind.AND, Kind.BUT, Kind.QUOTED,
     Kind.ADVERB, Kind.TIME)
)  # fmt: skip
_PARTING = frozenset((Kind.COMMA, Kind.COLON, Kind.DASH, Kind.STOP))
_LONGEST_MIXED = 25
_LONGEST_LEAD = 8
_LONGEST_NAME_LINE = 25
_LONGEST_SOURCE = 14
_NO_SOURCE = frozenset(
    (Kind.QUOTED, Kind.STOP, Kind.COLON, Kind.DASH, Kind.THAT, Kind.BE, Kind.HAVE, Kind.DO,
     Kind.MODAL, Kind.SUBJECT, Kind.CLAUSE, Kind.VERB, Kind.BUT)
)  # fmt: skip
_SOURCE_BEGINS = frozenset((Kind.NAME, Kind.ARTICLE, Kind.POSSESSIVE, Kind.QUANTITY, Kind.SUBJECT))


@dataclass(slots=True)
class Draft:
    """A quote being made."""

    content: list[Span]
    cue: Span | None
    source: Span | None
    rule: str
    confidence: float
    has_speech: bool = True
    carried: list[str] = field(default_factory=list)
    is_unclosed: bool = False

    def go_on(self, span: Span, way: str) -> Draft:
        self.content.append(span)
        self.carried.append(way)
        return self


class _Recent:
    """Which quote of a passage a further quotation goes on with.

    That is the last one with marks, else the last that someone tells, else the last.
    """

    def __init__(self) -> None:
        self._spoken: Draft | None = None
        self._told: Draft | None = None
        self._last: Draft | None = None

    @property
    def target(self) -> Draft | None:
        return self._spoken or self._told or self._last

    def add(self, drafts: Iterable[Draft]) -> None:
        for draft in drafts:
            self._last = draft
            if draft.has_speech:
                self._spoken = draft
            elif draft.source is not None and "object" not in draft.rule:
                self._told = draft


class Carrier:
    """Takes an article's passages in order and gathers its quotes."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._open: Draft | None = None
        """The quote whose marks the passage before left open."""
        self._floating: Draft | None = None
        """The quote that the passage before ended with."""
        self._lead: tuple[Span, Span] | None = None
        """Cue and source that the sentence before led up to this one with: “She said:”."""

    def add(self, passage: Passage, quoted: list[Quoted], made: list[Sentence]) -> None:
        """Take the sentences of one passage."""
        if made and self._named_below(made[0]):
            return
        here = _Recent()
        for number, sentence in enumerate(made):
            self._add_sentence(sentence, passage, here, is_first=number == 0)
        self._floating = here.target
        self._open = None
        if quoted and not quoted[-1].is_closed and here.target is not None:
            self._open = here.target
            self._open.is_unclosed = True

    def _add_sentence(
        self, sentence: Sentence, passage: Passage, here: _Recent, *, is_first: bool
    ) -> None:
        drafts = [_draft(sentence, one) for one in attributions(sentence)]
        if is_first:
            here.add(self._reopened_by(drafts, passage))
        here.add(drafts)
        self.drafts += drafts
        is_alone = _is_alone(sentence)
        for index in sorted(sentence.speech - sentence.used):
            if index in sentence.used:
                continue
            span = sentence.span(index, index + 1)
            opens = is_first and span.start == passage.start
            draft = self._carried(span, here, opens=opens, is_alone=is_alone)
            self._append(draft or _in_sentence(sentence, index), here)
        for index in sorted(sentence.fragments - sentence.used):
            fragment = _of_fragment(sentence, index)
            if fragment is not None:
                self._append(fragment, here)
        self._lead = _lead_of(sentence)

    def _append(self, draft: Draft, here: _Recent) -> None:
        here.add([draft])
        if not draft.carried:
            self.drafts.append(draft)

    def add_turn(self, turn: Turn) -> None:
        """Take a turn of a conversation, which says itself whose it is."""
        draft = Draft([turn.content], turn.colon, turn.name, "turn of a conversation", 0.85)
        self.drafts.append(draft)
        self._floating, self._open, self._lead = draft, None, None

    def _reopened_by(self, drafts: list[Draft], passage: Passage) -> list[Draft]:
        """Give a quote that was left open without a cue the attribution that comes now."""
        before, now = self._open, drafts[0] if drafts else None
        if before is None or before.cue is not None or now is None:
            return []
        if now.content[0].start != passage.start:
            return []
        before.content += now.content
        before.carried.append("reopened")
        before.cue, before.source = now.cue, now.source
        before.rule, before.confidence = now.rule, now.confidence
        del drafts[0]
        return [before]

    def _carried(self, span: Span, here: _Recent, *, opens: bool, is_alone: bool) -> Draft | None:
        """Return the quote that a quotation goes on with or was led up to, if there is one."""
        if opens and self._open is not None:
            return self._open.go_on(span, "reopened")
        if not is_alone:
            return None
        if self._lead is not None:
            (cue, source), self._lead = self._lead, None
            return Draft([span], cue, source, "led up to", 0.85)
        if here.target is not None:
            return here.target.go_on(span, "same paragraph")
        if opens and self._floating is not None:
            return self._floating.go_on(span, "floating")
        return None

    def _named_below(self, sentence: Sentence) -> bool:
        """Take “— Ada Brandt, mayor” for the source of the paragraph above it."""
        tokens = sentence.tokens
        is_line = sentence.kind(0) is Kind.DASH and sentence.kind(1) is Kind.NAME
        last = self.drafts[-1] if self.drafts else None
        if not is_line or len(tokens) > _LONGEST_NAME_LINE or sentence.speech or last is None:
            return False
        name = sentence.phrases.after(1, sentence.last, is_last=True)
        if name is None or self._floating is not last:
            return False
        if last.carried[-1:] == ["floating"] and len(last.content) > 1:
            last.carried.pop()
            last = Draft([last.content.pop()], None, None, "", 0.0)
            self.drafts.append(last)
        elif last.source is not None:
            return False
        last.cue, last.source = sentence.span(0, 1), sentence.span(name.start, name.end)
        last.rule, last.confidence = "name below", 0.8
        self._floating = None
        return True


def _draft(sentence: Sentence, one: Attribution) -> Draft:
    starts = [sentence.tokens[index].start for index in sentence.speech]
    has_speech = any(start in part for start in starts for part in one.content)
    return Draft(list(one.content), one.cue, one.source, one.rule, one.confidence, has_speech)


def _is_alone(sentence: Sentence) -> bool:
    """Tell whether a sentence is nothing but quotations."""
    return all(token.kind in _PAUSES for token in sentence.tokens)


def _lead_of(sentence: Sentence) -> tuple[Span, Span] | None:
    """Return cue and source of a sentence that leads up to a quotation and says nothing itself."""
    ends_with_colon = sentence.kind(len(sentence.tokens) - 1) is Kind.COLON
    for cue in reversed(sentence.cues):
        is_content = any(sentence.tokens[cue.head].start in part for part in _content(sentence))
        if is_content or not (ends_with_colon or cue.frames & Frame.CLAUSE):
            continue
        source, first = _source_before(sentence, cue)
        if source is not None and (ends_with_colon or not sentence.found):
            cue_end = len(sentence.tokens) if ends_with_colon else cue.end
            if cue_end - cue.end > _LONGEST_LEAD or source.start >= cue.end:
                cue_end = cue.end
            return sentence.span(first, cue_end), sentence.span(source.start, source.end)
    if not ends_with_colon:
        return None
    source = sentence.opening_subject(sentence.last)
    if source is None or source.end >= len(sentence.tokens):
        return None
    first = max(source.end, len(sentence.tokens) - _LONGEST_LEAD)
    return sentence.span(first, len(sentence.tokens)), sentence.span(source.start, source.end)


def _content(sentence: Sentence) -> list[Span]:
    return [part for one in sentence.found for part in one.content]


def _source_before(sentence: Sentence, cue: Cue) -> tuple[Phrase | None, int]:
    if cue.is_finite:
        source = sentence.phrases.before(cue.start, 0)
        if source is None and cue.start == 0:
            source = sentence.phrases.after(cue.end, sentence.last)
        return source, cue.start
    if sentence.word(cue.start - 1) == "to":
        return governor(sentence, cue, 0)
    return sentence.subject or sentence.opening_subject(cue.start), cue.start


def _in_sentence(sentence: Sentence, index: int) -> Draft:
    """Return a quote of a quotation amid a sentence, by its nearest cue, else by its subject."""
    behind = _by_cue_behind(sentence, index)
    if behind is not None:
        return behind
    for cue in reversed(sentence.cues):
        if cue.start < index:
            source, first = _source_before(sentence, cue)
            if source is not None:
                return _mixed(sentence, index, (first, cue.end), source, "nearest cue", 0.6)
    subject = sentence.opening_subject(index)
    if subject is not None and subject.end < index and _names(sentence, subject):
        verb = subject.end
        while verb + 1 < index and sentence.kind(verb) not in (Kind.WORD, Kind.VERB):
            verb += 1
        cue_range = (subject.end, verb + 1)
        return _mixed(sentence, index, cue_range, subject, "subject of the sentence", 0.45)
    return Draft([sentence.span(index, index + 1)], None, None, "orphan", 0.4)


def _by_cue_behind(sentence: Sentence, index: int) -> Draft | None:
    """Return a quote by the verb of saying behind it, with all words between them as its source."""
    cue = next((one for one in sentence.cues if one.start > index), None)
    if cue is None or not cue.is_finite:
        return None
    last = cue.end
    if cue.is_passive:
        # “Brandt is quoted as saying.”
        saying = next((one for one in sentence.cues if one.start == cue.end + 1), None)
        if saying is None or saying.is_finite or sentence.word(cue.end) != "as":
            return None
        last = saying.end
    first = index + 1
    while first < cue.start and sentence.kind(first) in (Kind.COMMA, Kind.DASH):
        first += 1
    between = [sentence.kind(place) for place in range(first, cue.start)]
    if len(between) > _LONGEST_SOURCE or any(kind in _NO_SOURCE for kind in between[1:]):
        return None
    if between:
        # Who is called Will, May or From has no other words around him.
        is_small_word = len(between) == 1 and between[0] in (Kind.MODAL, Kind.PREPOSITION)
        if between[0] not in _SOURCE_BEGINS and not is_small_word:
            return None
        source = Phrase(first, cue.start)
    else:
        found = sentence.phrases.after(last, sentence.last, is_last=True)
        if found is None and sentence.word(cue.end) in ("one", "another", "others"):
            found = Phrase(cue.end, cue.end + 1)
        if found is None:
            return None
        source = found
    attribution = sentence.attribution(
        [(index, index + 1)], (cue.start, last), source, "cue behind", 0.7
    )
    return _draft(sentence, attribution)


def _of_fragment(sentence: Sentence, index: int) -> Draft | None:
    """Return a quote of a few words in marks, if a cue stands before them in their sentence.

    Behind a pause, they are someone’s words less surely.
    """
    if index in sentence.used:
        return None
    for cue in reversed(sentence.cues):
        gap = range(cue.end, index)
        if cue.start >= index or len(gap) > _LONGEST_MIXED:
            continue
        is_apart = any(sentence.kind(place) in _PARTING for place in gap)
        source, first = _source_before(sentence, cue)
        if source is not None:
            confidence = 0.3 if is_apart else 0.4
            cue_range = first, cue.end
            return _mixed(sentence, index, cue_range, source, "fragment by a cue", confidence)
    return None


def _names(sentence: Sentence, phrase: Phrase) -> bool:
    """Tell a phrase that may name who speaks from any other words."""
    kinds = [sentence.kind(index) for index in range(phrase.start, phrase.end)]
    return phrase.is_pronoun or Kind.NAME in kinds or kinds[0] in (Kind.ARTICLE, Kind.POSSESSIVE)


def _mixed(
    sentence: Sentence,
    index: int,
    cue: tuple[int, int],
    source: Phrase,
    rule: str,
    confidence: float,
) -> Draft:
    """Return a quote of what stands behind the cue, where no pause parts it from the quotation."""
    start, end = cue[1], sentence.last
    gap = [sentence.kind(place) for place in range(start, index)]
    if len(gap) > _LONGEST_MIXED or any(kind in _PARTING for kind in gap):
        start, end = index, index + 1
    attribution = sentence.attribution([(start, end)], cue, source, rule, confidence)
    return _draft(sentence, attribution)
