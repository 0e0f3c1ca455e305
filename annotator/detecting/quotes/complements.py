"""What stands behind a cue: whom it was said to, when and where, and then what was said."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.detecting.quotes.cues import Cue, Frame
from annotator.detecting.quotes.sentence import Sentence
from annotator.detecting.quotes.tokens import Kind

_TELLING = frozenset((
    "tell", "ask", "remind", "assure", "inform", "warn", "persuade", "convince", "advise",
))  # fmt: skip
_STARTS_CLAUSE = frozenset((
    Kind.SUBJECT, Kind.ARTICLE, Kind.POSSESSIVE, Kind.QUANTITY, Kind.NAME, Kind.WORD,
    Kind.NUMBER, Kind.ADVERB, Kind.QUOTED, Kind.OBJECT, Kind.BUT, Kind.CLAUSE, Kind.TIME,
    Kind.PREPOSITION, Kind.NOT,
))  # fmt: skip
_STARTS_OBJECT = frozenset((
    Kind.ARTICLE, Kind.POSSESSIVE, Kind.QUANTITY, Kind.NAME, Kind.WORD, Kind.NUMBER,
    Kind.OBJECT, Kind.QUOTED, Kind.THAT, Kind.ADVERB, Kind.SUBJECT, Kind.CLAUSE,
))  # fmt: skip
_FINITE = frozenset((Kind.BE, Kind.HAVE, Kind.DO, Kind.MODAL, Kind.VERB))
_FARTHEST_THAT = 14
_NEAR = 8
_PAUSES = frozenset((Kind.COMMA, Kind.DASH))
_MOST_BETWEEN = 25
_LONGEST_TIME = 4
_PARTICLES = frozenset(("an", "aus", "ein", "hinzu", "mit", "vor", "zurück"))
_NAMING = frozenset(
    (Kind.NAME, Kind.WORD, Kind.ARTICLE, Kind.SUBJECT, Kind.COMMA, Kind.ADVERB, Kind.OF)
)
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Complement:
    """The tokens ``[start:end]`` behind a cue that are what was said, and by which frame."""

    start: int
    end: int
    rule: str
    confidence: float
    cue_end: int = 0
    """Where the cue ends, if the colon of “said on Tuesday:” belongs to it."""


def complement_of(sentence: Sentence, cue: Cue) -> Complement | None:
    """Return what was said behind a cue, in any of the frames that its verb takes."""
    start = _behind_hearer(sentence, cue)
    if sentence.lexicon.language == "de":
        start = _behind_particle(sentence, start)
    quoted = _quotation(sentence, cue, start)
    if quoted is not None:
        return quoted
    that = _that(sentence, cue, start)
    if that is not None:
        return Complement(that, content_end(sentence, that, cue), "that clause", 0.9)
    kind = sentence.kind(start)
    is_infinitive = bool(cue.frames & Frame.INFINITIVE) or cue.is_passive
    if sentence.word(start) == "to" and is_infinitive:
        return _worded(Complement(start, content_end(sentence, start, cue), "infinitive", 0.65))
    if kind is Kind.CLAUSE and cue.frames & Frame.THAT and not cue.frames & Frame.OBJECT:
        return Complement(start, content_end(sentence, start, cue), "question clause", 0.75)
    behind_time = _behind_time(sentence, start)
    starts_clause = sentence.kind(behind_time) in _STARTS_CLAUSE and sentence.word(start) != "to"
    starts_clause = starts_clause and (
        cue.is_finite or sentence.kind(behind_time) is not Kind.PREPOSITION
    )
    if cue.frames & Frame.CLAUSE and starts_clause:
        end = content_end(sentence, behind_time, cue)
        if is_clause(sentence, behind_time, end):
            confidence = 0.8 if sentence.kind(start) is Kind.SUBJECT else 0.72
            return Complement(behind_time, end, "clause", confidence)
    if (cue.frames & Frame.OBJECT and kind in _STARTS_OBJECT) or (
        cue.frames & Frame.OBJECT and kind is Kind.CLAUSE
    ):
        end = content_end(sentence, start, cue)
        return _worded(Complement(start, end, "object", 0.5), least=1)
    return None


def _behind_time(sentence: Sentence, start: int) -> int:
    """Step over “on Monday” and “also”, where the clause begins behind it."""
    place = start
    while place < start + _LONGEST_TIME:
        is_adjunct = sentence.kind(place) in (Kind.TIME, Kind.ADVERB)
        if not is_adjunct and sentence.kind(place) is Kind.PREPOSITION:
            is_adjunct = sentence.kind(place + 1) is Kind.TIME
        if not is_adjunct:
            break
        place += 1
    return place


def _behind_particle(sentence: Sentence, start: int) -> int:
    """Step over “hinzu,” and the comma before a German clause."""
    if sentence.word(start) in _PARTICLES:
        start += 1
    return start + 1 if sentence.kind(start) is Kind.COMMA else start


def _worded(found: Complement, least: int = _LEAST_WORDS) -> Complement | None:
    return found if found.end - found.start >= least else None


def _behind_hearer(sentence: Sentence, cue: Cue) -> int:
    """Step over whom it was told: “told reporters”, “asked the mayor of Brenholm”."""
    start = cue.end
    has_particle = cue.end > cue.head + 1
    if cue.verb.lemma not in _TELLING or cue.is_passive or has_particle:
        return start
    if sentence.kind(start) is Kind.OBJECT or sentence.word(start) in ("you", "it", "her"):
        return start + 1
    if sentence.kind(start) in (Kind.THAT, Kind.QUOTED, Kind.CLAUSE, Kind.COMMA, Kind.COLON):
        return start
    phrase = sentence.phrases.after(start, len(sentence.tokens))
    return phrase.end if phrase is not None else start


def _quotation(sentence: Sentence, cue: Cue, start: int) -> Complement | None:
    """Find the quotation that a cue brings, at once or behind a comma or colon: “said: Q”."""
    ahead = [index for index in sentence.speech if index >= start]
    if not ahead:
        return None
    index = min(ahead)
    gap = sentence.tokens[cue.end : index]
    before = sentence.kind(index - 1)
    if any(cue.head < one.head < index for one in sentence.cues):
        return None
    is_open = index in (start, cue.end) or before in (Kind.COLON, Kind.COMMA, Kind.DASH)
    if not is_open or any(token.kind in (Kind.THAT, Kind.STOP) for token in gap):
        return None
    if before is Kind.COMMA and (len(gap) > _MOST_BETWEEN or _has_object_only(cue)):
        return None
    if before is Kind.COLON and _is_attributed_behind(sentence, index):
        return None
    end = index + 1
    while sentence.kind(end) in (Kind.COMMA, Kind.AND, Kind.MARK) and end + 1 in sentence.speech:
        end += 2
    if index in (start, cue.end) and end < sentence.last and not _pauses(sentence, end):
        # The quotation is the beginning of a longer clause: “said ‘nobody’ would leave”.
        return Complement(index, content_end(sentence, index, cue), "clause with quotation", 0.85)
    with_colon = before is Kind.COLON and cue.verb.lemma not in _TELLING and len(gap) <= _NEAR
    rule = "source, cue, quotation"
    return Complement(index, end, rule, 0.92, index if with_colon else 0)


def _has_object_only(cue: Cue) -> bool:
    return bool(cue.frames & Frame.OBJECT) and not cue.frames & (Frame.CLAUSE | Frame.THAT)


def _is_attributed_behind(sentence: Sentence, quotation: int) -> bool:
    """Tell whether “S says” follows a quotation that other words lead up to."""
    for cue in sentence.cues:
        if cue.is_finite and quotation < cue.start <= quotation + _NEAR:
            between = range(quotation + 1, cue.start)
            return all(sentence.kind(place) in _NAMING for place in between)
    return False


def _pauses(sentence: Sentence, index: int) -> bool:
    kinds = (
        Kind.COMMA,
        Kind.COLON,
        Kind.DASH,
        Kind.STOP,
        Kind.PREPOSITION,
        Kind.BUT,
        Kind.CLAUSE,
        Kind.AND,
        Kind.TIME,
    )
    return sentence.kind(index) in kinds


def _that(sentence: Sentence, cue: Cue, start: int) -> int | None:
    """Return where “that” begins the content, at once or behind when and where it was said."""
    if not cue.frames & Frame.THAT:
        return None
    if sentence.kind(start) is Kind.THAT:
        return start
    kind = sentence.kind(start)
    if kind not in (Kind.TIME, Kind.PREPOSITION, Kind.ADVERB, Kind.COMMA):
        return None
    for index in range(start, min(start + _FARTHEST_THAT, sentence.last)):
        kind = sentence.kind(index)
        if kind is Kind.THAT:
            return index
        if kind in _FINITE or kind in (
            Kind.STOP,
            Kind.COLON,
            Kind.DASH,
            Kind.RELATIVE,
            Kind.SUBJECT,
        ):
            return None
    return None


def is_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Tell a clause from an object by the verb in it."""
    if sentence.kind(start) is Kind.SUBJECT:
        return True
    cues = {cue.head for cue in sentence.cues}
    for index in range(start, end):
        kind = sentence.kind(index)
        if kind in _FINITE or (index > start and (index in cues or kind is Kind.QUOTED)):
            return True
        if kind is Kind.WORD and index > start and _looks_finite(sentence, start, index):
            return True
    return False


