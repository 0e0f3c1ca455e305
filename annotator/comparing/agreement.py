"""The agreement of several owners, gathered article by article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np

from annotator.comparing import coefficients, gamma, unitizing
from annotator.comparing.article_counts import ArticleCounts, article_counts
from annotator.comparing.compared import Compared
from annotator.comparing.disagreements import Cluster
from annotator.comparing.figures import HEADLINES, LENIENT, PAIR_FIGURES
from annotator.comparing.measured import Measure, Undefined
from annotator.comparing.quotes import TYPES
from annotator.comparing.report import (
    Agreement,
    ArticleAgreement,
    Confusion,
    Figure,
    GammaFigure,
    LabelFigures,
    OwnerShare,
    Pair,
)
from annotator.comparing.resampling import SAMPLES, Array, Bootstrap, Formula
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import Owner

_Pair = tuple[Owner, Owner]


class Gathering:
    """Takes in one article after the other, and reports on all of them at any time."""

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
        of_all = {family: sum(by_pair.values()) for family, by_pair in counts.pairs.items()}
        wanted = {*HEADLINES.values(), *LENIENT.values()}
        self._articles.append(
            ArticleAgreement(
                compared.article.id,
                compared.article.title,
                compared.article.source,
                tuple(sets),
                {
                    one.key: one.formula.of(np.asarray(of_all[one.family]))
                    for one in PAIR_FIGURES
                    if one.key in wanted
                },
                len(counts.disagreements),
            )
        )
        if self._with_gamma:
            units = [
                [gamma.Unit(one.span.start, one.span.end, one.label) for one in of_owner]
                for of_owner in map(compared.mentions, sets)
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
        check()
        return Agreement(
            owners=self._owners,
            figures=(*self._pair_figures(bootstrap, check), *self._figures(bootstrap, check)),
            pairs=tuple(self._pairs(seed, samples, check)),
            confusions=tuple(self._confusions()),
            labels=tuple(self._label_figures(bootstrap, check)),
            articles=tuple(self._articles),
            shares=tuple(self._shares()),
            disagreements=tuple(self._clusters),
            seed=seed,
            samples=samples,
            gamma=self._gamma(seed, check) if self._with_gamma else None,
        )

    # Over pairs of owners

    def _pair_figures(self, bootstrap: Bootstrap, check: Callable[[], None]) -> list[Figure]:
        families = {
            family: _stacked(
                [np.sum(list(one.pairs[family].values()), axis=0) for one in self._counts]
            )
            for family in {one.family for one in PAIR_FIGURES}
        }
        figures = []
        for one in PAIR_FIGURES:
            check()
            counts = families[one.family]
            count = round(float(counts[:, one.column].sum())) if counts.size else 0
            measure = _measured(bootstrap, counts, one.formula)
            figures.append(
                Figure(
                    one.key,
                    one.layer,
                    one.title,
                    one.meaning,
                    measure,
                    count,
                    one.unit,
                    one.is_error,
                )
            )
        return figures

    def _pairs(self, seed: int, samples: int, check: Callable[[], None]) -> list[Pair]:
        found = []
        for pair in combinations(self._owners, 2):
            check()
            of_pair = [one for one in self._counts if pair in one.pairs[PAIR_FIGURES[0].family]]
            if not of_pair:
                continue
            bootstrap = Bootstrap(len(of_pair), seed, samples)
            families = {
                family: _stacked([one.pairs[family][pair] for one in of_pair])
                for family in {one.family for one in PAIR_FIGURES}
            }
            measures = {
                one.key: _measured(bootstrap, families[one.family], one.formula)
                for one in PAIR_FIGURES
            }
            confusions = {
                "entities.kappa": (Layer.ENTITIES, coefficients.COHEN),
                "entities.pi": (Layer.ENTITIES, coefficients.SCOTT),
                "quotes.type_kappa": (Layer.QUOTES, coefficients.COHEN),
                "quotes.type_pi": (Layer.QUOTES, coefficients.SCOTT),
            }
            for key, (layer, formula) in confusions.items():
                # Without the row and column of what only one has: labels of what both have.
                counts = [one.confusions[layer][pair][:-1, :-1].ravel() for one in of_pair]
                measures[key] = _measured(bootstrap, _stacked(counts), formula)
            found.append(Pair(*pair, len(of_pair), measures))
        return found

    def _confusions(self) -> list[Confusion]:
        found = []
        for layer in Layer:
            labels = self._labels[layer]
            total = np.zeros((len(labels) + 1, len(labels) + 1))
            for one in self._counts:
                for counts in one.confusions[layer].values():
                    total += counts
            used = [n for n in range(len(labels) + 1) if total[n].any() or total[:, n].any()]
            rows = tuple(tuple(round(float(total[i, j])) for j in used) for i in used)
            unit = "characters" if layer is Layer.SEGMENTS else f"matched {layer.value}"
            found.append(Confusion(layer, tuple((*labels, "")[n] for n in used), rows, unit))
        return found

    # Over all owners at once

    def _figures(self, bootstrap: Bootstrap, check: Callable[[], None]) -> list[Figure]:
        figures = []
        for layer in (Layer.SEGMENTS, Layer.ENTITIES):
            values = len(self._labels[layer])
            for key, formula, title, meaning in (
                ("u", unitizing.u_alpha(values), "uα", "units and labels, chance-corrected"),
                ("bar_u", unitizing.bar_u_alpha(values), "∣uα", "what is marked, any label"),
                ("cu", unitizing.cu_alpha(values), "cuα", "labels of what both marked"),
            ):
                check()
                measure = self._of_units(bootstrap, layer, formula)
                length = sum(one.characters for one in self._counts)
                figures.append(
                    Figure(
                        f"{layer.value}.{key}", layer, title, meaning, measure, length, "characters"
                    )
                )
        for layer, what in (
            (Layer.SEGMENTS, "segments of the same extent"),
            (Layer.ENTITIES, "matched mentions"),
            (Layer.QUOTES, "matched quotes"),
        ):
            check()
            figures += self._label_agreement(bootstrap, layer, what)
        tokens = _stacked([one.tokens.ravel() for one in self._counts])
        alpha = coefficients.alpha(coefficients.Level.NOMINAL, ("", "content", "source", "cue"))
        figures.append(
            Figure(
                "quotes.tokens",
                Layer.QUOTES,
                "α, tokens",
                "Krippendorff’s α over tokens: content, source, cue or none",
                _measured(bootstrap, tokens, alpha),
                round(float(tokens.sum())) if tokens.size else 0,
                "ratings of tokens",
            )
        )
        return figures

    def _label_agreement(self, bootstrap: Bootstrap, layer: Layer, what: str) -> list[Figure]:
        labels = self._labels[layer]
        coincidences = _stacked([one.coincidences[layer].ravel() for one in self._counts])
        fleiss = _stacked([self._fleiss(one, layer) for one in self._counts])
        alpha = coefficients.alpha(coefficients.Level.NOMINAL, labels)
        items = sum(len(one.ratings[layer]) for one in self._counts)
        everybody = round(float(fleiss[:, 0].sum())) if fleiss.size else 0
        return [
            Figure(
                f"{layer.value}.alpha",
                layer,
                "Label α",
                f"Krippendorff’s α, labels of {what}",
                _measured(bootstrap, coincidences, alpha),
                items,
                what,
            ),
            Figure(
                f"{layer.value}.fleiss",
                layer,
                "Label κ (Fleiss)",
                f"Fleiss’ κ, labels of {what} that everybody has",
                _measured(bootstrap, fleiss, coefficients.FLEISS),
                everybody,
                what,
            ),
        ]

    def _fleiss(self, one: ArticleCounts, layer: Layer) -> Array:
        ratings = one.ratings[layer]
        full = ratings[ratings.sum(axis=1) == len(self._owners)]
        if not len(full):
            return np.zeros(2 + len(self._labels[layer]))
        return coefficients.fleiss_counts(full)

    def _of_units(self, bootstrap: Bootstrap, layer: Layer, formula: Formula) -> Measure:
        nested = sum(one.units[layer] is None for one in self._counts)
        if nested:
            return Undefined(
                f"In {nested:,} articles somebody’s {layer.value} overlap, which this measure does "
                "not allow. γ does."
            )
        counts = [one.units[layer] for one in self._counts]
        return _measured(bootstrap, _stacked([one for one in counts if one is not None]), formula)

    def _label_figures(self, bootstrap: Bootstrap, check: Callable[[], None]) -> list[LabelFigures]:
        found = []
        used: Counter[tuple[Layer, str]] = Counter()
        for one in self._counts:
            used.update(one.used)
        for layer in (Layer.SEGMENTS, Layer.ENTITIES):
            for number, label in enumerate(self._labels[layer]):
                if not used[layer, label]:
                    continue
                check()
                if layer is Layer.SEGMENTS:
                    formula = unitizing.ku_alpha(len(self._labels[layer]), number + 1)
                    alpha, f1 = self._of_units(bootstrap, layer, formula), None
                else:
                    alpha, f1 = self._of_one_label(bootstrap, number), self._f1(bootstrap, number)
                found.append(LabelFigures(layer, label, used[layer, label], f1, alpha))
        return found

    def _of_one_label(self, bootstrap: Bootstrap, number: int) -> Measure:
        """Return uα of one label's mentions against everything else."""
        of_label = [one.label_units[number] for one in self._counts]
        nested = sum(one is None for one in of_label)
        if nested:
            return Undefined(f"In {nested:,} articles mentions of this label overlap each other.")
        counts = _stacked([one for one in of_label if one is not None])
        return _measured(bootstrap, counts, unitizing.u_alpha(1))

    def _f1(self, bootstrap: Bootstrap, number: int) -> Measure:
        counts = _stacked([one.label_spans[number] for one in self._counts])
        return _measured(bootstrap, counts, _LABEL_F1)

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

    def _gamma(self, seed: int, check: Callable[[], None]) -> GammaFigure:
        found = gamma.gamma(self._continua, seed=seed, check=check)
        return GammaFigure(
            found.gamma,
            found.gamma_cat,
            found.costs.alpha,
            found.costs.beta,
            found.costs.empty,
            seed,
            found.samples,
            len(self._continua),
            gamma.MOST_ALIGNMENTS,
            found.cuts,
        )


def _stacked(rows: Sequence[Array]) -> Array:
    return np.array(rows, dtype=np.float64) if rows else np.zeros((0, 0))


def _measured(bootstrap: Bootstrap, counts: Array, formula: Formula) -> Measure:
    if not counts.size:
        return Undefined("No article has been annotated by two of them.")
    return bootstrap.measure(counts, formula)


def _label_f1(counts: Array) -> Array:
    return np.asarray(2 * counts[..., 0] / (counts[..., 1] + counts[..., 2]))


_LABEL_F1 = Formula(_label_f1, "Nobody used this label.")
