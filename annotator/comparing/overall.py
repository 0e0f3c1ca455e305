"""Figures over all gathered articles, each with its interval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations

import numpy as np

from annotator.comparing import coefficients, unitizing
from annotator.comparing.article_counts import ArticleCounts
from annotator.comparing.figures import FAMILIES, PAIR_FIGURES
from annotator.comparing.measured import Measure, Undefined
from annotator.comparing.report import Figure, LabelFigures, Pair
from annotator.comparing.resampling import Array, Bootstrap, Drawn, Formula
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import Owner

_KAPPAS = {
    "entities.kappa": (Layer.ENTITIES, coefficients.COHEN),
    "entities.pi": (Layer.ENTITIES, coefficients.SCOTT),
    "quotes.type_kappa": (Layer.QUOTES, coefficients.COHEN),
    "quotes.type_pi": (Layer.QUOTES, coefficients.SCOTT),
}
"""Of two owners only: coefficients of the labels of what both have."""
_PLACES = {
    Layer.SEGMENTS: "segments of the same extent",
    Layer.ENTITIES: "matched mentions",
    Layer.QUOTES: "matched quotes",
}


class Overall:
    """All articles' counts, summed over all and over each bootstrap sample."""

    def __init__(
        self,
        owners: Sequence[Owner],
        labels: Mapping[Layer, Sequence[str]],
        counts: Sequence[ArticleCounts],
        bootstrap: Bootstrap,
        check: Callable[[], None],
    ) -> None:
        """``check`` is called between figures and may raise to cancel."""
        self._owners = owners
        self._labels = labels
        self._counts = counts
        self._bootstrap = bootstrap
        self._check = check

    # Over pairs of owners

    def pair_figures(self) -> Iterator[Figure]:
        """Yield the figures whose counts add up over all pairs of owners."""
        families = {
            family: self._drawn([sum(one.pairs[family].values()) for one in self._counts])
            for family in FAMILIES
        }
        for one in PAIR_FIGURES:
            drawn = families[one.family]
            count = round(float(drawn.total[one.column])) if self._counts else 0
            measure = self._measured(drawn, one.formula)
            described = (one.key, one.layer, one.title, one.meaning)
            yield Figure(*described, measure, count, one.unit, one.is_error)

    def pairs(self) -> Iterator[Pair]:
        """Yield each two owners that have articles in common."""
        bootstrap = self._bootstrap
        for pair in combinations(self._owners, 2):
            of_pair = [one for one in self._counts if pair in one.pairs[FAMILIES[0]]]
            if not of_pair:
                continue
            if len(of_pair) != bootstrap.articles:
                bootstrap = Bootstrap(len(of_pair), bootstrap.seed, bootstrap.samples)
            drawn = {
                family: bootstrap.draw(np.array([one.pairs[family][pair] for one in of_pair]))
                for family in FAMILIES
            }
            measures = {
                one.key: self._measured(drawn[one.family], one.formula) for one in PAIR_FIGURES
            }
            for key, (layer, formula) in _KAPPAS.items():
                # Without the row and column of what only one has.
                both = [one.confusions[layer][pair][:-1, :-1].ravel() for one in of_pair]
                measures[key] = self._measured(bootstrap.draw(np.array(both)), formula)
            yield Pair(*pair, len(of_pair), measures)

    # Over all owners at once

    def unit_figures(self) -> Iterator[Figure]:
        """Yield the unitizing alphas of segments and of entities."""
        length = sum(one.characters for one in self._counts)
        for layer in (Layer.SEGMENTS, Layer.ENTITIES):
            values = len(self._labels[layer])
            for key, formula, title, meaning in (
                ("u", unitizing.u_alpha(values), "uα", "units and labels, chance-corrected"),
                ("bar_u", unitizing.bar_u_alpha(values), "∣uα", "what is marked, any label"),
                ("cu", unitizing.cu_alpha(values), "cuα", "labels of what both marked"),
            ):
                measure = self._of_units(layer, formula)
                key = f"{layer.value}.{key}"
                yield Figure(key, layer, title, meaning, measure, length, "characters")

    def label_agreement(self) -> Iterator[Figure]:
        """Yield the coefficients of the labels that places were given."""
        for layer, what in _PLACES.items():
            coincidences = self._drawn([one.coincidences[layer].ravel() for one in self._counts])
            alpha = coefficients.alpha(coefficients.Level.NOMINAL, self._labels[layer])
            items = sum(len(one.ratings[layer]) for one in self._counts)
            meaning = f"Krippendorff’s α, labels of {what}"
            measure = self._measured(coincidences, alpha)
            yield Figure(f"{layer.value}.alpha", layer, "Label α", meaning, measure, items, what)
            fleiss = self._drawn([self._fleiss(one, layer) for one in self._counts])
            items = round(float(fleiss.total[0])) if self._counts else 0
            meaning = f"Fleiss’ κ, labels of {what} that everybody has"
            measure = self._measured(fleiss, coefficients.FLEISS)
            yield Figure(f"{layer.value}.fleiss", layer, "Label κ", meaning, measure, items, what)

    def token_alpha(self) -> Figure:
        """Return α over tokens, comparable with the 0.754 that PolNeAR reports."""
        drawn = self._drawn([one.tokens.ravel() for one in self._counts])
        alpha = coefficients.alpha(coefficients.Level.NOMINAL, ("", "content", "source", "cue"))
        return Figure(
            "quotes.tokens",
            Layer.QUOTES,
            "α, tokens",
            "Krippendorff’s α over tokens: content, source, cue or none",
            self._measured(drawn, alpha),
            round(float(drawn.total.sum())),
            "ratings of tokens",
        )

    def of_labels(self) -> Iterator[LabelFigures]:
        """Yield each label that somebody used: segments with (k)uα, entities with F1 and uα."""
        used: Counter[tuple[Layer, str]] = Counter()
        for one in self._counts:
            used.update(one.used)
        for number, label in enumerate(self._labels[Layer.SEGMENTS]):
            if count := used[Layer.SEGMENTS, label]:
                formula = unitizing.ku_alpha(len(self._labels[Layer.SEGMENTS]), number + 1)
                alpha = self._of_units(Layer.SEGMENTS, formula)
                yield LabelFigures(Layer.SEGMENTS, label, count, None, alpha)
        for number, label in enumerate(self._labels[Layer.ENTITIES]):
            if count := used[Layer.ENTITIES, label]:
                right = self._drawn([one.label_spans[number] for one in self._counts])
                f1, alpha = self._measured(right, _LABEL_F1), self._of_one_label(number)
                yield LabelFigures(Layer.ENTITIES, label, count, f1, alpha)

    def _of_units(self, layer: Layer, formula: Formula) -> Measure:
        nested = sum(one.units[layer] is None for one in self._counts)
        if nested:
            return Undefined(
                f"In {nested:,} articles somebody’s {layer.value} overlap, which this measure does "
                "not allow. γ does."
            )
        return self._measured(self._units[layer], formula)

    @cached_property
    def _units(self) -> dict[Layer, Drawn]:
        layers = (Layer.SEGMENTS, Layer.ENTITIES)
        rows = {layer: [one.units[layer] for one in self._counts] for layer in layers}
        return {
            layer: self._drawn([row for row in of_layer if row is not None])
            for layer, of_layer in rows.items()
            if not any(row is None for row in of_layer)
        }

    def _of_one_label(self, number: int) -> Measure:
        """Return uα of one label's mentions against everything else."""
        of_label = [one.label_units[number] for one in self._counts]
        nested = sum(one is None for one in of_label)
        if nested:
            return Undefined(f"In {nested:,} articles mentions of this label overlap each other.")
        drawn = self._drawn([one for one in of_label if one is not None])
        return self._measured(drawn, unitizing.u_alpha(1))

    def _fleiss(self, one: ArticleCounts, layer: Layer) -> Array:
        ratings = one.ratings[layer]
        full = ratings[ratings.sum(axis=1) == len(self._owners)]
        if not len(full):
            return np.zeros(2 + len(self._labels[layer]))
        return coefficients.fleiss_counts(full)

    def _drawn(self, rows: Sequence[object]) -> Drawn:
        self._check()
        if not rows:
            return Drawn(self._bootstrap, np.zeros(0), None)
        return self._bootstrap.draw(np.array(rows, dtype=np.float64))

    def _measured(self, drawn: Drawn, formula: Formula) -> Measure:
        if not self._counts:
            return Undefined("No article has been annotated by two of them.")
        return drawn.measure(formula)


def _label_f1(counts: Array) -> Array:
    return np.asarray(2 * counts[..., 0] / (counts[..., 1] + counts[..., 2]))


_LABEL_F1 = Formula(_label_f1, "Nobody used this label.")
