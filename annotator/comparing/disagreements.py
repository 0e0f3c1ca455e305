"""Disagreements: what owners say differently about the same place, as one thing to decide each.

Annotations of one layer that stand for each other form a cluster. What one owner drew wider than
another is one cluster with two choices, not two omissions; a quote is one cluster with its parts.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, combinations

from annotator.comparing.alignment import Alignment
from annotator.comparing.compared import Compared, Piece
from annotator.comparing.matching import Extent, overlap
from annotator.comparing.quote_parts import speaker_key
from annotator.domain.annotation import Annotation, Layer, Mention, Quote
from annotator.domain.annotation_set import Owner
from annotator.domain.span import Span, hull


class Kind(StrEnum):
    """What a disagreement is about."""

    MISSING = "missing"
    LABEL = "label"
    SPEAKER = "speaker"
    SPLIT = "split or merged"
    BOUNDARY = "boundary"
    QUOTE_TYPE = "quote type"
    SOURCE = "source"
    CUE = "cue"
    ATTRIBUTE = "attribute"


_SEVERITY = {
    Kind.MISSING: 3,
    Kind.LABEL: 3,
    Kind.SPEAKER: 3,
    Kind.SPLIT: 2,
    Kind.BOUNDARY: 2,
    Kind.QUOTE_TYPE: 2,
    Kind.SOURCE: 2,
    Kind.CUE: 1,
    Kind.ATTRIBUTE: 1,
}


_MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """What some owners agree on at a place; without pieces where they have nothing there."""

    owners: tuple[Owner, ...]
    pieces: tuple[Piece, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(piece.label for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Cluster:
    """One place of an article with every owner's choice, the one of most owners first.

    ``kinds`` says what they disagree about, the gravest first; it is empty where all agree.
    ``severity`` is 0 then, else 1 to 3. ``words`` is the beginning of the text there, empty where
    there is nothing to decide. ``id`` is that of the oldest annotation in it: it stays when
    annotations are edited, and when younger ones come in by a merge.
    """

    id: str
    article_id: str
    layer: Layer
    span: Span
    choices: tuple[Choice, ...]
    kinds: tuple[Kind, ...] = ()
    severity: int = 0
    words: str = ""

    @property
    def fingerprint(self) -> str:
        """What the choices say, hashed: it changes where an annotation changed after a decision."""
        said = sorted(
            (
                [owner.kind.value, owner.name],
                [(repr(_core(piece)), repr(_extras(piece.annotation))) for piece in choice.pieces],
            )
            for choice in self.choices
            for owner in choice.owners
        )
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def choice_of(self, owner: Owner) -> Choice:
        return next(choice for choice in self.choices if owner in choice.owners)


def disagreements(compared: Compared, layers: Iterable[Layer] = Layer) -> list[Cluster]:
    """Return the clusters that somebody has to decide, in text order."""
    alignment = Alignment(compared)
    found = [one for layer in layers for one in clusters(alignment, layer) if one.kinds]
    return sorted(found, key=place)


def place(cluster: Cluster) -> tuple[int, int, str, str]:
    """Return what clusters are sorted by: where they stand in the text."""
    return cluster.span.start, cluster.span.end, cluster.layer.value, cluster.id


def clusters(alignment: Alignment, layer: Layer) -> list[Cluster]:
    """Return all clusters of a layer in text order, those where all agree too."""
    if len(alignment.owners) < 2:
        return []
    groups = _segment_groups(alignment) if layer is Layer.SEGMENTS else _groups(alignment, layer)
    return sorted([_cluster(alignment.compared, layer, group) for group in groups], key=place)


_Group = dict[Owner, list[Piece]]


# Which annotations belong together


def _segment_groups(alignment: Alignment) -> list[_Group]:
    """Cut the article where all owners cut it, and return what each has between two cuts."""
    pieces = {owner: alignment.pieces(Layer.SEGMENTS, owner) for owner in alignment.owners}
    edges = [
        {edge for piece in of_owner for edge in (piece.span.start, piece.span.end)}
        for of_owner in pieces.values()
        if of_owner
    ]
    if not edges:
        return []
    common = sorted(set.intersection(*edges))
    groups: list[_Group] = [{owner: [] for owner in pieces} for _ in range(len(common) + 1)]
    for owner, of_owner in pieces.items():
        number = 0
        for piece in of_owner:
            while number < len(common) and common[number] <= piece.span.start:
                number += 1
            groups[number][owner].append(piece)
    return [group for group in groups if any(group.values())]


def _groups(alignment: Alignment, layer: Layer) -> list[_Group]:
    """Join what corresponds between any two owners, and what one owner split of another's."""
    pieces = {owner: alignment.pieces(layer, owner) for owner in alignment.owners}
    first = dict(zip(pieces, accumulate(map(len, pieces.values()), initial=0), strict=False))
    root = list(range(sum(map(len, pieces.values()))))

    def top(number: int) -> int:
        while root[number] != number:
            number = root[number]
        return number

    for one, other in combinations(pieces, 2):
        left, right = alignment.extents(layer, one), alignment.extents(layer, other)
        pairs = alignment.pairs(layer, one, other)
        joined = [*pairs, *_parts(left, right, pairs)]
        joined += [(i, j) for j, i in _parts(right, left, [(j, i) for i, j in pairs])]
        begin, other_begin = first[one], first[other]
        for i, j in joined:
            root[top(begin + i)] = top(other_begin + j)
    groups: dict[int, _Group] = {}
    for owner, of_owner in pieces.items():
        for number, piece in enumerate(of_owner, start=first[owner]):
            group = groups.get(top(number))
            if group is None:
                group = groups[top(number)] = {each: [] for each in pieces}
            group[owner].append(piece)
    return list(groups.values())


