"""Training a layer's model from finished articles, and telling whether it is better.

The articles are parted into folds (Stone, Cross-validatory choice and assessment of statistical
predictions, 1974); each fold is revised by a model of the others, and what is right in all folds
together is held against what the detectors alone got right there.

It is held against the model in use, too. That one has learnt from some of the articles, and would
know them by heart: in their place stands, fold by fold, a model trained anew from the articles that
it learnt from, without those of the fold. So no article is judged by what has seen it, neither on
the one side nor on the other.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from sys import intern

import numpy as np

from annotator.detecting.evaluation.entities import STRICT
from annotator.detecting.evaluation.quotes import CONTENT_OVERLAP
from annotator.detecting.evaluation.segments import LINES
from annotator.detecting.evaluation.tallies import Tallies, Tally, summed
from annotator.detecting.learning.crf import Crf, train
from annotator.detecting.learning.entities import EntityLearner
from annotator.detecting.learning.findings import Changed, Compared, Findings, Point
from annotator.detecting.learning.lesson import Counted, Lesson, counted, figure
from annotator.detecting.learning.model_file import Model
from annotator.detecting.learning.places import Features, Places
from annotator.detecting.learning.quotes import QuoteLearner
from annotator.detecting.learning.revising import Applied, Learner, Seen
from annotator.detecting.learning.segments import SegmentLearner
from annotator.domain.annotation import Layer

FEWEST = 10
"""From fewer articles nothing is learnt: what they say of others is chance."""
SIZES = (10, 25, 50, 100, 250)
"""Where the learning curve is measured."""
_FOLDS, _FOLDS_OF_MANY, _MANY = 5, 3, 100
_EXAMPLES = 20
_RESAMPLINGS = 1000

Report = Callable[[int, int], None]
"""Takes how much is done, and of how much; raises to cancel."""


def learner_of(layer: Layer) -> Learner:
    match layer:
        case Layer.SEGMENTS:
            return SegmentLearner()
        case Layer.ENTITIES:
            return EntityLearner()
        case Layer.QUOTES:
            return QuoteLearner()


class Training:
    """Trains models of one layer; what is seen of each article is made once."""

    def __init__(
        self,
        layer: Layer,
        lessons: Iterable[Lesson],
        seed: int = 1,
        in_use: Model | None = None,
    ) -> None:
        """``in_use`` is the model that a new one would replace."""
        self.layer = layer
        self._learner = learner_of(layer)
        self.lessons = [one for one in lessons if one.gold.has(layer)]
        self._seed = seed
        self._in_use = in_use
        self._seen: dict[int, Seen] = {}
        self._shown: dict[Features, Features] = {}

    def model(self, numbers: Iterable[int] | None = None) -> Crf:
        """Return a model of some of the lessons, or of all."""
        chosen = range(len(self.lessons)) if numbers is None else numbers
        return train(
            (pair for number in chosen for pair in self._pairs(number)), self._learner.settings
        )

    def findings(
        self, report: Report = lambda _done, _total: None, sizes: Sequence[int] = SIZES
    ) -> Findings:
        """Cross-validate a model of all lessons, and of fewer for the curve at ``sizes``.

        The model in use is held against the same lessons; see above.
        """
        folds = self._folds()
        least = min(len(self.lessons) - len(fold) for fold in folds)
        smaller = [size for size in sizes if size < least]
        total = len(folds) * (len(smaller) + 1)
        after: dict[int, list[Counted]] = {}
        replaced: list[Counted] = []
        for number, fold in enumerate(folds):
            rest = [one for other in folds if other is not fold for one in other]
            for place, size in enumerate([*smaller, len(rest)]):
                report(number * (len(smaller) + 1) + place, total)
                key = size if place < len(smaller) else 0
                after.setdefault(key, []).extend(self._held_out(rest[:size], fold))
            if self._in_use is not None:
                replaced += self._as_now(self._in_use, rest, fold)
        report(total, total)
        order = [number for fold in folds for number in fold]
        before = [self._alone(number) for number in order]
        curve = [Point(size, self._f1(after[size])) for size in smaller]
        curve.append(Point(least, self._f1(after[0])))
        return self._found(before, after[0], curve, replaced)

    def measured(self, model: Model) -> Findings | None:
        """Hold a model from elsewhere against the lessons that it has not learnt from.

        Return ``None`` where these are too few.
        """
        unseen = [number for number in range(len(self.lessons)) if not self._taught(model, number)]
        if len(unseen) < FEWEST:
            return None
        before = [self._alone(number) for number in unseen]
        after = self.applied(model.crf, [self.lessons[number] for number in unseen])
        return self._found(before, after, ())

    def applied(self, crf: Crf, lessons: Sequence[Lesson]) -> list[Counted]:
        """Return what a model gets right in articles that it may not have seen."""
        return [self._revised(crf, one, self._look(one)) for one in lessons]

    def _folds(self) -> list[list[int]]:
        numbers = list(range(len(self.lessons)))
        random.Random(self._seed).shuffle(numbers)
        count = min(_FOLDS if len(numbers) <= _MANY else _FOLDS_OF_MANY, len(numbers))
        return [numbers[first::count] for first in range(count)]

    def _held_out(self, numbers: Sequence[int], fold: Sequence[int]) -> list[Counted]:
        crf = self.model(numbers)
        return [self._revised(crf, self.lessons[one], self._seen_in(one)) for one in fold]

    def _as_now(self, model: Model, rest: Sequence[int], fold: Sequence[int]) -> Iterator[Counted]:
        """Yield what ``model`` gets right in a fold, or where it has learnt from it its stand-in.

        The stand-in is trained from ``rest``, as far as the model has learnt from that; where it
        has learnt from nothing there, the detectors are alone.
        """
        again = [number for number in rest if self._taught(model, number)]
        stands_in = any(self._taught(model, number) for number in fold) and again
        stand_in = self.model(again) if stands_in else None
        for number in fold:
            crf = stand_in if self._taught(model, number) else model.crf
            if crf is None:
                yield self._alone(number)
            else:
                yield self._revised(crf, self.lessons[number], self._seen_in(number))

    def _taught(self, model: Model, number: int) -> bool:
        return self.lessons[number].fingerprint in model.learnt_from

    def _revised(self, crf: Crf, lesson: Lesson, seen: Seen) -> Counted:
        article, known = lesson.gold.article, lesson.suggested
        tagged = crf.tag(seen.features)
        revised = self._learner.revised(article, known, seen, tagged, Applied(crf))
        return counted(lesson, self.layer, revised, is_learnt=True)

    def _alone(self, number: int) -> Counted:
        lesson = self.lessons[number]
        return counted(lesson, self.layer, lesson.suggested, is_learnt=False)

    def _look(self, lesson: Lesson) -> Seen:
        return self._learner.seen(lesson.gold.article, lesson.suggested)

    def _seen_in(self, number: int) -> Seen:
        if number not in self._seen:
            seen = self._look(self.lessons[number])
            self._seen[number] = Seen(list(map(self._once, seen.features)), seen.stretches)
        return self._seen[number]

    def _once(self, places: Places) -> Places:
        """Return the places with what is in memory already: the same comes up everywhere."""
        shown = [self._shown.setdefault(one, one) for one in places.shown]
        return Places(shown, places.near, [tuple(map(intern, one)) for one in places.more])

    def _pairs(self, number: int) -> Iterable[tuple[Places, Sequence[str]]]:
        lesson, seen = self.lessons[number], self._seen_in(number)
        truth = lesson.truth(self.layer)
        tags = self._learner.tags(lesson.gold.article, lesson.suggested, seen, truth)
        return zip(seen.features, tags, strict=True)

    def _f1(self, found: Sequence[Counted]) -> float:
        return figure(self.layer, [one.tallies for one in found]).f1

    def _chance(self, before: Sequence[Tallies], after: Sequence[Tallies]) -> float:
        """Return in what share of resamplings of the articles the model is better.

        Both are drawn together (Efron and Tibshirani, An Introduction to the Bootstrap, 1993).
        """
        count = len(before)
        draws = np.random.default_rng(self._seed).integers(count, size=(_RESAMPLINGS, count))
        f1 = []
        for counted_of in (before, after):
            figures = [figure(self.layer, [one]) for one in counted_of]
            right = np.array([one.right for one in figures])[draws].sum(axis=1)
            both = np.array([one.found + one.wanted for one in figures])[draws].sum(axis=1)
            f1.append(right / np.maximum(both, 1))
        return float((f1[1] > f1[0]).mean())

    def _found(
        self,
        before: Sequence[Counted],
        after: Sequence[Counted],
        curve: Sequence[Point],
        replaced: Sequence[Counted] = (),
    ) -> Findings:
        tallies = [one.tallies for one in before], [one.tallies for one in after]
        in_use = [one.tallies for one in replaced]
        rivals = [tallies[0], in_use] if in_use else [tallies[0]]
        wrong = _mistakes(before), _mistakes(after)
        mended, broken = wrong[0] - wrong[1], wrong[1] - wrong[0]
        return Findings(
            self.layer,
            len(before),
            figure(self.layer, tallies[0]),
            figure(self.layer, tallies[1]),
            tuple(curve),
            tuple(_compared(self.layer, summed(tallies[0]), summed(tallies[1]))),
            figure(self.layer, in_use) if in_use else None,
            min(self._chance(rival, tallies[1]) for rival in rivals),
            mended.total(),
            broken.total(),
            (*_examples(mended, is_mended=True), *_examples(broken, is_mended=False)),
        )


_SHOWN = {Layer.SEGMENTS: LINES, Layer.ENTITIES: STRICT, Layer.QUOTES: CONTENT_OVERLAP}
_Said = tuple[str, str, str, str]


def _compared(layer: Layer, before: Tallies, after: Tallies) -> Iterable[Compared]:
    """Yield what was counted by label and by rule, the commonest first."""
    measures = {one for one in (*before, *after) if one.by and one.name == _SHOWN[layer]}
    pairs = [
        Compared(one.by, one.of, before.get(one, Tally()), after.get(one, Tally()))
        for one in measures
    ]
    return sorted(pairs, key=lambda one: (one.by, -max(one.before.found, one.after.found), one.of))


def _mistakes(found: Iterable[Counted]) -> Counter[_Said]:
    """Count the mistakes; one is the same whichever rule made it."""
    return Counter(
        (one.article, one.wanted, one.found, one.context) for each in found for one in each.mistakes
    )


def _examples(mistakes: Counter[_Said], *, is_mended: bool) -> Iterable[Changed]:
    """Return some of the mistakes, in turn from all articles, and none that says the same again."""
    seen: set[tuple[str, str]] = set()
    in_turn: Counter[str] = Counter()
    chosen: list[tuple[int, Changed]] = []
    for article, wanted, found, context in mistakes:
        if (wanted, found) not in seen:
            seen.add((wanted, found))
            one = Changed(is_mended, wanted, found, " ".join(context.split()))
            chosen.append((in_turn[article], one))
            in_turn[article] += 1
    chosen.sort(key=lambda pair: pair[0])
    return [one for _, one in chosen[:_EXAMPLES]]
