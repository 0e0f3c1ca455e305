"""Attributions without a verb: “according to”, a colon, and nouns such as “claim”."""

from __future__ import annotations

from annotator.detecting.quotes.complements import has_words
from annotator.detecting.quotes.phrase import Phrase
from annotator.detecting.quotes.sentence import Attribution, Sentence
from annotator.detecting.quotes.tokens import Kind

LEADING = frozenset((Kind.COMMA, Kind.DASH, Kind.COLON, Kind.MARK))
_PAUSES = frozenset((Kind.COMMA, Kind.DASH))
_LONGEST_LEAD = 12
_ACCORDING = frozenset(
    (
        "according",
        "d’après",
        "d'après",
        "laut",
        "zufolge",
        "selon",
        "nach",
        "d’",
        "d'",
        "heißt",
        "hieß",
        "so",
    )
)
_LONGEST_AMID = 6
_LONGEST_NAME = 7
_AMID = frozenset((Kind.PREPOSITION, Kind.ARTICLE, Kind.WORD, Kind.NAME, Kind.TIME, Kind.COMMA))
_BEFORE_MORE = frozenset((
    Kind.COMMA, Kind.DASH, Kind.COLON, Kind.STOP, Kind.AND, Kind.BUT, Kind.QUOTED, Kind.THAT,
    Kind.MARK, Kind.TIME, Kind.WORD, Kind.NAME, Kind.OBJECT,
))  # fmt: skip


def more_speech(sentence: Sentence, end: int) -> tuple[list[tuple[int, int]], int]:
    """Return the quotations behind an attribution that no other cue claims."""
    parts: list[tuple[int, int]] = []
    reached = end
    for index in sorted(i for i in sentence.speech if i >= end):
        stands_apart = sentence.kind(index - 1) in _PAUSES
        between = [
            cue
            for cue in sentence.cues
            if reached <= cue.head < index
            and (cue.is_finite or cue.end >= index - 1 or not stands_apart)
        ]
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
    for index, token in enumerate(sentence.tokens):
        length = _according_length(sentence, index) if token.word in _ACCORDING else 0
        if not length:
            continue
        if token.word == "zufolge":
            source = sentence.phrases.before(index, 0)
        else:
            source = sentence.phrases.after(index + length, len(sentence.tokens))
        if source is None:
            continue
        before = _stripped(sentence, 0, min(index, source.start))
        behind = max(index + length, source.end)
        after = _stripped(sentence, behind, sentence.last)
        is_inside = Kind.COMMA in (sentence.kind(behind), sentence.kind(behind - 1))
        parts = [before] if has_words(sentence, *before) else []
        if (is_inside or not parts) and has_words(sentence, *after):
            parts.append(after)
        if parts:
            cue = (index, index + length)
            return [sentence.attribution(parts, cue, source, "according to", 0.88)]
    return []


def _according_length(sentence: Sentence, index: int) -> int:
    """Return how many words “according to” and its like have at ``index``; 0 where it is not."""
    words = tuple(sentence.word(place) for place in range(index, index + 3))
    match sentence.lexicon.language, *words:
        case ("en", "according", "to", _) | ("fr", "d’" | "d'", "après", _):
            return 2
        case ("de", "laut" | "zufolge", _, _) | ("fr", "selon" | "d’après" | "d'après", _, _):
            return 1
        case ("de", "nach", "angaben", "von") | ("de", "heißt" | "hieß", "es", "in" | "aus"):
            return 3
        case "de", "nach", "angaben", _:
            return 2
        case "de", "so", _, _:
            return (
                1 if sentence.kind(index - 1) is Kind.COMMA and index - 2 in sentence.speech else 0
            )
        case _:
            return 0


def as_said(sentence: Sentence) -> list[Attribution]:
    """``As S said, C``."""
    if sentence.word(0) not in ("as", "wie", "comme"):
        return []
    for cue in sentence.cues:
        ends_here = sentence.kind(cue.end) is Kind.COMMA and has_words(
            sentence, cue.end, sentence.last
        )
        source = sentence.phrases.after(1, cue.start) if ends_here and cue.is_finite else None
        if source is not None:
            parts = [(cue.end + 1, sentence.last)]
            return [
                sentence.attribution(parts, (cue.start, cue.end), source, "as someone said", 0.8)
            ]
    return []


