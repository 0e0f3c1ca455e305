"""A linear-chain CRF: trained with python-crfsuite, applied by ourselves.

Lafferty, McCallum and Pereira, “Conditional Random Fields”, ICML 2001. What was learnt is kept as
plain weights and not as CRFsuite's own file, whose reader trusts every offset in it: a model comes
from other people's projects too, and weights can do no harm.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

import numpy as np
import pycrfsuite

from annotator.detecting.learning.lattice import Array, Lattice, Numbers
from annotator.detecting.learning.places import NEARBY, Features, Places, named

OUTSIDE = "O"
_OFF = {named(off, ""): off for off in NEARBY}
_TOGETHER = 200
"""So many sequences are tagged at once, so that a long article takes no more memory."""


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
    def _numbers(self) -> dict[str, int]:
        """A number for each feature: its row in ``_weights``; behind these for those without one.

        They have weights only where they are seen from nearby, under another name.
        """
        numbers = {feature: row for row, feature in enumerate(self.states)}
        for feature in self.states:
            if feature[:2] in _OFF:
                numbers.setdefault(feature[2:], len(numbers))
        return numbers

    @cached_property
    def _rows(self) -> dict[int, Numbers]:
        """The row in ``_weights`` of each feature by its number, as it is seen so far off."""
        numbers, without = self._numbers, len(self.states)
        rows = {off: np.full(len(numbers) + 1, without) for off in NEARBY}
        for row, feature in enumerate(self.states):
            if feature[:2] in _OFF:
                rows[_OFF[feature[:2]]][numbers[feature[2:]]] = row
        return rows

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
        for begin in range(0, len(order), _TOGETHER):
            numbers = order[begin : begin + _TOGETHER]
            tagged = self._tagged([sequences[n] for n in numbers])
            for n, one in zip(numbers, tagged, strict=True):
                found[n] = one
        return found

    def _tagged(self, sequences: Sequence[Places]) -> Iterator[Tagged]:
        """Yield the tags of sequences that are not empty, the longest first."""
        lengths = [len(one) for one in sequences]
        tags, chances = Lattice(self._scores(sequences), lengths, self._moves).decoded()
        names, sure = iter([self.tags[tag] for tag in tags]), iter(chances.tolist())
        for length in lengths:
            yield Tagged(tuple(islice(names, length)), tuple(islice(sure, length)))

    def _scores(self, sequences: Sequence[Places]) -> Array:
        """Return the sum of the weights of each place's features, for each tag.

        What places show that are alike is summed up once, and seen from all places about them.
        """
        number: dict[Features, int] = {}
        alike = np.array(
            [number.setdefault(one, len(number)) for each in sequences for one in each.shown]
        )
        shown, starts = self._found(number)
        scores = self._sums(*self._found(one for each in sequences for one in each.more))
        scores += self._sums(shown, starts)[alike]
        lengths = np.array([len(one) for one in sequences])
        left = np.repeat(lengths.cumsum(), lengths) - np.arange(len(alike))
        place = np.repeat(lengths, lengths) - left
        for off, most in NEARBY.items():
            near = shown[starts[:, None] + np.arange(sequences[0].near)[:most]]
            sums = self._weights[self._rows[off][near]].sum(axis=1)
            seeing = np.flatnonzero((place + off >= 0) & (left - off > 0))
            scores[seeing] += sums[alike[seeing + off]]
        return scores

    def _found(self, features: Iterable[Features]) -> tuple[Numbers, Numbers]:
        """Return the numbers of the features one after the other, and where each tuple begins."""
        numbers, unknown = self._numbers, len(self._numbers)
        found: list[int] = []
        starts: list[int] = []
        for some in features:
            starts.append(len(found))
            found += [numbers.get(one, unknown) for one in some] or (unknown,)
        return np.array(found), np.array(starts)

    def _sums(self, found: Numbers, starts: Numbers) -> Array:
        rows = np.minimum(found, len(self.states))
        return np.asarray(np.add.reduceat(self._weights[rows], starts))

    def speaks_for(self, tag: str, features: Iterable[str]) -> list[tuple[float, str]]:
        """Return the features that speak for ``tag``, with their weights, the strongest first."""
        weighed = ((self.states.get(one, {}).get(tag, 0.0), one) for one in features)
        return sorted((one for one in weighed if one[0] > 0), reverse=True)


def train(sequences: Iterable[tuple[Places, Sequence[str]]], settings: Mapping[str, float]) -> Crf:
    """Learn from sequences of features with their tags; the same ones give the same weights.

    L-BFGS with L1 and L2 (Andrew and Gao, ICML 2007): its chances tell right from wrong.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(dict(settings))
    for places, tags in sequences:
        trainer.append([places.features(n) for n in range(len(places))], tags)
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
