"""The manifest: what a release is, what is in it, and the hash of every file.

Its schema is ``resources/schema/release_manifest.schema.json``. It holds no time of making and
nothing of the machine, so that the same project and settings give the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from annotator import __version__
from annotator.comparing.report import Agreement
from annotator.domain.annotation import Layer, State
from annotator.domain.scheme import Scheme
from annotator.domain.team import NO_GUIDELINES, Guidelines
from annotator.formats.losses import LossReport
from annotator.workspace.agreement_files import figures_json
from annotator.workspace.releasing.changes import Changes
from annotator.workspace.releasing.contents import Counts
from annotator.workspace.releasing.decided import Decided
from annotator.workspace.releasing.planning import Plan
from annotator.workspace.releasing.settings import ReleaseSettings

MANIFEST = "manifest.json"
INDEX = "articles.jsonl"
GUIDELINES = "guidelines.md"
_VERSION = 1

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """A file of a release; ``path`` is below its folder, with slashes."""

    path: str
    size: int
    sha256: str

    def to_json(self) -> Json:
        return {"path": self.path, "bytes": self.size, "sha256": self.sha256}


def files_below(folder: Path) -> list[ReleasedFile]:
    """Return all files below a folder, by path; the manifest is left out."""
    found = (path for path in folder.rglob("*") if path.is_file())
    named = sorted((path.relative_to(folder).as_posix(), path) for path in found)
    return [_hashed(name, path) for name, path in named if name != MANIFEST]


def _hashed(name: str, path: Path) -> ReleasedFile:
    with path.open("rb") as file:
        return ReleasedFile(name, path.stat().st_size, file_digest(file, "sha256").hexdigest())


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a release when its data are written.

    ``states_left_out`` counts mentions and quotes by layer and state; ``annotators`` is how many
    annotators have annotated the released articles; ``losses`` are by the name of each format that
    loses anything. ``agreement`` is of the annotators over the released articles, ``None`` where
    fewer than two have finished any in common. ``decided`` counts the decisions on disagreements
    that gold is made of, ``None`` where the release is of somebody else.
    """

    settings: ReleaseSettings
    scheme: Scheme
    project_id: str
    project_changed: str
    plan: Plan
    counts: Mapping[str, Counts]
    states_left_out: Mapping[tuple[Layer, State], int]
    annotators: int
    losses: Mapping[str, LossReport]
    changes: Changes | None = None
    earlier_sha256: str = ""
    guidelines: Guidelines = NO_GUIDELINES
    agreement: Agreement | None = None
    decided: Decided | None = None

    @property
    def total(self) -> Counts:
        return sum(self.counts.values(), Counts())


def manifest(facts: Facts, files: list[ReleasedFile]) -> Json:
    settings, plan = facts.settings, facts.plan
    left_out: dict[str, Counter[str]] = {}
    for (layer, state), count in sorted(facts.states_left_out.items()):
        left_out.setdefault(layer.value, Counter())[state.value] += count
    return {
        "manifest": _VERSION,
        "name": settings.name,
        "version": settings.version,
        "program": {"name": "Annotator", "version": __version__},
        "project": {"id": facts.project_id, "changed": facts.project_changed},
        "scheme": {"name": facts.scheme.name, "version": facts.scheme.version},
        "guideline": {"value": {"version": facts.guidelines.version, "file": GUIDELINES}}
        if facts.guidelines.version
        else _unknown("The project holds no annotation guideline."),
        "settings": settings.to_json(),
        "counts": {
            "total": facts.total.to_json(),
            "splits": {name: counts.to_json() for name, counts in facts.counts.items()},
        },
        "left_out": {
            "articles": {reason.value: count for reason, count in plan.left_out.items()},
            "annotations": left_out,
        },
        "near_duplicates": {
            "groups": len(plan.alike),
            "articles": sum(len(group) for group in plan.alike),
        }
        if settings.rule.keeps_near_duplicates
        else None,
        "losses": {
            name: {loss.feature.value: loss.count for loss in report.losses}
            for name, report in facts.losses.items()
        },
        "annotators": facts.annotators,
        "agreement": {
            "value": {
                "owners": len(facts.agreement.owners),
                "articles": len(facts.agreement.articles),
                **figures_json(facts.agreement),
            }
        }
        if facts.agreement
        else _unknown("No two annotators have finished a released article in common."),
        "adjudication": _adjudication(facts.decided),
        "earlier": {"folder": facts.changes.since, "manifest_sha256": facts.earlier_sha256}
        if facts.changes
        else None,
        "changes": facts.changes.to_json() if facts.changes else None,
        "files": [file.to_json() for file in files],
    }


def _adjudication(decided: Decided | None) -> Json:
    if decided is None:
        return _unknown("Only gold is decided; this is not gold.")
    if not (decided.agreed or decided.disagreements or decided.deferred):
        return _unknown("This gold holds no decisions on disagreements.")
    return {"value": decided.to_json()}


def _unknown(reason: str) -> Json:
    """Return what stands where a fact is wanted that the project does not have."""
    return {"value": None, "reason": reason}


def index_text(plan: Plan) -> str:
    """Return the text of ``articles.jsonl``: each article's split and group of near-duplicates."""
    group_of = {one: number for number, group in enumerate(plan.alike, 1) for one in group}
    lines = (
        {
            "id": row.id,
            "sha256": row.sha256,
            "split": plan.splits[row.id],
            "near_duplicates": group_of.get(row.id),
            "source": row.source,
        }
        for row in plan.articles
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def text_of(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