def _looks_finite(sentence: Sentence, start: int, index: int) -> bool:
    """Tell a verb that no list has by its ending and its neighbours."""
    word, before, after = sentence.word(index), sentence.kind(index - 1), sentence.kind(index + 1)
    if word.endswith("ed"):
        return before in (Kind.NAME, Kind.WORD, Kind.AND)
    if not word.endswith("s") or word.endswith("ss") or before not in (Kind.NAME, Kind.WORD):
        return False
    if after is Kind.PREPOSITION:
        return sentence.kind(start) is not Kind.PREPOSITION
    return after in (Kind.ARTICLE, Kind.POSSESSIVE, Kind.OBJECT, Kind.NOT)


def content_end(sentence: Sentence, start: int, cue: Cue) -> int:
    """Return where what was said ends: with the sentence, or where the writer takes over again."""
    cues = {one.start: one for one in sentence.cues if one.start > start}
    depth = 0
    for index in range(start + 1, sentence.last):
        kind = sentence.kind(index)
        depth += (kind is Kind.OPEN) - (kind is Kind.CLOSE)
        if depth <= 0 and _ends_before(sentence, index, cues.get(index + 1), cue):
            return index - (kind is not Kind.COMMA and sentence.kind(index - 1) in _PAUSES)
        if kind is Kind.QUOTED and _is_participle(sentence, cues.get(index + 1)):
            return index + 1
    return sentence.last


