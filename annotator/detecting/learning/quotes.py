"""Quotes as tags of tokens: content, cue and source, each by its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from annotator.detecting.entities.tokens import Token
from annotator.detecting.learning import bio
from annotator.detecting.learning.assembling import Part, assembled
from annotator.detecting.learning.crf import OUTSIDE, Places, Tagged
from annotator.detecting.learning.revising import Applied, Seen
from annotator.detecting.learning.seeing import (
    View,
    around,
    rule_of,
    some,
    tenth,
    view,
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
        views: dict[_Key, View] = {}
        features: list[Places] = [
            _features(article.text, *one, views)
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
    whys: Sequence[tuple[str, ...]],
    names: Sequence[str],
    views: dict[_Key, View],
) -> list[list[str]]:
    of_line = []
    words = (one.text for one in stretch.tokens)
    for key in zip(words, rules, _marked(text, stretch), names, strict=True):
        if key not in views:
            views[key] = _view(*key)
        of_line.append(views[key])
    here, cues = f"g={stretch.label}", _cues(stretch.tokens, rules)
    more = [(*why, here, *cue) for why, cue in zip(whys, cues, strict=True)]
    return around(of_line, more)


_Key = tuple[str, str, str, str]
"""A word, what is suggested of it, whether it stands in marks, and as what it is named."""


def _view(word: str, suggested: str, marked: str, named: str) -> View:
    words = word_features(word)
    rule, mark, name = f"r={suggested}", f"m={marked}", f"n={named}"
    own = (*words, rule, mark, name, f"{rule}&{words[0]}", f"{rule}&{mark}")
    return view(own, (words[0], rule, words[1], mark, name))


def _marked(text: str, stretch: Stretch) -> list[str]:
    """Tell of each token whether it stands in quotation marks, and whether these close."""
    found = [OUTSIDE] * len(stretch.tokens)
    whole = stretch.span(0, len(stretch.tokens))
    for one in quoted_in(text, whole.start, whole.end):
        for place in stretch.covered(Span(one.start, one.end)):
            found[place] = "in" if one.is_closed else "open"
    return found


def _cues(tokens: Sequence[Token], rules: Sequence[str]) -> list[tuple[str, ...]]:
    """Say of each token where it stands in its sentence, and which cues are suggested there."""
    found: list[tuple[str, ...]] = []
    ends = [n + 1 for n, token in enumerate(tokens[:-1]) if token.text in ".!?"]
    for first, behind in pairwise((0, *ends, len(tokens))):
        cues = [n for n in range(first, behind) if rules[n] == _CUE]
        before, ahead = -1, iter([*cues, -1])
        following = next(ahead)
        for n in range(first, behind):
            if n == following:
                before, following = n, next(ahead)
            seen = [f"a={some(n - first)}", f"z={some(behind - 1 - n)}"]
            for side, cue in (("l", before), ("r", following)):
                word = tokens[cue].text.lower() if cue >= 0 else ""
                seen += (f"{side}c={word}", f"{side}d={some(abs(n - cue)) if word else ''}")
            found.append(tuple(seen))
    return found
