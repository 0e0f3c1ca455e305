"""Mentions against gold: strict, exact, partial and type, as in SemEval-2013 task 9.

Pairs are made one to one, the best first. Strict asks for span and label, exact for the span alone,
partial counts an overlap half, and type asks for the label on any overlap (Segura-Bedmar and
others, SemEval-2013, section 3.1; the counts of MUC-5, Chinchor and Sundheim 1993). The label of a
suggestion that meets gold of another label counts as found, not as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.detecting.evaluation.matching import best_pairs, overlapping
from annotator.detecting.evaluation.mistakes import Mistake, context_of
from annotator.detecting.evaluation.tallies import Measure, Tally
from annotator.domain.annotation import Layer, Mention

STRICT, EXACT, PARTIAL, TYPE = "strict", "exact", "partial", "type"
_NAMES = (STRICT, EXACT, PARTIAL, TYPE)


def mention_tallies(wanted: Sequence[Mention], found: Sequence[Mention]) -> dict[Measure, Tally]:
    """Count the mentions of one article; strict also by label and by rule."""
    tallies = {Measure(Layer.ENTITIES, name): Tally(0, len(found), len(wanted)) for name in _NAMES}

    def add(name: str, by: str, of: str, tally: Tally) -> None:
        measure = Measure(Layer.ENTITIES, name, by, of)
        tallies[measure] = tallies.get(measure, Tally()) + tally

    for one in wanted:
        add(STRICT, "label", one.label, Tally(wanted=1))
    for one in found:
        add(STRICT, "label", one.label, Tally(found=1))
        add(STRICT, "rule", one.origin.rule, Tally(found=1))
    for left, right in _pairs(wanted, found).items():
        gold, one = wanted[left], found[right]
        for name, worth in _worth(gold, one).items():
            add(name, "", "", Tally(worth))
        if gold.span == one.span and gold.label == one.label:
            add(STRICT, "label", one.label, Tally(1))
            add(STRICT, "rule", one.origin.rule, Tally(1))
    return tallies


def mention_mistakes(
    article: str, text: str, wanted: Sequence[Mention], found: Sequence[Mention]
) -> Iterator[Mistake]:
    pairs = _pairs(wanted, found)
    paired = set(pairs.values())
    for number, gold in enumerate(wanted):
        one = found[pairs[number]] if number in pairs else None
        if one is not None and (one.span, one.label) == (gold.span, gold.label):
            continue
        kind = "missed" if one is None else "label" if one.span == gold.span else "extent"
        said = f"{one.label}: {one.span.of(text)}" if one else ""
        rule = one.origin.rule if one else ""
        yield Mistake(
            article, Layer.ENTITIES, kind, f"{gold.label}: {gold.span.of(text)}", said, rule,
            context_of(text, gold.span),
        )  # fmt: skip
    for number, one in enumerate(found):
        if number not in paired:
            yield Mistake(
                article, Layer.ENTITIES, "spurious", "", f"{one.label}: {one.span.of(text)}",
                one.origin.rule, context_of(text, one.span),
            )  # fmt: skip


def _pairs(wanted: Sequence[Mention], found: Sequence[Mention]) -> dict[int, int]:
    weights: dict[tuple[int, int], float] = {}
    spans = [one.span for one in wanted], [one.span for one in found]
    for left, right in overlapping(*spans):
        worth = _worth(wanted[left], found[right])
        # A pair that is right by one measure more is worth more than any that is not.
        weights[left, right] = 0.01 + sum(
            worth[name] * 10**power for power, name in enumerate(reversed(_NAMES))
        )
    return best_pairs(weights)


def _worth(gold: Mention, one: Mention) -> dict[str, float]:
    same_span, same_label = gold.span == one.span, gold.label == one.label
    return {
        STRICT: float(same_span and same_label),
        EXACT: float(same_span),
        PARTIAL: 1.0 if same_span else 0.5,
        TYPE: float(same_label),
    }
