"""Reading a release back, for comparing with a new one and for checking."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import regex

from annotator.domain.errors import MendableError
from annotator.workspace.releasing.changes import Remembered, remembered
from annotator.workspace.releasing.manifest import INDEX, MANIFEST, Json
from annotator.workspace.releasing.settings import JSON_LINES_NAME

_NUMBER = regex.compile(r"(\d+)")


def read_manifest(folder: Path) -> Json:
    """Read a release's manifest; raise ``MendableError`` where there is none to be read."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise MendableError(
            f"“{folder}” is no release: its {MANIFEST} cannot be read ({error})."
        ) from error
    if not isinstance(found, dict):
        raise MendableError(f"“{folder}” is no release: its {MANIFEST} is not an object.")
    return found


def read_index(folder: Path) -> Iterator[Json]:
    """Yield the lines of the index; raise ``ValueError`` where one is no JSON object."""
    yield from read_lines(folder / INDEX)


def read_lines(path: Path) -> Iterator[Json]:
    """Yield the lines of a JSON Lines file; raise ``ValueError`` where one is no JSON object."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            found = json.loads(line)
            if not isinstance(found, dict):
                raise ValueError(f"line {number} is not an object")
            yield found


def latest_release(parent: Path, project_id: str, name: str) -> Path | None:
    """Return the release of the project and name with the highest version in a folder."""
    found: list[tuple[list[int | str], Path]] = []
    for path in sorted(parent.glob(f"*/{MANIFEST}")):
        try:
            content = read_manifest(path.parent)
        except MendableError:
            continue
        project = content.get("project")
        is_same = isinstance(project, dict) and project.get("id") == project_id
        if is_same and content.get("name") == name:
            found.append((_version_key(str(content.get("version"))), path.parent))
    return max(found, key=lambda one: one[0])[1] if found else None


def next_version(earlier: Path | None) -> str:
    """Return the version that follows an earlier release: its last number and one."""
    if earlier is None:
        return "1.0"
    parts = _NUMBER.split(str(read_manifest(earlier).get("version")))
    if len(parts) > 1:
        parts[-2] = str(int(parts[-2]) + 1)
    return "".join(parts)


def _version_key(version: str) -> list[int | str]:
    """Order versions as people do, 1.10 behind 1.9; text and numbers alternate, so they compare."""
    return [int(part) if part.isdigit() else part for part in _NUMBER.split(version)]


def earlier_splits(folder: Path) -> dict[str, str]:
    """Return each article's split in a release by the article's id."""
    try:
        return {str(line["id"]): str(line["split"]) for line in read_index(folder)}
    except (OSError, ValueError, KeyError, RecursionError) as error:
        raise _incomparable(folder, error) from error


def earlier_contents(folder: Path, config: str) -> dict[str, Remembered]:
    """Return what a release holds, by article id."""
    found = {}
    try:
        for path in sorted((folder / JSON_LINES_NAME / config).glob("*.jsonl")):
            for line in read_lines(path):
                found[str(line["id"])] = remembered(line, path.stem)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _incomparable(folder, error) from error
    return found


def _incomparable(folder: Path, error: Exception) -> MendableError:
    return MendableError(
        f"The earlier release “{folder}” cannot be read ({error}). "
        "Check it with “annotator verify”, or make this release without an earlier one."
    )
