"""Mentions as tags of tokens: the outermost ones, and those within them beside.

A tag has the label of the outermost mention at a token, and behind a tab that of one within it, so
that a nationality that begins a title is learnt like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from annotator.detecting.entities.clusters import clustered
from annotator.detecting.entities.found import Found
from annotator.detecting.learning import bio
from annotator.detecting.learning.crf import OUTSIDE, Tagged
from annotator.detecting.learning.places import Features, Places
from annotator.detecting.learning.revising import Applied, Seen, confirmed, evidence_of
from annotator.detecting.learning.seeing import (
    MOST_KEPT,
    line_of,
    rule_of,
    tenth,
    word_features,
)
from annotator.detecting.learning.stretches import Stretches
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Annotation, Layer, Mention, State
from annotator.domain.article import Article
from annotator.domain.identity import new_id

_WITHIN = "\t"
_NEAR = 3


class EntityLearner:
    layer = Layer.ENTITIES
    settings: Mapping[str, float] = {"c1": 0.05, "c2": 0.2, "max_iterations": 100}

    def seen(self, article: Article, known: Suggestions) -> Seen:
        stretches = Stretches(article.text, known)
        rules = _tags(stretches, known.mentions)
        whys = _whys(stretches, known.mentions)
        usual = _usual(stretches, rules)
        found: list[Places] = []
        for stretch, of_tokens, why in zip(stretches.all, rules, whys, strict=True):
            shown = [
                _shown(token.text, rule, usual.get(token.text.lower(), OUTSIDE))
                for token, rule in zip(stretch.tokens, of_tokens, strict=True)
            ]
            here = f"g={stretch.label}"
            marked = [f"r={rule}" for rule in of_tokens]
            found.append(line_of(shown, _NEAR, marked, ((*said, here) for said in why)))
        return Seen(found, stretches)

    def tags(
        self,
        article: Article,  # noqa: ARG002
        known: Suggestions,  # noqa: ARG002
        seen: Seen,
        truth: Sequence[Annotation],
    ) -> list[list[str]]:
        return _tags(seen.lines, (one for one in truth if isinstance(one, Mention)))

    def revised(
        self,
        article: Article,
        known: Suggestions,
        seen: Seen,
        tagged: Sequence[Tagged],
        model: Applied,
    ) -> Suggestions:
        suggested = {(one.span, one.label): one for one in known.mentions}
        mentions = []
        for stretch, features, told in zip(seen.lines.all, seen.features, tagged, strict=True):
            for first, behind, label in _spans(told.tags):
                span, sure = stretch.span(first, behind), min(told.chances[first:behind])
                same = suggested.get((span, label))
                if same is not None:
                    mentions.append(replace(same, origin=confirmed(same.origin, sure)))
                    continue
                places = range(first, behind)
                why = evidence_of(model.crf, stretch.tokens, features, told.tags, places)
                origin = model.origin(sure, why)
                mentions.append(Mention(new_id(), span, label, State.SUGGESTED, origin))
        return _clustered(article, known, mentions)


def _clustered(article: Article, known: Suggestions, mentions: list[Mention]) -> Suggestions:
    found = {
        one.id: Found(
            one.span.start, one.span.end, one.label, one.origin.rule, one.origin.confidence
        )
        for one in sorted(mentions, key=lambda one: one.span)
    }
    entities, ids = clustered(article.text, list(found.values()))
    return replace(
        known,
        mentions=tuple(replace(one, entity=ids.get(found[one.id])) for one in mentions),
        entities=tuple(entities),
    )


@lru_cache(MOST_KEPT)
def _shown(word: str, rule: str, usual: str) -> Features:
    """Return what a word shows: what it is suggested as comes first, its form third."""
    words = word_features(word)
    marked = f"r={rule}"
    return (marked, *words, f"u={usual}", f"{marked}&{words[0]}", f"{marked}&{words[1]}")


def _whys(stretches: Stretches, mentions: Sequence[Mention]) -> list[list[tuple[str, ...]]]:
    """Return by which rule each token is suggested, and how surely."""
    whys: list[list[tuple[str, ...]]] = [[()] * len(one.tokens) for one in stretches.all]
    for one in mentions:
        why = (f"q={one.label}:{rule_of(one.origin)}", f"c={one.label}:{tenth(one.origin)}")
        for line, places in stretches.places(one.span):
            for place in places:
                whys[line][place] += why
    return whys


def _usual(stretches: Stretches, rules: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return what is suggested of a word most often in the article; ``small`` is in small letters.

    A word with a capital that nothing is suggested of counts for nothing.
    """
    counts: dict[str, dict[str, int]] = {}
    for stretch, of_line in zip(stretches.all, rules, strict=True):
        for token, rule in zip(stretch.tokens, of_line, strict=True):
            label = rule[2:] or ("small" if token.text.islower() else "")
            if label:
                of_word = counts.setdefault(token.text.lower(), {})
                of_word[label] = of_word.get(label, 0) + 1
    return {word: max(labels, key=labels.__getitem__) for word, labels in counts.items()}


def _tags(stretches: Stretches, mentions: Iterable[Mention]) -> list[list[str]]:
    """Return the tags that stand for ``mentions``; of those that cross, the first one counts."""
    outer, inner = ([[OUTSIDE] * len(one.tokens) for one in stretches.all] for _ in range(2))
    for one in sorted(mentions, key=lambda one: (one.span.start, -one.span.end, one.label)):
        for line, places in stretches.places(one.span):
            if bio.write(outer[line], places, one.label):
                continue
            if all(tag != OUTSIDE for tag in outer[line][places.start : places.stop]):
                bio.write(inner[line], places, one.label)
    return [
        [
            one if within == OUTSIDE else one + _WITHIN + within
            for one, within in zip(*of, strict=True)
        ]
        for of in zip(outer, inner, strict=True)
    ]


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    parted = [tag.partition(_WITHIN) for tag in tags]
    return chain(
        bio.spans([outer for outer, _, _ in parted]),
        bio.spans([inner or OUTSIDE for _, _, inner in parted]),
    )
