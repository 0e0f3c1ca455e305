"""The pipeline: all installed detectors, one layer after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

from annotator.detecting.protocol import Detector, Reviser, Suggestions
from annotator.domain.annotation import Layer, Mention, Quote
from annotator.domain.article import Article
from annotator.domain.errors import MendableError

A = TypeVar("A", Mention, Quote)
_ORDER = tuple(Layer)


def load_detectors() -> list[Detector]:
    """Make the detectors named by the entry points ``annotator.detectors``, in layer order.

    Raises ``MendableError`` naming the one that does not load.
    """
    points = sorted(entry_points(group="annotator.detectors"), key=lambda point: point.name)
    return sorted(map(_load, points), key=lambda detector: _ORDER.index(detector.layer))


def _load(point: EntryPoint) -> Detector:
    try:
        detector: Detector = point.load()()
    except Exception as error:
        raise MendableError(
            f"The detector “{point.name}” does not load ({error}). Uninstall or repair it."
        ) from error
    return detector


def detect(
    article: Article,
    detectors: Sequence[Detector],
    known: Suggestions | None = None,
    revisers: Sequence[Reviser] = (),
) -> Suggestions:
    """Return what all detectors find in an article, beside what is ``known`` of it already.

    Of two mentions or quotes that cover the same span with the same label, the surer one stays;
    where two detectors segment the article, the first one does. A layer is revised as soon as its
    detectors are done, so that later layers build on it; segments known already are not.
    """
    known = known or Suggestions()
    is_segmented = bool(known.segments)
    for layer in Layer:
        for detector in detectors:
            if detector.layer is layer:
                known = _with_more(known, detector.suggest(article, known))
        for reviser in revisers:
            if reviser.layer is layer and not (layer is Layer.SEGMENTS and is_segmented):
                known = reviser.revise(article, known)
    return known


def _with_more(known: Suggestions, found: Suggestions) -> Suggestions:
    if found.segments and known.segments:
        found = replace(found, segments=())
    both = known.with_more(found)
    return replace(
        both,
        mentions=_surest(both.mentions, lambda mention: (mention.label, mention.span)),
        quotes=_surest(both.quotes, lambda quote: quote.content),
    )


def _surest(found: Sequence[A], says: Callable[[A], object]) -> tuple[A, ...]:
    """Of annotations that say the same, keep the one with the highest confidence."""
    best: dict[object, A] = {}
    for one in found:
        key = says(one)
        if key not in best or best[key].origin.confidence < one.origin.confidence:
            best[key] = one
    return tuple(best.values())
