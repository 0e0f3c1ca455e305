"""The places of a sequence, such as the tokens of a line, and the features that are seen there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Features = tuple[str, ...]
NEARBY = {-2: 2, -1: None, 1: None, 2: 2}
"""How many of the features that neighbours see are seen so many places off; ``None`` for all."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a sequence: the features that each shows, and ``more`` that are its alone.

    The first ``near`` features that a place shows are seen from its neighbours too, where they
    are named with how many places off it stands.
    """

    shown: Sequence[Features]
    near: int
    more: Sequence[Features]

    def __len__(self) -> int:
        return len(self.shown)

    def features(self, place: int) -> list[str]:
        """Return all features that are seen at a place."""
        seen = [*self.shown[place], *self.more[place]]
        for off, most in NEARBY.items():
            if 0 <= place + off < len(self.shown):
                seen += [named(off, one) for one in self.shown[place + off][: self.near][:most]]
        return seen


def named(off: int, feature: str) -> str:
    """Return the name of a feature that is seen at a place so many places behind, or before."""
    return f"{off:+d}{feature}"
