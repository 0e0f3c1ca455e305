"""Cues: the verbs, nouns and phrases that attribute, and what may follow each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, Flag, auto

from annotator.detecting.lexicon import words
from annotator.detecting.quotes.tokens import Kind, Token


class Frame(Flag):
    """What may follow a cue as its content; a quotation may follow every one."""

    QUOTATION = auto()
    THAT = auto()
    CLAUSE = auto()
    INFINITIVE = auto()
    OBJECT = auto()


class Form(Enum):
    BASE = auto()
    THIRD = auto()
    PAST = auto()
    PARTICIPLE = auto()
    ING = auto()


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb that attributes; ``particles`` maps what follows it to other frames."""

    lemma: str
    frames: Frame
    forms: frozenset[Form]
    particles: dict[str, Frame]


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group among a sentence's tokens, ``tokens[start:end]``, with its verb at ``head``."""

    start: int
    head: int
    end: int
    verb: Verb
    frames: Frame
    is_finite: bool
    is_passive: bool = False


_DOUBLED = frozenset((
    "admit", "quip", "brag", "slam", "plan", "rip", "infer", "refer", "beg", "submit", "chat",
    "blog", "dub", "sum", "bet", "put", "run", "begin",
))  # fmt: skip
_GROUP = frozenset((Kind.BE, Kind.HAVE, Kind.DO, Kind.MODAL, Kind.NOT, Kind.ADVERB))
_AUXILIARY = frozenset((Kind.BE, Kind.HAVE, Kind.DO, Kind.MODAL))
# Forms that are so much oftener nouns that only what must follow a verb makes them one.
_RATHER_NOUNS = frozenset(("state", "states"))
_ONLY_AFTER_VERB = frozenset((Kind.THAT, Kind.STOP, Kind.COMMA, Kind.COLON, Kind.QUOTED))
_BEFORE_NOUN = frozenset(
    (Kind.ARTICLE, Kind.POSSESSIVE, Kind.OWNER, Kind.OF, Kind.PREPOSITION, Kind.QUANTITY)
)
_PLURALS = frozenset((
    "they", "we", "i", "you", "people", "men", "women", "police", "who", "children",
))  # fmt: skip
_AFTER_VERB = frozenset((
    Kind.THAT, Kind.SUBJECT, Kind.ARTICLE, Kind.POSSESSIVE, Kind.QUOTED, Kind.CLAUSE,
    Kind.NAME, Kind.OBJECT, Kind.QUANTITY, Kind.COLON,
))  # fmt: skip


