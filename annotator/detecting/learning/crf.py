"""A linear-chain CRF: trained with python-crfsuite, applied by ourselves.

Lafferty, McCallum and Pereira, “Conditional Random Fields”, ICML 2001. What was learnt is kept as
plain weights and not as CRFsuite's own file, whose reader trusts every offset in it: a model comes
from other people's projects too, and weights can do no harm.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pycrfsuite

Places = Sequence[Sequence[str]]
"""The features of each place of a sequence."""
Array = npt.NDArray[np.float64]
OUTSIDE = "O"


@dataclass(frozen=True, slots=True)
class Tagged:
    """The likeliest tag of each place of a sequence, and the chance of that tag there (0–1)."""

    tags: tuple[str, ...]
    chances: tuple[float, ...]


@dataclass(frozen=True)
class Crf:
    """``states`` holds a weight for each tag of a feature, ``moves`` one for each pair of tags.

    Tags and pairs that are not named have weight 0.
    """

    tags: tuple[str, ...]
    states: Mapping[str, Mapping[str, float]]
    moves: Mapping[tuple[str, str], float]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {feature: row for row, feature in enumerate(self.states)}

    @cached_property
    def _weights(self) -> Array:
        column = {tag: n for n, tag in enumerate(self.tags)}
        weights = np.zeros((len(self.states) + 1, len(self.tags)))
        for row, of_tag in enumerate(self.states.values()):
            for tag, weight in of_tag.items():
                weights[row, column[tag]] = weight
        return weights

    @cached_property
    def _moves(self) -> Array:
        column = {tag: n for n, tag in enumerate(self.tags)}
        moves = np.zeros((len(self.tags), len(self.tags)))
        for (left, right), weight in self.moves.items():
            moves[column[left], column[right]] = weight
        return moves

    def tag(self, sequences: Sequence[Places]) -> list[Tagged]:
        """Return the likeliest tags of each sequence (Viterbi), with their marginal chances."""
        order = sorted(range(len(sequences)), key=lambda n: -len(sequences[n]))
        order = [n for n in order if sequences[n]]
        found: list[Tagged] = [Tagged((), ())] * len(sequences)
        if not order:
            return found
        lattice = _Lattice([self._scores(sequences[n]) for n in order], self._moves)
        for n, (tags, chances) in zip(order, lattice.decoded(), strict=True):
            found[n] = Tagged(tuple(self.tags[tag] for tag in tags), tuple(chances))
        return found

    def _scores(self, sequence: Places) -> Array:
        """Return the sum of the weights of each place's features, for each tag."""
        row_of, none = self._rows.get, len(self.states)
        rows: list[int] = []
        starts: list[int] = []
        for place in sequence:
            starts.append(len(rows))
            for feature in place:
                row = row_of(feature)
                if row is not None:
                    rows.append(row)
            if len(rows) == starts[-1]:
                rows.append(none)
        return np.asarray(np.add.reduceat(self._weights[rows], starts, axis=0))

    def speaks_for(self, tag: str, features: Sequence[str]) -> list[tuple[float, str]]:
        """Return the features that speak for ``tag``, with their weights, the strongest first."""
        weighed = ((self.states.get(one, {}).get(tag, 0.0), one) for one in features)
        return sorted((one for one in weighed if one[0] > 0), reverse=True)


class _Lattice:
    """The scores of several sequences, the longest first, taken a place of all at a time."""

    def __init__(self, scores: Sequence[Array], moves: Array) -> None:
        self._lengths = [len(one) for one in scores]
        self._moves = moves
        self._steps: list[Array] = []
        alive = len(scores)
        for place in range(self._lengths[0]):
            while self._lengths[alive - 1] <= place:
                alive -= 1
            self._steps.append(np.stack([one[place] for one in scores[:alive]]))

    def decoded(self) -> list[tuple[list[int], list[float]]]:
        """Return tags and chances of each sequence."""
        chances = [
            _shares(ahead + behind)
            for ahead, behind in zip(self._forward(), self._backward(), strict=True)
        ]
        return [
            (path, [float(chances[place][n, tag]) for place, tag in enumerate(path)])
            for n, path in enumerate(self._best_paths())
        ]

    def _best_paths(self) -> list[list[int]]:
        best, came = self._steps[0], [np.zeros(self._steps[0].shape, dtype=np.intp)]
        last: list[int] = [0] * len(self._lengths)
        for place, step in enumerate(self._steps):
            if place:
                reached = best[: len(step), :, None] + self._moves
                came.append(reached.argmax(axis=1))
                best = reached.max(axis=1) + step
            following = len(self._steps[place + 1]) if place + 1 < len(self._steps) else 0
            for n in range(following, len(step)):
                last[n] = int(best[n].argmax())
        paths = []
        for n, length in enumerate(self._lengths):
            path = [last[n]]
            for place in range(length - 1, 0, -1):
                path.append(int(came[place][n, path[-1]]))
            paths.append(path[::-1])
        return paths

    def _forward(self) -> list[Array]:
        sums = [self._steps[0]]
        for step in self._steps[1:]:
            sums.append(_log_sum(sums[-1][: len(step), :, None] + self._moves, 1) + step)
        return sums

    def _backward(self) -> list[Array]:
        sums = [np.zeros(step.shape) for step in self._steps]
        for place in range(len(self._steps) - 2, -1, -1):
            step = self._steps[place + 1]
            ahead = (step + sums[place + 1])[:, None, :] + self._moves
            sums[place][: len(step)] = _log_sum(ahead, 2)
        return sums


def _shares(scores: Array) -> Array:
    """Return the chance of each tag of each row."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    return np.asarray(
        np.log(np.exp(values - top).sum(axis=axis)) + np.squeeze(top, axis=axis), dtype=np.float64
    )


def train(sequences: Iterable[tuple[Places, Sequence[str]]], settings: Mapping[str, float]) -> Crf:
    """Learn from sequences of features with their tags; the same ones give the same weights.

    L-BFGS with L1 and L2 (Andrew and Gao, ICML 2007): its chances tell right from wrong.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(dict(settings))
    for features, tags in sequences:
        trainer.append(features, tags)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        with tagger.open(str(path)):
            told = tagger.info()
    states: dict[str, dict[str, float]] = {}
    for (feature, tag), weight in told.state_features.items():
        states.setdefault(feature, {})[tag] = weight
    return Crf(tuple(told.labels), states, dict(told.transitions))
