"""Running the detectors over gold and counting what they get right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.detecting.evaluation import Evaluation, Gold
from annotator.detecting.pipeline import detect, load_detectors
from annotator.detecting.protocol import Detector, Suggestions
from annotator.detecting.segments.profile import Example, SourceProfile, profile_of
from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.workspace.jobs import Advance, Job


def evaluate(
    gold: Sequence[Gold],
    layers: Sequence[Layer] = tuple(Layer),
    detectors: Sequence[str] = (),
    installed: Sequence[Detector] | None = None,
    *,
    structure: bool = False,
    profiles: bool = False,
) -> Job[Evaluation]:
    """Hold what the detectors suggest against gold, article by article.

    All installed detectors run, since later layers build on earlier ones; with ``detectors``, only
    what those named suggest is counted. With ``structure``, articles have the segments that their
    page tells; with ``profiles``, the other articles of the same source, with their segments, tell
    of the source.
    """
    installed = load_detectors() if installed is None else installed
    unknown = sorted(set(detectors) - {one.name for one in installed})
    if unknown:
        known = ", ".join(one.name for one in installed)
        raise MendableError(f"There is no detector “{unknown[0]}”. Choose from: {known}.")
    evaluation = Evaluation(layers, frozenset(detectors))
    # A layer that nobody asks for and none that was asked for builds on need not run.
    last = max((tuple(Layer).index(layer) for layer in layers), default=0)
    needed = [one for one in installed if tuple(Layer).index(one.layer) <= last]
    by_source: dict[str, list[Gold]] = {}
    for one in gold:
        by_source.setdefault(one.article.site, []).append(one)
    for number, one in enumerate(gold):
        yield Advance(number, len(gold))
        told = Suggestions(segments=one.structure) if structure else Suggestions()
        if profiles:
            others = by_source.get(one.article.site, ())
            told = replace(told, profile=_profile(others, one))
        evaluation.add(one, detect(one.article, needed, told))
    return evaluation


def _profile(of_source: Sequence[Gold], but: Gold) -> SourceProfile | None:
    """Return what the gold of a source tells, without the article that is to be measured."""
    if not but.article.site:
        return None
    others = (one for one in of_source if one is not but)
    return profile_of(Example(one.article.text, one.segments or ()) for one in others)
