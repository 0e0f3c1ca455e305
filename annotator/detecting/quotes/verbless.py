"""Attributions without a verb: “according to”, a colon, and nouns such as “claim”."""

from __future__ import annotations

from annotator.detecting.quotes.complements import has_words
from annotator.detecting.quotes.phrases import Phrase
from annotator.detecting.quotes.sentence import Attribution, Sentence
from annotator.detecting.quotes.tokens import Kind

LEADING = frozenset((Kind.COMMA, Kind.DASH, Kind.COLON, Kind.MARK))
_PAUSES = frozenset((Kind.COMMA, Kind.DASH))
_BEFORE_MORE = frozenset((
    Kind.COMMA, Kind.DASH, Kind.COLON, Kind.STOP, Kind.AND, Kind.BUT, Kind.QUOTED, Kind.THAT,
    Kind.MARK, Kind.TIME, Kind.WORD, Kind.NAME, Kind.OBJECT,
))  # fmt: skip


def more_speech(sentence: Sentence, end: int) -> tuple[list[tuple[int, int]], int]:
    """Return the quotations behind an attribution that no other cue claims."""
    parts: list[tuple[int, int]] = []
    reached = end
    for index in sorted(i for i in sentence.speech if i >= end):
        between = [cue for cue in sentence.cues if reached <= cue.head < index]
        after = [cue for cue in sentence.cues if index < cue.head <= index + 6 and cue.is_finite]
        if (
            between
            or sentence.kind(index - 1) not in _BEFORE_MORE
            or (after and sentence.kind(index + 1) in (*_PAUSES, Kind.NAME, Kind.SUBJECT))
        ):
            break
        parts.append((index, index + 1))
        reached = index + 1
    return parts, reached


def according(sentence: Sentence) -> list[Attribution]:
    """``According to S, C``, ``C, according to S`` and ``C, according to S, C``."""
    for index in range(len(sentence.tokens)):
        length = _according_length(sentence, index)
        if not length:
            continue
        source = sentence.phrases.after(index + length, len(sentence.tokens))
        if source is None:
            continue
        before = _stripped(sentence, 0, index)
        after = _stripped(sentence, source.end, sentence.last)
        is_inside = (
            sentence.kind(source.end) is Kind.COMMA or sentence.kind(source.end - 1) is Kind.COMMA
        )
        parts = []
        if has_words(sentence, *before):
            parts.append(before)
        if (is_inside or not parts) and has_words(sentence, *after):
            parts.append(after)
        if parts:
            cue = (index, index + length)
            return [sentence.attribution(parts, cue, source, "according to", 0.88)]
    return []


def _according_length(sentence: Sentence, index: int) -> int:
    """Return how many words “according to” and its like have at ``index``; 0 where it is not."""
    match sentence.lexicon.language, sentence.word(index), sentence.word(index + 1):
        case ("en", "according", "to") | ("fr", "d’après" | "d'après", _):
            return 2
        case ("de", "laut" | "zufolge", _) | ("fr", "selon", _):
            return 1
        case "de", "nach", "angaben":
            return 3 if sentence.word(index + 2) in ("von", "der", "des") else 2
    return 0


def _stripped(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    while start < end and sentence.kind(start) in (*LEADING, Kind.STOP):
        start += 1
    while end > start and sentence.kind(end - 1) in (*LEADING, Kind.STOP):
        end -= 1
    return start, end


def colon(sentence: Sentence) -> list[Attribution]:
    """``S: Q``."""
    for index in sorted(sentence.speech):
        if sentence.kind(index - 1) is Kind.COLON and index >= 2:
            source = sentence.phrases.before(index - 1, 0)
            if source is not None and source.start == 0:
                parts, _ = more_speech(sentence, index)
                return [
                    sentence.attribution(parts, (index - 1, index), source, "source, colon", 0.85)
                ]
    return []


def nouns(sentence: Sentence) -> list[Attribution]:
    """``S's claim that C``."""
    found = []
    at = 0
    for index in range(len(sentence.tokens)):
        if index < at or sentence.word(index) not in sentence.lexicon.nouns:
            continue
        if sentence.kind(index + 1) is not Kind.THAT:
            continue
        first = index
        while (
            first > at
            and index - first < 3
            and sentence.kind(first - 1) in (Kind.WORD, Kind.ADVERB)
        ):
            first -= 1
        source = None
        if sentence.kind(first - 1) is Kind.OWNER:
            source = sentence.phrases.before_plain(first - 1, at)
        elif sentence.kind(first - 1) is Kind.POSSESSIVE:
            source = Phrase(first - 1, first, is_pronoun=True)
        end = sentence.last
        for place in range(index + 2, sentence.last):
            if sentence.kind(place) is Kind.COMMA:
                end = place
                break
        if has_words(sentence, index + 1, end):
            confidence = 0.7 if source is not None else 0.5
            found.append(
                sentence.attribution(
                    [(index + 1, end)], (index, index + 1), source, "noun, that clause", confidence
                )
            )
            at = end
    return found
