"""What one article contributes to every measure, as counts that add up over articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.comparing import boundaries, coefficients, quotes, spans, unitizing
from annotator.comparing.alignment import Alignment
from annotator.comparing.compared import Compared
from annotator.comparing.disagreements import Cluster, clusters, place
from annotator.comparing.figures import BOUNDARIES, QUOTES, SPANS
from annotator.comparing.quote_parts import token_values
from annotator.comparing.resampling import Array
from annotator.domain.annotation import Layer
from annotator.domain.annotation_set import Owner
from annotator.domain.words import TextEdges

_Pair = tuple[Owner, Owner]


@dataclass(frozen=True, slots=True)
class ArticleCounts:
    """Counts of one article.

    ``pairs`` holds the vectors of ``boundaries``, ``spans`` and ``quotes`` for each pair of owners,
    ``confusions`` the matrices of labels, the last row and column standing for none. ``units`` is
    ``None`` where an owner's annotations overlap. ``ratings`` has a row for each place with one
    annotation of two or more owners, and how often it was given each label. ``shares`` counts an
    owner's annotations, places where only others have some, and places where anybody has.
    """

    characters: int
    pairs: Mapping[str, Mapping[_Pair, Array]]
    confusions: Mapping[Layer, Mapping[_Pair, Array]]
    units: Mapping[Layer, Array | None]
    label_units: Sequence[Array | None]
    label_spans: Array
    ratings: Mapping[Layer, Array]
    coincidences: Mapping[Layer, Array]
    tokens: Array
    used: Counter[tuple[Layer, str]]
    shares: Mapping[tuple[Owner, Layer], tuple[int, int, int]]
    disagreements: list[Cluster]


def article_counts(compared: Compared, labels: Mapping[Layer, Sequence[str]]) -> ArticleCounts:
    """Count everything in an article that two or more owners have."""
    alignment = Alignment(compared)
    owners = alignment.owners
    pairs = list(combinations(owners, 2))
    number = {
        layer: {label: place for place, label in enumerate(of_layer)}
        for layer, of_layer in labels.items()
    }
    found = {layer: clusters(alignment, layer) for layer in Layer}
    entities = _entities(alignment, pairs, number[Layer.ENTITIES])
    quoted = _quotes(alignment, pairs, number[Layer.QUOTES])
    ratings = {layer: _ratings(found[layer], layer, number[layer]) for layer in Layer}
    segments = _segments(alignment, pairs, number[Layer.SEGMENTS])
    return ArticleCounts(
        characters=len(compared.article.text),
        pairs={
            BOUNDARIES: _boundaries(alignment, pairs),
            SPANS: entities.counts,
            QUOTES: quoted.counts,
        },
        confusions={
            Layer.SEGMENTS: segments.confusions,
            Layer.ENTITIES: entities.confusions,
            Layer.QUOTES: quoted.confusions,
        },
        units={
            Layer.SEGMENTS: segments.units,
            Layer.ENTITIES: _mention_units(alignment, number[Layer.ENTITIES]),
        },
        label_units=_label_units(alignment, labels[Layer.ENTITIES]),
        label_spans=entities.by_label,
        ratings=ratings,
        coincidences={layer: coefficients.coincidences(ratings[layer]) for layer in Layer},
        tokens=_token_coincidences(alignment),
        used=Counter(
            (layer, piece.label)
            for layer in Layer
            for owner in owners
            for piece in alignment.pieces(layer, owner)
        ),
        shares=_shares(alignment, found),
        disagreements=sorted(
            [one for of_layer in found.values() for one in of_layer if one.kinds], key=place
        ),
    )


# Segments


def candidate_places(text: str) -> list[int]:
    """Return where a boundary could stand: the first words of lines and sentences but the first."""
    edges, found, position = TextEdges(text), set(), 0
    while position < len(text):
        position = edges.next_sentence(position)
        start = position
        while start < len(text) and text[start].isspace():
            start += 1
        found.add(start)
    return sorted(found - {len(text)})


def _boundaries(alignment: Alignment, pairs: Sequence[_Pair]) -> dict[_Pair, Array]:
    text = alignment.article.text
    segmented = {owner for owner in alignment.owners if alignment.pieces(Layer.SEGMENTS, owner)}
    ends = {len(text) - len(text.lstrip()), len(text)}
    cut = {
        owner: {
            edge
            for one in alignment.pieces(Layer.SEGMENTS, owner)
            for edge in (one.span.start, one.span.end)
        }
        - ends
        for owner in alignment.owners
    }
    # A cut within a sentence, such as behind a dateline, is a place as well.
    places = sorted({*candidate_places(text), *(edge for of in cut.values() for edge in of)})
    index = {place: number for number, place in enumerate(places)}
    numbers = {owner: {index[edge] for edge in of} for owner, of in cut.items()}
    return {
        # What neither has segmented yet would count as places where both see no boundary.
        (one, other): boundaries.pair_counts(numbers[one], numbers[other], len(places))
        if segmented.intersection((one, other))
        else boundaries.NO_COUNTS
        for one, other in pairs
    }


@dataclass(frozen=True, slots=True)
class _Segments:
    units: Array
    confusions: dict[_Pair, Array]


def _segments(alignment: Alignment, pairs: Sequence[_Pair], number: Mapping[str, int]) -> _Segments:
    """Return the counts for uα, and for each pair how many characters have which two labels."""
    text = alignment.article.text
    begin, end = len(text) - len(text.lstrip()), len(text)
    cut = {
        owner: unitizing.stretches(
            [
                (one.span.start, one.span.end, number[one.label] + 1)
                for one in alignment.pieces(Layer.SEGMENTS, owner)
            ],
            end,
            begin,
        )
        for owner in alignment.owners
    }
    confusions = {
        # Gaps go last, as in the other layers.
        (one, other): np.roll(
            unitizing.lengths_of(cut[one], cut[other], len(number)), (-1, -1), axis=(0, 1)
        )
        for one, other in pairs
    }
    is_marked = any(alignment.pieces(Layer.SEGMENTS, owner) for owner in alignment.owners)
    units = (
        unitizing.unit_counts(list(cut.values()), len(number))
        if is_marked
        else unitizing.no_counts(len(number))
    )
    return _Segments(units, confusions)


# Entities


@dataclass(frozen=True, slots=True)
class _Entities:
    counts: dict[_Pair, Array]
    confusions: dict[_Pair, Array]
    by_label: Array


def _entities(alignment: Alignment, pairs: Sequence[_Pair], number: Mapping[str, int]) -> _Entities:
    by_label = [[0, 0, 0] for _ in number]
    counts, confusions = {}, {}
    for pair in pairs:
        one, other = (alignment.extents(Layer.ENTITIES, owner) for owner in pair)
        found = alignment.pairs(Layer.ENTITIES, *pair)
        counts[pair] = spans.span_counts(one, other, found)
        left, right = (_numbers(alignment, Layer.ENTITIES, owner, number) for owner in pair)
        for i, j in found:
            if left[i] == right[j] and one[i].spans == other[j].spans:
                by_label[left[i]][0] += 1
        for label in left:
            by_label[label][1] += 1
        for label in right:
            by_label[label][2] += 1
        confusions[pair] = _confusion(left, right, found, len(number))
    return _Entities(counts, confusions, np.array(by_label, dtype=np.float64))


def _numbers(
    alignment: Alignment, layer: Layer, owner: Owner, number: Mapping[str, int]
) -> list[int]:
    return [number[piece.label] for piece in alignment.pieces(layer, owner)]


def _confusion(
    left: Sequence[int], right: Sequence[int], pairs: Sequence[tuple[int, int]], none: int
) -> Array:
    """Return how often labels stand where which others do; the last is for what only one has."""
    confusion = [[0] * (none + 1) for _ in range(none + 1)]
    for label in left:
        confusion[label][none] += 1
    for label in right:
        confusion[none][label] += 1
    for i, j in pairs:
        confusion[left[i]][right[j]] += 1
        confusion[left[i]][none] -= 1
        confusion[none][right[j]] -= 1
    return np.array(confusion, dtype=np.float64)


def _mention_units(alignment: Alignment, number: Mapping[str, int]) -> Array | None:
    return _counted_units(
        [
            [
                (piece.span.start, piece.span.end, number[piece.label] + 1)
                for piece in alignment.pieces(Layer.ENTITIES, owner)
            ]
            for owner in alignment.owners
        ],
        len(alignment.article.text),
        len(number),
    )


def _label_units(alignment: Alignment, labels: Sequence[str]) -> list[Array | None]:
    """Return for each label the counts of its mentions against everything else."""
    marks: dict[str, list[list[unitizing.Stretch]]] = {}
    for number, owner in enumerate(alignment.owners):
        for piece in alignment.pieces(Layer.ENTITIES, owner):
            of_label = marks.setdefault(piece.label, [[] for _ in alignment.owners])
            of_label[number].append((piece.span.start, piece.span.end, 1))
    length = len(alignment.article.text)
    none: list[list[unitizing.Stretch]] = []
    return [_counted_units(marks.get(label, none), length, 1) for label in labels]


def _counted_units(
    marks: Sequence[Sequence[unitizing.Stretch]], length: int, values: int
) -> Array | None:
    if not any(marks):
        return unitizing.no_counts(values)
    try:
        cut = [unitizing.stretches(of_owner, length) for of_owner in marks]
    except ValueError:
        return None
    return unitizing.unit_counts(cut, values)


# Quotes


@dataclass(frozen=True, slots=True)
class _Quotes:
    counts: dict[_Pair, Array]
    confusions: dict[_Pair, Array]


def _quotes(alignment: Alignment, pairs: Sequence[_Pair], number: Mapping[str, int]) -> _Quotes:
    counts, confusions = {}, {}
    for pair in pairs:
        sides = [
            (
                alignment.quotes(owner),
                alignment.parts(owner),
                alignment.extents(Layer.QUOTES, owner),
            )
            for owner in pair
        ]
        found = alignment.pairs(Layer.QUOTES, *pair)
        counts[pair] = quotes.quote_counts(sides[0], sides[1], found)
        left, right = (_numbers(alignment, Layer.QUOTES, owner, number) for owner in pair)
        confusions[pair] = _confusion(left, right, found, len(number))
    return _Quotes(counts, confusions)


def _token_coincidences(alignment: Alignment) -> Array:
    parts = [alignment.parts(owner) for owner in alignment.owners]
    if not any(parts):
        # Without quotes, all that could be counted is unlabelled text.
        return np.zeros((4, 4))
    count = len(alignment.tokens)
    values = np.array([token_values(of_owner, count) for of_owner in parts])
    tallies = np.stack([(values == value).sum(axis=0) for value in range(4)], axis=1)
    return coefficients.coincidences(tallies.astype(np.float64))


# Places


def _ratings(found: Sequence[Cluster], layer: Layer, number: Mapping[str, int]) -> Array:
    """Return how often each label was given to each place that two or more have.

    Segments count where they have the same extent, mentions and quotes where they match.
    """
    rows = []
    for cluster in found:
        single = [choice for choice in cluster.choices if len(choice.pieces) == 1]
        if layer is Layer.SEGMENTS and len({one.pieces[0].span for one in single}) > 1:
            continue
        row = [0] * len(number)
        for choice in single:
            row[number[choice.pieces[0].label]] += len(choice.owners)
        if sum(row) > 1:
            rows.append(row)
    return np.array(rows, dtype=np.float64) if rows else np.zeros((0, len(number)))


def _shares(
    alignment: Alignment, found: Mapping[Layer, Sequence[Cluster]]
) -> dict[tuple[Owner, Layer], tuple[int, int, int]]:
    shares = {}
    for layer, of_layer in found.items():
        missing = dict.fromkeys(alignment.owners, 0)
        for cluster in of_layer:
            for choice in cluster.choices:
                if not choice.pieces:
                    for owner in choice.owners:
                        missing[owner] += 1
        for owner in alignment.owners:
            made = len(alignment.pieces(layer, owner))
            shares[owner, layer] = (made, missing[owner], len(of_layer))
    return shares
