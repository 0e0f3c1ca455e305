"""What a release shall hold, and how it is cut; stored in its manifest."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from annotator.domain.annotation import Layer, State
from annotator.domain.annotation_set import GOLD, Owner
from annotator.domain.errors import MendableError
from annotator.domain.step import Progress
from annotator.workspace.releasing.splitting import SplitRule

JSON_LINES_NAME = "jsonl"
"""The format that every release is in: it loses nothing, and ``verify`` reads it."""

_NAME = regex.compile(r"[0-9A-Za-z][0-9A-Za-z._+-]{0,99}")


@dataclass(frozen=True, slots=True)
class ReleaseSettings:
    """``name`` and ``version`` name the release's folder; empty filters let everything through.

    Of ``layers``, annotations in ``states`` go in, of articles in ``progress`` for the owner.
    Dates are ISO 8601; an article without a date passes no limit of dates. With ``with_annotators``
    each annotator's own sets of the same articles go in too, under codes unless ``with_names``.
    """

    name: str
    version: str
    owner: Owner = GOLD
    layers: tuple[Layer, ...] = tuple(Layer)
    states: tuple[State, ...] = (State.ACCEPTED,)
    progress: tuple[Progress, ...] = (Progress.DONE,)
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    published_from: str = ""
    published_to: str = ""
    rule: SplitRule = field(default_factory=SplitRule)
    formats: tuple[str, ...] = (JSON_LINES_NAME,)
    with_annotators: bool = False
    with_names: bool = False
    with_notes: bool = False
    licence: str = ""

    def __post_init__(self) -> None:
        for what, value in (("name", self.name), ("version", self.version)):
            if not _NAME.fullmatch(value):
                raise MendableError(
                    f"“{value}” cannot be a release’s {what}. Use letters, digits, dots, dashes "
                    "and underscores, beginning with a letter or digit."
                )
        if not self.layers:
            raise MendableError("A release needs at least one layer. Choose one.")

    @property
    def folder_name(self) -> str:
        return f"{self.name}-{self.version}"

    @property
    def all_formats(self) -> tuple[str, ...]:
        """The names of all formats, JSON Lines first."""
        return tuple(dict.fromkeys((JSON_LINES_NAME, *self.formats)))

    def to_json(self) -> dict[str, object]:
        rule = self.rule
        return {
            "owner": {"kind": self.owner.kind.value, "name": self.owner.name},
            "layers": [layer.value for layer in self.layers],
            "states": [state.value for state in self.states],
            "progress": [progress.value for progress in self.progress],
            "sources": list(self.sources),
            "languages": list(self.languages),
            "published_from": self.published_from,
            "published_to": self.published_to,
            "splits": {
                "ratios": dict(rule.ratios),
                "seed": rule.seed,
                "stratified_by": rule.stratified_by.value,
                "keeps_near_duplicates": rule.keeps_near_duplicates,
                "threshold": rule.threshold,
                "keeps_sources": rule.keeps_sources,
            },
            "formats": list(self.all_formats),
            "with_annotators": self.with_annotators,
            "with_names": self.with_names,
            "with_notes": self.with_notes,
            "licence": self.licence,
        }


def name_for(title: str) -> str:
    """Return a title as a release can be named: what it cannot hold becomes a dash."""
    return regex.sub(r"[^0-9A-Za-z._+-]+", "-", title).strip("-._+")[:100] or "dataset"
