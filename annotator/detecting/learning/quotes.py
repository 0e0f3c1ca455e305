"""Quotes as tags of tokens: content, cue and source, each by its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from annotator.detecting.learning import bio
from annotator.detecting.learning.assembling import Part, assembled
from annotator.detecting.learning.crf import OUTSIDE, Tagged
from annotator.detecting.learning.places import Features, Places
from annotator.detecting.learning.revising import Applied, Seen
from annotator.detecting.learning.seeing import (
    MOST_KEPT,
    line_of,
    rule_of,
    short,
    some,
    tenth,
    word_features,
)
from annotator.detecting.learning.stretches import Stretch, Stretches
from annotator.detecting.protocol import Suggestions
from annotator.detecting.quotes.marks import quoted_in
from annotator.detecting.quotes.speakers import genders_of_names
from annotator.domain.annotation import Annotation, Layer, Quote, Role
from annotator.domain.article import Article
from annotator.domain.span import Span

_CUE = bio.begin(Role.CUE)
_DENIED = 0.9
_NEAR = 5


class QuoteLearner:
    layer = Layer.QUOTES
    settings: Mapping[str, float] = {"c1": 0.2, "c2": 1.0, "max_iterations": 80}

    def __init__(self) -> None:
        self._genders = genders_of_names()

    def seen(self, article: Article, known: Suggestions) -> Seen:
        stretches = Stretches(article.text, known)
        rules = _tags(stretches, known.quotes)
        whys = _whys(stretches, known.quotes)
        names = [[OUTSIDE] * len(one.tokens) for one in stretches.all]
        for mention in known.mentions:
            for line, places in stretches.places(mention.span):
                for place in places:
                    names[line][place] = mention.label
        features = [
            _features(article.text, *one)
            for one in zip(stretches.all, rules, whys, names, strict=True)
        ]
        return Seen(features, stretches)

    def tags(
        self,
        article: Article,  # noqa: ARG002
        known: Suggestions,  # noqa: ARG002
        seen: Seen,
        truth: Sequence[Annotation],
    ) -> list[list[str]]:
        return _tags(seen.lines, (one for one in truth if isinstance(one, Quote)))

    def revised(
        self,
        article: Article,
        known: Suggestions,
        seen: Seen,
        tagged: Sequence[Tagged],
        model: Applied,
    ) -> Suggestions:
        stretches = seen.lines
        parts = [
            Part(Role(label), stretch.span(first, behind), min(told.chances[first:behind]), line)
            for line, (stretch, told) in enumerate(zip(stretches.all, tagged, strict=True))
            for first, behind, label in bio.spans(told.tags)
        ]
        denied = frozenset(_denied(stretches, known.quotes, tagged))
        return assembled(article.text, known, parts, denied, self._genders, model)


def _denied(
    stretches: Stretches, quotes: Iterable[Quote], tagged: Sequence[Tagged]
) -> Iterator[Span]:
    """Yield the suggested parts that have surely nothing of their role."""
    for quote in quotes:
        for role in Role:
            for part in quote.parts(role):
                told = [
                    (tagged[line].tags[place], tagged[line].chances[place])
                    for line, places in stretches.places(part)
                    for place in places
                ]
                if told and all(tag[2:] != role and sure >= _DENIED for tag, sure in told):
                    yield part


def _tags(stretches: Stretches, quotes: Iterable[Quote]) -> list[list[str]]:
    """Return the tags that stand for the parts; content comes first where parts overlap."""
    quotes = tuple(quotes)
    found = [[OUTSIDE] * len(one.tokens) for one in stretches.all]
    for role in Role:
        for part in sorted({part for one in quotes for part in one.parts(role)}):
            for line, places in stretches.places(part):
                bio.write(found[line], places, role)
    return found


def _whys(stretches: Stretches, quotes: Sequence[Quote]) -> list[list[tuple[str, ...]]]:
    """Return by which rule each token is suggested, how surely, and as what type."""
    whys: list[list[tuple[str, ...]]] = [[()] * len(one.tokens) for one in stretches.all]
    for one in quotes:
        for role in Role:
            sure = f"c={role}:{tenth(one.origin)}"
            why = (f"q={role}:{rule_of(one.origin)}", sure, f"t={one.type}")
            for part in one.parts(role):
                for line, places in stretches.places(part):
                    for place in places:
                        whys[line][place] = why
    return whys


def _features(
    text: str,
    stretch: Stretch,
    rules: Sequence[str],
    whys: Sequence[Features],
    names: Sequence[str],
) -> Places:
    words = [one.text for one in stretch.tokens]
    shown = list(map(_shown, words, rules, _marked(text, stretch), names))
    here, cues = f"g={stretch.label}", _cues(words, rules)
    more = ((*why, here, *cue) for why, cue in zip(whys, cues, strict=True))
    return line_of(shown, _NEAR, (f"w={short(word)}" for word in words), more)


@lru_cache(MOST_KEPT)
def _shown(word: str, suggested: str, marked: str, named: str) -> Features:
    """Return what a word shows, suggested as a part of a quote or not, and named as a label."""
    seen, form, *ends = word_features(word)
    rule, mark = f"r={suggested}", f"m={marked}"
    return (seen, rule, form, mark, f"n={named}", *ends, f"{rule}&{seen}", f"{rule}&{mark}")


def _marked(text: str, stretch: Stretch) -> list[str]:
    """Tell of each token whether it stands in quotation marks, and whether these close."""
    found = [OUTSIDE] * len(stretch.tokens)
    whole = stretch.span(0, len(stretch.tokens))
    for one in quoted_in(text, whole.start, whole.end):
        for place in stretch.covered(Span(one.start, one.end)):
            found[place] = "in" if one.is_closed else "open"
    return found


def _cues(words: Sequence[str], rules: Sequence[str]) -> Iterator[Features]:
    """Say of each word where it stands in its sentence, and which cues are suggested there."""
    ends = [n + 1 for n, word in enumerate(words[:-1]) if word in ".!?"]
    for first, behind in pairwise((0, *ends, len(words))):
        cues = [n for n in range(first, behind) if rules[n] == _CUE]
        before, ahead = -1, iter([*cues, -1])
        following = next(ahead)
        for n in range(first, behind):
            if n == following:
                before, following = n, next(ahead)
            left = _beside("l", words[before], n - before) if before >= 0 else _NO_LEFT
            right = _beside("r", words[following], following - n) if following >= 0 else _NO_RIGHT
            yield (f"a={some(n - first)}", f"z={some(behind - 1 - n)}", *left, *right)


@lru_cache(MOST_KEPT)
def _beside(side: str, cue: str, far: int) -> Features:
    return f"{side}c={cue.lower()}", f"{side}d={some(far)}"


_NO_LEFT, _NO_RIGHT = ("lc=", "ld="), ("rc=", "rd=")
