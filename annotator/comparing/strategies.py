"""Strategies: which of several choices becomes gold by rule, and why the others are left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from annotator.comparing.disagreements import Choice, Cluster
from annotator.domain.annotation_set import Owner


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes gold; ``choice`` has no pieces where that is nothing. ``why`` is its origin."""

    cluster: Cluster
    choice: Choice
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """What a person has to decide; ``why`` is a plain sentence."""

    cluster: Cluster
    why: str


class Strategy(Protocol):
    """Decides one cluster, by its choices alone; ``title`` states the rule."""

    @property
    def title(self) -> str: ...

    def decide(self, cluster: Cluster) -> Taken | Left: ...


@dataclass(frozen=True, slots=True)
class Unanimous:
    """Take what everybody says."""

    title: str = field(default="Take what everybody says", init=False)

    def decide(self, cluster: Cluster) -> Taken | Left:
        if len(cluster.choices) == 1:
            return Taken(cluster, cluster.choices[0], "unanimous")
        return Left(cluster, f"{_votes(cluster)}: not unanimous.")


@dataclass(frozen=True, slots=True)
class Majority:
    """Take what more than half of those who annotated the article say."""

    title: str = field(default="Take what more than half say", init=False)

    def decide(self, cluster: Cluster) -> Taken | Left:
        first, voters = cluster.choices[0], _voters(cluster)
        if 2 * len(first.owners) > voters:
            return Taken(cluster, first, f"majority, {len(first.owners)} of {voters}")
        return Left(cluster, f"{_votes(cluster)}: no choice has more than half.")


@dataclass(frozen=True, slots=True)
class Threshold:
    """Take the choice of most owners where it has at least ``share`` (0–1) of the votes.

    At least ``voters`` must have annotated the article; where two choices have the most, none is
    taken.
    """

    share: float
    voters: int = 2

    @property
    def title(self) -> str:
        return f"Take what at least {self.share:.0%} of {self.voters} or more say"

    def decide(self, cluster: Cluster) -> Taken | Left:
        first, voters = cluster.choices[0], _voters(cluster)
        if voters < self.voters:
            return Left(cluster, f"{voters} annotated it, fewer than {self.voters}.")
        if len(cluster.choices) > 1 and len(cluster.choices[1].owners) == len(first.owners):
            return Left(cluster, f"{_votes(cluster)}: a tie.")
        share = len(first.owners) / voters
        if share >= self.share:
            return Taken(cluster, first, f"threshold, {len(first.owners)} of {voters}")
        return Left(cluster, f"{_votes(cluster)}: {share:.0%} is below {self.share:.0%}.")


@dataclass(frozen=True, slots=True)
class TrustOrder:
    """Take what the first of ``owners`` says who annotated the article."""

    owners: tuple[Owner, ...]

    @property
    def title(self) -> str:
        return "Take what the first of these says: " + ", ".join(one.name for one in self.owners)

    def decide(self, cluster: Cluster) -> Taken | Left:
        here = {owner for choice in cluster.choices for owner in choice.owners}
        trusted = next((owner for owner in self.owners if owner in here), None)
        if trusted is None:
            return Left(cluster, "Nobody in the order annotated it.")
        return Taken(cluster, cluster.choice_of(trusted), f"trusted, {trusted.name}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a strategy makes of many clusters: a dry run until somebody stores it."""

    strategy: str
    taken: tuple[Taken, ...]
    left: tuple[Left, ...]


def run_dry(
    clusters: Iterable[Cluster], strategies: Sequence[Strategy], decided: Iterable[str] = ()
) -> Outcome:
    """Decide each cluster by the first strategy that can, and change nothing.

    Clusters whose id is in ``decided`` by a person are passed over, so that merging again never
    touches a human decision. What no strategy takes is left with the last one's reason.
    """
    passed = frozenset(decided)
    taken: list[Taken] = []
    left: list[Left] = []
    for cluster in clusters:
        if cluster.id in passed:
            continue
        outcome: Taken | Left = Left(cluster, "No strategy was chosen.")
        for strategy in strategies:
            outcome = strategy.decide(cluster)
            if isinstance(outcome, Taken):
                break
        if isinstance(outcome, Taken):
            taken.append(outcome)
        else:
            left.append(outcome)
    title = ", then ".join(strategy.title for strategy in strategies)
    return Outcome(title, tuple(taken), tuple(left))


def _voters(cluster: Cluster) -> int:
    return sum(len(choice.owners) for choice in cluster.choices)


def _votes(cluster: Cluster) -> str:
    return " against ".join(str(len(choice.owners)) for choice in cluster.choices)
