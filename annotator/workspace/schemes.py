"""Label schemes: the one that projects begin with, files, what detectors call labels."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from annotator.domain.annotation import Annotation, Layer, Mention, Segment
from annotator.domain.errors import MendableError
from annotator.domain.scheme import Replaced, Scheme, problems
from annotator.formats.atomic import replacing
from annotator.shipped import resource
from annotator.store import PACKAGE_OF, Project

_MOST = 1_000_000
"""So many bytes of a file are read at most: schemes take some thousand."""


def default_scheme() -> Scheme:
    """Return the label scheme that new projects begin with: the labels that detectors know."""
    return Scheme.from_json(json.loads(resource("schemes/news.json").read_text(encoding="utf-8")))


def read_scheme(path: Path) -> Scheme:
    """Read a scheme from a JSON file; raise ``MendableError`` saying what is wrong with it."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST)
        scheme = Scheme.from_json(json.loads(content))
    except OSError as error:
        raise MendableError(
            f"“{path}” cannot be read: {error.strerror}. Choose another."
        ) from error
    except (ValueError, RecursionError) as error:
        raise MendableError(f"“{path}” is not a label scheme: {error}.") from error
    for problem in problems(scheme.labels):
        raise MendableError(f"“{path}” is not a label scheme: {problem}")
    return scheme


def write_scheme(scheme: Scheme, path: Path) -> None:
    """Write a scheme to a JSON file, in place of one that is there."""
    with replacing(path) as file:
        json.dump(scheme.to_json(), file, ensure_ascii=False, indent=1)
        file.write("\n")


def require_own_labels(project: Project) -> None:
    """Refuse to change the labels of a package: they would not come back with it."""
    if project.fact(PACKAGE_OF):
        raise MendableError("This is a package. Labels are changed in the project it came from.")


def names_of_detectors(scheme: Scheme) -> dict[tuple[Layer, str], str]:
    """Return what detectors call labels that they do not know, by layer and name.

    These are the labels that took the place of just one of theirs.
    """
    known = {(one.layer, one.name) for one in default_scheme().labels}
    theirs: dict[tuple[Layer, str], list[str]] = {}
    for (layer, old), new in scheme.replaced().items():
        if (layer, old) in known and (layer, new) not in known:
            theirs.setdefault((layer, new), []).append(old)
    return {ours: names[0] for ours, names in theirs.items() if len(names) == 1}


def renamed(annotation: Annotation, names: Replaced) -> Annotation:
    """Return an annotation with another label, where ``names`` has one for its own."""
    match annotation:
        case Segment():
            label = names.get((Layer.SEGMENTS, annotation.label), annotation.label)
            return replace(annotation, label=label)
        case Mention():
            label = names.get((Layer.ENTITIES, annotation.label), annotation.label)
            return replace(annotation, label=label)
        case _:
            return annotation
