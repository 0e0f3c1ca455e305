"""What a decision makes of a disagreement: the annotations that gold gets, and what is alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from annotator.comparing.compared import Piece
from annotator.comparing.disagreements import Choice, Cluster
from annotator.domain.annotation import Annotation, Layer, Mention, Quote, Role, Segment, State
from annotator.domain.annotation_set import Owner
from annotator.domain.decision import Ruling
from annotator.domain.identity import derived_id
from annotator.domain.span import Span, hull


def result_of(
    cluster: Cluster, ruling: Ruling, choice: Choice | None = None
) -> tuple[Annotation, ...]:
    """Return the gold annotations that a ruling gives, none where it gives nothing there.

    ``choice`` is the one that was taken. Their ids follow from what they were made of, so that two
    reviewers who decide alike make the same. Union and intersection take labels and speakers from
    the choice of most owners. Segments always cover the place: their union is one segment, their
    intersection has every cut that anybody made.
    """
    present = [one for one in cluster.choices if one.pieces]
    match ruling:
        case Ruling.CHOICE if choice is not None:
            found = [annotation_of(piece) for piece in choice.pieces]
        case Ruling.UNION if cluster.layer is Layer.SEGMENTS and present:
            found = [annotation_of(present[0].pieces[0])]
        case Ruling.INTERSECTION if cluster.layer is Layer.SEGMENTS:
            found = _every_cut(present)
        case Ruling.UNION | Ruling.INTERSECTION if present:
            found = _joined(cluster, present, ruling)
        case _:
            found = []
    return tuple(_as_gold(one) for one in found)


def can(cluster: Cluster, ruling: Ruling) -> bool:
    """Tell whether a ruling means something here, and something else than a choice."""
    if ruling not in (Ruling.UNION, Ruling.INTERSECTION):
        return ruling is not Ruling.NONE or cluster.layer is not Layer.SEGMENTS
    covered = {_covered_by(one) for one in cluster.choices if one.pieces}
    return len(covered) > 1 and bool(result_of(cluster, ruling))


def region_of(cluster: Cluster) -> Span:
    """Return where the segments of a cluster lie, with the white space between them."""
    pieces = [piece for choice in cluster.choices for piece in choice.pieces]
    return hull(Span(_start(piece), piece.span.end) for piece in pieces)


def signature(cluster: Cluster) -> str:
    """Return what disagreements share that one decision can settle, whoever said what."""
    begin = cluster.span.start
    shapes = sorted(repr(_shape(choice.pieces, begin)) for choice in cluster.choices)
    said = repr((cluster.layer, cluster.words, len(cluster.span), cluster.kinds, shapes))
    return hashlib.sha256(said.encode()).hexdigest()


def same_choice(cluster: Cluster, choice: Choice, other: Cluster) -> Choice | None:
    """Return the choice of ``other``, which has the same signature, that says what ``choice`` says.

    ``choice`` is of ``cluster``.
    """
    wanted = _shape(choice.pieces, cluster.span.start)
    begin = other.span.start
    return next((one for one in other.choices if _shape(one.pieces, begin) == wanted), None)


def blind_order(owners: Iterable[Owner], article_id: str, seed: str) -> list[Owner]:
    """Return the owners in an order that their names do not tell, the same for one article."""
    ordered = sorted(owners)
    Random(f"{seed} {article_id}").shuffle(ordered)
    return ordered


def annotation_of(piece: Piece) -> Annotation:
    """Return a piece's annotation; a segment starts where its words do."""
    one = piece.annotation
    return replace(one, start=_start(piece)) if isinstance(one, Segment) else one


def _shape(pieces: Sequence[Piece], begin: int) -> tuple[object, ...]:
    shapes: list[object] = []
    for piece in pieces:
        one = piece.annotation
        if isinstance(one, Quote):
            parts = tuple(
                tuple((span.start - begin, span.end - begin) for span in one.parts(role))
                for role in Role
            )
            shapes.append((parts, one.type, one.speaker))
        else:
            entity = one.entity if isinstance(one, Mention) else None
            shapes.append((piece.span.start - begin, piece.span.end - begin, piece.label, entity))
    return tuple(shapes)


def _start(piece: Piece) -> int:
    """Return where a segment starts: with its first word, the first one with the text."""
    is_first = isinstance(piece.annotation, Segment) and piece.annotation.start == 0
    return 0 if is_first else piece.span.start


def _as_gold(one: Annotation) -> Annotation:
    return replace(one, id=derived_id("gold", one.id), state=State.ACCEPTED)


def _every_cut(present: Sequence[Choice]) -> list[Annotation]:
    found: dict[int, Annotation] = {}
    for choice in present:
        for piece in choice.pieces:
            found.setdefault(_start(piece), annotation_of(piece))
    return [found[start] for start in sorted(found)]


def _joined(cluster: Cluster, present: Sequence[Choice], ruling: Ruling) -> list[Annotation]:
    first = present[0].pieces[0].annotation
    new_id = derived_id(cluster.id, ruling.value)
    if isinstance(first, Quote):
        quotes = [_hulls(choice, Role.CONTENT) for choice in present]
        content = _covered(quotes) if ruling is Ruling.UNION else _common(quotes)
        return [replace(first, id=new_id, content=content)] if content else []
    spans = [tuple(piece.span for piece in choice.pieces) for choice in present]
    if ruling is Ruling.UNION:
        found: Span | None = hull(span for of_choice in spans for span in of_choice)
    else:
        hulls = [hull(of_choice) for of_choice in spans]
        start, end = max(one.start for one in hulls), min(one.end for one in hulls)
        found = Span(start, end) if start < end else None
    if found is None or not isinstance(first, Mention):
        return []
    return [replace(first, id=new_id, span=found)]


def _covered_by(choice: Choice) -> tuple[Span, ...]:
    """Return what union and intersection are about: where the pieces lie, the content of quotes."""
    is_quote = isinstance(choice.pieces[0].annotation, Quote)
    return _hulls(choice, Role.CONTENT) if is_quote else tuple(one.span for one in choice.pieces)


def _hulls(choice: Choice, role: Role) -> tuple[Span, ...]:
    """Return the parts of all quotes of a choice, in text order."""
    quotes = [one.annotation for one in choice.pieces if isinstance(one.annotation, Quote)]
    return tuple(sorted(span for quote in quotes for span in quote.parts(role)))


def _covered(choices: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Return what any choice covers; parts that touch or overlap become one."""
    found: list[Span] = []
    for span in sorted(span for of_choice in choices for span in of_choice):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _common(choices: Sequence[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Return what all choices cover."""
    found = _covered(choices[:1])
    for of_choice in choices[1:]:
        found = tuple(
            Span(max(one.start, other.start), min(one.end, other.end))
            for one in found
            for other in _covered([of_choice])
            if one.overlaps(other)
        )
    return found