def _ends_before(sentence: Sentence, index: int, following: Cue | None, cue: Cue) -> bool:
    """Tell whether what ``cue`` attributes ends before token ``index``."""
    match sentence.kind(index):
        case Kind.COMMA:
            return _takes_over(sentence, index + 1, following) or _leads_to_speech(sentence, index)
        case Kind.AND | Kind.BUT:
            goes_over = _leads_to_speech(sentence, index)
            return goes_over or _shares_subject(sentence, following, cue)
        case Kind.COLON:
            return index + 1 in sentence.speech
        case _:
            return sentence.word(index) == "according" and sentence.word(index + 1) == "to"


def _takes_over(sentence: Sentence, index: int, following: Cue | None) -> bool:
    """Tell whether the writer speaks again behind a comma: “, adding that”, “, while others”."""
    takes_over = ("but", "while", "whereas", "although", "though", "which")
    return _is_participle(sentence, following) or sentence.word(index) in takes_over


def _leads_to_speech(sentence: Sentence, comma: int) -> bool:
    """Tell whether “, she said, ‘…’” follows."""
    for cue in sentence.cues:
        if cue.is_finite and comma < cue.start <= comma + _NEAR:
            place = cue.end + (1 if sentence.kind(cue.end) in (Kind.COMMA, Kind.COLON) else 0)
            if place in sentence.speech:
                return True
    return False


def _is_participle(sentence: Sentence, cue: Cue | None) -> bool:
    return cue is not None and not cue.is_finite and sentence.word(cue.head).endswith("ing")


def _shares_subject(sentence: Sentence, following: Cue | None, cue: Cue) -> bool:
    """Tell whether a verb behind “and” goes on with the same subject: “said … and added …”."""
    if following is None or following.is_passive or following.is_finite is not cue.is_finite:
        return False
    if not cue.is_finite:
        return _is_participle(sentence, following) and _is_participle(sentence, cue)
    return bool(following.verb.forms & cue.verb.forms)


def until_comma(sentence: Sentence, found: Complement) -> Complement:
    """Return what was said up to its first comma, for a cue in a subordinate clause."""
    for index in range(found.start + 1, found.end):
        if sentence.kind(index) in (Kind.COMMA, Kind.COLON, Kind.DASH):
            return Complement(found.start, index, found.rule, found.confidence)
    return found


def has_words(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether a stretch has enough words to be a statement of its own, or is speech."""
    if any(start <= index < end for index in sentence.speech):
        return True
    count = sum(
        sentence.kind(i) not in (Kind.COMMA, Kind.STOP, Kind.MARK, Kind.DASH)
        for i in range(start, end)
    )
    return count > _LEAST_WORDS
