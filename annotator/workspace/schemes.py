"""Label schemes: the one that projects begin with, files, what detectors call labels."""

from __future__ import annotations

import json
from pathlib import Path

from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError
from annotator.domain.scheme import NameOf, Scheme, problems
from annotator.formats.atomic import replacing
from annotator.shipped import resource

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


def name_for_detectors(scheme: Scheme) -> NameOf:
    """Return what tells the name that detectors have for a label.

    It is another one where the label took the place of just one of theirs and is none itself.
    """
    known = {(one.layer, one.name) for one in default_scheme().labels}
    theirs: dict[tuple[Layer, str], list[str]] = {}
    for (layer, old), new in scheme.replaced().items():
        if (layer, old) in known and (layer, new) not in known:
            theirs.setdefault((layer, new), []).append(old)
    names = {ours: found[0] for ours, found in theirs.items() if len(found) == 1}
    return lambda layer, name: names.get((layer, name), name)