class Lexicon:
    """The cues of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.verbs: dict[str, Verb] = {}
        frames = _frames(language)
        self.nouns: frozenset[str] = frozenset()
        if language == "en":
            self._english(frames)
            self.nouns = frozenset(
                f for noun in words("cue_nouns_en") for f in (noun, _plural(noun))
            )
        else:
            for form, what in frames.items():
                forms = frozenset((Form.PAST, Form.PARTICIPLE))
                self.verbs[form] = Verb(form, what, forms, {})

    def _english(self, frames: dict[str, Frame]) -> None:
        irregular = {line.split()[0]: line.split()[1:] for line in words("irregular_verbs_en")}
        particles: dict[str, dict[str, Frame]] = {}
        for lemma, frame in frames.items():
            head, _, particle = lemma.partition("_")
            particles.setdefault(head, {})
            if particle:
                particles[head][particle] = frame
        found: dict[str, list[tuple[str, Form]]] = {}
        for head in particles:
            for written, form in _forms(head, irregular.get(head)):
                found.setdefault(written, []).append((head, form))
        for written, made in found.items():
            head = made[0][0]
            forms = frozenset(form for _, form in made)
            known = frames.get(head, Frame(0))
            self.verbs[written] = Verb(head, known, forms, particles[head])

    def cues(self, tokens: Sequence[Token]) -> list[Cue]:
        """Return the verb groups that attribute, in order."""
        found = []
        for index, token in enumerate(tokens):
            verb = self.verbs.get(token.word)
            if verb is not None and (
                token.kind in (Kind.WORD, Kind.VERB, Kind.BE) or _is_opening(tokens, index)
            ):
                cue = self._cue(tokens, index, verb)
                if cue is not None:
                    found.append(cue)
        return found

    def _cue(self, tokens: Sequence[Token], head: int, verb: Verb) -> Cue | None:
        start = head
        while start > 0 and tokens[start - 1].kind in _GROUP:
            start -= 1
        helpers = [token.kind for token in tokens[start:head]]
        has_to = start > 0 and tokens[start - 1].word == "to"
        before = tokens[start - 1].kind if start else Kind.STOP
        auxiliaries = [kind for kind in helpers if kind in _AUXILIARY]
        finite = self._is_finite(tokens, head, verb, auxiliaries, before, has_to=has_to)
        if finite is None:
            return None
        end, frames = self._with_particle(tokens, head + 1, verb)
        if not frames:
            return None
        is_passive = (
            self.language == "en"
            and bool(auxiliaries)
            and auxiliaries[-1] is Kind.BE
            and Form.PARTICIPLE in verb.forms
        )
        return Cue(start, head, end, verb, frames, finite, is_passive)

    def _with_particle(self, tokens: Sequence[Token], end: int, verb: Verb) -> tuple[int, Frame]:
        """Take in “out” of “pointed out”, and “hope” of “expressed hope that”."""
        for place in (end, end + 1) if verb.particles else ():
            if place >= len(tokens) or tokens[place].word not in verb.particles:
                continue
            is_noun = tokens[place].kind is Kind.WORD and place + 1 < len(tokens)
            if (place == end and not is_noun) or (is_noun and tokens[place + 1].kind is Kind.THAT):
                return place + 1, verb.particles[tokens[place].word]
            if place == end and tokens[place].word not in self.nouns:
                return place + 1, verb.particles[tokens[place].word]
        return end, verb.frames

    def _is_finite(
        self,
        tokens: Sequence[Token],
        head: int,
        verb: Verb,
        auxiliaries: list[Kind],
        before: Kind,
        *,
        has_to: bool,
    ) -> bool | None:
        """Tell a finite verb from a participle or infinitive; ``None`` where it is a noun."""
        if self.language != "en":
            return True
        if auxiliaries:
            return True if _fits(auxiliaries[-1], verb.forms) else None
        if has_to:
            return False if Form.BASE in verb.forms else None
        if verb.forms == {Form.ING}:
            return None if before in _BEFORE_NOUN and before is not Kind.PREPOSITION else False
        if before in _BEFORE_NOUN:
            return True if before is Kind.QUANTITY else None
        if Form.PAST in verb.forms:
            return True
        return True if self._agrees(tokens, head, verb) else None

    def _agrees(self, tokens: Sequence[Token], head: int, verb: Verb) -> bool:
        """Tell a verb in the present tense from a noun by the number of what stands before it."""
        index = head - 1
        while index > 0 and tokens[index].kind in (Kind.ADVERB, Kind.TIME, Kind.NOT):
            index -= 1
        if index < 0:
            return False
        before = tokens[index]
        following = tokens[head + 1].kind if head + 1 < len(tokens) else Kind.STOP
        if tokens[head].word in _RATHER_NOUNS and following not in _ONLY_AFTER_VERB:
            return False
        if before.kind in (
            Kind.COMMA,
            Kind.DASH,
            Kind.QUOTED,
            Kind.RELATIVE,
            Kind.THAT,
            Kind.CLOSE,
            Kind.AND,
            Kind.BUT,
        ):
            return following not in (Kind.PREPOSITION, Kind.OF)
        is_plural = before.word in _PLURALS or (
            before.word.endswith("s") and not before.word.endswith("ss")
        )
        is_plural = is_plural or before.kind in (Kind.QUANTITY, Kind.NUMBER)
        if Form.BASE in verb.forms:
            return is_plural
        if before.word in _PLURALS:
            return False
        is_noun_too = verb.forms == {Form.THIRD} and tokens[head].word in self.nouns
        return not is_noun_too or before.kind is not Kind.WORD or following in _AFTER_VERB


def _is_opening(tokens: Sequence[Token], index: int) -> bool:
    """Tell “Added Brandt: …”, where a verb has the sentence's capital."""
    is_first = index == 0 or tokens[index - 1].kind is Kind.QUOTED
    following = tokens[index + 1].kind if index + 1 < len(tokens) else Kind.STOP
    is_past = tokens[index].word.endswith(("ed", "aid", "ays"))
    return is_first and is_past and following in (Kind.NAME, Kind.ARTICLE)


def _fits(auxiliary: Kind, forms: frozenset[Form]) -> bool:
    """Tell whether a form can follow an auxiliary: “has said”, “is saying”, “did say”."""
    match auxiliary:
        case Kind.BE:
            return bool(forms & {Form.ING, Form.PARTICIPLE})
        case Kind.HAVE:
            return Form.PARTICIPLE in forms
        case _:
            return Form.BASE in forms


def _frames(language: str) -> dict[str, Frame]:
    found: dict[str, Frame] = {}
    for line in words(f"cue_verbs_{language}"):
        name, _, listed = line.partition(":")
        frame = Frame[name.upper()] | Frame.QUOTATION
        if frame & Frame.CLAUSE:
            frame |= Frame.THAT
        for verb in listed.split():
            found[verb] = found.get(verb, Frame(0)) | frame
    return found


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") else noun + "s"


def _forms(verb: str, irregular: list[str] | None) -> list[tuple[str, Form]]:
    """Return the forms of an English verb."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    doubled = verb + verb[-1] if verb in _DOUBLED else stem
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third, past = verb[:-1] + "ies", verb[:-1] + "ied"
    elif verb.endswith(("s", "sh", "ch", "x", "o")):
        third, past = verb + "es", doubled + "ed"
    else:
        third, past = verb + "s", (doubled + "ed" if not verb.endswith("ee") else verb + "d")
    past, participle = irregular or (past, past)
    return [
        (verb, Form.BASE),
        (third, Form.THIRD),
        (past, Form.PAST),
        (participle, Form.PARTICIPLE),
        (doubled + "ing", Form.ING),
    ]