def _stripped(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    while start < end and sentence.kind(start) in (*LEADING, Kind.STOP):
        start += 1
    while end > start and sentence.kind(end - 1) in (*LEADING, Kind.STOP):
        end -= 1
    return start, end


def colon(sentence: Sentence) -> list[Attribution]:
    """``S: Q``, and ``S returned to an old line: Q``, whose verb is not a cue of its own."""
    for index in sorted(sentence.speech - sentence.used):
        if sentence.kind(index - 1) is not Kind.COLON or index < 2:
            continue
        later, _ = more_speech(sentence, index + 1)
        parts = [(index, index + 1), *later]
        source = sentence.phrases.before(index - 1, 0)
        if source is not None and source.start == 0:
            cue = (index - 1, index)
            return [sentence.attribution(parts, cue, source, "source, colon", 0.85)]
        source = sentence.opening_subject(index - 1) or _sender(sentence, index - 1)
        if source is not None and source.end < index:
            cue = (max(source.end, index - _LONGEST_LEAD), index)
            return [sentence.attribution(parts, cue, source, "lead, colon", 0.7)]
    return []


def _sender(sentence: Sentence, until: int) -> Phrase | None:
    """Return whose words ``From S:``, ``More from S:`` and ``Here’s S in May:`` announce."""
    if sentence.word(0) == "here" and sentence.word(1) in ("’s", "'s", "is"):
        return sentence.phrases.after(2, until)
    first = next((place for place in range(2) if sentence.word(place) in ("from", "by")), None)
    return None if first is None else sentence.phrases.after(first + 1, until)


def titled(sentence: Sentence) -> list[Attribution]:
    """``S: C``, where a quotation stands within C, as in headlines."""
    place = next((i for i in range(_LONGEST_NAME) if sentence.kind(i) is Kind.COLON), 0)
    source = sentence.phrases.before(place, 0) if place else None
    quoted = (i for i in range(place + 1, sentence.last) if sentence.kind(i) is Kind.QUOTED)
    if source is None or source.start != 0 or next(quoted, None) is None:
        return []
    parts = [(place + 1, sentence.last)]
    return [sentence.attribution(parts, (place, place + 1), source, "source, colon", 0.7)]


def named_behind(sentence: Sentence) -> list[Attribution]:
    """``Q — S`` with nothing else, as under testimonials."""
    for index in sorted(sentence.speech - sentence.used):
        if index > 0 or sentence.kind(1) is not Kind.DASH or sentence.kind(2) is not Kind.NAME:
            continue
        source = sentence.phrases.after(2, len(sentence.tokens), is_last=True)
        if source is not None and source.end >= sentence.last:
            return [sentence.attribution([(0, 1)], (1, 2), source, "name behind a dash", 0.85)]
    return []


def nouns(sentence: Sentence) -> list[Attribution]:
    """``S's claim that C`` and ``a statement by S that C``."""
    found: list[Attribution] = []
    at = 0
    for index in range(len(sentence.tokens)):
        if index < at or sentence.word(index) not in sentence.lexicon.nouns:
            continue
        source, that = _owner(sentence, index, at)
        if that is None or (that in sentence.used):
            continue
        commas = (i for i in range(that + 1, sentence.last) if sentence.kind(i) is Kind.COMMA)
        end = next(commas, sentence.last)
        if has_words(sentence, that, end):
            confidence = 0.7 if source is not None else 0.5
            made = sentence.attribution(
                [(that, end)], (index, index + 1), source, "noun, that clause", confidence
            )
            found.append(made)
            at = end
    return found


def _owner(sentence: Sentence, noun: int, at: int) -> tuple[Phrase | None, int | None]:
    """Return whose noun it is and where its “that” stands; no place where it brings no clause."""
    that = noun + 1
    source: Phrase | None = None
    if sentence.word(noun + 1) in ("by", "from"):
        source = sentence.phrases.after(noun + 2, sentence.last)
        that = source.end if source is not None else that
    while that < noun + _LONGEST_AMID and sentence.kind(that) in _AMID:
        that += 1
    if sentence.kind(that) is not Kind.THAT:
        return None, None
    first = noun
    while first > max(at, noun - 3) and sentence.kind(first - 1) in (Kind.WORD, Kind.TIME):
        first -= 1
    if sentence.kind(first - 1) is Kind.OWNER:
        source = sentence.phrases.before_plain(first - 1, at)
    elif sentence.kind(first - 1) is Kind.POSSESSIVE:
        source = Phrase(first - 1, first, is_pronoun=True)
    return source, that
