"""What one article contributes to every measure, as counts that add up over articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from annotator.comparing import boundaries, coefficients, quotes, spans, unitizing
from annotator.comparing.compared import Compared, Piece
from annotator.comparing.disagreements import Cluster, clusters
from annotator.comparing.figures import BOUNDARIES, QUOTES, SPANS
from annotator.comparing.matching import Extent, matched
from annotator.comparing.resampling import Array
from annotator.domain.annotation import Layer, Mention, Quote
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
    owners = list(compared.sets)
    pairs = list(combinations(owners, 2))
    number = {
        layer: {label: place for place, label in enumerate(of_layer)}
        for layer, of_layer in labels.items()
    }
    pieces = {owner: compared.segments(owner) for owner in owners}
    mentions = {owner: compared.mentions(owner) for owner in owners}
    said = {owner: compared.quotes(owner) for owner in owners}
    found = {layer: clusters(compared, layer) for layer in Layer}
    entities = _entities(mentions, pairs, number[Layer.ENTITIES])
    quoted = _quotes(compared, said, pairs)
    ratings = {layer: _ratings(found[layer], layer, number[layer]) for layer in Layer}
    segment_units, segment_confusion = _segment_units(compared, pieces, pairs, number)
    label_units = _label_units(compared, mentions, labels[Layer.ENTITIES])
    return ArticleCounts(
        characters=len(compared.article.text),
        pairs={
            BOUNDARIES: _boundaries(compared, pieces, pairs),
            SPANS: entities.spans,
            QUOTES: quoted.counts,
        },
        confusions={
            Layer.SEGMENTS: segment_confusion,
            Layer.ENTITIES: entities.confusions,
            Layer.QUOTES: quoted.confusions,
        },
        units={
            Layer.SEGMENTS: segment_units,
            Layer.ENTITIES: _mention_units(compared, mentions, number[Layer.ENTITIES]),
        },
        label_units=label_units,
        label_spans=entities.by_label,
        ratings=ratings,
        coincidences={layer: coefficients.coincidences(ratings[layer]) for layer in Layer},
        tokens=quoted.tokens,
        used=_used(pieces, mentions, said),
        shares=_shares(owners, found),
        disagreements=sorted(
            (one for of_layer in found.values() for one in of_layer if one.kinds),
            key=lambda one: (one.span, one.layer.value, one.id),
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


def _boundaries(
    compared: Compared, pieces: Mapping[Owner, list[Piece]], pairs: Sequence[_Pair]
) -> dict[_Pair, Array]:
    text = compared.article.text
    first = len(text) - len(text.lstrip())
    cut = {
        owner: {edge for one in of for edge in (one.span.start, one.span.end)} - {first, len(text)}
        for owner, of in pieces.items()
    }
    # A cut within a sentence, such as behind a dateline, is a place as well.
    places = sorted({*candidate_places(text), *(edge for of in cut.values() for edge in of)})
    index = {place: number for number, place in enumerate(places)}
    numbers = {owner: {index[edge] for edge in of} for owner, of in cut.items()}
    return {
        pair: boundaries.pair_counts(numbers[pair[0]], numbers[pair[1]], len(places))
        for pair in pairs
    }


def _segment_units(
    compared: Compared,
    pieces: Mapping[Owner, list[Piece]],
    pairs: Sequence[_Pair],
    number: Mapping[Layer, Mapping[str, int]],
) -> tuple[Array, dict[_Pair, Array]]:
    """Return the counts for uα, and for each pair how many characters have which two labels."""
    names = number[Layer.SEGMENTS]
    text = compared.article.text
    begin, end = len(text) - len(text.lstrip()), len(text)
    cut = {
        owner: unitizing.stretches(
            [(one.span.start, one.span.end, names[one.label] + 1) for one in of], end, begin
        )
        for owner, of in pieces.items()
    }
    confusions = {}
    for one, other in pairs:
        lengths = unitizing.lengths_of(cut[one], cut[other], len(names))
        # Gaps go last, as in the other layers.
        confusions[one, other] = np.roll(lengths, (-1, -1), axis=(0, 1))
    return unitizing.unit_counts(list(cut.values()), len(names)), confusions


# Entities


@dataclass(frozen=True, slots=True)
class _Entities:
    spans: dict[_Pair, Array]
    confusions: dict[_Pair, Array]
    by_label: Array


def _entities(
    mentions: Mapping[Owner, list[Mention]], pairs: Sequence[_Pair], number: Mapping[str, int]
) -> _Entities:
    extents = {
        owner: [Extent((one.span,), one.label) for one in of] for owner, of in mentions.items()
    }
    none = len(number)
    by_label = np.zeros((len(number), 3))
    counts, confusions = {}, {}
    for pair in pairs:
        one, other = extents[pair[0]], extents[pair[1]]
        found = matched(one, other)
        counts[pair] = spans.span_counts(one, other, found)
        confusion = np.zeros((none + 1, none + 1))
        left = [number[str(extent.value)] for extent in one]
        right = [number[str(extent.value)] for extent in other]
        for i, j in found:
            confusion[left[i], right[j]] += 1
            if left[i] == right[j] and one[i].spans == other[j].spans:
                by_label[left[i], 0] += 1
        for place in left:
            by_label[place, 1] += 1
        for place in right:
            by_label[place, 2] += 1
        paired, other_paired = {i for i, _ in found}, {j for _, j in found}
        for i, place in enumerate(left):
            confusion[place, none] += i not in paired
        for j, place in enumerate(right):
            confusion[none, place] += j not in other_paired
        confusions[pair] = confusion
    return _Entities(counts, confusions, by_label)


def _mention_units(
    compared: Compared, mentions: Mapping[Owner, list[Mention]], number: Mapping[str, int]
) -> Array | None:
    length = len(compared.article.text)
    try:
        cut = [
            unitizing.stretches(
                [(one.span.start, one.span.end, number[one.label] + 1) for one in of], length
            )
            for of in mentions.values()
        ]
    except ValueError:
        return None
    return unitizing.unit_counts(cut, len(number))


def _label_units(
    compared: Compared, mentions: Mapping[Owner, list[Mention]], labels: Sequence[str]
) -> list[Array | None]:
    """Return for each label the counts of its mentions against everything else."""
    length = len(compared.article.text)
    found: list[Array | None] = []
    for label in labels:
        marks = [
            [(one.span.start, one.span.end, 1) for one in of if one.label == label]
            for of in mentions.values()
        ]
        try:
            cut = [unitizing.stretches(of, length) for of in marks]
        except ValueError:
            found.append(None)
        else:
            found.append(unitizing.unit_counts(cut, 1))
    return found


# Quotes


@dataclass(frozen=True, slots=True)
class _Quotes:
    counts: dict[_Pair, Array]
    confusions: dict[_Pair, Array]
    tokens: Array


def _quotes(
    compared: Compared, said: Mapping[Owner, list[Quote]], pairs: Sequence[_Pair]
) -> _Quotes:
    none = len(quotes.TYPES)
    empty = np.zeros(len(quotes.quote_counts([], [], quotes.Tokens([]), [])))
    if not any(said.values()):
        nothing = np.zeros((none + 1, none + 1))
        return _Quotes(dict.fromkeys(pairs, empty), dict.fromkeys(pairs, nothing), np.zeros((4, 4)))
    tokens = quotes.Tokens(TextEdges(compared.article.text).words)
    contents = {owner: quotes.contents(of, tokens) for owner, of in said.items()}
    counts, confusions = {}, {}
    for pair in pairs:
        one, other = said[pair[0]], said[pair[1]]
        found = matched(contents[pair[0]], contents[pair[1]])
        counts[pair] = quotes.quote_counts(one, other, tokens, found)
        confusion = np.zeros((none + 1, none + 1))
        for i, j in found:
            confusion[quotes.TYPES.index(one[i].type), quotes.TYPES.index(other[j].type)] += 1
        paired, other_paired = {i for i, _ in found}, {j for _, j in found}
        for i, quote in enumerate(one):
            confusion[quotes.TYPES.index(quote.type), none] += i not in paired
        for j, quote in enumerate(other):
            confusion[none, quotes.TYPES.index(quote.type)] += j not in other_paired
        confusions[pair] = confusion
    values = np.array([quotes.token_values(of, tokens) for of in said.values()], dtype=np.int64)
    tallies = np.stack([(values == value).sum(axis=0) for value in range(4)], axis=1)
    return _Quotes(counts, confusions, coefficients.coincidences(tallies.astype(np.float64)))


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


def _used(
    pieces: Mapping[Owner, list[Piece]],
    mentions: Mapping[Owner, list[Mention]],
    said: Mapping[Owner, list[Quote]],
) -> Counter[tuple[Layer, str]]:
    used: Counter[tuple[Layer, str]] = Counter()
    used.update((Layer.SEGMENTS, one.label) for of in pieces.values() for one in of)
    used.update((Layer.ENTITIES, one.label) for of in mentions.values() for one in of)
    used.update((Layer.QUOTES, one.type.value) for of in said.values() for one in of)
    return used


def _shares(
    owners: Sequence[Owner], found: Mapping[Layer, Sequence[Cluster]]
) -> dict[tuple[Owner, Layer], tuple[int, int, int]]:
    shares = {}
    for layer, of_layer in found.items():
        made = dict.fromkeys(owners, 0)
        missing = dict.fromkeys(owners, 0)
        for cluster in of_layer:
            for choice in cluster.choices:
                for owner in choice.owners:
                    made[owner] += len(choice.pieces)
                    missing[owner] += not choice.pieces
        for owner in owners:
            shares[owner, layer] = (made[owner], missing[owner], len(of_layer))
    return shares
