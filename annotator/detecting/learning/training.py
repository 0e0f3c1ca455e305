"""Training a layer's model from finished articles, and telling whether it is better.

The articles are parted into folds (Stone, Cross-validatory choice and assessment of statistical
predictions, 1974); each fold is revised by a model of the others, and what is right in all folds
together is held against what the detectors alone got right there.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from sys import intern

from annotator.detecting.evaluation.entities import STRICT
from annotator.detecting.evaluation.quotes import CONTENT_OVERLAP
from annotator.detecting.evaluation.segments import LINES
from annotator.detecting.evaluation.tallies import Tallies, Tally, summed
from annotator.detecting.learning.crf import Crf, Places, train
from annotator.detecting.learning.entities import EntityLearner
from annotator.detecting.learning.findings import Changed, Compared, Findings, Point
from annotator.detecting.learning.lesson import Counted, Lesson, counted, figure
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

    def __init__(self, layer: Layer, lessons: Iterable[Lesson], seed: int = 1) -> None:
        self.layer = layer
        self._learner = learner_of(layer)
        self.lessons = [one for one in lessons if one.gold.has(layer)]
        self._seed = seed
        self._seen: dict[int, Seen] = {}

    def model(self, numbers: Iterable[int] | None = None) -> Crf:
        """Return a model of some of the lessons, or of all."""
        chosen = range(len(self.lessons)) if numbers is None else numbers
        return train(
            (pair for number in chosen for pair in self._pairs(number)), self._learner.settings
        )

    def findings(
        self, report: Report = lambda _done, _total: None, sizes: Sequence[int] = SIZES
    ) -> Findings:
        """Cross-validate a model of all lessons, and of fewer for the curve at ``sizes``."""
        folds = self._folds()
        least = min(len(self.lessons) - len(fold) for fold in folds)
        smaller = [size for size in sizes if size < least]
        total = len(folds) * (len(smaller) + 1)
        after: dict[int, list[Counted]] = {}
        for number, fold in enumerate(folds):
            rest = [one for other in folds if other is not fold for one in other]
            for place, size in enumerate([*smaller, len(rest)]):
                report(number * (len(smaller) + 1) + place, total)
                key = size if place < len(smaller) else 0
                after.setdefault(key, []).extend(self._held_out(rest[:size], fold))
        report(total, total)
        order = [number for fold in folds for number in fold]
        before = [self._alone(number) for number in order]
        curve = [Point(size, self._f1(after[size])) for size in smaller]
        return self._found(before, after[0], [*curve, Point(least, self._f1(after[0]))])

    def measured(self, crf: Crf) -> Findings:
        """Hold a model from elsewhere, which has not seen the lessons, against them."""
        before = [self._alone(number) for number in range(len(self.lessons))]
        return self._found(before, self.applied(crf, self.lessons), ())

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
            # The same features come up everywhere: once in memory is enough.
            features = [[tuple(map(intern, place)) for place in one] for one in seen.features]
            self._seen[number] = Seen(features, seen.stretches)
        return self._seen[number]

    def _pairs(self, number: int) -> Iterable[tuple[Places, Sequence[str]]]:
        lesson, seen = self.lessons[number], self._seen_in(number)
        truth = lesson.truth(self.layer)
        tags = self._learner.tags(lesson.gold.article, lesson.suggested, seen, truth)
        return zip(seen.features, tags, strict=True)

    def _f1(self, found: Sequence[Counted]) -> float:
        return figure(self.layer, [one.tallies for one in found]).f1

    def _found(
        self, before: Sequence[Counted], after: Sequence[Counted], curve: Sequence[Point]
    ) -> Findings:
        tallies = [one.tallies for one in before], [one.tallies for one in after]
        wrong = _mistakes(before), _mistakes(after)
        mended, broken = wrong[0] - wrong[1], wrong[1] - wrong[0]
        return Findings(
            self.layer,
            len(self.lessons),
            figure(self.layer, tallies[0]),
            figure(self.layer, tallies[1]),
            tuple(curve),
            tuple(_compared(self.layer, summed(tallies[0]), summed(tallies[1]))),
            None,
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
