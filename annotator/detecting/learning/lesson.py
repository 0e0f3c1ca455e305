"""What a model learns from: finished articles, and what the detectors alone suggest in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.detecting.evaluation import Evaluation, Gold
from annotator.detecting.evaluation.entities import STRICT
from annotator.detecting.evaluation.mistakes import Mistake
from annotator.detecting.evaluation.segments import LINES
from annotator.detecting.evaluation.tallies import Measure, Tallies, Tally, summed
from annotator.detecting.protocol import Suggestions
from annotator.domain.annotation import Annotation, Layer, Role

FIGURES = {
    Layer.SEGMENTS: (LINES,),
    Layer.ENTITIES: (STRICT,),
    Layer.QUOTES: tuple(f"{role} exact" for role in Role),
}
"""What counts in a layer: lines with the right label; mentions with the right extent and label;
parts of quotes with the right extent and role."""

_LONG_ENOUGH = 16


@dataclass(frozen=True, slots=True)
class Lesson:
    """A finished article, and what the detectors alone suggest in it."""

    gold: Gold
    suggested: Suggestions

    @property
    def fingerprint(self) -> str:
        """What stands for the article's text in a model; the text cannot be told from it."""
        return self.gold.article.sha256[:_LONG_ENOUGH]

    def truth(self, layer: Layer) -> Sequence[Annotation]:
        match layer:
            case Layer.SEGMENTS:
                return self.gold.segments or ()
            case Layer.ENTITIES:
                return self.gold.mentions or ()
            case Layer.QUOTES:
                return self.gold.quotes or ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What suggestions got right and wrong in one article."""

    tallies: Tallies
    mistakes: tuple[Mistake, ...]


def counted(lesson: Lesson, layer: Layer, suggested: Suggestions, *, is_learnt: bool) -> Counted:
    """Hold suggestions against the truth; a model's have the truth's own labels already."""
    evaluation = Evaluation((layer,))
    gold = replace(lesson.gold, labels=None) if is_learnt else lesson.gold
    evaluation.add(gold, suggested)
    return Counted(evaluation.tallies[0], tuple(evaluation.mistakes))


def figure(layer: Layer, tallies: Sequence[Tallies]) -> Tally:
    """Return the count that decides in a layer; its F1 is between 0 and 1."""
    total = summed(tallies)
    parts = (total.get(Measure(layer, name), Tally()) for name in FIGURES[layer])
    return sum(parts, Tally())
