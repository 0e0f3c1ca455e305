"""The quote detector: quotations first, with their attribution, then speech without marks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from annotator.detecting.protocol import Suggestions
from annotator.detecting.quotes.cues import Cues
from annotator.detecting.quotes.indirect import indirect_in
from annotator.detecting.quotes.marks import Quoted, quoted_in
from annotator.detecting.quotes.passages import Passage, passages_of
from annotator.detecting.quotes.sources import Sources
from annotator.domain.annotation import Layer, Origin, Quote, QuoteType, Speaker, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id
from annotator.domain.span import Span

_LEAST_WORDS = 4
_TERM_BEFORE = regex.compile(
    r"(?:so-called|dubbed|titled|entitled|known as|called|named|nicknamed|branded|sogenannten?)"
    r"[ \u00a0]$"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """What a rule found beside a quotation or a clause."""

    cue: Span | None
    source: Span | None
    rule: str
    confidence: float


class QuoteDetector:
    name = "quotes"
    version = "1"
    layer = Layer.QUOTES

    def __init__(self) -> None:
        self._cues = Cues()

    def suggest(self, article: Article, known: Suggestions) -> Suggestions:
        text = article.text
        sources = Sources(text, known)
        quotes: list[Quote] = []
        open_quote: Quote | None = None
        for passage in passages_of(text, known):
            quoted = quoted_in(text, passage.start, passage.end)
            spoken = [one for one in quoted if self._is_speech(text, one, passage)]
            if open_quote is not None and spoken and spoken[0].start == passage.start:
                # A paragraph that reopens the marks goes on with the quote before it.
                quotes[-1] = self._continued(text, passage, open_quote, spoken, sources)
                open_quote = None if spoken.pop(0).is_closed else quotes[-1]
            found = self._direct(text, passage, spoken, sources)
            found += self._indirect(text, passage, quoted, sources)
            quotes += sorted(found, key=lambda quote: quote.span)
            if spoken and not spoken[-1].is_closed and quotes:
                open_quote = quotes[-1]
        return Suggestions(quotes=tuple(quotes))

    def _continued(
        self, text: str, passage: Passage, quote: Quote, spoken: list[Quoted], sources: Sources
    ) -> Quote:
        """Return an open quote with the part that goes on here, and its cue if that comes now."""
        part = spoken[0]
        longer = replace(quote, content=(*quote.content, Span(part.start, part.end)))
        if quote.cue:
            return longer
        masked = passage.masked(text, [(one.start, one.end) for one in spoken])
        until = spoken[1].start if len(spoken) > 1 else passage.end
        found = self._beside(masked, passage, part, passage.start, until, sources)
        if found is None:
            return longer
        made = self._quote(text, quote.content[0], found, sources)
        return replace(made, id=quote.id, content=longer.content)

    def _is_speech(self, text: str, one: Quoted, passage: Passage) -> bool:
        """Tell speech from titles, terms and scare quotes."""
        inside = text[one.start + 1 : one.end - 1].strip()
        if _TERM_BEFORE.search(text[max(passage.start, one.start - 16) : one.start]):
            return False
        words = inside.split()
        if len(words) >= _LEAST_WORDS or inside.endswith((",", ".", "!", "?", "…")):
            is_title = all(word[:1].isupper() for word in words if len(word) > 3)
            return not is_title or inside.endswith((",", ".", "!", "?"))
        after = text[one.end : one.end + 2]
        return bool(words) and after.startswith(",") and len(words) > 1

    def _direct(
        self, text: str, passage: Passage, spoken: list[Quoted], sources: Sources
    ) -> list[Quote]:
        """Attribute the quotations of a paragraph; those without cue of their own go on."""
        quotes: list[Quote] = []
        masked = passage.masked(text, [(one.start, one.end) for one in spoken])
        for number, one in enumerate(spoken):
            content = Span(one.start, one.end)
            begin = spoken[number - 1].end if number else passage.start
            until = spoken[number + 1].start if number + 1 < len(spoken) else passage.end
            found = self._beside(masked, passage, one, begin, until, sources)
            if found is None and quotes:
                last = quotes[-1]
                quotes[-1] = replace(last, content=(*last.content, content))
                continue
            quotes.append(self._quote(text, content, found, sources))
        return quotes

    def _beside(
        self,
        masked: str,
        passage: Passage,
        one: Quoted,
        begin: int,
        until: int,
        sources: Sources,
    ) -> Attribution | None:
        """Look for a cue behind the quotation, then before it, within its sentence."""
        tail_end = passage.sentence_end(masked, one.end, until)
        behind, tail = one.end - passage.start, tail_end - passage.start
        for cue in self._cues.any.finditer(masked, behind, tail):
            first, last = passage.start + cue.start(), passage.start + cue.end()
            head = Span(passage.start + cue.start("head"), last)
            gap = masked[one.end - passage.start : cue.start()].strip(" \u00a0,–—-")
            if not gap:
                source = sources.after(last, tail_end)
                if source is not None:
                    return Attribution(head, source, "quotation, cue, source", 0.93)
            source = sources.before(first, one.end)
            if source is not None:
                return Attribution(Span(first, last), source, "quotation, source, cue", 0.93)
        according = self._cues.according.search(masked, behind, tail)
        if according is not None:
            last = passage.start + according.end()
            cue_span = Span(passage.start + according.start(), last)
            return Attribution(cue_span, sources.after(last, tail_end), "according to", 0.9)
        return self._ahead(masked, passage, one, begin, sources)

    def _ahead(
        self, masked: str, passage: Passage, one: Quoted, begin: int, sources: Sources
    ) -> Attribution | None:
        head_start = passage.sentence_start(masked, one.start, begin)
        cues = list(
            self._cues.any.finditer(masked, head_start - passage.start, one.start - passage.start)
        )
        for cue in reversed(cues):
            first, last = passage.start + cue.start(), passage.start + cue.end()
            source = sources.before(first, head_start)
            if source is not None:
                return Attribution(Span(first, last), source, "source, cue, quotation", 0.88)
            source = sources.after(last, one.start)
            if source is not None:
                return Attribution(Span(first, last), source, "cue, source, quotation", 0.7)
        lead = masked[head_start - passage.start : one.start - passage.start].rstrip()
        if lead.endswith(":") and len(lead) < 80:
            colon = head_start + len(lead) - 1
            source = sources.before(colon, head_start)
            if source is not None:
                return Attribution(Span(colon, colon + 1), source, "source, colon", 0.8)
        return None

    def _quote(
        self, text: str, content: Span, found: Attribution | None, sources: Sources
    ) -> Quote:
        if found is None:
            # A floating quotation most often goes on with the last speaker.
            speaker = sources.last_speaker()
            origin = Origin(self.name, self.version, "carried over", 0.45)
            return Quote(
                new_id(), QuoteType.DIRECT, (content,), (), (), speaker, State.SUGGESTED, origin
            )
        speaker, how = sources.speaker(found.source, content.start)
        return self._made(text, content, found, speaker, how, QuoteType.DIRECT)

    def _made(
        self,
        text: str,
        content: Span,
        found: Attribution,
        speaker: Speaker,
        how: str,
        kind: QuoteType,
    ) -> Quote:
        cue = (found.cue,) if found.cue else ()
        source = (found.source,) if found.source else ()
        origin = Origin(self.name, self.version, found.rule, found.confidence)
        return Quote(
            new_id(), kind, (content.trimmed(text),), cue, source, speaker, State.SUGGESTED, origin,
            {"speaker_by": how},
        )  # fmt: skip

    def _indirect(
        self, text: str, passage: Passage, quoted: list[Quoted], sources: Sources
    ) -> list[Quote]:
        taken = [(one.start, one.end) for one in quoted if self._is_speech(text, one, passage)]
        masked = passage.masked(text, taken)
        quotes = []
        for clause in indirect_in(masked, passage, self._cues, sources):
            speaker, how = sources.speaker(clause.source, clause.content.start)
            has_marks = any(mark in clause.content.of(text) for mark in '“”"„«»')
            kind = QuoteType.MIXED if has_marks else QuoteType.INDIRECT
            found = Attribution(clause.cue, clause.source, clause.rule, clause.confidence)
            quotes.append(self._made(text, clause.content, found, speaker, how, kind))
        return quotes
