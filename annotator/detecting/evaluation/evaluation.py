"""The evaluation of many articles: what was counted in each, and the scores of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.detecting.evaluation.actions import (
    Actions,
    mention_actions,
    quote_actions,
    segment_actions,
)
from annotator.detecting.evaluation.entities import mention_mistakes, mention_tallies
from annotator.detecting.evaluation.gold import Gold
from annotator.detecting.evaluation.mistakes import Mistake
from annotator.detecting.evaluation.quotes import quote_mistakes, quote_tallies
from annotator.detecting.evaluation.segments import LINES, segment_mistakes, segment_tallies
from annotator.detecting.evaluation.tallies import Measure, Tallies, Tally, interval, summed
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Layer

MACRO = "macro F1"


@dataclass(frozen=True, slots=True)
class Score:
    """One measure over all articles, with the 95 % interval of its F1 where one was asked for."""

    measure: Measure
    tally: Tally
    f1: float
    low: float | None = None
    high: float | None = None


@dataclass(slots=True)
class Evaluation:
    """What was counted so far; ``add`` it article by article."""

    layers: Sequence[Layer] = tuple(Layer)
    detectors: frozenset[str] = frozenset()
    tallies: list[Tallies] = field(default_factory=list)
    actions: dict[Layer, list[Actions]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def add(self, gold: Gold, suggested: Suggestions) -> None:
        """Hold one article's suggestions against its gold.

        With ``detectors``, what others than these suggested is left out.
        """
        counted: dict[Measure, Tally] = {}
        if gold.segments is not None and Layer.SEGMENTS in self.layers:
            self._add_segments(gold, suggested, counted)
        if gold.mentions is not None and Layer.ENTITIES in self.layers:
            self._add_mentions(gold, suggested, counted)
        if gold.quotes is not None and Layer.QUOTES in self.layers:
            self._add_quotes(gold, suggested, counted)
        self.tallies.append(counted)

    def _add_segments(
        self, gold: Gold, suggested: Suggestions, counted: dict[Measure, Tally]
    ) -> None:
        wanted, found = gold.segments or (), suggested.segments
        text, name = gold.article.text, gold.article.id
        counted |= segment_tallies(text, wanted, found)
        self.mistakes += segment_mistakes(name, text, wanted, found)
        if all(one.label for one in wanted):
            self.actions.setdefault(Layer.SEGMENTS, []).append(segment_actions(wanted, found))

    def _add_mentions(
        self, gold: Gold, suggested: Suggestions, counted: dict[Measure, Tally]
    ) -> None:
        wanted = gold.mentions or ()
        found = tuple(one for one in suggested.mentions if self._counts(one.origin.detector))
        text, name = gold.article.text, gold.article.id
        if gold.labels is not None:
            found = gold.labels.mapped(found, text)
        counted |= mention_tallies(wanted, found)
        self.mistakes += mention_mistakes(name, text, wanted, found)
        self.actions.setdefault(Layer.ENTITIES, []).append(mention_actions(wanted, found))

    def _add_quotes(
        self, gold: Gold, suggested: Suggestions, counted: dict[Measure, Tally]
    ) -> None:
        wanted = gold.quotes or ()
        found = tuple(one for one in suggested.quotes if self._counts(one.origin.detector))
        text, name = gold.article.text, gold.article.id
        known = {one.id: one for one in gold.entities}
        ours = {one.id: one for one in suggested.entities}
        counted |= quote_tallies(text, wanted, found, known, ours)
        self.mistakes += quote_mistakes(name, text, wanted, found)
        self.actions.setdefault(Layer.QUOTES, []).append(quote_actions(wanted, found, known, ours))

    def _counts(self, detector: str) -> bool:
        return not self.detectors or detector in self.detectors

    def scores(self, *, intervals: bool = True) -> list[Score]:
        """Return all measures in order; rules come without intervals, and with a precision only."""
        totals = summed(self.tallies)
        scores = [
            self._score(measure, totals[measure], intervals=intervals) for measure in sorted(totals)
        ]
        if macro := self._macro(totals, intervals=intervals):
            scores.append(macro)
        return scores

    def _score(self, measure: Measure, tally: Tally, *, intervals: bool) -> Score:
        if not intervals or measure.by == "rule":
            return Score(measure, tally, tally.f1)
        columns = [[one.get(measure, Tally())] for one in self.tallies]
        return Score(measure, tally, tally.f1, *interval(columns, lambda sums: sums[0].f1))

    def _macro(self, totals: Tallies, *, intervals: bool) -> Score | None:
        """Return the mean F1 of the segment labels that gold has."""
        labels = [
            measure
            for measure, tally in totals.items()
            if measure.layer is Layer.SEGMENTS and measure.by == "label" and tally.wanted
        ]
        if not labels:
            return None
        measure = Measure(Layer.SEGMENTS, MACRO)
        everything = totals[Measure(Layer.SEGMENTS, LINES)]
        value = _mean_f1([totals[label] for label in labels])
        if not intervals:
            return Score(measure, everything, value)
        columns = [[one.get(label, Tally()) for label in labels] for one in self.tallies]
        return Score(measure, everything, value, *interval(columns, _mean_f1))

    def actions_of(self, layer: Layer) -> Actions:
        """Return the sum of the editor's actions in a layer over all articles."""
        return sum(self.actions.get(layer, []), Actions())


def _mean_f1(tallies: Iterable[Tally]) -> float:
    wanted = [one.f1 for one in tallies if one.wanted]
    return sum(wanted) / len(wanted) if wanted else 0.0
