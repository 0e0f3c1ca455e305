"""How the disagreements behind a release's gold were decided, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.domain.decision import Decision, Ruling


@dataclass(slots=True)
class Decided:
    """Counts of decisions; ``agreed`` are places where all annotators said the same.

    All else is about disagreements: ``by_rule`` goes by the rule that decided, ``reasons`` by why
    annotators differed, as far as a reviewer said so. Who decided is counted, and not named.
    """

    agreed: int = 0
    deferred: int = 0
    by_person: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)
    layers: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    rulings: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    reviewers: set[str] = field(default_factory=set)

    @property
    def disagreements(self) -> int:
        """How many were decided; what is deferred is not."""
        return self.by_person + self.by_rule.total()

    def add(self, decisions: Iterable[Decision]) -> None:
        for one in decisions:
            if one.ruling is Ruling.DEFERRED:
                self.deferred += 1
            elif one.kinds:
                self._add(one)
            else:
                self.agreed += 1

    def _add(self, one: Decision) -> None:
        self.layers[one.layer.value] += 1
        self.kinds[one.kinds[0]] += 1
        self.rulings[one.ruling.value] += 1
        if one.is_by_person:
            self.by_person += 1
            self.reviewers.add(one.by)
            self.reasons[one.reason.value if one.reason else "not given"] += 1
        else:
            # Behind the comma stand the votes, or the name of who is trusted.
            self.by_rule[one.how.partition(",")[0]] += 1

    def to_json(self) -> dict[str, object]:
        return {
            "agreed": self.agreed,
            "disagreements": self.disagreements,
            "deferred": self.deferred,
            "by_person": self.by_person,
            "reviewers": len(self.reviewers),
            "by_rule": dict(sorted(self.by_rule.items())),
            "layers": dict(sorted(self.layers.items())),
            "kinds": dict(sorted(self.kinds.items())),
            "rulings": dict(sorted(self.rulings.items())),
            "reasons": dict(sorted(self.reasons.items())),
        }
