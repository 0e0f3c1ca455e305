"""The quote detector: paragraph by paragraph, from marks to attributions to what carries over."""

from __future__ import annotations

from annotator.detecting.language import language_of
from annotator.detecting.protocol import Suggestions
from annotator.detecting.quotes.carrying import Carrier, Draft
from annotator.detecting.quotes.cues import Lexicon
from annotator.detecting.quotes.evidence import evidence_of
from annotator.detecting.quotes.marks import Quoted, quoted_in
from annotator.detecting.quotes.passages import Passage, passages_of
from annotator.detecting.quotes.sentence import Sentence, sentence_of
from annotator.detecting.quotes.speakers import Speakers, genders_of_names
from annotator.detecting.quotes.speech import speech_of
from annotator.detecting.quotes.tokens import Words, sentences
from annotator.detecting.quotes.turns import turns_of
from annotator.detecting.quotes.within import parted
from annotator.domain.annotation import Layer, Origin, Quote, QuoteType, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span

_LANGUAGES = ("en", "de", "fr")
_MARKED = 0.9


class QuoteDetector:
    name = "quotes"
    version = "3"
    layer = Layer.QUOTES

    def __init__(self) -> None:
        self._words = {language: Words(language) for language in _LANGUAGES}
        self._genders = genders_of_names()
        self._lexicons = {language: Lexicon(language) for language in _LANGUAGES}

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:
        text = article.text
        language = language_of(text, article.language)
        language = language if language in _LANGUAGES else "en"
        speakers = Speakers(text, known, self._genders)
        carrier = Carrier()
        passages = passages_of(text, known)
        turns = turns_of(text, passages)
        for passage in passages:
            turn = turns.get(passage.start)
            if turn is not None:
                carrier.add_turn(turn)
                continue
            quoted = self._quoted(text, passage, language)
            made = self._sentences(text, passage, quoted, speakers, language)
            carrier.add(passage, quoted, made)
        return Suggestions(
            quotes=tuple(self._quote(text, draft, speakers) for draft in carrier.drafts)
        )

    def _quoted(self, text: str, passage: Passage, language: str) -> list[Quoted]:
        quoted = quoted_in(text, passage.start, passage.end)
        if language != "fr":
            return quoted
        return list(parted(text, quoted, self._words[language], self._lexicons[language]))

    def _sentences(
        self,
        text: str,
        passage: Passage,
        quoted: list[Quoted],
        speakers: Speakers,
        language: str,
    ) -> list[Sentence]:
        lexicon = self._lexicons[language]
        spoken = {one.start: speech_of(text, one, passage) for one in quoted}
        tokens = self._words[language].tokens(text, passage.start, passage.end, quoted)
        made = []
        for part in sentences(text, tokens, lexicon.verbs):
            titles = speakers.mentions_in(part[0].start, part[-1].end)
            made.append(sentence_of(part, lexicon, titles, spoken))
        return made

    def _quote(self, text: str, draft: Draft, speakers: Speakers) -> Quote:
        content = tuple(sorted(draft.content))
        resolved = speakers.resolve(draft.source, content[0])
        attributes: dict[str, object] = {"speaker_by": resolved.way}
        if resolved.candidates:
            attributes["candidates"] = list(resolved.candidates)
        if draft.carried:
            attributes["carried"] = list(dict.fromkeys(draft.carried))
        if draft.is_unclosed:
            attributes["unclosed"] = True
        return Quote(
            new_id(),
            _type_of(text, content),
            content,
            (draft.cue,) if draft.cue else (),
            (draft.source,) if draft.source else (),
            resolved.speaker,
            State.SUGGESTED,
            Origin(
                self.name,
                self.version,
                draft.rule,
                draft.confidence,
                evidence_of(text, content, draft.cue),
            ),
            attributes,
        )


def _type_of(text: str, content: tuple[Span, ...]) -> QuoteType:
    """Tell the type by the marks: all in marks is direct, some is mixed."""
    joined = " ".join(part.of(text) for part in content)
    marked = quoted_in(joined, 0, len(joined))
    if sum(one.end - one.start for one in marked) >= _MARKED * len(joined):
        return QuoteType.DIRECT
    return QuoteType.MIXED if marked else QuoteType.INDIRECT