def _parts(
    one: Sequence[Extent], other: Sequence[Extent], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return which unmatched extents of ``one`` are a further part of which of ``other``.

    The parts of a split lie beside each other; what lies within its owner's own matched annotation
    is nested in it, and stands for itself.
    """
    partner = {j: i for i, j in pairs}
    taken = {i for i, _ in pairs}
    found = []
    for i, extent in enumerate(one):
        if i in taken:
            continue
        most, j = max(((overlap(extent, of), j) for j, of in enumerate(other)), default=(0.0, -1))
        if most > 0 and not overlap(extent, one[partner[j]]):
            found.append((i, j))
    return found


# What they say, and what about it differs


def _core(piece: Piece) -> Hashable:
    """Return what two choices must share to be the same, apart from ``_extras``."""
    match piece.annotation:
        case Quote() as quote:
            return (
                quote.content,
                quote.cue,
                quote.source,
                speaker_key(quote.speaker),
                quote.type,
            )
        case _:
            return piece.span, piece.label


def _extras(annotation: Annotation) -> dict[str, str]:
    """Return attributes and the register entry; one owner may leave out what another gives."""
    extras: dict[str, str] = {}
    if annotation.attributes:
        extras = {name: repr(value) for name, value in sorted(annotation.attributes.items())}
    if isinstance(annotation, Mention) and annotation.entity:
        extras["entity"] = annotation.entity
    return extras


def _cluster(compared: Compared, layer: Layer, group: _Group) -> Cluster:
    pieces = [piece for of_owner in group.values() for piece in of_owner]
    if len(group) == len(pieces) and _is_plainly_alike(pieces):
        # Most places are like this one, and there are many.
        choice = Choice(tuple(group), (pieces[0],))
        oldest = min([piece.annotation.id for piece in pieces])
        span = _shown(pieces[0].span, layer, compared)
        return Cluster(oldest, compared.article.id, layer, span, (choice,))
    choices, is_conflicting = _choices(group, list(compared.sets))
    kinds = _kinds(layer, choices)
    if is_conflicting:
        kinds.add(Kind.ATTRIBUTE)
    span = _shown(hull(piece.span for piece in pieces), layer, compared)
    ordered = tuple(sorted(kinds, key=lambda kind: (-_SEVERITY[kind], list(Kind).index(kind))))
    return Cluster(
        id=min(piece.annotation.id for piece in pieces),
        article_id=compared.article.id,
        layer=layer,
        span=span,
        choices=choices,
        kinds=ordered,
        severity=_severity(ordered, choices, compared.article.text),
        words=_words(span, compared),
    )


def _shown(span: Span, layer: Layer, compared: Compared) -> Span:
    """Return a segment's span without the white space that follows it."""
    return span.trimmed(compared.article.text) if layer is Layer.SEGMENTS else span


def _words(span: Span, compared: Compared) -> str:
    words = compared.article.text[span.start : min(span.end, span.start + _MOST_WORDS)]
    return " ".join(words.split())


def _is_plainly_alike(pieces: Sequence[Piece]) -> bool:
    core = _core(pieces[0])
    return all(_core(piece) == core and not _extras(piece.annotation) for piece in pieces)


def _choices(group: _Group, owners: list[Owner]) -> tuple[tuple[Choice, ...], bool]:
    """Collapse identical choices, and tell whether some differ in an attribute alone."""
    same: defaultdict[Hashable, list[Owner]] = defaultdict(list)
    for owner in owners:
        same[tuple(_core(piece) for piece in group[owner])].append(owner)
    choices, is_conflicting = [], False
    for of in same.values():
        if _conflict(group, of):
            is_conflicting = True
            by_extras: defaultdict[str, list[Owner]] = defaultdict(list)
            for owner in of:
                by_extras[repr([_extras(one.annotation) for one in group[owner]])].append(owner)
            choices += [Choice(tuple(one), tuple(group[one[0]])) for one in by_extras.values()]
        else:
            # Who says most speaks for those who say the same.
            speaker = max(of, key=lambda owner: _said(group[owner])) if len(of) > 1 else of[0]
            choices.append(Choice(tuple(of), tuple(group[speaker])))
    place = {owner: number for number, owner in enumerate(owners)}
    choices.sort(key=lambda choice: (-len(choice.owners), place[choice.owners[0]]))
    return tuple(choices), is_conflicting


def _said(pieces: Sequence[Piece]) -> int:
    return sum(len(_extras(piece.annotation)) for piece in pieces)


def _conflict(group: _Group, owners: Sequence[Owner]) -> bool:
    """Tell whether owners whose pieces are otherwise the same give one attribute two values."""
    if len(owners) < 2:
        return False
    given: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for owner in owners:
        for number, piece in enumerate(group[owner]):
            for name, value in _extras(piece.annotation).items():
                given[number, name].add(value)
    return any(len(values) > 1 for values in given.values())


def _kinds(layer: Layer, choices: Sequence[Choice]) -> set[Kind]:
    kinds: set[Kind] = set()
    present = [choice.pieces for choice in choices if choice.pieces]
    if len(present) < len(choices):
        kinds.add(Kind.MISSING)
    if len({len(pieces) for pieces in present}) > 1:
        kinds.add(Kind.SPLIT)
        if (
            layer is not Layer.QUOTES
            and len({frozenset(p.label for p in of) for of in present}) > 1
        ):
            kinds.add(Kind.LABEL)
    elif layer is Layer.QUOTES:
        for of_same_place in zip(*present, strict=True):
            quotes = [one.annotation for one in of_same_place]
            kinds |= _quote_kinds([one for one in quotes if isinstance(one, Quote)])
    else:
        for of_same_place in zip(*present, strict=True):
            if len({piece.span for piece in of_same_place}) > 1:
                kinds.add(Kind.BOUNDARY)
            if len({piece.label for piece in of_same_place}) > 1:
                kinds.add(Kind.LABEL)
    return kinds


def _quote_kinds(quotes: Sequence[Quote]) -> set[Kind]:
    kinds: set[Kind] = set()
    if len({quote.content for quote in quotes}) > 1:
        is_split = len({len(quote.content) for quote in quotes}) > 1
        kinds.add(Kind.SPLIT if is_split else Kind.BOUNDARY)
    for kind, values in (
        (Kind.CUE, {quote.cue for quote in quotes}),
        (Kind.SOURCE, {quote.source for quote in quotes}),
        (Kind.SPEAKER, {speaker_key(quote.speaker) for quote in quotes}),
        (Kind.QUOTE_TYPE, {quote.type for quote in quotes}),
    ):
        if len(values) > 1:
            kinds.add(kind)
    return kinds


def _severity(kinds: Sequence[Kind], choices: Sequence[Choice], text: str) -> int:
    if not kinds:
        return 0
    if kinds[0] is Kind.BOUNDARY and _is_punctuation_only(choices, text):
        return 1
    return _SEVERITY[kinds[0]]


def _content(piece: Piece) -> tuple[Span, ...]:
    return piece.annotation.content if isinstance(piece.annotation, Quote) else (piece.span,)


def _is_punctuation_only(choices: Sequence[Choice], text: str) -> bool:
    """Tell whether the boundaries differ by marks and white space alone."""
    words = {
        tuple(
            tuple("".join(filter(str.isalnum, span.of(text))) for span in _content(piece))
            for piece in choice.pieces
        )
        for choice in choices
        if choice.pieces
    }
    return len(words) == 1
