"""Models as bytes, in a form of our own that can be checked before it is used.

Eight bytes that name the form, then zlib-compressed JSON: the layer, when it was trained, from how
many articles, fingerprints of their texts, its tags, and a weight for each feature and pair of
tags. A file from somebody else holds nothing but names and numbers, and is refused where it is too
large or says anything else.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.detecting.learning.crf import OUTSIDE, Crf
from annotator.domain.annotation import Layer
from annotator.domain.errors import MendableError

SUFFIX = ".annotmodel"
_MAGIC = b"ANNOTM1\n"
_MOST_BYTES = 64 * 1024 * 1024
_MOST_TAGS = 400
_MOST_CELLS = 40_000_000
"""Features times tags: a model is applied as a table of all of them, with weights or without."""
_LONGEST = 200
_HEAVIEST = 1e4


class ModelFileError(MendableError):
    """A model file that is not taken; the sentence says why."""


@dataclass(frozen=True)
class Model:
    """What was learnt for a layer: from how many articles, when (UTC, ISO 8601), and the weights.

    ``learnt_from`` has the fingerprints of the articles (``Lesson.fingerprint``), so that wherever
    the model goes, it is not judged by what it has seen.
    """

    layer: Layer
    made: str
    articles: int
    crf: Crf
    learnt_from: frozenset[str] = frozenset()


FORMS = 1
"""Goes up with every change of what a model sees of the text: older weights then mean nothing."""


def to_bytes(model: Model) -> bytes:
    """Return the model as bytes; the same model gives the same bytes."""
    tags = {tag: number for number, tag in enumerate(model.crf.tags)}
    content = {
        "forms": FORMS,
        "layer": model.layer.value,
        "made": model.made,
        "articles": model.articles,
        "learnt_from": sorted(model.learnt_from),
        "tags": list(tags),
        "moves": [
            [tags[left], tags[right], weight] for (left, right), weight in model.crf.moves.items()
        ],
        "states": {
            feature: [[tags[tag], weight] for tag, weight in of_tag.items()]
            for feature, of_tag in model.crf.states.items()
        },
    }
    return _MAGIC + zlib.compress(json.dumps(content, ensure_ascii=False).encode(), 9)


def from_bytes(raw: bytes) -> Model:
    """Return the model in ``raw``, whoever wrote it; raise ``ModelFileError`` for anything else."""
    if not raw.startswith(_MAGIC):
        raise ModelFileError("This is not a model of Annotator. Choose a file that it exported.")
    content = _unpacked(raw[len(_MAGIC) :])
    try:
        if content["forms"] != FORMS:
            raise ModelFileError(
                "This model was made by another version of Annotator. Train it there anew with "
                "the version that you use here."
            )
        return _model(content)
    except (LookupError, TypeError, ValueError) as error:
        raise _damaged() from error


def _damaged() -> ModelFileError:
    return ModelFileError("This model is damaged and was not taken. Export it once more.")


def _unpacked(packed: bytes) -> Mapping[str, object]:
    """Return the JSON object in ``packed``, of which only so much is unpacked as is allowed."""
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(packed, _MOST_BYTES)
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise _damaged()
        content = json.loads(plain)
    except (zlib.error, ValueError, RecursionError) as error:
        raise _damaged() from error
    if not isinstance(content, dict):
        raise _damaged()
    return content


def _model(content: Mapping[str, object]) -> Model:
    tags = tuple(_word(one) for one in _list(content["tags"]))
    if not 1 <= len(tags) <= _MOST_TAGS or len(set(tags)) != len(tags):
        raise ValueError("tags")
    moves = {}
    for left, right, weight in map(_list, _list(content["moves"])):
        moves[tags[_number(left)], tags[_number(right)]] = _weight(weight)
    states: dict[str, dict[str, float]] = {}
    told = content["states"]
    if not isinstance(told, dict):
        raise TypeError("states")
    if len(told) * len(tags) > _MOST_CELLS:
        raise ValueError("states")
    for feature, of_tag in told.items():
        states[_word(feature)] = {
            tags[_number(tag)]: _weight(weight) for tag, weight in map(_list, _list(of_tag))
        }
    layer, articles = Layer(_word(content["layer"])), _number(content["articles"])
    # Models of before it was kept do not say.
    learnt_from = frozenset(map(_word, _list(content.get("learnt_from", []))))
    return Model(layer, _word(content["made"]), articles, Crf(tags, states, moves), learnt_from)


def _list(told: object) -> list[object]:
    if not isinstance(told, list):
        raise TypeError("list")
    return told


def _word(told: object) -> str:
    if not isinstance(told, str) or len(told) > _LONGEST:
        raise TypeError("word")
    return told


def _number(told: object) -> int:
    if not isinstance(told, int) or isinstance(told, bool) or told < 0:
        raise TypeError("number")
    return told


def _weight(told: object) -> float:
    if not isinstance(told, int | float) or isinstance(told, bool) or not math.isfinite(told):
        raise TypeError("weight")
    if abs(told) > _HEAVIEST:
        raise ValueError("weight")
    return float(told)


def labels_of(model: Model) -> frozenset[str]:
    """Return the labels that the model can give; of quotes, their roles."""
    if model.layer is Layer.SEGMENTS:
        return frozenset(tag for tag in model.crf.tags if tag != "+")
    parts = (part for tag in model.crf.tags for part in tag.split("\t"))
    return frozenset(part[2:] for part in parts if part != OUTSIDE)
