"""Choosing the best sequence of labels for the lines of an article (Viterbi).

A state is a label and how far down the page we are: before the headline, below it, or in the body.
Headlines come once and at the top, standfirsts between headline and body, subheads in the body.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf

from annotator.detecting.segments.cues import CUES
from annotator.detecting.segments.lines import Line
from annotator.detecting.segments.page import Page
from annotator.detecting.segments.profile import NO_PROFILE, SourceProfile

_ABOVE, _BELOW, _BODY = range(3)
_LABELS = (
    "timestamp", "headline", "standfirst", "byline", "paragraph", "subhead", "caption", "credit",
    "related_link", "tags", "list_item", "pull_quote", "promo", "ui_noise", "editor_note",
    "copyright",
)  # fmt: skip
_PRIOR = {"paragraph": 0.5, "pull_quote": -2, "editor_note": -1, "copyright": -1, "promo": -1,
          "list_item": -1.5, "credit": -1.5, "ui_noise": -1.5, "tags": -2, "byline": -1,
          "timestamp": -3, "caption": -1, "related_link": -1.2, "subhead": -0.8}  # fmt: skip
_FOLLOWS = {
    ("", "headline"): 2, ("", "timestamp"): 1, ("", "paragraph"): -0.5, ("", "subhead"): -3,
    ("headline", "standfirst"): 2, ("headline", "byline"): 1, ("headline", "timestamp"): 1,
    ("headline", "subhead"): -3, ("headline", "headline"): -3, ("timestamp", "headline"): 0.5,
    ("timestamp", "byline"): 1, ("timestamp", "subhead"): 0, ("byline", "byline"): 0.5,
    ("byline", "subhead"): -0.5, ("standfirst", "standfirst"): -2.5, ("standfirst", "byline"): 2,
    ("standfirst", "timestamp"): 1.5,
    ("paragraph", "byline"): -1, ("paragraph", "timestamp"): -1.5, ("subhead", "credit"): -3,
    ("standfirst", "caption"): 1.5, ("byline", "timestamp"): 1, ("byline", "paragraph"): 0.5,
    ("paragraph", "paragraph"): 0.8, ("caption", "related_link"): 1.2,
    ("caption", "caption"): -1.5, ("caption", "credit"): 3, ("caption", "headline"): -0.3,
    ("related_link", "paragraph"): 0.4, ("related_link", "related_link"): 0.3,
    ("subhead", "paragraph"): 1, ("subhead", "subhead"): -3, ("subhead", "tags"): -3,
    ("subhead", "copyright"): -3, ("tags", "paragraph"): -3, ("tags", "subhead"): -2,
    ("list_item", "list_item"): 1.5, ("ui_noise", "ui_noise"): 0.5, ("tags", "tags"): 0.5,
}  # fmt: skip
_WORTH = 6.0
"""A label whose cues fall so far behind the line's best one is not tried."""

_UNKNOWN = -2.0
"""The prior of a label that cues know nothing of and a source has."""
PROFILE_RULE = "as at this source"

_LEADS: Mapping[str, tuple[int | None, int | None, int | None]] = {
    "headline": (_BELOW, None, None),
    "standfirst": (None, _BELOW, None),
    "subhead": (None, _BODY, _BODY),
    "list_item": (None, _BODY, _BODY),
    "pull_quote": (None, _BODY, _BODY),
    "paragraph": (_BODY, _BODY, _BODY),
}
"""How far down the page a label leads from each place; ``None`` where it cannot stand there."""
_STAYS = (_ABOVE, _BELOW, _BODY)
_MOST_LABELS = 200
_ANYWHERE = "paragraph"
"""A label that may stand everywhere, so that there is always a way on."""

