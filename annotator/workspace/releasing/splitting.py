"""Dividing articles into splits: by ratio and seed, with what belongs together kept together."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from annotator.domain.errors import MendableError
from annotator.workspace.releasing.similarity import joined


class StratifiedBy(StrEnum):
    """What each split shall have a like share of."""

    NOTHING = "nothing"
    SOURCE = "source"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class SplitRule:
    """How articles are divided. ``ratios`` are weights by split, the first split the largest.

    Near-duplicates are texts at least ``threshold`` alike (see ``similarity``).
    """

    ratios: tuple[tuple[str, float], ...] = (("train", 0.8), ("validation", 0.1), ("test", 0.1))
    seed: int = 1
    stratified_by: StratifiedBy = StratifiedBy.SOURCE
    keeps_near_duplicates: bool = True
    threshold: float = 0.5
    keeps_sources: bool = False

    def __post_init__(self) -> None:
        names = [name for name, _ in self.ratios]
        if not any(ratio > 0 for _, ratio in self.ratios) or any(r < 0 for _, r in self.ratios):
            raise MendableError("The shares of the splits must be positive. Give one at least.")
        if len(set(names)) < len(names) or not all(_is_split_name(name) for name in names):
            raise MendableError(
                "Splits need different names of small letters, digits and underscores, "
                "such as train, validation and test."
            )
        if not 0 < self.threshold <= 1:
            raise MendableError("Near-duplicates are told by a likeness above 0 and up to 1.")


def _is_split_name(name: str) -> bool:
    return name.isascii() and name.isidentifier() and name == name.lower()


@dataclass(frozen=True, slots=True)
class Item:
    """What splitting knows of an article."""

    id: str
    source: str = ""
    language: str = ""

    def stratum(self, by: StratifiedBy) -> str:
        match by:
            case StratifiedBy.SOURCE:
                return self.source
            case StratifiedBy.LANGUAGE:
                return self.language
            case StratifiedBy.NOTHING:
                return ""


def split(
    items: Sequence[Item],
    rule: SplitRule,
    alike: Iterable[Sequence[str]] = (),
    earlier: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the split of each item by its id, in the order of ``items``.

    ``alike`` are groups of near-duplicates by id; ids that are not among the items do not matter.
    ``earlier`` are the splits of an earlier release, which articles keep. The same arguments give
    the same splits; with groups larger than a split's share, the ratios are held only roughly.
    """
    earlier = earlier or {}
    names = [name for name, ratio in rule.ratios if ratio > 0]
    found: dict[str, str] = {}
    free: list[tuple[Item, ...]] = []
    for group in grouped(items, rule, alike):
        known = {earlier[item.id] for item in group if item.id in earlier} & set(names)
        if known:
            # Where members were apart before, the last split wins: what was held out stays so.
            name = max(known, key=names.index)
            found.update({item.id: name for item in group})
        else:
            free.append(group)
    rooms = _Rooms(rule, len(items), Counter(found.values()))
    # What is large is placed first, since what is small then still fits.
    large = sorted((one for one in free if len(one) > 1), key=lambda g: (-len(g), _place(g, rule)))
    for group in large:
        name = rooms.widest()
        rooms.put(name, len(group))
        found.update({item.id: name for item in group})
    single = sorted((one for one in free if len(one) == 1), key=lambda g: _place(g, rule))
    found.update(
        {group[0].id: name for group, name in zip(single, rooms.dealt(len(single)), strict=True)}
    )
    return {item.id: found[item.id] for item in items}


def grouped(
    items: Sequence[Item], rule: SplitRule, alike: Iterable[Sequence[str]]
) -> list[tuple[Item, ...]]:
    """Return the items in groups that no split may part."""
    by_id = {item.id: item for item in items}
    links: list[tuple[str, str]] = []
    if rule.keeps_near_duplicates:
        for group in alike:
            links += itertools.pairwise(one for one in group if one in by_id)
    if rule.keeps_sources:
        first: dict[str, str] = {}
        links += [
            (first.setdefault(item.source, item.id), item.id) for item in items if item.source
        ]
    return [tuple(by_id[one] for one in group) for group in joined(list(by_id), links)]


def _place(group: Sequence[Item], rule: SplitRule) -> tuple[str, str]:
    """Return where a group stands in the deal: strata one after the other, in each by chance."""
    chance = sha256(f"{rule.seed}:{group[0].id}".encode()).hexdigest()
    return group[0].stratum(rule.stratified_by), chance


class _Rooms:
    """How many articles each split still has room for."""

    def __init__(self, rule: SplitRule, total: int, taken: Mapping[str, int]) -> None:
        whole = sum(ratio for _, ratio in rule.ratios)
        self._room = {
            name: ratio / whole * total - taken.get(name, 0)
            for name, ratio in rule.ratios
            if ratio > 0
        }

    def widest(self) -> str:
        return max(self._room, key=self._room.__getitem__)

    def put(self, name: str, count: int) -> None:
        self._room[name] -= count

    def dealt(self, count: int) -> Iterable[str]:
        """Yield ``count`` splits, each taking its turn as often as its room asks.

        Like systematic sampling: articles that stand together in the deal, such as those of one
        source, are divided in the ratios as well as the whole is.
        """
        shares = {name: max(room, 0.0) for name, room in self._room.items()}
        whole = sum(shares.values()) or 1.0
        given: Counter[str] = Counter()
        for number in range(1, count + 1):
            behind = {name: room / whole * number - given[name] for name, room in shares.items()}
            name = max(behind, key=behind.__getitem__)
            given[name] += 1
            yield name
