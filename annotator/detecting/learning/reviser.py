"""A model at work: it revises what the detectors of its layer suggest."""

from __future__ import annotations

from annotator.detecting.learning.model_file import Model
from annotator.detecting.learning.revising import Applied
from annotator.detecting.learning.training import learner_of
from annotator.detecting.protocol import Suggestions
from annotator.domain.article import Article


class LearntReviser:
    """Revises by one model; its suggestions have the time of its training as their version."""

    def __init__(self, model: Model) -> None:
        self.layer = model.layer
        self._learner = learner_of(model.layer)
        self._model = Applied(model.crf, model.made)

    def revise(self, article: Article, known: Suggestions) -> Suggestions:
        seen = self._learner.seen(article, known)
        tagged = self._model.crf.tag(seen.features)
        return self._learner.revised(article, known, seen, tagged, self._model)
