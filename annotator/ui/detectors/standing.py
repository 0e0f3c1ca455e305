"""What the dialog shows of a layer: its models, which one is in use, what was found of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from annotator.detecting.learning.findings import Findings, from_json
from annotator.domain.annotation import Layer
from annotator.store import StoredModel


@dataclass(frozen=True, slots=True)
class Standing:
    """A layer and its models, the newest first."""

    layer: Layer
    models: tuple[StoredModel, ...]

    @property
    def used(self) -> StoredModel | None:
        return next((one for one in self.models if one.is_used), None)

    @property
    def shown(self) -> StoredModel | None:
        """The model that is looked at first: the one trained last, as what it changed is new."""
        trained = (one for one in self.models if one.findings and not one.came_from)
        return next(trained, self.used or next(iter(self.models), None))


def findings_of(model: StoredModel | None) -> Findings | None:
    """Return what was found of a model; ``None`` where nothing was, or it cannot be read."""
    if model is None or not model.findings:
        return None
    try:
        return from_json(model.findings)
    except ValueError:
        return None


def spoken_time(made: str) -> str:
    """Return a time of training as people here write it; as it stands where it is no time."""
    try:
        local = datetime.fromisoformat(made).astimezone()
    except ValueError:
        return made
    return f"{local.day} {local:%b %Y, %H:%M}"


def short(value: float) -> str:
    """Return a figure between 0 and 1 with two places, without the nought."""
    return f"{value:.2f}".removeprefix("0")
