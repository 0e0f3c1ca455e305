"""Running the detectors over gold and counting what they get right."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.detecting.evaluation import Evaluation, Gold
from annotator.detecting.pipeline import detect, load_detectors
from annotator.detecting.protocol import Detector, Suggestions
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
) -> Job[Evaluation]:
    """Hold what the detectors suggest against gold, article by article.

    All installed detectors run, since later layers build on earlier ones; with ``detectors``, only
    what those named suggest is counted.
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
    for number, one in enumerate(gold):
        yield Advance(number, len(gold))
        told = Suggestions(segments=one.structure) if structure else None
        evaluation.add(one, detect(one.article, needed, told))
    return evaluation
