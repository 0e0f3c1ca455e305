"""Simulating learning: how good the detectors are when so many articles have been corrected."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.detecting.evaluation import Gold, Measure, Tally
from annotator.detecting.evaluation.tallies import Tallies, summed
from annotator.detecting.learning.lesson import FIGURES, Lesson, counted, figure
from annotator.detecting.learning.training import FEWEST, SIZES, Training
from annotator.detecting.pipeline import detect, load_detectors
from annotator.domain.annotation import Layer
from annotator.workspace.jobs import Advance, Job


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What so many corrected articles bring a layer.

    ``before`` and ``after`` are the F1 of the detectors alone and of the model on articles that
    neither has seen; ``validated`` is what cross-validation on the corrected articles found for
    both, from which the program would decide ``is_used``.
    """

    layer: Layer
    articles: int
    before: float
    after: float
    validated: tuple[float, float]
    measures: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """``before`` and ``after`` by each measure that counts in the layer, by its name."""

    @property
    def is_used(self) -> bool:
        return self.validated[1] > self.validated[0]

    @property
    def f1(self) -> float:
        """The F1 of what the program would use."""
        return self.after if self.is_used else self.before


def learning_curve(
    gold: Sequence[Gold],
    corrected: Sequence[Gold],
    layers: Sequence[Layer] = tuple(Layer),
    seed: int = 1,
    sizes: Sequence[int] = SIZES,
) -> Job[list[CurvePoint]]:
    """Learn from the first so many of ``corrected`` and hold the result against ``gold``.

    The order is by chance from ``seed``; of articles with the same text, one counts. Each size
    beyond the number of articles is left out, except that all of them are tried.
    """
    seen = {one.article.text for one in gold}
    distinct = {one.article.text: one for one in corrected if one.article.text not in seen}
    shuffled = sorted(distinct.values(), key=lambda one: one.article.id)
    random.Random(seed).shuffle(shuffled)
    shuffled = shuffled[: max(sizes)]
    sizes = sorted({min(size, len(shuffled)) for size in sizes})
    steps = len(shuffled) + len(gold)
    total = steps * 2
    lessons: list[Lesson] = []
    last = max(list(Layer).index(layer) for layer in layers)
    needed = [one for one in load_detectors() if list(Layer).index(one.layer) <= last]
    for one in (*shuffled, *gold):
        yield Advance(len(lessons), total)
        lessons.append(Lesson(one, detect(one.article, needed)))
    learnt, held_out = lessons[: len(shuffled)], lessons[len(shuffled) :]
    points = []
    for number, layer in enumerate(layers):
        tested = [one for one in held_out if one.gold.has(layer)]
        before = [counted(one, layer, one.suggested, is_learnt=False).tallies for one in tested]
        for place, size in enumerate(sizes):
            yield Advance(
                steps + steps * (number * len(sizes) + place) // (len(layers) * len(sizes)), total
            )
            training = Training(layer, learnt[:size], seed)
            if not tested or len(training.lessons) < FEWEST:
                continue
            found = training.findings(sizes=())
            after = [one.tallies for one in training.applied(training.model(), tested)]
            points.append(
                CurvePoint(
                    layer,
                    size,
                    figure(layer, before).f1,
                    figure(layer, after).f1,
                    (found.before.f1, found.after.f1),
                    _measures(layer, before, after),
                )
            )
    return points


def _measures(
    layer: Layer, before: Sequence[Tallies], after: Sequence[Tallies]
) -> dict[str, tuple[float, float]]:
    counted_before, counted_after = summed(before), summed(after)
    return {
        name: (
            counted_before.get(Measure(layer, name), Tally()).f1,
            counted_after.get(Measure(layer, name), Tally()).f1,
        )
        for name in FIGURES[layer]
    }
