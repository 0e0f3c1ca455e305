"""One sentence, ready to look for attributions in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.detecting.quotes.cues import Cue, Frame, Lexicon
from annotator.detecting.quotes.phrase import Phrase
from annotator.detecting.quotes.phrases import Phrases
from annotator.detecting.quotes.speech import Speech
from annotator.detecting.quotes.tokens import Kind, Token
from annotator.domain.annotation import Mention
from annotator.domain.span import Span

_MOST_CUES = 30
_NEAR = 5
_NAMING = frozenset(
    (Kind.NAME, Kind.WORD, Kind.ARTICLE, Kind.SUBJECT, Kind.COMMA, Kind.ADVERB, Kind.OF, Kind.HAVE)
)
_SKIPPED = frozenset((Kind.AND, Kind.ADVERB, Kind.COMMA, Kind.MARK, Kind.DASH, Kind.TIME))
_LEADS_UP = frozenset((Kind.PREPOSITION, Kind.BUT, Kind.CLAUSE, Kind.OF))
_PAUSES = frozenset((Kind.COMMA, Kind.DASH, Kind.COLON, Kind.STOP))


@dataclass(frozen=True, slots=True)
class Attribution:
    """What was said, as spans of the article, with the words that attribute it."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    rule: str
    confidence: float


@dataclass(slots=True)
class Sentence:
    """``speech`` are the indices of the tokens that are quotations of what someone said."""

    tokens: Sequence[Token]
    cues: Sequence[Cue]
    phrases: Phrases
    speech: frozenset[int]
    lexicon: Lexicon
    fragments: frozenset[int]
    """The indices of the quotations of a few words that may be someone's."""
    last: int
    """Where the words end, without the sentence's stop."""
    subject: Phrase | None = None
    """Who the last attribution was by, for the participles that go on with it."""
    found: list[Attribution] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """The quotations that have found their attribution."""

    def span(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def kind(self, index: int) -> Kind:
        """Return the kind of a token; beyond either end it is a stop."""
        return self.tokens[index].kind if 0 <= index < len(self.tokens) else Kind.STOP

    def word(self, index: int) -> str:
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def opening_subject(self, until: int) -> Phrase | None:
        """Return whom the sentence is about: the phrase behind what leads up to it."""
        start = 0
        for _ in range(3):
            while start < until and (
                self.kind(start) in _SKIPPED or self.word(start) in ("but", "yet", "so")
            ):
                start += 1
            is_participle = self.kind(start) is Kind.WORD and self.word(start).endswith("ing")
            if self.kind(start) not in _LEADS_UP and not is_participle:
                break
            start = next((i + 1 for i in range(start, until) if self.kind(i) is Kind.COMMA), until)
        return self.phrases.after(start, until) if start < until else None

    def attribution(
        self,
        parts: Sequence[tuple[int, int]],
        cue: tuple[int, int],
        source: Phrase | None,
        rule: str,
        confidence: float,
    ) -> Attribution:
        """Return an attribution of token ranges, and note which quotations it takes in."""
        for start, end in parts:
            quoted = (*self.speech, *self.fragments)
            self.used.update(index for index in quoted if start <= index < end)
        if source is not None:
            self.subject = source
        made = Attribution(
            tuple(self.span(*part) for part in parts),
            self.span(*cue),
            self.span(source.start, source.end) if source is not None else None,
            rule,
            confidence,
        )
        self.found.append(made)
        return made


def sentence_of(
    tokens: Sequence[Token],
    lexicon: Lexicon,
    titles: Sequence[Mention],
    spoken: Mapping[int, Speech],
) -> Sentence:
    """Return a sentence; ``spoken`` tells for each quotation's start whether it is speech."""
    cues = lexicon.cues(tokens)[:_MOST_CUES]
    verbs = frozenset(cue.head for cue in cues)
    phrases = Phrases(tokens, titles, verbs, has_capital_nouns=lexicon.language == "de")
    last = len(tokens)
    while last > 0 and tokens[last - 1].kind in _PAUSES:
        last -= 1
    speech, fragments = set(), set()
    for index, token in enumerate(tokens):
        if token.quoted is not None:
            kind = spoken[token.start]
            if kind is Speech.YES or (kind is Speech.BESIDE_CUE and _beside(tokens, cues, index)):
                speech.add(index)
            elif kind in (Speech.BESIDE_CUE, Speech.FRAGMENT):
                fragments.add(index)
    return Sentence(tokens, cues, phrases, frozenset(speech), lexicon, frozenset(fragments), last)


def _beside(tokens: Sequence[Token], cues: Sequence[Cue], index: int) -> bool:
    """Tell whether a verb of saying stands right beside a quotation: “said, ‘No.’”."""
    for cue in cues:
        if not cue.frames & (Frame.CLAUSE | Frame.THAT) and cue.frames & Frame.OBJECT:
            continue
        gap = index - cue.end
        if gap == 0 or (0 < gap <= _NEAR and tokens[index - 1].kind in _PAUSES):
            return True
        between = tokens[index + 1 : cue.start]
        if index < cue.start <= index + _NEAR and all(one.kind in _NAMING for one in between):
            return True
    return False
