"""Near-duplicate articles: the same story again, slightly changed.

Two texts are near-duplicates where the Jaccard similarity of their sets of word triples reaches a
threshold. All such pairs are found, none by chance: candidates come from prefix filtering
(Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity
search"), and each is then counted exactly. MinHash would be as fast, but it finds a pair only with
a probability, and the promise that a split makes is that no pair is parted.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from hashlib import blake2b
from typing import TypeVar

import regex

K = TypeVar("K", bound=Hashable)

_WORDS_OF_SHINGLE = 3
_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]|[\p{L}\p{N}\p{M}]+")
_BUCKETS = 1 << 22
_ROUNDING = 1e-9


def near_duplicates(
    texts: Iterable[tuple[K, str]],
    threshold: float,
    report: Callable[[int], None] = lambda _read: None,
) -> list[tuple[K, ...]]:
    """Return the groups of two or more keys whose texts are linked by pairs at least so alike.

    ``threshold`` lies in 0–1, without 0. Groups and their members are in the order of ``texts``.
    ``report`` is called with the number of texts read so far and may raise to cancel.
    """
    keys: list[K] = []
    sets: list[array[int]] = []
    for key, text in texts:
        keys.append(key)
        sets.append(shingles(text))
        report(len(keys))
    links = ((keys[one], keys[other]) for one, other in _pairs(sets, threshold))
    return [group for group in joined(keys, links) if len(group) > 1]


def shingles(text: str) -> array[int]:
    """Return the hashes of the text's word triples, each once, in ascending order.

    Case and punctuation do not count; each ideograph or kana is a word. A text of fewer than three
    words is one shingle.
    """
    words = _WORD.findall(text.casefold())
    runs = range(max(1, len(words) - _WORDS_OF_SHINGLE + 1))
    hashes = {_hash(" ".join(words[begin : begin + _WORDS_OF_SHINGLE])) for begin in runs}
    return array("Q", sorted(hashes))


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big")


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Return the Jaccard similarity of two sets of shingles, 0–1."""
    shared = len(set(one) & set(other))
    return shared / (len(one) + len(other) - shared)


def _pairs(sets: Sequence[array[int]], threshold: float) -> Iterable[tuple[int, int]]:
    """Yield the index pairs that reach the threshold, later one first.

    Where two sets reach it, they share a shingle among the rarest of each, as many as could be
    missing from the other and one more. Shingles are ordered by how often their bucket occurs,
    which any fixed order may be; one that occurs once has no partner.
    """
    counts = array("I", bytes(_BUCKETS * array("I").itemsize))
    for hashes in sets:
        for value in hashes:
            counts[value % _BUCKETS] += 1
    seen: defaultdict[int, list[int]] = defaultdict(list)
    for index, hashes in enumerate(sets):
        ordered = sorted(hashes, key=lambda value: (counts[value % _BUCKETS], value))
        shared_at_least = math.ceil(threshold * len(hashes) - _ROUNDING)
        candidates: set[int] = set()
        for value in ordered[: len(hashes) - shared_at_least + 1]:
            if counts[value % _BUCKETS] > 1:
                candidates.update(seen[value])
                seen[value].append(index)
        for other in sorted(candidates):
            if similarity(hashes, sets[other]) >= threshold - _ROUNDING:
                yield index, other


def joined(keys: Sequence[K], links: Iterable[tuple[K, K]]) -> list[tuple[K, ...]]:
    """Return ``keys`` in groups, so that linked ones are together; in the order of ``keys``."""
    leader = {key: key for key in keys}

    def leader_of(key: K) -> K:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one, other in links:
        leader[leader_of(one)] = leader_of(other)
    groups: defaultdict[K, list[K]] = defaultdict(list)
    for key in keys:
        groups[leader_of(key)].append(key)
    return [tuple(group) for group in groups.values()]
