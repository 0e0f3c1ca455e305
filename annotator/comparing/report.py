"""The agreement of several owners over many articles, as plain values for windows and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotator.comparing.disagreements import Cluster, Kind
from annotator.comparing.measured import Measure
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import Owner

HEADLINES = {
    Layer.SEGMENTS: "segments.b",
    Layer.ENTITIES: "entities.strict",
    Layer.QUOTES: "quotes.content_f1",
}
"""What the heat map and the table of articles show of each layer where spans count exactly."""
LENIENT = {
    Layer.SEGMENTS: "segments.b",
    Layer.ENTITIES: "entities.type",
    Layer.QUOTES: "quotes.agr",
}
"""The same where overlapping spans count."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure over all owners and articles.

    ``measure`` comes from ``count`` items, named by ``unit``. Higher is better, unless
    ``is_error``.
    """

    key: str
    layer: Layer
    title: str
    meaning: str
    measure: Measure
    count: int
    unit: str
    is_error: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two owners, the articles that both have, and their measures by figure key."""

    one: Owner
    other: Owner
    articles: int
    measures: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one owner's label (row) stands where another's (column) does.

    Rows are the owner who comes first in the report. ``labels`` ends with the empty string, which
    stands for no annotation; ``unit`` says what is counted.
    """

    layer: Layer
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """One label's strict F1 (entities only) and its unitizing alpha."""

    layer: Layer
    label: str
    count: int
    f1: Measure | None
    alpha: Measure


@dataclass(frozen=True, slots=True)
class ArticleAgreement:
    """One article: who annotated it, each layer's headline measure, how much is open.

    ``worked`` is when somebody last worked on it, UTC in ISO 8601; empty where that is not known.
    """

    id: str
    title: str
    source: str
    owners: tuple[Owner, ...]
    measures: Mapping[str, Measure]
    disagreements: int
    worked: str = ""


@dataclass(frozen=True, slots=True)
class OwnerShare:
    """How many annotations of a layer an owner made, and of how many places others had more."""

    owner: Owner
    layer: Layer
    annotations: int
    missing: int
    places: int


@dataclass(frozen=True, slots=True)
class GammaSettings:
    """What the figures γ and γ-cat depend on: costs, sampling, and how windows were capped."""

    alpha: float
    beta: float
    empty: float
    seed: int
    samples: int
    most_alignments: int
    cuts: int

    def __str__(self) -> str:
        return (
            f"α {self.alpha:g}, β {self.beta:g}, Δ∅ {self.empty:g}, {self.samples} shuffled "
            f"continua, seed {self.seed}; windows of at most {self.most_alignments:,} unitary "
            f"alignments, {self.cuts:,} cuts"
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything computed for some owners over the articles that two or more of them have.

    ``gamma`` is given where γ was asked for; its figures are among the others.
    """

    owners: tuple[Owner, ...]
    figures: tuple[Figure, ...]
    pairs: tuple[Pair, ...]
    confusions: tuple[Confusion, ...]
    labels: tuple[LabelFigures, ...]
    articles: tuple[ArticleAgreement, ...]
    shares: tuple[OwnerShare, ...]
    disagreements: tuple[Cluster, ...]
    seed: int
    samples: int
    gamma: GammaSettings | None = None

    def figure(self, key: str) -> Figure:
        return next(one for one in self.figures if one.key == key)

    def pair(self, one: Owner, other: Owner) -> Pair | None:
        """Return the pair of two owners in either order; ``None`` where they share no article."""
        for pair in self.pairs:
            if {pair.one, pair.other} == {one, other}:
                return pair
        return None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is disagreed about: two labels, or one label and a kind, and where."""

    layer: Layer
    kind: Kind
    labels: tuple[str, ...]
    clusters: tuple[Cluster, ...] = field(repr=False)


def troubles(clusters: Iterable[Cluster]) -> list[Trouble]:
    """Group disagreements by what they are about, the most frequent first.

    One that is about two things is in two groups.
    """
    found: defaultdict[tuple[Layer, Kind, tuple[str, ...]], list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        labels = sorted({label for choice in cluster.choices for label in choice.labels})
        for kind in cluster.kinds:
            if kind in (Kind.LABEL, Kind.QUOTE_TYPE):
                for place, one in enumerate(labels):
                    for other in labels[place + 1 :]:
                        found[cluster.layer, kind, (one, other)].append(cluster)
            elif cluster.layer is Layer.QUOTES:
                found[cluster.layer, kind, ()].append(cluster)
            else:
                found[cluster.layer, kind, tuple(labels)].append(cluster)
    made = [Trouble(*key, tuple(of)) for key, of in found.items()]
    return sorted(made, key=lambda one: (-len(one.clusters), one.layer.value, one.labels))


def confused(clusters: Iterable[Cluster], layer: Layer, one: str, other: str) -> list[Cluster]:
    """Return where some owner has label ``one`` and another ``other``; empty is no annotation."""
    return [
        cluster
        for cluster in clusters
        if cluster.layer is layer
        and any(
            _has(first.labels, one) and _has(second.labels, other)
            for first in cluster.choices
            for second in cluster.choices
            if first is not second
        )
    ]


def _has(labels: tuple[str, ...], label: str) -> bool:
    return label in labels if label else not labels


def between(clusters: Iterable[Cluster], one: Owner, other: Owner) -> list[Cluster]:
    """Return the disagreements in which these two owners made different choices."""
    found = []
    for cluster in clusters:
        choosing = {owner: choice for choice in cluster.choices for owner in choice.owners}
        if one in choosing and other in choosing and choosing[one] is not choosing[other]:
            found.append(cluster)
    return found
