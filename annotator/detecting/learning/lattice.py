"""The likeliest tags of many sequences, and their chances, taken a place of all at a time.

Lafferty, McCallum and Pereira, “Conditional Random Fields”, ICML 2001; the scaling of the sums is
that of Rabiner, “A tutorial on hidden Markov models”, Proceedings of the IEEE, 1989.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
_LEAST = -300.0
"""What is so much less than the best counts as this, so that no product of three gets 0."""


class Lattice:
    """``scores`` has a row for each place of the sequences, the longest sequence first.

    ``moves`` holds the score of each tag (column) behind each tag (row).
    """

    def __init__(self, scores: Array, lengths: Sequence[int], moves: Array) -> None:
        self._scores = scores
        self._moves = moves
        own = np.repeat(lengths, lengths)
        places = np.arange(len(scores)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        # The first place of all sequences, then the second of those that have one, and so on;
        # and the same from their ends.
        self._ahead = np.argsort(places, kind="stable")
        self._behind = np.argsort(own - 1 - places, kind="stable")
        self._counts = np.bincount(places).tolist()

    def decoded(self) -> tuple[Numbers, Array]:
        """Return the tags of each sequence's likeliest path, and the chance of each (0–1)."""
        tags = self._best_paths()
        return tags, self._chances()[np.arange(len(tags)), tags]

    def _steps(self) -> Iterator[tuple[int, int]]:
        """Yield which rows of ``_ahead`` and ``_behind`` are one step of all sequences."""
        begin = 0
        for count in self._counts:
            yield begin, begin + count
            begin += count

    def _chances(self) -> Array:
        """Return the chance of each tag of each place: sums from both ends, taken in one pass."""
        own, turns = _powers(self._scores), _powers(self._moves, axis=None)
        steps = np.stack((own[self._ahead], own[self._behind]))
        both_ways = np.stack((turns, turns.T))
        reached = steps[:, : self._counts[0]]
        for begin, end in self._steps():
            here = steps[:, begin:end]
            if begin:
                here *= reached[:, : end - begin] @ both_ways
            here /= here.sum(axis=2, keepdims=True)
            reached = here
        chances = np.empty_like(own)
        chances[self._ahead] = steps[0]
        own[self._behind] = steps[1] / own[self._behind]
        chances *= own
        chances /= chances.sum(axis=1, keepdims=True)
        return chances

    def _best_paths(self) -> Numbers:
        """Return the tags of each sequence's likeliest path (Viterbi)."""
        steps = self._scores[self._ahead]
        came = np.zeros(steps.shape, dtype=np.intp)
        best = np.empty((self._counts[0], steps.shape[1]))
        for begin, end in self._steps():
            here = steps[begin:end]
            if begin:
                reached = best[: end - begin, None, :] + self._moves.T
                came[begin:end] = reached.argmax(axis=2)
                here = here + reached.max(axis=2)
            best[: end - begin] = here
        # What ended before stands in ``best`` as it ended.
        tag = best.argmax(axis=1)
        every = np.arange(len(tag))
        tags = np.empty(len(steps), dtype=np.intp)
        for begin, end in reversed(list(self._steps())):
            count = end - begin
            tags[self._ahead[begin:end]] = tag[:count]
            if begin:
                tag[:count] = came[begin:end][every[:count], tag[:count]]
        return tags


def _powers(scores: Array, axis: int | None = 1) -> Array:
    """Return what the scores stand for as factors, the greatest along ``axis`` being 1."""
    return np.asarray(np.exp(np.maximum(scores - scores.max(axis=axis, keepdims=True), _LEAST)))