State = tuple[str, int]
_Follows = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line's label, how sure it is, and what spoke for it, the strongest first.

    ``rule`` is the name of the strongest; ``layout`` where none spoke for it.
    """

    label: str
    confidence: float
    reasons: tuple[str, ...]

    @property
    def rule(self) -> str:
        return self.reasons[0] if self.reasons else "layout"


@dataclass(frozen=True, slots=True)
class _Scored:
    """The labels that a line may have with their scores, and what spoke for or against them."""

    scores: Mapping[str, float]
    weighed: Sequence[tuple[str, Mapping[str, float]]]

    def reasons(self, label: str) -> tuple[str, ...]:
        spoke = [(said[label], name) for name, said in self.weighed if said.get(label, 0) > 0]
        spoke.sort(key=lambda one: -one[0])
        return tuple(name for _, name in spoke)


def labelled(
    lines: Sequence[Line], page: Page, profile: SourceProfile = NO_PROFILE
) -> list[Labelled]:
    """Return the label of every line; ``profile`` is what is known of the article’s source."""
    scored = [_scored(line, page, profile) for line in lines]
    follows = _following(profile)
    forward = _best_scores(scored, follows)
    backward = _best_scores_behind(scored, forward, follows)
    chosen = _best_path(forward)
    return [
        Labelled(label, _confidence(label, forward[n], backward[n]), scored[n].reasons(label))
        for n, label in enumerate(chosen)
    ]


def _following(profile: SourceProfile) -> _Follows:
    """Return what each label is worth behind another."""
    follows: dict[str, dict[str, float]] = {}
    for told in (_FOLLOWS, profile.order_scores()):
        for (before, label), worth in told.items():
            row = follows.setdefault(before, {})
            row[label] = row.get(label, 0.0) + worth
    return follows


def _scored(line: Line, page: Page, profile: SourceProfile) -> _Scored:
    weighed = [(cue.name, cue.weights) for cue in CUES if cue.holds(line, page)]
    if told := profile.scores(line, page):
        weighed.append((PROFILE_RULE, told))
    scores = {label: _PRIOR.get(label, 0.0) for label in _LABELS}
    for _, weights in weighed:
        for label, weight in weights.items():
            scores[label] = scores.get(label, _UNKNOWN) + weight
    least = max(scores.values()) - _WORTH
    kept = {label: one for label, one in scores.items() if one > least or label == _ANYWHERE}
    return _Scored(kept, weighed)


_Step = dict[State, tuple[float, State | None]]


def _best_scores(scored: Sequence[_Scored], follows: _Follows) -> list[_Step]:
    steps: list[_Step] = []
    before: _Step = {("", _ABOVE): (0.0, None)}
    for line in scored:
        step: _Step = {}
        ways = [(label, score, _states(label)) for label, score in line.scores.items()]
        for state, (total, _previous) in before.items():
            worth, place = follows.get(state[0], {}), state[1]
            for label, score, states in ways:
                reached = states[place]
                if reached is None:
                    continue
                candidate = total + score + worth.get(label, 0.0)
                known = step.get(reached)
                if known is None or candidate > known[0]:
                    step[reached] = (candidate, state)
        steps.append(step)
        before = step
    return steps


def _best_scores_behind(
    scored: Sequence[_Scored], steps: Sequence[_Step], follows: _Follows
) -> list[dict[State, float]]:
    """Return, for each line and state of it, the best that the lines behind it can add."""
    if not steps:
        return []
    later = dict.fromkeys(steps[-1], 0.0)
    behind = [later]
    for number in range(len(steps) - 1, 0, -1):
        here: dict[State, float] = {}
        ways = [(label, score, _states(label)) for label, score in scored[number].scores.items()]
        for state in steps[number - 1]:
            worth, place = follows.get(state[0], {}), state[1]
            best = -inf
            for label, score, states in ways:
                reached = states[place]
                if reached is not None:
                    told = score + worth.get(label, 0.0) + later[reached]
                    if told > best:
                        best = told
            here[state] = best
        later = here
        behind.append(here)
    return behind[::-1]


@lru_cache(_MOST_LABELS)
def _states(label: str) -> Sequence[State | None]:
    """Return the states that a label leads to from each place; ``None`` where it cannot stand."""
    leads = _LEADS.get(label, _STAYS)
    return tuple(None if place is None else (label, place) for place in leads)


def _best_path(steps: Sequence[_Step]) -> list[str]:
    if not steps:
        return []
    state: State | None = max(steps[-1], key=lambda one: steps[-1][one][0])
    path: list[str] = []
    for step in reversed(steps):
        assert state is not None
        path.append(state[0])
        state = step[state][1]
    return path[::-1]


def _confidence(label: str, step: _Step, behind: dict[State, float]) -> float:
    """Turn the lead over the next best label into a confidence from 0.5 to 0.99."""
    best: dict[str, float] = {}
    for state, (total, _) in step.items():
        best[state[0]] = max(best.get(state[0], -1e9), total + behind[state])
    others = [score for other, score in best.items() if other != label]
    lead = best[label] - max(others) if others else 10.0
    return round(min(0.99, 1 / (1 + exp(-0.7 * max(lead, 0.0)))), 2)
