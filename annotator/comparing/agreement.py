"""The agreement of several owners, gathered article by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from annotator.comparing import gamma
from annotator.comparing.article_counts import ArticleCounts, article_counts
from annotator.comparing.compared import Compared
from annotator.comparing.disagreements import Cluster
from annotator.comparing.figures import PAIR_FIGURES
from annotator.comparing.overall import Overall
from annotator.comparing.quotes import TYPES
from annotator.comparing.report import (
    HEADLINES,
    LENIENT,
    Agreement,
    ArticleAgreement,
    Confusion,
    Figure,
    GammaSettings,
    OwnerShare,
)
from annotator.comparing.resampling import SAMPLES, Bootstrap
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import Owner

_LINE_SHOWN = 200
_COUNTED = {Layer.SEGMENTS: "characters", Layer.ENTITIES: "mentions", Layer.QUOTES: "quotes"}
_SHOWN = {*HEADLINES.values(), *LENIENT.values()}


class Gathering:
    """Takes in one article after the other, and reports on all of them."""

    def __init__(
        self,
        owners: Sequence[Owner],
        labels: Mapping[Layer, Sequence[str]],
        *,
        with_gamma: bool = False,
    ) -> None:
        """``labels`` names every label that occurs; the order is that of the report."""
        self._owners = tuple(owners)
        self._labels = {layer: tuple(labels.get(layer, ())) for layer in Layer}
        self._labels[Layer.QUOTES] = tuple(one.value for one in TYPES)
        self._with_gamma = with_gamma
        self._counts: list[ArticleCounts] = []
        self._articles: list[ArticleAgreement] = []
        self._clusters: list[Cluster] = []
        self._continua: list[tuple[int, gamma.Continuum]] = []

    def add(self, compared: Compared) -> None:
        """Take in an article; one that fewer than two of the owners have counts for nothing."""
        sets = {owner: compared.sets[owner] for owner in self._owners if owner in compared.sets}
        if len(sets) < 2:
            return
        compared = Compared(compared.article, sets)
        counts = article_counts(compared, self._labels)
        self._counts.append(counts)
        self._clusters += counts.disagreements
        self._articles.append(_row(compared, counts))
        if self._with_gamma:
            units = [
                [gamma.Unit(one.span.start, one.span.end, one.label) for one in mentions]
                for mentions in map(compared.mentions, sets)
            ]
            self._continua.append((len(compared.article.text), units))

    def report(
        self,
        seed: int,
        samples: int = SAMPLES,
        check: Callable[[], None] = gamma.uncancelled,
    ) -> Agreement:
        """Return all figures; ``check`` is called often and may raise to cancel."""
        bootstrap = Bootstrap(len(self._counts), seed, samples)
        overall = Overall(self._owners, self._labels, self._counts, bootstrap, check)
        gamma_figures, gamma_settings = self._gamma(seed, check)
        return Agreement(
            owners=self._owners,
            figures=(
                *overall.pair_figures(),
                *overall.unit_figures(),
                *overall.label_agreement(),
                overall.token_alpha(),
                *gamma_figures,
            ),
            pairs=tuple(overall.pairs()),
            confusions=tuple(self._confusion(layer) for layer in Layer),
            labels=tuple(overall.of_labels()),
            articles=tuple(self._articles),
            shares=tuple(self._shares()),
            disagreements=tuple(self._clusters),
            seed=seed,
            samples=samples,
            gamma=gamma_settings,
        )

    def _confusion(self, layer: Layer) -> Confusion:
        labels = (*self._labels[layer], "")
        total = np.zeros((len(labels), len(labels)))
        for one in self._counts:
            for counts in one.confusions[layer].values():
                total += counts
        used = [n for n in range(len(labels)) if total[n].any() or total[:, n].any()]
        rows = tuple(tuple(round(float(total[i, j])) for j in used) for i in used)
        return Confusion(layer, tuple(labels[n] for n in used), rows, _COUNTED[layer])

    def _shares(self) -> list[OwnerShare]:
        made: defaultdict[tuple[Owner, Layer], list[int]] = defaultdict(lambda: [0, 0, 0])
        for one in self._counts:
            for key, numbers in one.shares.items():
                for place, number in enumerate(numbers):
                    made[key][place] += number
        return [
            OwnerShare(owner, layer, *made[owner, layer])
            for owner in self._owners
            for layer in Layer
        ]

    def _gamma(
        self, seed: int, check: Callable[[], None]
    ) -> tuple[list[Figure], GammaSettings | None]:
        if not self._with_gamma:
            return [], None
        found = gamma.gamma(self._continua, seed=seed, check=check)
        figures = [
            Figure(f"entities.{key}", Layer.ENTITIES, title, meaning, measure, count, "articles")
            for key, title, meaning, measure, count in (
                ("gamma", "γ", "spans and labels, nesting too", found.gamma, len(self._continua)),
                ("gamma_cat", "γ-cat", "labels alone", found.gamma_cat, len(self._continua)),
            )
        ]
        settings = GammaSettings(
            alpha=found.costs.alpha,
            beta=found.costs.beta,
            empty=found.costs.empty,
            seed=seed,
            samples=found.samples,
            most_alignments=gamma.MOST_ALIGNMENTS,
            cuts=found.cuts,
        )
        return figures, settings


def _row(compared: Compared, counts: ArticleCounts) -> ArticleAgreement:
    return ArticleAgreement(
        id=compared.article.id,
        title=compared.article.title or _first_line(compared.article.text),
        source=compared.article.source,
        owners=tuple(compared.sets),
        measures={
            one.key: one.formula.of(sum(counts.pairs[one.family].values(), np.zeros(1)))
            for one in PAIR_FIGURES
            if one.key in _SHOWN
        },
        disagreements=len(counts.disagreements),
    )


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")[:_LINE_SHOWN]
