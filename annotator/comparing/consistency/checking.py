"""Checking one owner's work over many articles: twice through all, a few at a time."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.comparing.consistency.findings import Finding, Kind
from annotator.comparing.consistency.mentions import MentionChecks
from annotator.comparing.consistency.quotes import quote_findings
from annotator.comparing.consistency.register import alike
from annotator.domain.annotation_set import AnnotationSet
from annotator.domain.article import Article
from annotator.domain.register import Entity

_ORDER = {kind: number for number, kind in enumerate(Kind)}


class Checking:
    """Takes every article by ``learn``, then every article again by ``look``.

    Time is linear in the articles; what is kept is the words labelled and the places in question.
    """

    def __init__(self, register: Mapping[str, Entity]) -> None:
        self._register = register
        self._mentions = MentionChecks()
        self._found: list[Finding] = []
        self._places: dict[str, int] = {}

    def learn(self, article: Article, annotations: AnnotationSet) -> None:
        """Count what is usual in the article."""
        self._mentions.learn(article, annotations)

    def look(self, article: Article, annotations: AnnotationSet) -> None:
        """Note what in the article is not as usual."""
        self._places[article.id] = len(self._places)
        self._mentions.look(article, annotations)
        self._found += quote_findings(article, annotations, self._register)

    def findings(self) -> list[Finding]:
        """Return what was found, by kind, then in the order of the articles and in text order."""
        found = [*self._mentions.findings(), *self._found, *alike(self._register.values())]
        # Two mentions of one place that say the same are one finding.
        return sorted({one.key: one for one in found}.values(), key=self._place)

    def _place(self, finding: Finding) -> tuple[int, int, int, str]:
        start = finding.span.start if finding.span else 0
        number = self._places.get(finding.article_id, -1)
        return _ORDER[finding.kind], number, start, finding.key
