"""What training a model found: figures before and after, the curve, what changed; and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from annotator.detecting.evaluation.tallies import Tally
from annotator.domain.annotation import Layer

_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Point:
    """The cross-validated F1 of a model of so many articles."""

    articles: int
    f1: float


@dataclass(frozen=True, slots=True)
class Compared:
    """What the detectors alone and the model got right of one label or rule.

    A rule that only one of them has was never found by the other.
    """

    by: str
    of: str
    before: Tally
    after: Tally


@dataclass(frozen=True, slots=True)
class Changed:
    """A mistake that the model mends, or makes where the detectors made none."""

    is_mended: bool
    wanted: str
    found: str
    context: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What cross-validation found on finished articles.

    ``before`` and ``after`` count what the detectors alone and the model got right, and
    ``replaces`` what the model in use gets right there, where there is one. ``mended`` and
    ``broken`` are how many mistakes fewer and more the model makes than the detectors alone, with
    ``changes`` for examples.
    """

    layer: Layer
    articles: int
    before: Tally
    after: Tally
    curve: tuple[Point, ...] = ()
    compared: tuple[Compared, ...] = ()
    replaces: Tally | None = None
    chance: float = 1.0
    """The share of resamplings of the articles in which the model gets more right than the
    detectors alone, or than the model in use, whichever share is smaller."""
    mended: int = 0
    broken: int = 0
    changes: tuple[Changed, ...] = ()

    @property
    def is_better(self) -> bool:
        """Tell whether the model beats what it would replace, and not by luck alone."""
        replaced = max(self.before.f1, self.replaces.f1 if self.replaces else 0.0)
        return self.after.f1 > replaced and self.chance >= _SURE


def to_json(findings: Findings) -> str:
    """Return the findings as JSON, as a project file keeps them."""
    return json.dumps(asdict(findings), ensure_ascii=False)


def from_json(text: str) -> Findings:
    """Return findings from JSON, whoever wrote it; raise ``ValueError`` for anything else."""
    try:
        told = json.loads(text)
        replaces = told["replaces"]
        return Findings(
            Layer(told["layer"]),
            int(told["articles"]),
            _tally(told["before"]),
            _tally(told["after"]),
            tuple(Point(int(one["articles"]), float(one["f1"])) for one in told["curve"]),
            tuple(
                Compared(
                    str(one["by"]), str(one["of"]), _tally(one["before"]), _tally(one["after"])
                )
                for one in told["compared"]
            ),
            None if replaces is None else _tally(replaces),
            float(told["chance"]),
            int(told["mended"]),
            int(told["broken"]),
            tuple(
                Changed(bool(one["is_mended"]), *(str(one[key]) for key in _CHANGED))
                for one in told["changes"]
            ),
        )
    except (LookupError, TypeError, RecursionError) as error:
        raise ValueError("no findings of a training") from error


_CHANGED = ("wanted", "found", "context")


def _tally(told: Mapping[str, float]) -> Tally:
    return Tally(float(told["right"]), float(told["found"]), float(told["wanted"]))
