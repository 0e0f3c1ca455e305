"""Attributions within one sentence: before, behind and around their cue, outermost only."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.detecting.quotes.complements import complement_of, has_words, is_clause, until_comma
from annotator.detecting.quotes.cues import Cue, Frame
from annotator.detecting.quotes.phrase import Phrase
from annotator.detecting.quotes.sentence import Attribution, Sentence
from annotator.detecting.quotes.tokens import Kind
from annotator.detecting.quotes.verbless import (
    LEADING,
    according,
    as_said,
    colon,
    more_speech,
    named_behind,
    nouns,
    titled,
)

_TAIL = frozenset((
    Kind.PREPOSITION, Kind.TIME, Kind.ADVERB, Kind.STOP, Kind.COMMA, Kind.COLON, Kind.DASH,
    Kind.BUT, Kind.AND, Kind.OF, Kind.CLAUSE, Kind.OPEN, Kind.OBJECT, Kind.MARK, Kind.QUOTED,
))  # fmt: skip
_PAUSES = frozenset((Kind.COMMA, Kind.DASH))
_NEAR = 12
# French has its auxiliary before the pronoun: “a-t-elle dit”.
_BEFORE_SOURCE = frozenset((Kind.COMMA, Kind.DASH, Kind.MARK, Kind.HAVE))
_GROUP = frozenset((Kind.BE, Kind.HAVE, Kind.DO, Kind.MODAL, Kind.NOT, Kind.ADVERB))


def attributions(sentence: Sentence) -> list[Attribution]:
    """Return what the sentence attributes."""
    found: list[Attribution] = []
    final = _final(sentence)
    told = (according(sentence) or as_said(sentence)) if final is None else []
    if told:
        return told
    limit = final.cue.start if final else len(sentence.tokens)
    at = 0
    for cue in sentence.cues:
        if cue.start < at or cue.start >= limit:
            continue
        made = _behind_quotation(sentence, cue, at)
        if made is None and final is None:
            made = _ahead(sentence, cue, at)
        if made is not None:
            attribution, at = made
            found.append(attribution)
    if final is not None and at < final.begin - 1:
        found.append(_of_final(sentence, final, at))
        found += _later(sentence, final)
    if sentence.speech - sentence.used:
        found += colon(sentence) or named_behind(sentence)
    if not found:
        found += titled(sentence)
    if not found or sentence.speech - sentence.used:
        found += nouns(sentence)
    return found


@dataclass(frozen=True, slots=True)
class _Final:
    """A cue and source, the tokens ``[begin:end]``, that end the sentence or interrupt it.

    ``rest`` is where the content goes on behind them; ``None`` where it does not.
    """

    cue: Cue
    source: Phrase
    begin: int
    end: int
    rest: int | None = None


def _final(sentence: Sentence) -> _Final | None:
    """Find ``C, S said``, ``C, said S`` and ``C, S said, C``, which take in all before them."""
    for cue in reversed(sentence.cues):
        around = _around(sentence, cue, 0) if cue.is_finite and not cue.is_passive else None
        if around is None:
            continue
        source, begin, end = around
        if begin < 2 or sentence.kind(begin - 1) not in _PAUSES:
            continue
        if sentence.kind(begin - 2) is Kind.QUOTED and begin - 2 not in sentence.speech:
            return None
        rest = end + 1 if _is_interrupting(sentence, cue, begin, end) else None
        if rest is not None or _is_final(sentence, cue, begin, end):
            return _Final(cue, source, begin, end, rest)
    return None


def _is_final(sentence: Sentence, cue: Cue, begin: int, end: int) -> bool:
    """Tell whether what stands before ``[begin:end]`` was said, and nothing behind it."""
    if sentence.kind(end) not in _TAIL or _goes_on(sentence, end):
        return False
    if begin - 2 in sentence.speech:
        return True
    if _leads_to_speech(sentence, end):
        return False
    if any(index < begin for index in sentence.speech):
        return True
    if not cue.frames & Frame.CLAUSE:
        return False
    is_whole = sentence.lexicon.language != "en" or is_clause(sentence, 0, begin - 1)
    return has_words(sentence, 0, begin - 1) and is_whole


def _leads_to_speech(sentence: Sentence, end: int) -> bool:
    return any(end <= index < end + _NEAR for index in sentence.speech)


def _is_interrupting(sentence: Sentence, cue: Cue, begin: int, end: int) -> bool:
    """Tell ``C, S said, C`` from ``C, S said`` and from ``In May, S said: Q``."""
    if begin - 2 in sentence.speech or begin == cue.start or not cue.frames & Frame.CLAUSE:
        return False
    is_paired = sentence.kind(end) is Kind.COMMA and not _leads_to_speech(sentence, end)
    return is_paired and _is_interrupted(sentence, begin, end)


def _is_interrupted(sentence: Sentence, begin: int, end: int) -> bool:
    """Tell ``C, S said, C`` from ``C, S said, adding that C``."""
    following = sentence.kind(end + 1)
    if not has_words(sentence, end + 1, sentence.last) or following is Kind.RELATIVE:
        return False
    is_participle = sentence.word(end + 1).endswith("ing") and following is Kind.WORD
    if is_participle or sentence.word(end + 1) in (
        "but",
        "while",
        "though",
        "although",
        "which",
        "according",
    ):
        return not is_clause(sentence, 0, begin - 1)
    return is_clause(sentence, end + 1, sentence.last)


def _goes_on(sentence: Sentence, end: int) -> bool:
    """Tell whether content of its own stands behind the cue, so that it ends no sentence."""
    start = end
    while sentence.kind(start) in (Kind.TIME, Kind.ADVERB):
        start += 1
    return any(sentence.kind(i) is Kind.THAT for i in range(start, min(start + 8, sentence.last)))


def _around(sentence: Sentence, cue: Cue, low: int) -> tuple[Phrase, int, int] | None:
    """Return the source beside a cue, with where the two begin and end: ``S V`` or ``V S``."""
    before = sentence.kind(cue.start - 1)
    is_adjacent = cue.start - 1 in sentence.speech or cue.start - 2 in sentence.speech
    source = (
        None
        if is_adjacent and before in (*_PAUSES, Kind.QUOTED)
        else sentence.phrases.before(cue.start, low)
    )
    if source is not None and (
        before not in _PAUSES or sentence.kind(source.end - 1) is Kind.COMMA
    ):
        return source, source.start, cue.end
    if (before in _PAUSES or is_adjacent) and cue.verb.lemma != "tell":
        inverted = sentence.phrases.after(cue.end, len(sentence.tokens), is_last=True)
        if inverted is not None:
            return inverted, cue.start, inverted.end
    return (source, source.start, cue.end) if source is not None else None


def _behind_quotation(sentence: Sentence, cue: Cue, at: int) -> tuple[Attribution, int] | None:
    """``Q, S said`` and ``Q, said S``, with the quotations that go on behind them."""
    before = [index for index in sentence.speech if at <= index < cue.start]
    if not before or not cue.is_finite or cue.is_passive:
        return None
    quotation = max(before)
    around = _around(sentence, cue, quotation + 1)
    if around is None:
        return None
    source, begin, end = around
    if begin != cue.start and sentence.kind(begin - 1) is Kind.COMMA and begin - 2 > quotation:
        # “Q,” a friend, Ada Brandt, said.
        title = sentence.phrases.before_plain(begin - 1, quotation + 1)
        if title is not None:
            source, begin = Phrase(title.start, source.end), title.start
    gap = sentence.tokens[quotation + 1 : begin]
    if any(token.kind not in _BEFORE_SOURCE for token in gap):
        return None
    is_inverted = begin == cue.start
    order = "quotation, cue, source" if is_inverted else "quotation, source, cue"
    start = _content_start(sentence, at, quotation)
    parts = [(start, quotation + 1)]
    later, end = more_speech(sentence, end)
    parts += later
    made = sentence.attribution(parts, (cue.start, cue.end), source, order, 0.95)
    return made, max(end, begin + 1)


def _content_start(sentence: Sentence, at: int, quotation: int) -> int:
    """Return where the content that ends with a quotation begins: there, or with its sentence."""
    start = at
    while start < quotation and sentence.kind(start) in LEADING:
        start += 1
    between = range(start, quotation)
    is_own = any(sentence.kind(i) in (Kind.COLON, Kind.DASH) for i in between) or any(
        start <= cue.head < quotation and cue.is_finite for cue in sentence.cues
    )
    if is_own or all(
        sentence.kind(i) in (Kind.AND, Kind.BUT, Kind.ADVERB, Kind.COMMA, Kind.QUOTED)
        for i in between
    ):
        first = quotation
        while (
            first - 1 > at
            and sentence.kind(first - 1) in (Kind.COMMA, Kind.AND)
            and first - 2 in sentence.speech
        ):
            first -= 2
        return first
    return start


def _of_final(sentence: Sentence, final: _Final, at: int) -> Attribution:
    end = final.begin - 1
    is_quoted = end - 1 in sentence.speech
    start = _content_start(sentence, at, end - 1) if is_quoted else at
    while start < end - 1 and sentence.kind(start) in (*LEADING, Kind.AND):
        start += 1
    is_inverted = final.begin == final.cue.start
    parts = [(start, end)]
    if final.rest is not None:
        parts.append((final.rest, sentence.last))
    else:
        later, _ = more_speech(sentence, final.end)
        parts += later
    if is_quoted:
        rule = "quotation, cue, source" if is_inverted else "quotation, source, cue"
    else:
        rule = "attribution at the end" if final.rest is None else "attribution in the middle"
    return sentence.attribution(
        parts, (final.cue.start, final.cue.end), final.source, rule, 0.95 if is_quoted else 0.86
    )


def _later(sentence: Sentence, final: _Final) -> list[Attribution]:
    """Return what participles add behind the attribution that ends the sentence."""
    found = []
    at = final.end if final.rest is None else len(sentence.tokens)
    for cue in sentence.cues:
        if cue.start >= at and not cue.is_finite:
            made = _ahead(sentence, cue, at)
            if made is not None:
                found.append(made[0])
                at = made[1]
    return found


# Content behind the cue


def _ahead(sentence: Sentence, cue: Cue, at: int) -> tuple[Attribution, int] | None:
    """``S said that C``, ``S said: Q``, ``, adding that C``, ``S is expected to C``."""
    complement = complement_of(sentence, cue)
    if complement is None or complement.end <= complement.start:
        return None
    if _is_subordinate(sentence, cue):
        complement = until_comma(sentence, complement)
    parts = [(complement.start, complement.end)]
    source: Phrase | None = None
    first = cue.start
    if cue.is_passive:
        return _passive(sentence, cue, at, parts, complement.rule)
    if cue.is_finite:
        source = sentence.phrases.before(cue.start, at)
        if source is None and (at > 0 or sentence.kind(cue.start - 1) is Kind.AND):
            source = sentence.subject or sentence.opening_subject(cue.start)
        if source is None:
            source = sentence.phrases.after(cue.end, complement.start)
    elif sentence.word(cue.start - 1) in ("to", "by"):
        source, first = governor(sentence, cue, at)
    if source is None and not cue.is_finite and sentence.word(cue.start - 1) != "to":
        source, first = _of_participle(sentence, cue, at), cue.start
    if source is None or (
        complement.rule == "object" and _is_about_noun(sentence, source, complement.start)
    ):
        return None
    rule = complement.rule if cue.is_finite else f"participle, {complement.rule}"
    last = max(cue.end, complement.cue_end)
    made = sentence.attribution(parts, (first, last), source, rule, complement.confidence)
    return made, complement.end


def _is_about_noun(sentence: Sentence, source: Phrase, content: int) -> bool:
    """Tell “the islands, which Brandt calls home”, where nothing is told but a name."""
    follows_noun = sentence.kind(source.start - 1) is Kind.RELATIVE
    return follows_noun and sentence.kind(content) is not Kind.QUOTED


def _is_subordinate(sentence: Sentence, cue: Cue) -> bool:
    """Tell a cue in a clause that leads up to the main one, or that is about a noun before it."""
    if sentence.kind(cue.start - 1) is Kind.RELATIVE:
        return True
    return (
        (
            sentence.kind(0) in (Kind.BUT, Kind.PREPOSITION, Kind.CLAUSE)
            or sentence.word(0) == "asked"
        )
        and sentence.word(0) not in ("but", "yet", "so")
        and not any(sentence.kind(index) is Kind.COMMA for index in range(cue.start))
    )


def governor(sentence: Sentence, cue: Cue, at: int) -> tuple[Phrase | None, int]:
    """Return the subject of “went on to say”, and where the whole verb group begins."""
    verb = cue.start - 2
    if sentence.kind(verb) is Kind.PREPOSITION:
        verb -= 1
    if verb <= at or sentence.kind(verb) not in (Kind.WORD, Kind.VERB, Kind.BE, Kind.HAVE):
        return None, cue.start
    first = verb
    while first > at and sentence.kind(first - 1) in _GROUP:
        first -= 1
    return sentence.phrases.before(first, at), first


def _of_participle(sentence: Sentence, cue: Cue, at: int) -> Phrase | None:
    """The subject of “, adding that …” is that of the sentence."""
    if sentence.kind(cue.start - 1) in (Kind.WORD, Kind.NAME) and cue.start - 1 >= at:
        near = sentence.phrases.before(cue.start, at)
        if near is not None and sentence.kind(cue.start - 1) is Kind.NAME:
            return near
    if sentence.subject is not None:
        return sentence.subject
    return sentence.opening_subject(cue.start) or sentence.phrases.before(cue.start, at)


def _passive(
    sentence: Sentence, cue: Cue, at: int, parts: list[tuple[int, int]], rule: str
) -> tuple[Attribution, int] | None:
    """“The works are expected to end”, “it was announced that …”: the source is not told."""
    subject = sentence.phrases.before(cue.start, at)
    if rule == "infinitive" and subject is not None and not subject.is_pronoun:
        parts = [(subject.start, subject.end), *parts]
    elif rule != "that clause":
        return None
    made = sentence.attribution(parts, (cue.start, cue.end), None, f"passive, {rule}", 0.5)
    return made, parts[-1][1]
